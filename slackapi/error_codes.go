package slackapi

import (
	"fmt"

	"periscope/model/catalog"
)

// explanation is a code in words.
type explanation struct{ sentence, next string }

// explain looks up the code with which a method refused a kind of token: first what
// it means to this kind, then what it means to any. Slack's own server means more by
// some codes than others that speak as it does.
func explain(method, code string, kind catalog.TokenKind, bySlack bool) explanation {
	if kind == catalog.Workspace && code == "invalid_auth" && bySlack {
		return workspaceRetired
	}
	if x, ok := explanationsByKind[kindCode{kind, code}]; ok {
		return x
	}
	if x, ok := explanations[code]; ok {
		return x
	}
	return explanation{
		fmt.Sprintf("Slack refused %s with the code %q, which Periscope does not know.", method, code),
		fmt.Sprintf("Look the code up at https://api.slack.com/methods/%s.", method),
	}
}

type kindCode struct {
	kind catalog.TokenKind
	code string
}

// explanationsByKind holds the codes that mean something of their own to one kind of token.
var explanationsByKind = map[kindCode]explanation{
	{catalog.Workspace, "invalid_auth"}: {
		"This workspace token is not accepted: it is unknown, revoked or expired.",
		"If the token runs out after an hour, renew it with its refresh token; else install the app again.",
	},
	{catalog.Session, "invalid_auth"}: {
		"A browser's session token is not accepted here.",
		"Use a bot or user token of a Slack app.",
	},
	{catalog.Refresh, "not_allowed_token_type"}:          refreshOnly,
	{catalog.WorkspaceRefresh, "not_allowed_token_type"}: refreshOnly,
	{catalog.Refresh, "invalid_auth"}:                    refreshOnly,
	{catalog.WorkspaceRefresh, "invalid_auth"}:           refreshOnly,
}

// workspaceRetired is what Slack itself says to every workspace token.
var workspaceRetired = explanation{
	"Slack retired all workspace tokens, which begin with xoxa-, on 2021-08-24, and accepts this one no more than any other.",
	"Install the app again for a bot or user token.",
}

var refreshOnly = explanation{
	"This is a refresh token, which only buys new access tokens.",
	"Use the access token that came with it.",
}

// Explanations that several codes share.
var (
	badTrigger = explanation{
		"Slack does not know this trigger, or it belongs to another app.",
		"Use the trigger_id of a slash command or button click that this app received within the last 3 seconds.",
	}
	usedTrigger = explanation{
		"This trigger was used before, and each works once.",
		"Run the slash command or click the button again for a new one.",
	}
	expiredTrigger = explanation{
		"This trigger is too old: it lives for 3 seconds.",
		"Run the slash command or click the button again, and use the new trigger at once.",
	}
	botsExcluded = explanation{
		"Slack does not let bot users call this method.",
		"Use a token that acts for a person or for the app.",
	}
	methodRetired = explanation{
		"Slack has retired this method.",
		"Use a bot or user token, whose scopes Slack reports with every reply.",
	}
	ourMistake = explanation{
		"Slack could not make sense of the call as Periscope sent it.",
		"Report this as a fault in Periscope, with the method and the code.",
	}
	charset = explanation{
		"Slack remarks on the character set that the call declared, or did not.",
		"Nothing needs to be done: Slack read the call all the same.",
	}
	moving = explanation{
		"The workspace is being moved into an Enterprise organization.",
		"Try again when the move is done; it may take a day.",
	}
	policy = func(sentence string) explanation {
		return explanation{sentence, "Ask an administrator of the workspace, naming the code that Slack sent."}
	}
	ourMistakes = func(code string) explanation {
		return explanation{
			"Slack could not make sense of the call as Periscope sent it: " + wrongCalls[code] + ".",
			"Report this as a fault in Periscope, with the method and the code.",
		}
	}
	slackFault = explanation{
		"Slack failed at its side while handling the call.",
		"Try again in a minute; if it lasts, look at https://status.slack.com.",
	}
	noConversation = explanation{
		"The conversation does not exist, or the token cannot see it.",
		"Check the id, and that the app was added to the conversation.",
	}
	noUser = explanation{
		"The user does not exist, or the token cannot see them.",
		"Check that the user id belongs to this workspace.",
	}
	badClient = explanation{
		"Slack does not know an app with this client id.",
		"Copy the client id from the app's Basic Information page.",
	}
	badCode = explanation{
		"The code of this installation is unknown, too old or used.",
		"Start the installation again from the app's install link.",
	}
	badRedirect = explanation{
		"The redirect URL is not the one that the installation began with.",
		"Use a redirect URL that is listed on the app's OAuth page, and the same one in both steps.",
	}
	noApp = explanation{
		"Slack knows no app with this id, or the token's owner may not see it.",
		"Check the app id on the app's Basic Information page, and whose configuration token this is.",
	}
	badManifest = explanation{
		"Slack would not take this manifest.",
		"Correct what Slack names, or compare it with the manifest in the app's settings.",
	}
	manifestFailed = explanation{
		"Slack failed to handle the manifest.",
		"Try again in a minute; if it lasts, look at the app's settings.",
	}
	notApproved = explanation{
		"The workspace or its organization does not allow the app these scopes.",
		"Ask an administrator to approve the app with them, or ask for fewer.",
	}
	notInstallable = explanation{
		"Slack does not let this app be installed there.",
		"Check in the app's settings where it may be installed, and that its features are available to the workspace.",
	}
	noAlias = explanation{
		"A workspace token cannot post under a person's name.",
		"Leave the argument as_user out.",
	}
)

