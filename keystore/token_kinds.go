package keystore

import (
	"fmt"
	"slices"

	"periscope/model/catalog"
)

// storableKinds are the kinds of token that act for an app in a team, and the
// configuration token, which changes apps.
var storableKinds = []catalog.TokenKind{catalog.Workspace, catalog.Bot, catalog.UserToken, catalog.Configuration}

// Storable reports whether tokens of a kind can be stored: nil, or a [*KindError].
func Storable(kind catalog.TokenKind) error {
	if !slices.Contains(storableKinds, kind) {
		return &KindError{kind}
	}
	return nil
}

// refusedKinds has the kinds of token that are not stored, and why.
var refusedKinds = map[catalog.TokenKind]struct{ text, nextStep string }{
	catalog.AppLevel: {
		"this is an app-level token (xapp): it belongs to an app everywhere, and says nothing about what the app may do in a team",
		"Use the app's bot (xoxb) or user (xoxp) token.",
	},
	catalog.Workflow: {
		"this is the token of one step of a workflow (xwfp), and ends with it, after fifteen minutes at most",
		"Use the bot (xoxb) or user (xoxp) token of its app.",
	},
	catalog.Session: {
		"this is a person's own login (xoxc, xoxd, xoxs), not the token of an app",
		"Sign out of Slack everywhere if anybody else saw it, and use an app's bot (xoxb) or user (xoxp) token.",
	},
	catalog.Legacy: {
		"this is a token of a kind (xoxo) that Slack has given up",
		"Use an app's bot (xoxb) or user (xoxp) token.",
	},
	catalog.Refresh: {
		"this is a refresh token (xoxe): it works once, to renew another token, and does nothing else",
		"Store it together with the token that it renews.",
	},
	catalog.WorkspaceRefresh: {
		"this is a refresh token (xoxr): it works once, to renew another token, and does nothing else",
		"Store it together with the token that it renews.",
	},
}

// KindError says that tokens of a kind are not stored, and why.
type KindError struct{ Kind catalog.TokenKind }

func (e *KindError) Error() string {
	if refused, known := refusedKinds[e.Kind]; known {
		return refused.text
	}
	return fmt.Sprintf("tokens of the kind %q do not speak for an app in a team", e.Kind)
}

// Sentence says what happened.
func (e *KindError) Sentence() string { return sentence(e) }

// NextStep says which token to store instead.
func (e *KindError) NextStep() string {
	if refused, known := refusedKinds[e.Kind]; known {
		return refused.nextStep
	}
	return "Use the app's workspace (xoxa), bot (xoxb) or user (xoxp) token."
}

// Code names the error, for scripts.
func (e *KindError) Code() string { return "wrong_token_kind" }
