package model

import (
	"slices"
	"strings"

	"periscope/model/catalog"
)

// Standing says how a scope stands towards one resource type.
type Standing string

const (
	Granted    Standing = "granted"    // held on this type
	CanAsk     Standing = "can ask"    // lives on this type, not held, may be asked for
	Superseded Standing = "superseded" // lives on this type, but Slack told apps to ask for another
	Elsewhere  Standing = "elsewhere"  // lives on other types
	Unclear    Standing = "unclear"    // Slack never showed where it lives
)

// standings in the order in which a list of scopes shows them.
var standings = []Standing{Granted, CanAsk, Superseded, Elsewhere, Unclear}

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
// that p holds on t, as seen from t: granted ones first, then what can be
// asked for, then the rest. Scopes of classes that no token asks for any more
// appear only when they are held.
func (p Permissions) StandingsOn(t catalog.ResourceType) []ScopeStanding {
	var all []ScopeStanding
	seen := map[catalog.Scope]bool{}
	for _, g := range p.Reachable(t) {
		for _, s := range g.Scopes {
			if !seen[s] {
				seen[s] = true
				entry, known := catalog.Lookup(s)
				all = append(all, ScopeStanding{s, Granted, entry, known, catalog.Documented})
			}
		}
	}
	for _, e := range catalog.Offered(catalog.Workspace) {
		if !seen[e.Scope] {
			standing, basis := notHeld(e, t)
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

// Reachable returns the grants on t that cover at least one resource.
func (p Permissions) Reachable(t catalog.ResourceType) []Grant {
	return slices.DeleteFunc(p.On(t), func(g Grant) bool { return g.Resources.Empty() })
}

func notHeld(e catalog.Entry, t catalog.ResourceType) (Standing, catalog.Basis) {
	place, here := e.On(t)
	switch {
	case e.Replaced != nil && (here || len(e.Places) == 0):
		return Superseded, e.Replaced.Basis
	case here:
		return CanAsk, place.Basis
	case len(e.Places) == 0:
		return Unclear, e.Basis
	}
	return Elsewhere, e.Basis
}
