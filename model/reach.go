package model

import (
	"cmp"
	"slices"

	"periscope/model/catalog"
)

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
	return fittest(there, kind), true
}
