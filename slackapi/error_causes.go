package slackapi

import (
	"periscope/model"
	"periscope/model/catalog"
)

// CodeExplanation is one of Slack's error codes in words.
type CodeExplanation struct {
	Cause    model.Cause
	Sentence string
	NextStep string
}

// ExplainCode says what an error code means to an app that got it as the answer to a
// call of its own. kind is the kind of its token, or empty. False means that the code
// is not known.
func ExplainCode(method, code string, kind catalog.TokenKind) (CodeExplanation, bool) {
	x := explain(method, code, kind, true)
	if own, ok := inApps[code]; ok {
		x = own
	} else if _, ok := explanations[code]; !ok {
		return CodeExplanation{}, false
	}
	return CodeExplanation{causes[code], x.sentence, x.next}, true
}

// KnownCodes lists every code that [ExplainCode] knows.
func KnownCodes() []string {
	codes := make([]string, 0, len(causes))
	for code := range causes {
		codes = append(codes, code)
	}
	return codes
}

// causes says of every code that is known what stands behind it.
var causes = joinCauses(map[model.Cause][]string{
	model.CauseScope: {"missing_scope", "no_permission"},
	model.CauseMembership: {
		"not_in_channel", "channel_not_found", "user_not_found", "users_not_found", "user_not_visible", "invalid_user",
		"team_not_found", "team_access_not_granted", "missing_resource", "user_not_in_channel", "not_in_group",
		"cannot_find_channel", "file_not_found", "thread_not_found", "message_not_found", "view_not_found", "invalid_channel",
		"cant_invite_self", "already_in_channel", "already_reacted", "no_reaction", "already_pinned", "cannot_dm_bot",
		"messages_tab_disabled",
	},
	model.CauseToken: {
		"not_authed", "invalid_auth", "invalid_token", "token_expired", "token_revoked", "account_inactive",
		"invalid_refresh_token", "client_id_token_mismatch",
	},
	model.CauseTokenKind: {
		"not_allowed_token_type", "is_bot", "user_is_bot", "as_user_not_supported", "bot_not_allowed", "not_allowed",
	},
	model.CausePlan: {"paid_only", "paid_teams_only", "not_paid", "plan_upgrade_required", "feature_not_enabled", "enterprise_only"},
	model.CausePolicy: {
		"ekm_access_denied", "accesslimited", "two_factor_setup_required", "enterprise_is_restricted", "restricted_action",
		"restricted_action_read_only_channel", "restricted_action_thread_only_channel", "restricted_action_non_threadable_channel",
		"restricted_action_thread_locked", "posting_to_general_channel_denied", "user_is_restricted", "user_is_ultra_restricted",
		"not_admin", "not_an_admin", "cant_update_message", "cant_delete_message", "edit_window_closed", "ura_max_channels",
		"org_login_required", "team_added_to_org",
	},
	model.CauseRetired: {"method_deprecated", "deprecated_endpoint", "unknown_method", "upgrade_required"},
	model.CauseState:   {"is_archived", "method_not_supported_for_channel_type", "name_taken", "already_archived", "hash_conflict"},
	model.CauseArguments: {
		"invalid_arguments", "missing_argument", "invalid_arg_name", "invalid_array_arg", "invalid_charset", "invalid_form_data",
		"invalid_post_type", "missing_post_type", "invalid_json", "json_not_object", "invalid_cursor", "invalid_limit",
		"limit_required", "invalid_types", "no_text", "markdown_text_conflict", "invalid_grant_type", "msg_too_long", "msg_blocks_too_long",
		"invalid_blocks",
		"invalid_blocks_format", "invalid_attachments", "too_many_attachments", "invalid_ts_latest", "invalid_ts_oldest",
		"bad_timestamp", "invalid_name", "invalid_name_specials", "no_item_specified", "time_in_past", "time_too_far",
		"duplicate_external_id",
	},
	model.CauseRateLimit: {"ratelimited", "message_limit_exceeded", "too_many_websockets"},
	model.CauseSlack:     {"service_unavailable", "fatal_error", "internal_error", "unknown_error"},
	model.CauseNetwork:   {"request_timeout"},
	model.CauseInstall: {
		"invalid_scope", "mixed_scope", "invalid_client_id", "bad_client_secret", "invalid_code", "code_already_used",
		"bad_redirect_uri", "oauth_authorization_url_mismatch", "invalid_code_verifier", "no_scopes", "access_denied",
		"unapproved_scope", "scope_not_allowed_on_enterprise", "invalid_team_for_non_distributed_app",
		"cannot_install_an_org_installed_app", "preview_feature_not_available", "user_email_unverified", "invalid_manifest",
		"invalid_app", "app_not_found", "invalid_app_id", "failed_export", "failed_creating_app", "failed_adding_collaborator",
		"app_not_eligible",
	},
	model.CauseTrigger: {
		"invalid_trigger", "invalid_trigger_id", "trigger_exchanged", "exchanged_trigger_id", "trigger_expired",
		"expired_trigger_id", "missing_trigger",
	},
	model.CauseWarning: {"missing_charset", "superfluous_charset"},
})

