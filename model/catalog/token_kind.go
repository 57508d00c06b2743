package catalog

import (
	"cmp"
)

// TokenKind is a kind of Slack token.
type TokenKind string

const (
	Workspace        TokenKind = "workspace"         // xoxa, retired by Slack on 2021-08-24
	WorkspaceRefresh TokenKind = "workspace refresh" // xoxr
	Bot              TokenKind = "bot"               // xoxb, xoxe.xoxb
	UserToken        TokenKind = "user"              // xoxp, xoxe.xoxp
	Configuration    TokenKind = "configuration"     // also xoxe.xoxp; only auth.test can tell it from a user token
	Refresh          TokenKind = "refresh"           // xoxe
	AppLevel         TokenKind = "app-level"         // xapp
	Workflow         TokenKind = "workflow"          // xwfp
	Session          TokenKind = "session"           // xoxc, xoxd, xoxs: a person's own login
	Legacy           TokenKind = "legacy"            // xoxo
	UnknownKind      TokenKind = "unknown"           // not told by the prefix, or, in the catalogue, not told by Slack
)

// IsBotOrUser reports whether k is [Bot] or [UserToken]: the tokens that apps get by
// being installed. They hold their scopes wherever they are.
func (k TokenKind) IsBotOrUser() bool { return k == Bot || k == UserToken }

// OrWorkspace returns k, or [Workspace] if k is empty: permissions and requests that
// name no kind are those of a workspace token.
func (k TokenKind) OrWorkspace() TokenKind { return cmp.Or(k, Workspace) }
