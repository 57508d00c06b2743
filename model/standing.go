package model

import (
	"slices"
	"strings"

	"periscope/model/catalog"
)

// Standing says how a scope stands towards one resource type.
type Standing string

const (
	Granted    Standing = "granted"    // held here
	NotHere    Standing = "not here"   // held on this type, but this one resource is excluded or not covered
	CanAsk     Standing = "can ask"    // lives on this type, not held, may be asked for
	Superseded Standing = "superseded" // lives on this type, but here Slack told apps to ask for another
	Elsewhere  Standing = "elsewhere"  // lives on other types
	Unclear    Standing = "unclear"    // Slack never showed where it lives
)

// standings in the order in which a list of scopes shows them.
var standings = []Standing{Granted, NotHere, CanAsk, Superseded, Elsewhere, Unclear}

// ScopeStanding is one scope seen from one resource type.
type ScopeStanding struct {
	Scope    catalog.Scope
	Standing Standing
	// Entry is the catalogue's record; Known is false for a scope that Slack
	// granted and the catalogue has never heard of.
	Entry catalog.Entry
	Known bool
	// Basis is how sure the standing is. What Slack itself reported as granted is documented.
	Basis catalog.Basis
}

// StandingsOn lists every scope that workspace tokens can hold, and any other
// that p holds on t, as seen from resources of type t: granted ones first, then
// what can be asked for, then the rest. With an id it looks from that one
// resource: what p holds on the type but not there is [NotHere].
func (p Permissions) StandingsOn(t catalog.ResourceType, id ResourceID) []ScopeStanding {
	var all []ScopeStanding
	at := map[catalog.Scope]int{}
	for _, g := range p.On(t) {
		if g.Resources.Empty() {
			continue
		}
		standing := Granted
		if id != "" && !g.Resources.Contains(id).In() {
			standing = NotHere
		}
		for _, s := range g.Scopes {
			i, seen := at[s]
			if !seen {
				at[s] = len(all)
				entry, known := catalog.Lookup(s)
				all = append(all, ScopeStanding{s, standing, entry, known, catalog.Documented})
			} else if standing == Granted {
				all[i].Standing = Granted
			}
		}
	}
	for _, e := range catalog.Offered(catalog.Workspace) {
		if _, seen := at[e.Scope]; !seen {
			standing, basis := StandingOf(e, t)
			all = append(all, ScopeStanding{e.Scope, standing, e, true, basis})
		}
	}
	slices.SortStableFunc(all, func(a, b ScopeStanding) int {
		if d := slices.Index(standings, a.Standing) - slices.Index(standings, b.Standing); d != 0 {
			return d
		}
		return strings.Compare(string(a.Scope), string(b.Scope))
	})
	return all
}

// StandingOf is the standing on t of a scope that is not held there.
func StandingOf(e catalog.Entry, t catalog.ResourceType) (Standing, catalog.Basis) {
	place, here := e.On(t)
	switch {
	case e.Replaced != nil && e.Replaced.On(t) && (here || len(e.Places) == 0):
		return Superseded, e.Replaced.Basis
	case here:
		return CanAsk, place.Basis
	case len(e.Places) == 0:
		return Unclear, e.Basis
	}
	return Elsewhere, e.Basis
}