func joinCauses(of map[model.Cause][]string) map[string]model.Cause {
	all := map[string]model.Cause{}
	for cause, codes := range of {
		for _, code := range codes {
			all[code] = cause
		}
	}
	return all
}

// Explanations that several codes of [inApps] share.
var (
	needsPlan = explanation{
		"The workspace's plan does not include what the call is about.",
		"Do without it there, or upgrade the plan. No scope changes this.",
	}
	restricted = explanation{
		"A setting of the workspace or channel does not let this user or app do that.",
		"Ask an administrator, or use another channel. No scope changes this.",
	}
	guest = explanation{
		"The token's user is a guest, who may not do that.",
		"Use the token of a full member, or a bot token. No scope changes this.",
	}
	doneAlready = explanation{
		"Slack has nothing to do: it is so already.",
		"Treat this code as a success.",
	}
	notTheirs = explanation{
		"Slack lets the token change only its own messages, and only for as long as the workspace allows.",
		"Use the token that posted the message.",
	}
	badRange = explanation{
		"A timestamp of the call is not one of Slack's.",
		"Send the ts as Slack gave it, as text: 1718000000.123456.",
	}
	tooLong = explanation{
		"The message is longer than Slack takes.",
		"Split the text, or upload it as a file.",
	}
	badBlocks = explanation{
		"Slack could not read the blocks or attachments of the message.",
		"Read response_metadata.messages, which names the block, or try it in Block Kit Builder.",
	}
	nothingThere = explanation{
		"What the call is about does not exist, or the token cannot see it.",
		"Check the id, and that the token that made it, or one in the same channel, makes the call.",
	}
	badName = explanation{
		"Slack does not take this name.",
		"Use lower-case letters, digits, hyphens and underscores, at most 80 of them.",
	}
	badTime = explanation{
		"The time for the message is past, or more than 120 days ahead.",
		"Send post_at in seconds since 1970, within the next 120 days.",
	}
)

// badArguments is what the codes about the form of a call mean to those who wrote it.
func badArguments(wrong string) explanation {
	return explanation{"Slack could not read the call: " + wrong + ".", "Correct the call; scopes and tokens are not the cause."}
}

