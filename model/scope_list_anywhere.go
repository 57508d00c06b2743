package model

import (
	"slices"

	"periscope/model/catalog"
)

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
