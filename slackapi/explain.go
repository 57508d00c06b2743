package slackapi

import (
	"fmt"

	"periscope/model/catalog"
)

// explanation is a code in words.
type explanation struct{ sentence, next string }

// explanation looks the code up: first what it means to this kind of token,
// then what it means to any.
func (e *Error) explanation() explanation {
	if x, ok := byKind[kindCode{e.kind, e.Code}]; ok {
		return x
	}
	if x, ok := explanations[e.Code]; ok {
		return x
	}
	return explanation{
		fmt.Sprintf("Slack refused %s with the code %q, which Periscope does not know.", e.Method, e.Code),
		fmt.Sprintf("Look the code up at https://api.slack.com/methods/%s.", e.Method),
	}
}

type kindCode struct {
	kind catalog.TokenKind
	code string
}

// byKind holds the codes that mean something of their own to one kind of token.
var byKind = map[kindCode]explanation{
	{catalog.Workspace, "invalid_auth"}: {
		"This workspace token is not accepted: it is unknown, revoked or expired, " +
			"or it was sent to Slack itself, which retired all workspace tokens on 2021-08-24.",
		"If the token runs out after an hour, renew it with `periscope team refresh`; else install the app again " +
			"for a bot or user token, or run `periscope demo` to see workspace tokens at work.",
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
		"Use a bot or user token, whose scopes Slack reports with every reply, or explore the method in `periscope demo`.",
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
	policy = explanation{
		"An administrator's policy does not let this token be used from here.",
		"Ask an administrator of the workspace, naming the code that Slack sent.",
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
	noAlias = explanation{
		"A workspace token cannot post under a person's name.",
		"Leave the argument as_user out.",
	}
)

// explanations has every code that the methods of the Permissions API, and the
// ones around them, are documented or known to answer with.
var explanations = map[string]explanation{
	// The token.
	"not_authed": {
		"The call carried no token.",
		"Add the team with `periscope team add`, or pass a token with --token-stdin.",
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
		"Use another kind of token: the Permissions API takes only workspace tokens, which begin with xoxa-.",
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

	// Policy and migration.
	"ekm_access_denied": policy,
	"accesslimited":     policy,
	"two_factor_setup_required": {
		"The workspace requires two-factor authentication, and the token's user has not set it up.",
		"Set it up in Slack as that user, then try again.",
	},
	"enterprise_is_restricted": policy,
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
	"invalid_limit": ourMistake,
	"invalid_types": ourMistake,

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
	"invalid_code":                     badCode,
	"code_already_used":                badCode,
	"bad_redirect_uri":                 badRedirect,
	"oauth_authorization_url_mismatch": badRedirect,

	// The method.
	"method_deprecated":   methodRetired,
	"deprecated_endpoint": methodRetired,
	"unknown_method": {
		"Slack knows no such method, or no longer.",
		"Check the API URL; the Permissions API itself was retired by Slack and lives on in `periscope demo`.",
	},
	"upgrade_required": {
		"Slack serves this app only through a newer version of the method.",
		"Check for a newer release of Periscope.",
	},

	// How the call was made.
	"invalid_arguments":   ourMistake,
	"invalid_arg_name":    ourMistake,
	"invalid_array_arg":   ourMistake,
	"invalid_charset":     ourMistake,
	"invalid_form_data":   ourMistake,
	"invalid_post_type":   ourMistake,
	"missing_post_type":   ourMistake,
	"invalid_json":        ourMistake,
	"json_not_object":     ourMistake,
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
}
