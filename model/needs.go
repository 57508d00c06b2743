package model

import (
	"cmp"
	"fmt"
	"slices"

	"periscope/model/catalog"
)

// Answer is what can be said to a question about a token.
type Answer string

const (
	Yes     Answer = "yes"
	No      Answer = "no"
	Unknown Answer = "unknown" // nothing tells: no token, scopes that Slack did not report, or a rule that it never published
)

// Needed is what a token of one kind must hold to call a method, and, with a
// token, whether it does.
type Needed struct {
	Method string
	Kind   catalog.TokenKind
	// Callable: tokens of the kind may call the method, as far as Slack says.
	Callable bool
	Rule     catalog.Rule
	// AnyOf: one of these is enough. AllOf: each of these is required. At most
	// one of the two is set, and neither where Slack does not say which it is.
	AnyOf, AllOf []catalog.Scope
	Listed       []catalog.Scope // every scope that Slack's page lists, sorted
	// Granted: the token holds enough to call the method. It is [Yes] where no
	// scope is needed and [No] where the method is for other kinds of token,
	// whether or not there is a token.
	Granted Answer
	// Missing is the smallest change known to help: one scope where one is
	// enough, else all that are not held. With Granted [Unknown] it may turn out
	// to be not needed. Empty without a token whose scopes are known.
	Missing []catalog.Scope
	Where   []Reach // where the method works for the token; set with the scopes known
	Closed  []Shut  // where it does not and could; as Where
	Basis   catalog.Basis
	AsOf    string // date (YYYY-MM-DD) of the documentation; empty where there is none
}

// Reach is one resource type on which a method works for a token.
type Reach struct {
	Type      catalog.ResourceType
	Scope     catalog.Scope // that opens the type
	Resources ResourceSet   // may be empty: the scope is held, and there is no such conversation yet
	// Unjoined: besides Resources, all public channels that whoever the token
	// acts as is not a member of.
	Unjoined bool
}

// Shut is one resource type on which a method does not work for a token, and
// the scope that would open it.
type Shut struct {
	Type  catalog.ResourceType
	Scope catalog.Scope
}

// Need tells what a token of a kind (empty is [catalog.Workspace]) must hold to
// call a method. held are the
// permissions of the token at hand; nil when there is none, and of no account
// when the token is of another kind.
func Need(m catalog.Method, kind catalog.TokenKind, held *Permissions) Needed {
	kind = cmp.Or(kind, catalog.Workspace)
	need, ok := m.Need(kind)
	n := Needed{Method: m.Name, Kind: kind, Callable: ok, Granted: Unknown, Rule: need.Rule, Listed: need.Scopes, AsOf: need.AsOf}
	n.Basis = basisOf(m, need, ok)
	switch need.Rule {
	case catalog.OneScope:
		n.AllOf = need.Scopes
	case catalog.AnyOf:
		n.AnyOf = need.Scopes
	}
	switch {
	case !ok && onlyForOthers(m):
		n.Granted = No
		return n
	case need.Rule == catalog.NoScope:
		n.Granted = Yes
		return n
	case !ok || held == nil || held.ScopesUntold || held.kind() != kind:
		return n
	}
	n.Granted, n.Missing = judge(need, held.holdsTest())
	n.Where, n.Closed = reachOf(need, *held)
	return n
}

// onlyForOthers reports whether Slack lists scopes for other kinds of token. Of
// a method that needs none, its old pages forgot kinds: api.test works with any.
func onlyForOthers(m catalog.Method) bool {
	return slices.ContainsFunc(m.Needs, func(n catalog.Need) bool { return n.Rule != catalog.NoScope })
}

// holdsTest returns a test for scopes. A workspace token holds a scope where
// there is a resource to use it on; tokens of today hold theirs in any case.
func (p Permissions) holdsTest() func(catalog.Scope) bool {
	held := p.Scopes()
	if p.kind() == catalog.Workspace {
		held = nil
		for _, g := range p.Grants {
			if !g.Resources.Empty() {
				held = union(held, g.Scopes)
			}
		}
	}
	return func(s catalog.Scope) bool { return slices.Contains(held, s) }
}

