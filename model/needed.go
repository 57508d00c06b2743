package model

import "periscope/model/catalog"

// Answer is what can be said to a question about a token.
type Answer string

const (
	Yes     Answer = "yes"
	No      Answer = "no"
	Unknown Answer = "unknown" // nothing tells: no token, scopes that Slack did not report, or a rule that it never published
)

// Reach is one resource type on which a method works for a token.
type Reach struct {
	Type      catalog.ResourceType
	Scope     catalog.Scope // that opens the type
	Resources ResourceSet   // may be empty: the scope is held, but there is no such conversation yet
	// Unjoined: public channels too that the token's owner is not a member of.
	Unjoined bool
}

// Shut is one type of conversation in which a method does not work for a
// token, and the scope that would open it.
type Shut struct {
	Type  catalog.ResourceType
	Scope catalog.Scope
}

// Needed is what a token of one kind must hold to call a method, and, with a
// token, whether it does.
type Needed struct {
	Method string
	Kind   catalog.TokenKind
	// Callable: tokens of the kind may call the method at all.
	Callable bool
	Rule     catalog.Rule
	// AnyOf: one of these is enough. AllOf: each of these is required. At most
	// one of the two is set, and neither where Slack does not say which it is.
	AnyOf, AllOf []catalog.Scope
	Listed       []catalog.Scope // every scope that Slack's page lists, sorted
	// Granted: a token with these permissions may call the method, somewhere.
	Granted Answer
	// Missing is the smallest change known to help: one scope where one is
	// enough, else all that are not held. Empty without a token.
	Missing []catalog.Scope
	Where   []Reach // where it works, with a token
	Closed  []Shut  // where it does not and could
	Basis   catalog.Basis
	AsOf    string // date (YYYY-MM-DD) of the documentation; empty where there is none
}

// Need tells what a token of a kind must hold to call a method. held are the
// permissions of the token at hand; nil when there is none.
func Need(m catalog.Method, kind catalog.TokenKind, held *Permissions) Needed {
	need, ok := m.Need(kind)
	n := Needed{
		Method: m.Name, Kind: kind, Callable: ok, Granted: Unknown,
		Rule: need.Rule, Listed: need.Scopes, Basis: catalog.Documented, AsOf: need.AsOf,
	}
	_ = held
	return n
}
