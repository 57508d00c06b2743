package model

import (
	"cmp"
	"fmt"
	"slices"

	"periscope/model/catalog"
	"periscope/model/order"
)

// Answer is what can be said to a question about a token.
type Answer string

const (
	Yes     Answer = "yes"
	No      Answer = "no"
	Unknown Answer = "unknown" // nothing tells: no token, scopes that Slack did not report, or a rule that it never published
)

// MethodAccess is what a token of one kind must hold to call a method, and, with a
// token, whether it does.
type MethodAccess struct {
	Method string
	Kind   catalog.TokenKind
	// Callable: tokens of the kind may call the method, as far as Slack says.
	Callable bool
	Rule     catalog.Rule
	// AnyOf: one of these is enough; narrowest first. AllOf: each of these is required.
	// At most one of the two is set, and neither where Slack does not say which it is.
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
	// Where the method works for the token, and where it does not and could. Both
	// are empty without a token whose scopes are known.
	Reachable   []ReachableType
	Unreachable []UnreachableType
	Basis       catalog.Basis
	AsOf        string // date (YYYY-MM-DD) of the documentation; empty where there is none
}

// ReachableType is one resource type on which a method works for a token.
type ReachableType struct {
	Type      catalog.ResourceType
	Scope     catalog.Scope // that opens the type
	Resources ResourceSet   // may be empty: the scope is held, and there is no such conversation yet
	// Unjoined: besides Resources, all public channels that the token's bot or user
	// is not a member of.
	Unjoined bool
}

// UnreachableType is one resource type on which a method does not work for a token, and
// the scope that would open it.
type UnreachableType struct {
	Type  catalog.ResourceType
	Scope catalog.Scope
}

// AccessTo tells what a token of a kind (empty is [catalog.Workspace]) must hold to
// call a method. held are the permissions of the token at hand, nil if there is
// none. Permissions of a token of another kind count for nothing.
func AccessTo(m catalog.Method, kind catalog.TokenKind, held *Permissions) MethodAccess {
	kind = kind.OrWorkspace()
	listed, _ := m.Need(kind)
	need, ok := m.NeedInPractice(kind)
	n := MethodAccess{Method: m.Name, Kind: kind, Callable: ok, Granted: Unknown, Rule: need.Rule, Listed: listed.Scopes, AsOf: need.AsOf}
	if n.Basis = basisOf(m, need, ok); len(need.Scopes) < len(listed.Scopes) {
		n.Basis = catalog.PartlyDocumented // Slack lists more, and was seen to want these
	}
	switch need.Rule {
	case catalog.OneScope:
		n.AllOf = need.Scopes
	case catalog.AnyOf:
		n.AnyOf = NarrowestFirst(need.Scopes, kind)
	}
	switch {
	case !ok && onlyForOthers(m):
		n.Granted = No
		return n
	case need.Rule == catalog.NoScope:
		n.Granted = Yes
		return n
	case !ok || held == nil || held.ScopesUnknown || held.TokenKind() != kind:
		return n
	}
	n.Granted, n.Missing = Judge(need, held.scopeTest())
	n.Reachable, n.Unreachable = reachOf(need, *held)
	return n
}

// onlyForOthers reports whether Slack lists scopes for other kinds of token. For
// methods that need no scope, that a kind is not listed says nothing: api.test
// works with any token, and Slack's old pages left some out.
func onlyForOthers(m catalog.Method) bool {
	return slices.ContainsFunc(m.Needs, func(n catalog.Need) bool { return n.Rule != catalog.NoScope })
}

// scopeTest returns a function that reports whether p holds a scope to call methods
// with. A workspace token needs a resource to use the scope on; bot and user
// tokens hold theirs in any case.
func (p Permissions) scopeTest() func(catalog.Scope) bool {
	held := p.Scopes()
	if p.TokenKind() == catalog.Workspace {
		held = nil
		for _, g := range p.Grants {
			if !g.Resources.Empty() {
				held = Union(held, g.Scopes)
			}
		}
	}
	return func(s catalog.Scope) bool { return slices.Contains(held, s) }
}

// Judge says whether the scopes that a token holds are enough, and what to ask for if not.
func Judge(need catalog.Need, holds func(catalog.Scope) bool) (granted Answer, missing []catalog.Scope) {
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
	case some && need.Rule != catalog.AllOf:
		return Unknown, lacking
	case holdsOutdated(lacking, need.Kind, holds):
		return Unknown, []catalog.Scope{Preferred(lacking, need.Kind)}
	case need.Rule == catalog.AnyOf:
		return No, []catalog.Scope{Preferred(lacking, need.Kind)}
	}
	return No, lacking
}

// holdsOutdated reports whether the token holds the old form of one of the scopes
// that it lacks. Tokens of old apps keep the old form; whether it is enough for
// methods that list the new one, Slack does not say.
func holdsOutdated(lacking []catalog.Scope, kind catalog.TokenKind, holds func(catalog.Scope) bool) bool {
	return slices.ContainsFunc(catalog.Scopes(), func(e catalog.Entry) bool {
		instead, ok := e.SubstituteFor(kind)
		return ok && holds(e.Scope) && slices.ContainsFunc(lacking, func(s catalog.Scope) bool {
			return slices.Contains(instead.By, s)
		})
	})
}

// Preferred chooses a scope where one of several is enough: one that Slack has not
// replaced, among those one for public channels, where most calls go, and among those
// the one that opens the fewest methods.
func Preferred(scopes []catalog.Scope, kind catalog.TokenKind) catalog.Scope {
	return NarrowestFirst(scopes, kind)[0]
}