// judge says whether the scopes that are held suffice, and what to ask for if not.
func judge(need catalog.Need, holds func(catalog.Scope) bool) (granted Answer, missing []catalog.Scope) {
	var lacking []catalog.Scope
	for _, s := range need.Scopes {
		if !holds(s) {
			lacking = append(lacking, s)
		}
	}
	some := len(lacking) < len(need.Scopes)
	switch {
	case len(lacking) == 0 || some && need.Rule == catalog.AnyOf:
		return Yes, nil
	case some:
		return Unknown, lacking
	case outdatedStandIn(lacking, need.Kind, holds):
		return Unknown, []catalog.Scope{preferred(lacking, need.Kind)}
	case need.Rule == catalog.AnyOf:
		return No, []catalog.Scope{preferred(lacking, need.Kind)}
	}
	return No, lacking
}

// outdatedStandIn reports whether a scope is held that one of those lacking took
// the place of. Tokens of old apps keep theirs; whether they do for methods that
// list the new one, Slack does not say.
func outdatedStandIn(lacking []catalog.Scope, kind catalog.TokenKind, holds func(catalog.Scope) bool) bool {
	return slices.ContainsFunc(catalog.Scopes(), func(e catalog.Entry) bool {
		instead, ok := e.InsteadFor(kind)
		return ok && holds(e.Scope) && slices.ContainsFunc(lacking, func(s catalog.Scope) bool {
			return slices.Contains(instead.By, s)
		})
	})
}

// preferred chooses one of several scopes of which one is enough: one that Slack
// has not replaced, and among those one for public channels, where most calls go.
func preferred(scopes []catalog.Scope, kind catalog.TokenKind) catalog.Scope {
	return slices.MinFunc(scopes, func(a, b catalog.Scope) int { return preference(a, kind) - preference(b, kind) })
}

func preference(s catalog.Scope, kind catalog.TokenKind) int {
	entry, _ := catalog.Lookup(s)
	rank := len(catalog.ResourceTypes)
	if places := entry.PlacesFor(kind); len(places) > 0 {
		rank = places[0].Type.Rank()
	}
	if outdated(entry, kind) {
		rank += 2 * len(catalog.ResourceTypes)
	}
	return rank
}

// outdated reports whether new apps are to ask for something else.
func outdated(e catalog.Entry, kind catalog.TokenKind) bool {
	if kind == catalog.Workspace {
		return e.Replaced != nil
	}
	return e.Class == catalog.LegacyClass
}

// basisOf is how sure it is what the method needs.
func basisOf(m catalog.Method, need catalog.Need, listed bool) catalog.Basis {
	switch {
	case !listed && len(m.Needs) == 0, need.Rule == catalog.RuleUnknown:
		return catalog.Undocumented
	case need.Rule == catalog.NoScope && m.Name != "auth.test":
		return catalog.PartlyDocumented // that no scope is needed; not which kinds of token may call it
	case need.Rule == catalog.AnyOf && !eachOpensOneType(need.Scopes):
		return catalog.Inferred
	}
	return catalog.Documented
}

// eachOpensOneType reports whether each of the scopes is about conversations of one
// type: Slack documents that of those, each opens its own.
func eachOpensOneType(scopes []catalog.Scope) bool {
	return !slices.ContainsFunc(scopes, func(s catalog.Scope) bool {
		entry, _ := catalog.Lookup(s)
		return entry.Class != catalog.ConversationClass
	})
}

// reachOf returns where a token may use what it holds of a need, and the types
// of resource on which it lacks all of it; both by type, in order.
func reachOf(need catalog.Need, held Permissions) (where []Reach, closed []Shut) {
	kind := held.kind()
	for _, t := range held.Types() {
		r, open := held.opening(need.Scopes, t)
		if open {
			where = append(where, r)
			continue
		}
		if s, ok := opener(need.Scopes, t, kind); ok {
			closed = append(closed, Shut{Type: t, Scope: s})
		}
	}
	return where, closed
}

