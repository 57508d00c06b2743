package model

import (
	"cmp"
	"fmt"
	"periscope/model/catalog"
	"slices"
)

// FixKind is what a fix does.
type FixKind string

const (
	FixCorrect FixKind = "correct" // put a real name in the place of a wrong one
	FixReplace FixKind = "replace" // put what superseded a scope in its place
	FixMove    FixKind = "move"    // ask somebody else: a user rather than the team, or the reverse
	FixDrop    FixKind = "drop"    // do not ask for it
	FixOnce    FixKind = "once"    // name each scope once
	FixSplit   FixKind = "split"   // ask in several requests
)

// Fix is a change to a request that solves a problem of it.
type Fix struct {
	Kind   FixKind
	Label  string          // what it does, as a person would be offered it: "drop users:read"
	Scopes []catalog.Scope // those it takes away, moves or leaves once; unused by [FixSplit]
	With   []catalog.Scope // what takes their place, for [FixCorrect] and [FixReplace]
	// To is who is asked for With, or for what is moved. Empty is, for [FixMove],
	// the other audience of the request's rules, and else the request's own.
	To Audience
}

// Apply returns the requests to send, in this order, instead of r. There are
// several after a split or a move, and none when nothing is left to ask for.
func (r Request) Apply(f Fix) []Request {
	switch f.Kind {
	case FixCorrect, FixReplace:
		if f.To == "" || f.To == r.audience() {
			return notEmpty(r.asking(r.substitute(f.Scopes, f.With)))
		}
		return notEmpty(r.asking(r.part(f.Scopes, false)), r.elsewhere(f.With, f.To))
	case FixMove:
		to := cmp.Or(f.To, r.otherAudience())
		return notEmpty(r.asking(r.part(f.Scopes, false)), r.elsewhere(r.part(f.Scopes, true), to))
	case FixDrop:
		return notEmpty(r.asking(r.part(f.Scopes, false)))
	case FixOnce:
		return notEmpty(r.asking(r.distinct()))
	case FixSplit:
		return Split(r)
	}
	return []Request{r}
}

// substitute returns r's scopes with others where the old ones first stood. Of
// the others, those that r asks for anyway stay where they are.
func (r Request) substitute(old, others []catalog.Scope) []catalog.Scope {
	var scopes []catalog.Scope
	others = minus(others, r.Scopes)
	for _, s := range r.Scopes {
		if !slices.Contains(old, s) {
			scopes = append(scopes, s)
			continue
		}
		scopes = append(scopes, others...)
		others = nil
	}
	return scopes
}

// elsewhere returns the request for other scopes to another audience.
func (r Request) elsewhere(scopes []catalog.Scope, to Audience) Request {
	r.For, r.Scopes = to, scopes
	return r
}

// otherAudience is whom r does not ask, of the two that its rules know.
func (r Request) otherAudience() Audience {
	audiences := RulesFor(r.Kind).Audiences()
	if r.audience() == audiences[0] {
		return audiences[1]
	}
	return audiences[0]
}

func notEmpty(requests ...Request) []Request {
	return slices.DeleteFunc(requests, func(r Request) bool { return len(r.Scopes) == 0 })
}

func drop(scopes []catalog.Scope) Fix {
	return Fix{Kind: FixDrop, Label: "drop " + enumerate(scopes, "and"), Scopes: scopes}
}

func split(r Request) Fix {
	parts := Split(r)
	if r.Kind.OfToday() {
		return Fix{Kind: FixSplit, Label: fmt.Sprintf("split into %d installs", len(Installs(parts)))}
	}
	return Fix{Kind: FixSplit, Label: fmt.Sprintf("split into %d requests", len(parts))}
}

// Mend returns the requests that are left of r when the best fix of every
// problem is applied, one after the other: those that nothing is wrong with.
// Of a request that asks for nothing, nothing is left.
//
// Of what apps of today ask for, fixes move one scope after the other to the
// other half of the install: these requests are joined.
func Mend(r Request, held *Permissions) []Request {
	mended := mend(r, held)
	if r.Kind.OfToday() {
		return joined(mended)
	}
	return mended
}

func mend(r Request, held *Permissions) []Request {
	problems := Validate(r, held)
	if len(problems) == 0 {
		return []Request{r}
	}
	if len(problems[0].Fixes) == 0 {
		return nil
	}
	var mended []Request
	for _, next := range r.Apply(problems[0].Fixes[0]) {
		mended = append(mended, mend(next, held)...)
	}
	return mended
}

// joined makes one of all requests for the same half and mixture.
func joined(requests []Request) []Request {
	type key struct {
		half Audience
		mixture
	}
	var all []Request
	at := map[key]int{}
	for _, r := range requests {
		k := key{r.audience(), mixtureOf(r.Scopes[0])}
		i, seen := at[k]
		if !seen {
			i = len(all)
			at[k] = i
			all = append(all, r.elsewhere(nil, k.half))
		}
		all[i].Scopes = union(all[i].Scopes, r.Scopes)
	}
	return all
}
