package model

import "periscope/model/catalog"

// Use is one place in source code that calls a Web API method.
type Use struct {
	Method string
	File   string
	Line   int // 1-based
}

// Lack is one method that the code calls, and the scopes it needs and does not have.
type Lack struct {
	Method string
	Scopes []catalog.Scope // the smallest known change: one where one of several is enough
	Rule   catalog.Rule
	Uses   []Use // at least one, ordered by file and line
	// Declared: the manifest asks for the scopes already, so that installing the app again is enough.
	Declared bool
}

// Idle is one scope that is held, that no method in the code uses, and that is
// of use without methods. That code does not call for it proves nothing.
type Idle struct {
	Scope  catalog.Scope
	Serves string // what else it may be there for: "the event app_mention"
}

// Drift is how three accounts of one app differ: what its manifest declares,
// what its token was granted, and what its code needs; for tokens of one kind.
// All lists of scopes are sorted.
type Drift struct {
	Kind catalog.TokenKind
	// What there was to compare. An account that is not known agrees with everything.
	KnowsDeclared, KnowsGranted, KnowsNeeded bool

	Declared []catalog.Scope // in the manifest, without the optional
	Optional []catalog.Scope // in the manifest, and may be declined
	Granted  []catalog.Scope
	Needed   []catalog.Scope // every scope that a called method lists

	NotInstalled []catalog.Scope // declared, not granted: install the app again
	Undeclared   []catalog.Scope // granted, not declared: the next install from this manifest lacks them
	Missing      []Lack          // calls that will fail
	Unused       []catalog.Scope // held for methods, none of which is called

	// What follows is for people to judge, and is no drift.

	Idle      []Idle // held, not called for, but of use without methods
	Doubtful  []Lack // some of the listed scopes are held, and Slack does not say whether that is enough
	Elsewhere []Lack // calls that are for another kind of token; Scopes is empty
}

// Empty reports whether nothing differs.
func (d Drift) Empty() bool {
	return len(d.NotInstalled)+len(d.Undeclared)+len(d.Missing)+len(d.Unused) == 0
}

// FindDrift compares what is declared, granted and needed for tokens of one
// kind. What is not known is nil: declared without a manifest, held without a
// token, uses without code.
func FindDrift(kind catalog.TokenKind, declared *Declared, held *Permissions, uses []Use) Drift {
	d := Drift{Kind: kind, KnowsDeclared: declared != nil, KnowsGranted: held != nil, KnowsNeeded: uses != nil}
	return d
}
