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