// explanations has every code that the methods which Periscope calls are
// documented or known to answer with, and those that an app meets first with the
// scopes it was given.
var explanations = map[string]explanation{
	// The token.
	"not_authed": {
		"The call carried no token.",
		"Use a token of the app: they are on its OAuth & Permissions page.",
	},
	"invalid_auth": {
		"Slack does not accept this token, or not from this network address.",
		"Copy the token again from the app's settings, and check whether the app limits its addresses.",
	},
	"invalid_token": {
		"Slack does not accept this refresh token.",
		"Install the app again to get a new pair of tokens.",
	},
	"token_expired": {
		"The token is of the kind that expires, and its time is over.",
		"Get a new access token with the refresh token.",
	},
	"token_revoked": {
		"The token was revoked, or the app was removed from the workspace.",
		"Install the app again to get a new token.",
	},
	"account_inactive": {
		"The user or workspace that the token belongs to is gone, or the app was removed.",
		"Install the app again, as a user who is active in the workspace.",
	},
	"not_allowed_token_type": {
		"Slack does not let this kind of token call the method.",
		"Use another kind of token: the Permissions API takes only workspace tokens, which begin with xoxa-, " +
			"and app manifests only configuration tokens.",
	},
	"is_bot":      botsExcluded,
	"user_is_bot": botsExcluded,

	// Scopes and membership.
	"missing_scope": {
		"The token lacks a scope that this call needs.",
		"Ask for the missing scope, and have the workspace approve it.",
	},
	"no_permission": {
		"The token lacks the permission, or the app is not a member of the conversation.",
		"Add the app to the conversation, then try again.",
	},
	"invalid_scope": {
		"Slack refused the scopes: one is misspelt, or cannot be asked for in this way.",
		"Check the spelling, and ask for scopes that act for one user in a request to that user.",
	},
	"mixed_scope": {
		"The request mixes scopes that Slack wants asked for separately.",
		"Ask for conversation, team and user scopes in requests of their own.",
	},
	"missing_resource": {
		"The installation names no resource that the scopes could apply to.",
		"Install the app again and pick at least one conversation.",
	},
	"as_user_not_supported": noAlias,
	"not_in_channel": {
		"The bot or user is not in the channel.",
		"Invite the app to the channel, or ask for chat:write.public to post in public channels without joining them.",
	},
	"team_access_not_granted": {
		"The token of the organization was not given access to this workspace.",
		"Ask an administrator of the organization to add the app to the workspace.",
	},

	// Policy and migration.
	"ekm_access_denied": policy("Administrators have suspended writing with the workspace's encryption keys."),
	"accesslimited":     policy("An administrator's policy limits the method on the network that this machine is in."),
	"two_factor_setup_required": {
		"The workspace requires two-factor authentication, and the token's user has not set it up.",
		"Set it up in Slack as that user, then try again.",
	},
	"enterprise_is_restricted": policy("The method cannot be called from an Enterprise organization."),
	"org_login_required":       moving,
	"team_added_to_org":        moving,

	// Triggers.
	"invalid_trigger":      badTrigger,
	"invalid_trigger_id":   badTrigger,
	"trigger_exchanged":    usedTrigger,
	"exchanged_trigger_id": usedTrigger,
	"trigger_expired":      expiredTrigger,
	"expired_trigger_id":   expiredTrigger,
	"missing_trigger": {
		"The call carried no trigger.",
		"Use the trigger_id of a slash command or button click that this app received within the last 3 seconds.",
	},

	// What a call is about.
	"invalid_user":      noUser,
	"user_not_found":    noUser,
	"user_not_visible":  noUser,
	"users_not_found":   noUser,
	"channel_not_found": noConversation,
	"team_not_found": {
		"Slack does not know this workspace, or the token does not belong to it.",
		"Check the team id.",
	},
	"invalid_cursor": {
		"Slack no longer knows the place in the list where the next page begins.",
		"Read the list again from its start.",
	},
	"invalid_limit":  ourMistake,
	"limit_required": ourMistake,
	"invalid_types": {
		"Slack does not list this type of conversation for the token.",
		"Ask for the read scope of the type: channels:read, groups:read, mpim:read or im:read.",
	},
	"method_not_supported_for_channel_type": {
		"The method does not work in this type of conversation.",
		"Use it in another, or look the types up on the method's page.",
	},
	"is_archived": {
		"The conversation is archived.",
		"Unarchive it first, or use another.",
	},
	"no_text": {
		"The message is empty.",
		"Send text, blocks or attachments with it.",
	},
	"markdown_text_conflict": {
		"The message has markdown_text, and text or blocks as well.",
		"Send markdown_text alone, or leave it out.",
	},

	// Installing and removing.
	"invalid_client_id": badClient,
	"bad_client_secret": {
		"The client secret does not belong to this client id.",
		"Copy client id and client secret from the same app's Basic Information page.",
	},
	"client_id_token_mismatch": {
		"The token belongs to another app than the client id.",
		"Use client id, client secret and token of one app.",
	},
	"invalid_code":      badCode,
	"code_already_used": badCode,
	"bad_redirect_uri":  badRedirect,
	"oauth_authorization_url_mismatch": {
		"The installation began on the page of another kind of app.",
		"Begin again on the install page that fits: oauth/v2/authorize is for bot and user tokens, oauth/authorize for workspace apps.",
	},
	"invalid_code_verifier": {
		"The proof that this program began the installation (PKCE) does not fit.",
		"Start the installation again, and let the same program finish it.",
	},
	"invalid_grant_type": ourMistake,
	"invalid_refresh_token": {
		"Slack does not know this refresh token, or it was used before: each works once.",
		"Use the one that came last, or get a new pair of tokens: install the app again, or make a new configuration token.",
	},
	"no_scopes": {
		"The installation asks for no scopes.",
		"Ask for at least one scope of the bot or of the user.",
	},
	"access_denied": {
		"The person who was to install the app declined.",
		"Start the installation again when they agree.",
	},
	"unapproved_scope":                notApproved,
	"scope_not_allowed_on_enterprise": notApproved,
	"invalid_team_for_non_distributed_app": {
		"The app is not distributed, so it can be installed only in the workspace it was made in.",
		"Choose that workspace, or activate distribution in the app's settings.",
	},
	"cannot_install_an_org_installed_app": notInstallable,
	"preview_feature_not_available":       notInstallable,
	"user_email_unverified": {
		"The person who installs the app has not confirmed their e-mail address at Slack.",
		"Confirm it in Slack, then install the app again.",
	},

	// Manifests.
	"invalid_manifest":           badManifest,
	"invalid_app":                badManifest,
	"app_not_found":              noApp,
	"invalid_app_id":             noApp,
	"failed_export":              manifestFailed,
	"failed_creating_app":        manifestFailed,
	"failed_adding_collaborator": manifestFailed,
	"app_not_eligible": {
		"This app cannot be handled by its manifest.",
		"Change it in its settings, or with the tool that made it.",
	},

	// The method.
	"method_deprecated":   methodRetired,
	"deprecated_endpoint": methodRetired,
	"unknown_method": {
		"Slack knows no such method, or no longer.",
		"Check the API URL; the Permissions API itself was retired by Slack.",
	},
	"upgrade_required": {
		"Slack serves this app only through a newer version of the method.",
		"Check for a newer release of Periscope.",
	},

	// How the call was made.
	"invalid_arguments":   ourMistakes("invalid_arguments"),
	"missing_argument":    ourMistakes("missing_argument"),
	"invalid_arg_name":    ourMistakes("invalid_arg_name"),
	"invalid_array_arg":   ourMistakes("invalid_array_arg"),
	"invalid_charset":     ourMistakes("invalid_charset"),
	"invalid_form_data":   ourMistakes("invalid_form_data"),
	"invalid_post_type":   ourMistakes("invalid_post_type"),
	"missing_post_type":   ourMistakes("missing_post_type"),
	"invalid_json":        ourMistakes("invalid_json"),
	"json_not_object":     ourMistakes("json_not_object"),
	"missing_charset":     charset,
	"superfluous_charset": charset,

	// Slack's side.
	"ratelimited": {
		"Slack limits how often this method may be called.",
		"Try again in a minute.",
	},
	"request_timeout": {
		"Slack did not receive the call in full before it gave up waiting.",
		"Try again; if it goes on, check the network connection.",
	},
	"service_unavailable": slackFault,
	"fatal_error":         slackFault,
	"internal_error":      slackFault,
	"unknown_error":       slackFault,
}

// wrongCalls say what was wrong with the form of a call, by code.
var wrongCalls = map[string]string{
	"invalid_arg_name":  "the name of an argument has a character that no argument has",
	"invalid_arguments": "an argument is missing, unknown or of the wrong form",
	"invalid_array_arg": "an argument came as an array, which takes a comma list",
	"invalid_charset":   "the declared charset is neither utf-8 nor iso-8859-1",
	"invalid_form_data": "the form in the body is broken or missing",
	"invalid_json":      "the body is not JSON",
	"invalid_post_type": "the Content-Type is none that the method takes",
	"json_not_object":   "the JSON body is not an object",
	"missing_argument":  "a required argument is missing",
	"missing_post_type": "the call has a body and no Content-Type",
}
