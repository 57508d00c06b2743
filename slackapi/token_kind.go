package slackapi

import (
	"periscope/model/catalog"
)

// CheckKind reports whether a token of the kind has permissions that can be
// read: nil for workspace, bot and user tokens, and for those whose kind only
// Slack can tell; for all others a [*KindError].
func CheckKind(kind catalog.TokenKind) error {
	if _, refused := unexplorable[kind]; refused {
		return &KindError{kind}
	}
	return nil
}

// KindError is a token of which nothing can be explored. No call was made with
// it, unless only Slack could tell what it is.
type KindError struct{ Kind catalog.TokenKind }

func (e *KindError) Error() string {
	return "the permissions of " + string(e.Kind) + " tokens cannot be explored"
}

// Sentence says what a token of the kind is for.
func (e *KindError) Sentence() string { return unexplorable[e.Kind].sentence }

// NextStep says which token to use instead.
func (e *KindError) NextStep() string { return unexplorable[e.Kind].next }

// ErrorCode is "wrong_token_kind".
func (e *KindError) ErrorCode() string { return "wrong_token_kind" }

// Word is "unfit".
func (e *KindError) Word() string { return "unfit" }

// Passing is false: a token does not change its kind.
func (e *KindError) Passing() bool { return false }

const useBotOrUser = "Use the app's bot token (xoxb-) or a user token (xoxp-): both are on its OAuth & Permissions page."

// unexplorable are the kinds of token that hold no permissions in a workspace.
var unexplorable = map[catalog.TokenKind]explanation{
	catalog.AppLevel: {
		"This is an app-level token: it opens connections for the app, in no workspace, so there is nothing to explore.",
		useBotOrUser,
	},
	catalog.Configuration: {
		"This is a configuration token: it reads and writes the manifests of apps, and opens no conversations.",
		"Keep it for manifests. To explore, use the app's bot token (xoxb-) or a user token (xoxp-).",
	},
	catalog.Refresh:          refreshOnly,
	catalog.WorkspaceRefresh: refreshOnly,
	catalog.Workflow: {
		"This is the token of one step of a workflow: it ends after 15 minutes and cannot be renewed.",
		useBotOrUser,
	},
	catalog.Session: {
		"This is a person's own login, taken from a browser: it is no app's token, and anyone who has it can act as that person.",
		"Sign out of that browser if you pasted it anywhere, and use a bot or user token of a Slack app.",
	},
	catalog.Legacy: {
		"This is a legacy token of a kind that Slack no longer gives out or describes.",
		useBotOrUser,
	},
}
