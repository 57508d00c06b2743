package model

import (
	"slices"
	"strings"

	"periscope/model/catalog"
	"periscope/model/order"
)

// ScopeStatus is the status of a scope on one resource type.
type ScopeStatus string

const (
	StatusGranted    ScopeStatus = "granted"    // held here
	StatusNotHere    ScopeStatus = "not here"   // held on this type, but this one resource is excluded or not covered
	StatusUnknown    ScopeStatus = "unknown"    // lives on this type, and Slack did not say whether the token holds it
	StatusCanAsk     ScopeStatus = "can ask"    // lives on this type, not held, may be asked for
	StatusSuperseded ScopeStatus = "superseded" // lives on this type, but here Slack told apps to ask for another
	StatusOtherTypes ScopeStatus = "elsewhere"  // lives on other types
	StatusUnclear    ScopeStatus = "unclear"    // Slack never showed where it lives
)

// statusOrder is the order in which a list of scopes shows them.
var statusOrder = []ScopeStatus{
	StatusGranted, StatusNotHere, StatusUnknown, StatusCanAsk, StatusSuperseded, StatusUnclear, StatusOtherTypes,
}

// ListedScope is one scope seen from one resource type.
type ListedScope struct {
	Scope  catalog.Scope
	Status ScopeStatus
	// Entry is the catalogue's record. Known is false for a scope that Slack
	// granted and the catalogue does not have.
	Entry catalog.Entry
	Known bool
	// Basis is how sure the status is. It is documented where Slack itself
	// reported that the scope is granted.
	Basis catalog.Basis
}

// ListScopes lists, for resources of type t, every scope that apps can ask for, for
// tokens of p's kind, and any other that p holds on t: granted ones first, then
// those that can be asked for, then the rest. With an id it looks at that one
// resource: a scope that p holds on the type but not there is [StatusNotHere].
func (p Permissions) ListScopes(t catalog.ResourceType, id ResourceID) []ListedScope {
	all := p.grantedOn(t, id)
	at := map[catalog.Scope]bool{}
	for _, st := range all {
		at[st.Scope] = true
	}
	for _, e := range RequestableScopes(p.TokenKind()) {
		if at[e.Scope] {
			continue
		}
		status, basis := StatusOf(e, t, p.TokenKind())
		if p.ScopesUnknown && (status == StatusCanAsk || status == StatusSuperseded) {
			status = StatusUnknown
		}
		all = append(all, ListedScope{e.Scope, status, e, true, basis})
	}
	sortListed(all)
	return all
}

// sortListed sorts scopes by status, then by name, those that only administrators of an
// organization can grant after all others of their status.
func sortListed(all []ListedScope) {
	order.Stable(all, func(a, b ListedScope) int {
		if a.Status != b.Status {
			return slices.Index(statusOrder, a.Status) - slices.Index(statusOrder, b.Status)
		}
		if a, b := isAdmin(a.Scope), isAdmin(b.Scope); a != b {
			if a {
				return 1
			}
			return -1
		}
		return strings.Compare(string(a.Scope), string(b.Scope))
	})
}

func isAdmin(s catalog.Scope) bool { return s == "admin" || strings.HasPrefix(string(s), "admin.") }

// grantedOn lists the scopes that p holds on t, for resource id if there is one.
func (p Permissions) grantedOn(t catalog.ResourceType, id ResourceID) []ListedScope {
	var all []ListedScope
	at := map[catalog.Scope]int{}
	for _, g := range p.On(t) {
		if g.Resources.Empty() && !p.isBotOrUser() {
			continue
		}
		covered := id == "" || g.Resources.Contains(id).In() // asked once: a set may list 100,000
		for _, s := range g.Scopes {
			status := p.statusAt(g.Type, s, covered)
			i, seen := at[s]
			if !seen {
				at[s] = len(all)
				entry, known := catalog.Lookup(s)
				all = append(all, ListedScope{s, status, entry, known, p.basisOf(entry, t)})
			} else if status == StatusGranted {
				all[i].Status = StatusGranted
			}
		}
	}
	return all
}