// inApps are the codes that mean something else, or something at all, only where an
// app of one's own made the call.
var inApps = map[string]explanation{
	"missing_scope": {
		"The token lacks a scope that this call needs.",
		"Add the scope to the app's manifest or OAuth page, and install the app again: tokens keep the scopes they were installed with.",
	},
	"not_allowed_token_type": {
		"Slack does not let this kind of token call the method.",
		"Call it with another kind of token.",
	},
	"no_permission": {
		"The token's app is not a member of the conversation, or lacks the permission.",
		"Add the app to the conversation first; then compare its scopes with what the method needs.",
	},
	"unknown_method": {
		"Slack knows no such method, or no longer.",
		"Check the spelling and the case of the method's name, and whether Slack retired it.",
	},
	"method_deprecated": {
		"Slack has retired this method.",
		"Call what took its place.",
	},
	"deprecated_endpoint": {
		"Slack has retired this method.",
		"Call what took its place.",
	},
	"upgrade_required": {
		"Slack serves this app only through a newer version of the method.",
		"Read the method's page for what took its place.",
	},
	"access_denied": {
		"The person who was to install the app declined, or the token may not do this.",
		"If it was an install, start it again when they agree; else check whose token makes the call.",
	},
	"is_bot": {botsExcluded.sentence, "Call it with a user token."},
	"user_is_bot": {
		"A bot stands where a person is wanted: as the token's user, or in the call's arguments.",
		"Name a person, or call it with a user token.",
	},
	"bot_not_allowed": {botsExcluded.sentence, "Call it with a user token."},
	"not_allowed": {
		"Slack does not let this token do that.", "Compare the kinds of token on the method's page with the one in use.",
	},
	"invalid_arguments":  badArguments(wrongCalls["invalid_arguments"]),
	"missing_argument":   badArguments(wrongCalls["missing_argument"]),
	"invalid_arg_name":   badArguments(wrongCalls["invalid_arg_name"]),
	"invalid_array_arg":  badArguments(wrongCalls["invalid_array_arg"]),
	"invalid_charset":    badArguments(wrongCalls["invalid_charset"]),
	"invalid_form_data":  badArguments(wrongCalls["invalid_form_data"]),
	"invalid_post_type":  badArguments(wrongCalls["invalid_post_type"]),
	"missing_post_type":  badArguments(wrongCalls["missing_post_type"]),
	"invalid_json":       badArguments(wrongCalls["invalid_json"]),
	"json_not_object":    badArguments(wrongCalls["json_not_object"]),
	"invalid_limit":      badArguments("the limit is not a number in the method's range"),
	"limit_required":     badArguments("the method wants a limit"),
	"invalid_grant_type": badArguments("the grant_type is none that Slack knows"),
	"no_item_specified":  badArguments("no message, file or comment is named"),
	"msg_too_long":       tooLong, "msg_blocks_too_long": tooLong,
	"invalid_blocks": badBlocks, "invalid_blocks_format": badBlocks, "invalid_attachments": badBlocks, "too_many_attachments": badBlocks,
	"invalid_ts_latest": badRange, "invalid_ts_oldest": badRange, "bad_timestamp": badRange,
	"invalid_name": badName, "invalid_name_specials": badName,
	"time_in_past": badTime, "time_too_far": badTime,
	"duplicate_external_id": {"Another view or file of the app has this external_id.", "Use an id of its own for each."},
	"paid_only":             needsPlan, "paid_teams_only": needsPlan, "not_paid": needsPlan, "plan_upgrade_required": needsPlan,
	"feature_not_enabled": needsPlan, "enterprise_only": needsPlan,
	"restricted_action": restricted, "restricted_action_read_only_channel": restricted, "restricted_action_thread_only_channel": restricted,
	"restricted_action_non_threadable_channel": restricted, "restricted_action_thread_locked": restricted,
	"posting_to_general_channel_denied": restricted,
	"user_is_restricted":                guest, "user_is_ultra_restricted": guest, "ura_max_channels": guest,
	"not_admin":           {"Only administrators may do that.", "Have an administrator install the app, so that its user token is theirs."},
	"not_an_admin":        {"Only administrators may do that.", "Have an administrator install the app, so that its user token is theirs."},
	"cant_update_message": notTheirs, "cant_delete_message": notTheirs, "edit_window_closed": notTheirs,
	"user_not_in_channel": {"The user is not in the channel.", "Invite them first, or leave them out."},
	"not_in_group":        {"The bot or user is not in the private channel.", "Invite the app to it: nobody can join a private channel."},
	"cannot_find_channel": noConversation, "invalid_channel": noConversation,
	"file_not_found": nothingThere, "thread_not_found": nothingThere, "message_not_found": nothingThere, "view_not_found": nothingThere,
	"cant_invite_self":   {"The token's own user cannot be invited.", "Call conversations.join to join a public channel."},
	"already_in_channel": doneAlready, "already_reacted": doneAlready, "already_pinned": doneAlready, "already_archived": doneAlready,
	"no_reaction":   {"The token's user has no such reaction there.", "A token removes only reactions of its own user."},
	"cannot_dm_bot": {"Bots cannot send each other direct messages.", "Name a person, or post in a channel that both are in."},
	"messages_tab_disabled": {
		"The app's Messages tab is off, so nobody can be sent a message there.",
		"Turn on the Messages tab on the app's App Home page (manifest: features.app_home.messages_tab_enabled).",
	},
	"name_taken":             {"Another channel has this name.", "Choose another name; archived channels keep theirs."},
	"hash_conflict":          {"The view changed since the app read it.", "Read it again, or leave the hash out."},
	"message_limit_exceeded": {"The workspace reached its limit for messages of apps.", "Post less, or upgrade the plan."},
	"too_many_websockets":    {"The app has more than ten connections of Socket Mode open.", "Close those of earlier runs."},
}

// Answered names a code, as people look it up.
func Answered(code string) string { return "Slack answered `" + code + "`" }