// opening returns what of type t the scopes reach for a token that holds one of
// them there. Several grants, as people give, are joined.
func (p Permissions) opening(scopes []catalog.Scope, t catalog.ResourceType) (Reach, bool) {
	reach := Reach{Type: t}
	for _, g := range p.On(t) {
		i := slices.IndexFunc(scopes, g.Holds)
		if i < 0 || p.kind() == catalog.Workspace && g.Resources.Empty() {
			continue
		}
		reach.Scope = cmp.Or(reach.Scope, scopes[i])
		reach.Resources = reach.Resources.plus(g.Resources)
	}
	if reach.Scope == "" {
		return Reach{}, false
	}
	reach.Unjoined = t == catalog.Channel && p.reachesUnjoined(scopes)
	return reach, true
}

// reachesUnjoined reports whether a scope that is held opens public channels
// that nobody has to join first: one of those needed, or chat:write.public,
// which lets chat:write do more and opens no method of its own.
func (p Permissions) reachesUnjoined(needed []catalog.Scope) bool {
	for _, s := range p.Scopes() {
		entry, _ := catalog.Lookup(s)
		if _, ok := entry.ReachesUnjoined(p.kind()); !ok {
			continue
		}
		if slices.Contains(needed, s) || s == "chat:write.public" && slices.Contains(needed, "chat:write") {
			return true
		}
	}
	return false
}

// opener returns the scope to ask for to reach resources of type t.
func opener(scopes []catalog.Scope, t catalog.ResourceType, kind catalog.TokenKind) (catalog.Scope, bool) {
	var there []catalog.Scope
	for _, s := range scopes {
		entry, _ := catalog.Lookup(s)
		if _, ok := entry.PlaceFor(kind, t); ok {
			there = append(there, s)
		}
	}
	if len(there) == 0 {
		return "", false
	}
	return preferred(there, kind), true
}

// ScopesFor returns the scopes that a token of held's kind should ask for to
// call a method. Where one of several is enough it chooses one that is not out
// of date; where Slack does not say whether one is enough, all that are not.
// The error says why there is nothing to ask for: held suffices, no scope is
// needed, or none would help.
func ScopesFor(m catalog.Method, held Permissions) ([]catalog.Scope, error) {
	kind := held.kind()
	need, ok := m.Need(kind)
	switch {
	case !ok && len(m.Needs) == 0:
		return nil, fmt.Errorf("which scopes %s needs, Slack does not say", m.Name)
	case !ok && kind == catalog.Workspace:
		return nil, fmt.Errorf("%s was never open to workspace tokens", m.Name)
	case !ok:
		return nil, fmt.Errorf("%s is not open to %s tokens", m.Name, kind)
	case need.Rule == catalog.NoScope:
		return nil, fmt.Errorf("%s needs no scope", m.Name)
	}
	holds := held.holdsTest()
	granted, missing := judge(need, holds)
	if granted == Yes {
		return nil, fmt.Errorf("%s can be called already: %s granted", m.Name, grantedInWords(need.Scopes, holds))
	}
	var current []catalog.Scope
	for _, s := range missing {
		if entry, _ := catalog.Lookup(s); !outdated(entry, kind) {
			current = append(current, s)
		}
	}
	if len(current) == 0 {
		return missing, nil // the method is as old as its scopes
	}
	return current, nil
}

// grantedInWords names those of the scopes that are held: "pins:read is".
func grantedInWords(scopes []catalog.Scope, holds func(catalog.Scope) bool) string {
	var held []catalog.Scope
	for _, s := range scopes {
		if holds(s) {
			held = append(held, s)
		}
	}
	return enumerate(held, "and") + number(held, " is", " are")
}