// statusAt is the status, at a resource of type t, of a scope that a grant on
// the type holds. covered says whether the grant covers the resource.
func (p Permissions) statusAt(t catalog.ResourceType, s catalog.Scope, covered bool) ScopeStatus {
	if covered {
		return StatusGranted
	}
	if entry, _ := catalog.Lookup(s); t == catalog.Channel {
		if _, anywhere := entry.ReachesUnjoined(p.TokenKind()); anywhere {
			return StatusGranted
		}
	}
	return StatusNotHere
}

// basisOf is how sure it is that a scope is granted on t. Slack reports that itself
// for workspace tokens; for bot and user tokens it reports the scope without types.
func (p Permissions) basisOf(e catalog.Entry, t catalog.ResourceType) catalog.Basis {
	if !p.isBotOrUser() {
		return catalog.Documented
	}
	if place, ok := e.PlaceFor(p.TokenKind(), t); ok {
		return place.Basis
	}
	return catalog.Inferred
}

// StatusOf is the status on t of a scope that a token of a kind does not
// hold there. An empty kind is [catalog.Workspace].
func StatusOf(e catalog.Entry, t catalog.ResourceType, kind catalog.TokenKind) (ScopeStatus, catalog.Basis) {
	kind = kind.OrWorkspace()
	places := e.PlacesFor(kind)
	place, here := e.PlaceFor(kind, t)
	switch {
	case kind == catalog.Workspace && e.Replaced != nil && e.Replaced.On(t) && (here || len(places) == 0):
		return StatusSuperseded, e.Replaced.Basis
	case here && kind.IsBotOrUser():
		return botOrUserStatus(e, place, kind)
	case here:
		return StatusCanAsk, place.Basis
	case len(places) == 0:
		return StatusUnclear, e.Basis
	}
	return StatusOtherTypes, e.Basis
}

// botOrUserStatus is the status of a scope that bot or user tokens can hold on
// a type, and that this token does not hold.
func botOrUserStatus(e catalog.Entry, place catalog.Place, kind catalog.TokenKind) (ScopeStatus, catalog.Basis) {
	audience := audienceFor(kind)
	if !installable(e.Scope, audience) {
		return StatusUnclear, catalog.Inferred
	}
	if instead, outdated := outdatedFor(Request{Kind: kind, For: audience}, e.Scope); outdated {
		return StatusSuperseded, instead.Basis
	}
	return StatusCanAsk, place.Basis
}

// ListScopesAnywhere lists every scope that apps can ask for, for tokens of p's kind, and
// any other that p holds, whatever it is held on: those held first. [StatusOtherTypes]
// and [StatusNotHere] do not occur.
func (p Permissions) ListScopesAnywhere() []ListedScope {
	var all []ListedScope
	held := map[catalog.Scope]bool{}
	for _, s := range p.Scopes() {
		entry, known := catalog.Lookup(s)
		held[s] = true
		all = append(all, ListedScope{s, StatusGranted, entry, known, catalog.Documented})
	}
	for _, e := range RequestableScopes(p.TokenKind()) {
		if held[e.Scope] {
			continue
		}
		status, basis := p.statusAnywhere(e)
		all = append(all, ListedScope{e.Scope, status, e, true, basis})
	}
	sortListed(all)
	return all
}

// statusAnywhere is the best status that a scope, which p does not hold, has on any type.
func (p Permissions) statusAnywhere(e catalog.Entry) (ScopeStatus, catalog.Basis) {
	best, basis := StatusUnclear, e.Basis
	for _, t := range catalog.TypesFor(p.TokenKind()) {
		status, b := StatusOf(e, t, p.TokenKind())
		if status != StatusOtherTypes && slices.Index(statusOrder, status) < slices.Index(statusOrder, best) {
			best, basis = status, b
		}
	}
	if p.ScopesUnknown && (best == StatusCanAsk || best == StatusSuperseded) {
		best = StatusUnknown
	}
	return best, basis
}

// TypesHolding are the resource types on which p holds a scope.
func (p Permissions) TypesHolding(s catalog.Scope) []catalog.ResourceType {
	var types []catalog.ResourceType
	for _, t := range p.Types() {
		if p.Holds(s, t) {
			types = append(types, t)
		}
	}
	return types
}
