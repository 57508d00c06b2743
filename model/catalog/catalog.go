// Package catalog is what Periscope knows about Slack's permissions: every
// scope, what kind of token may hold it, on which resource types it lives, and
// which Web API methods it opens.
//
// The facts are embedded data, parsed once, each half on first use. They describe Slack
// as its documentation had it at the dates each record names; nothing is
// fetched. Slack left much unsaid, so every claim carries a [Basis], and
// callers are expected to show it.
//
// catalog is the leaf of the program: it imports nothing of ours, and it has no
// rules. Which scopes may be asked for together is the business of package
// model.
package catalog

// Basis says how sure a claim about Slack is.
type Basis string

const (
	Documented       Basis = "documented"        // Slack's own documentation or specification says it
	PartlyDocumented Basis = "partly documented" // Slack says part of it; the rest is inferred
	Inferred         Basis = "inferred"          // follows from names, examples or observed replies
	Undocumented     Basis = "undocumented"      // Slack never said, and nothing lets us infer it
)

// ResourceType is the type of object that workspace permissions attach to.
// Slack may send types that are not listed here; they are kept as they came.
type ResourceType string

const (
	Team    ResourceType = "team"     // the workspace itself
	Channel ResourceType = "channel"  // public channel
	Group   ResourceType = "group"    // private channel
	MPIM    ResourceType = "mpim"     // group direct message
	IM      ResourceType = "im"       // direct message between two people
	AppHome ResourceType = "app_home" // direct message between the app and one user
	User    ResourceType = "user"     // one named user, acted for with their consent
)

// ResourceTypes are the seven types Slack documents, in the order in which
// Periscope always shows them.
var ResourceTypes = [...]ResourceType{Team, Channel, Group, MPIM, IM, AppHome, User}

// Rank is the place of t in [ResourceTypes]; unknown types come after all known ones.
func (t ResourceType) Rank() int {
	for i, known := range ResourceTypes {
		if t == known {
			return i
		}
	}
	return len(ResourceTypes)
}

// Known reports whether t is one of [ResourceTypes].
func (t ResourceType) Known() bool { return t.Rank() < len(ResourceTypes) }

// Conversation reports whether t is a place where messages are posted.
func (t ResourceType) Conversation() bool {
	switch t {
	case Channel, Group, MPIM, IM, AppHome:
		return true
	}
	return false
}

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
