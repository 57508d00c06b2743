package model

import (
	"cmp"
	"slices"
	"strings"

	"periscope/model/catalog"
)

// Standing says how a scope stands towards one resource type.
type Standing string

const (
	Granted    Standing = "granted"    // held here
	NotHere    Standing = "not here"   // held on this type, but this one resource is excluded or not covered
	Untold     Standing = "unknown"    // lives on this type, and Slack did not say whether the token holds it
	CanAsk     Standing = "can ask"    // lives on this type, not held, may be asked for
	Superseded Standing = "superseded" // lives on this type, but here Slack told apps to ask for another
	Elsewhere  Standing = "elsewhere"  // lives on other types
	Unclear    Standing = "unclear"    // Slack never showed where it lives
)

// standingOrder in the order in which a list of scopes shows them.
var standingOrder = []Standing{Granted, NotHere, Untold, CanAsk, Superseded, Elsewhere, Unclear}

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

// StandingsOn lists every scope that apps can ask for, for tokens of p's kind, and any other
// that p holds on t, as seen from resources of type t: granted ones first, then
// what can be asked for, then the rest. With an id it looks from that one
// resource: what p holds on the type but not there is [NotHere].
func (p Permissions) StandingsOn(t catalog.ResourceType, id ResourceID) []ScopeStanding {
	all := p.grantedOn(t, id)
	at := map[catalog.Scope]bool{}
	for _, st := range all {
		at[st.Scope] = true
	}
	for _, e := range Askable(p.kind()) {
		if at[e.Scope] {
			continue
		}
		standing, basis := StandingOf(e, t, p.kind())
		if p.ScopesUntold && (standing == CanAsk || standing == Superseded) {
			standing = Untold
		}
		all = append(all, ScopeStanding{e.Scope, standing, e, true, basis})
	}
	slices.SortStableFunc(all, func(a, b ScopeStanding) int {
		if d := slices.Index(standingOrder, a.Standing) - slices.Index(standingOrder, b.Standing); d != 0 {
			return d
		}
		return strings.Compare(string(a.Scope), string(b.Scope))
	})
	return all
}

// grantedOn lists the scopes that p holds on t, as seen from resource id if there is one.
func (p Permissions) grantedOn(t catalog.ResourceType, id ResourceID) []ScopeStanding {
	var all []ScopeStanding
	at := map[catalog.Scope]int{}
	for _, g := range p.On(t) {
		if g.Resources.Empty() && !p.isBotOrUser() {
			continue
		}
		covered := id == "" || g.Resources.Contains(id).In() // asked once: a set may list 100,000
		for _, s := range g.Scopes {
			standing := p.standingAt(g.Type, s, covered)
			i, seen := at[s]
			if !seen {
				at[s] = len(all)
				entry, known := catalog.Lookup(s)
				all = append(all, ScopeStanding{s, standing, entry, known, p.basisOf(entry, t)})
			} else if standing == Granted {
				all[i].Standing = Granted
			}
		}
	}
	return all
}

// standingAt is the standing, at a resource of type t, of a scope that is held on
// the type by a grant that covers the resource or does not.
func (p Permissions) standingAt(t catalog.ResourceType, s catalog.Scope, covered bool) Standing {
	if covered {
		return Granted
	}
	if entry, _ := catalog.Lookup(s); t == catalog.Channel {
		if _, anywhere := entry.ReachesUnjoined(p.kind()); anywhere {
			return Granted
		}
	}
	return NotHere
}

// basisOf is how sure it is that a scope is granted on t. Of a workspace token
// Slack reports that itself; of one of today it reports the scope without the type.
func (p Permissions) basisOf(e catalog.Entry, t catalog.ResourceType) catalog.Basis {
	if !p.isBotOrUser() {
		return catalog.Documented
	}
	if place, ok := e.PlaceFor(p.kind(), t); ok {
		return place.Basis
	}
	return catalog.Inferred
}

// StandingOf is the standing on t of a scope that a token of a kind does not
// hold there. An empty kind is [catalog.Workspace].
func StandingOf(e catalog.Entry, t catalog.ResourceType, kind catalog.TokenKind) (Standing, catalog.Basis) {
	kind = cmp.Or(kind, catalog.Workspace)
	places := e.PlacesFor(kind)
	place, here := e.PlaceFor(kind, t)
	switch {
	case kind == catalog.Workspace && e.Replaced != nil && e.Replaced.On(t) && (here || len(places) == 0):
		return Superseded, e.Replaced.Basis
	case here && kind.OfToday():
		return botOrUserStanding(e, place, kind)
	case here:
		return CanAsk, place.Basis
	case len(places) == 0:
		return Unclear, e.Basis
	}
	return Elsewhere, e.Basis
}

// botOrUserStanding is that of a scope which tokens of a kind of today hold on the
// type, but which this one does not hold.
func botOrUserStanding(e catalog.Entry, place catalog.Place, kind catalog.TokenKind) (Standing, catalog.Basis) {
	half := audienceFor(kind)
	if !installable(e.Scope, half) {
		return Unclear, catalog.Inferred
	}
	if instead, outdated := outdatedFor(Request{Kind: kind, For: half}, e.Scope); outdated {
		return Superseded, instead.Basis
	}
	return CanAsk, place.Basis
}