// NarrowestFirst sorts scopes of which one is enough: those that [preferred] chooses first.
func NarrowestFirst(scopes []catalog.Scope, kind catalog.TokenKind) []catalog.Scope {
	sorted := slices.Clone(scopes)
	order.Stable(sorted, func(a, b catalog.Scope) int {
		return cmp.Or(preference(a, kind)-preference(b, kind), len(catalog.Unlocks(a, kind))-len(catalog.Unlocks(b, kind)))
	})
	return sorted
}

// typesByPreference are the resource types in the order in which a scope for one is
// preferred: direct messages with one person come before those with several.
var typesByPreference = []catalog.ResourceType{
	catalog.Team, catalog.Channel, catalog.Group, catalog.IM, catalog.AppHome, catalog.MPIM, catalog.User,
}

func preference(s catalog.Scope, kind catalog.TokenKind) int {
	entry, _ := catalog.Lookup(s)
	rank := len(typesByPreference)
	if places := entry.PlacesFor(kind); len(places) > 0 {
		rank = slices.Index(typesByPreference, places[0].Type)
	}
	if outdated(entry, kind) {
		rank += 2 * len(catalog.ResourceTypes)
	}
	return rank
}

// outdated reports whether new apps should ask for another scope.
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

// eachOpensOneType reports whether all of the scopes are about conversations of one
// type each. Slack documents that each of those opens its own type.
func eachOpensOneType(scopes []catalog.Scope) bool {
	return !slices.ContainsFunc(scopes, func(s catalog.Scope) bool {
		entry, _ := catalog.Lookup(s)
		return entry.Class != catalog.ConversationClass
	})
}

// reachOf returns the resource types on which a token holds a scope of a need, and
// those on which it holds none and could; both in order.
func reachOf(need catalog.Need, held Permissions) (where []ReachableType, closed []UnreachableType) {
	kind := held.TokenKind()
	for _, t := range held.Types() {
		r, open := held.reachOn(need.Scopes, t)
		if open {
			where = append(where, r)
			continue
		}
		if s, ok := scopeOpening(need.Scopes, t, kind); ok {
			closed = append(closed, UnreachableType{Type: t, Scope: s})
		}
	}
	return where, closed
}

// reachOn returns the resources of type t on which p holds one of the scopes. It
// joins grants: users give several.
func (p Permissions) reachOn(scopes []catalog.Scope, t catalog.ResourceType) (ReachableType, bool) {
	reach := ReachableType{Type: t}
	for _, g := range p.On(t) {
		i := slices.IndexFunc(scopes, g.Holds)
		if i < 0 || p.TokenKind() == catalog.Workspace && g.Resources.Empty() {
			continue
		}
		reach.Scope = cmp.Or(reach.Scope, scopes[i])
		reach.Resources = reach.Resources.plus(g.Resources)
	}
	if reach.Scope == "" {
		return ReachableType{}, false
	}
	reach.Unjoined = t == catalog.Channel && p.reachesUnjoined(scopes)
	return reach, true
}

// reachesUnjoined reports whether a scope that p holds opens public channels that
// the token is not in: one of those needed, or chat:write.public, which extends
// chat:write and opens no method of its own.
func (p Permissions) reachesUnjoined(needed []catalog.Scope) bool {
	for _, s := range p.Scopes() {
		entry, _ := catalog.Lookup(s)
		if _, ok := entry.ReachesUnjoined(p.TokenKind()); !ok {
			continue
		}
		if slices.Contains(needed, s) || s == "chat:write.public" && slices.Contains(needed, "chat:write") {
			return true
		}
	}
	return false
}

// scopeOpening returns the one of the scopes to ask for to reach resources of type t.
func scopeOpening(scopes []catalog.Scope, t catalog.ResourceType, kind catalog.TokenKind) (catalog.Scope, bool) {
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
	return Preferred(there, kind), true
}

// UnlistedTypes returns the types of conversation that the token may be in and
// cannot list, each with the scope that would let it: the method that lists a
// token's conversations is users.conversations. There are none for workspace
// tokens, which cannot call that method and learn their resources from their
// permissions, and none where Slack did not say which scopes the token holds.
func (p Permissions) UnlistedTypes() []UnreachableType {
	m, _ := catalog.LookupMethod("users.conversations")
	return AccessTo(m, p.Kind, &p).Unreachable
}

// ScopesFor returns the scopes that a token of held's kind should ask for to call
// a method. Where one of several is enough, it is one that is not out of date;
// where Slack does not say whether one is enough, all that are not out of date.
// The error says why there is nothing to ask for: the token holds enough, the
// method needs no scope, or none would help.
func ScopesFor(m catalog.Method, held Permissions) ([]catalog.Scope, error) {
	kind := held.TokenKind()
	need, ok := m.NeedInPractice(kind)
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
	holds := held.scopeTest()
	granted, missing := Judge(need, holds)
	if granted == Yes {
		return nil, fmt.Errorf("%s can be called already: %s granted", m.Name, sayGranted(need.Scopes, holds))
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

// sayGranted begins a sentence about those of the scopes that are held: "pins:read is".
func sayGranted(scopes []catalog.Scope, holds func(catalog.Scope) bool) string {
	var held []catalog.Scope
	for _, s := range scopes {
		if holds(s) {
			held = append(held, s)
		}
	}
	return Enumerate(held, "and") + number(held, " is", " are")
}
