package model

import (
	"slices"

	"periscope/model/catalog"
)

// Use is one place in source code that calls a Web API method.
type Use struct {
	Method string
	File   string
	Line   int // 1-based
}

// Lack is one method that the code calls, and the scopes that it needs and does not have.
type Lack struct {
	Method string
	Scopes []catalog.Scope // the smallest change known to help: one where one of several is enough
	Rule   catalog.Rule
	Uses   []Use // where it is called, by file and line
	// Kind is that of the token that Scopes are for.
	Kind catalog.TokenKind
	// Declared: the manifest asks for them already, so that installing the app again is enough.
	Declared bool
}

// Idle is one scope that is held, that no method found in the code uses, and
// that may be of use without one: that no code calls for it proves nothing.
type Idle struct {
	Scope catalog.Scope
	// Serves completes "It may be there for ...". It is empty for scopes of which
	// no method is known that needs them, nor any other use.
	Serves string
}

// Drift is how three accounts of one app differ: what its manifest declares,
// what its token was granted, and what its code needs. It is about tokens of
// one kind. Lists of scopes are sorted, lists of methods too.
type Drift struct {
	Kind catalog.TokenKind
	// What there was to compare. An account that is missing differs from nothing.
	KnowsDeclared, KnowsGranted, KnowsNeeded bool

	Declared []catalog.Scope // in the manifest, those that may be declined left out
	Optional []catalog.Scope // in the manifest, and may be declined at install
	Granted  []catalog.Scope
	Needed   []catalog.Scope // every scope that Slack lists for a method that the code calls

	NotInstalled []catalog.Scope // declared and not granted: the app must be installed again
	Undeclared   []catalog.Scope // granted and not declared: a fresh install would lack them
	// Missing are calls that fail for want of scopes: of granted ones, or, without
	// a token, of declared ones.
	Missing []Lack
	// Unused are scopes that are held (without a token: declared), and open
	// nothing that is known but methods, none of which was found in the code.
	Unused []catalog.Scope

	// What follows is for people to judge, and is no drift.

	Idle      []Idle // held, not called for, but perhaps of use without methods
	Doubtful  []Lack // some of the scopes are held, and Slack does not say whether that is enough
	Elsewhere []Lack // calls for which the app needs a token of another kind: see Lack.Kind
}

// Empty reports whether nothing differs.
func (d Drift) Empty() bool {
	return len(d.NotInstalled)+len(d.Undeclared)+len(d.Missing)+len(d.Unused) == 0
}

// FindDrift compares what is declared, granted and needed for tokens of one
// kind. What is not known is nil: declared without a manifest, held without a
// token, uses without code. A token of which Slack did not tell the scopes is
// no account of what was granted.
func FindDrift(kind catalog.TokenKind, declared *Declared, held *Permissions, uses []Use) Drift {
	d := Drift{
		Kind:          kind,
		KnowsDeclared: declared != nil,
		KnowsGranted:  held != nil && !held.ScopesUntold,
		KnowsNeeded:   uses != nil,
	}
	if d.KnowsDeclared {
		required, optional := declared.For(kind)
		d.Declared = slices.Sorted(slices.Values(union(required, nil)))
		d.Optional = slices.Sorted(slices.Values(minus(optional, required)))
	}
	if d.KnowsGranted {
		d.Granted = held.Scopes()
	}
	if d.KnowsDeclared && d.KnowsGranted {
		d.NotInstalled = minus(d.Declared, d.Granted)
		d.Undeclared = minus(d.Granted, slices.Concat(d.Declared, d.Optional, unasked))
	}
	if d.KnowsNeeded {
		d.weigh(declared, uses)
	}
	return d
}

// unasked are scopes that Slack adds to user tokens by itself (seen, never documented).
var unasked = []catalog.Scope{"identify"}
