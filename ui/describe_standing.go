package ui

import (
	"fmt"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/draw"
	"periscope/ui/state"
)

func standingTone(s model.Standing) draw.Tone {
	switch s {
	case model.Granted:
		return draw.Positive
	case model.NotHere:
		return draw.Negative
	}
	return draw.Neutral
}

// standingSentence says why a scope is granted here or not.
func standingSentence(p model.Permissions, s model.ScopeStanding, on model.Resource) string {
	switch s.Standing {
	case model.Granted:
		if on.ID == "" {
			return fmt.Sprintf("Granted on %s: %s.", on.Type, reach(p, s.Scope, on.Type))
		}
		return fmt.Sprintf("Granted on %s, %s.", label(on), membership(p, s.Scope, on))
	case model.NotHere:
		return fmt.Sprintf("Held on %s, but not here: %s.", on.Type, membership(p, s.Scope, on))
	case model.Untold:
		return untoldSentence + " This may be one of them. r asks again."
	case model.CanAsk:
		return canAskSentence(p.Kind, s, on)
	case model.Superseded:
		return fmt.Sprintf("Not granted on %s. Ask for its replacement instead.", on.Type)
	case model.Elsewhere:
		return fmt.Sprintf("Does not apply to %s: it lives on %s.", on.Type, placeNames(s.Entry.PlacesFor(state.KindOf(p))))
	}
	return "Slack never showed which resources this scope belongs to."
}

func canAskSentence(kind catalog.TokenKind, s model.ScopeStanding, on model.Resource) string {
	if kind.OfToday() {
		return fmt.Sprintf("Not granted. space picks it, c composes the install that adds it (that it works on %s: %s).",
			on.Type, basisWords[s.Basis])
	}
	return fmt.Sprintf("Not granted on %s. The app can ask for it (that it lives here: %s).", on.Type, basisWords[s.Basis])
}

// reach is the set on which a scope is held, in words.
func reach(p model.Permissions, s catalog.Scope, t catalog.ResourceType) string {
	var sets []string
	for _, g := range p.On(t) {
		if g.Holds(s) && !g.Resources.Empty() {
			sets = append(sets, g.Resources.String())
		}
	}
	if scope, closed := closedTypes(p)[t]; closed {
		return fmt.Sprintf("on how many is not known without %s", scope)
	}
	if len(sets) == 0 {
		return fmt.Sprintf("held, but %s is in none", owner(p.Kind))
	}
	return strings.Join(sets, ", ")
}

// membership says why a scope does or does not reach one resource.
func membership(p model.Permissions, s catalog.Scope, on model.Resource) string {
	for _, g := range p.On(on.Type) {
		if !g.Holds(s) {
			continue
		}
		switch g.Resources.Contains(on.ID) {
		case model.ByID:
			return listedSentence(p.Kind, on.Type)
		case model.ByWildcard:
			return "covered by the wildcard"
		case model.Excluded:
			return "excluded by its id"
		case model.Outside:
		}
	}
	if !p.Kind.OfToday() {
		return "it was granted for others"
	}
	if entry, _ := catalog.Lookup(s); on.Type == catalog.Channel {
		if _, anywhere := entry.ReachesUnjoined(p.Kind); anywhere {
			return "as on every public channel"
		}
	}
	return owner(p.Kind) + " is not in it"
}
