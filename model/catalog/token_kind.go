package catalog

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

// OfToday reports whether apps get tokens of the kind today, by being installed:
// those of bots and of users.
func (k TokenKind) OfToday() bool { return k == Bot || k == UserToken }
