package ui

import (
	"fmt"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
)

// basisWords says for a reader how sure we are.
var basisWords = map[catalog.Basis]string{
	catalog.Documented:       "documented by Slack",
	catalog.PartlyDocumented: "partly documented by Slack, the rest is our inference",
	catalog.Inferred:         "our inference, Slack never documented it",
	catalog.Undocumented:     "unknown, Slack never documented it",
}

// describeScope says what a scope means, how it stands towards on, what it unlocks, and how we know.
func describeScope(p model.Permissions, s model.ScopeStanding, on model.Resource) description {
	d := description{title: string(s.Scope)}
	if !s.Known {
		d.say(neutral, "Slack granted this scope, and Periscope's catalogue does not know it.")
		d.say(positive, standingSentence(p, s, on))
		return d
	}
	d.say(neutral, s.Entry.Meaning)
	d.say(standingTone(s.Standing), standingSentence(p, s, on))
	if methods := catalog.Unlocks(s.Scope, catalog.Workspace); len(methods) > 0 {
		d.add("unlocks", strings.Join(methods, "  "))
	}
	if len(s.Entry.Events) > 0 {
		d.add("events", strings.Join(s.Entry.Events, "  "))
	}
	if r := s.Entry.Replaced; r != nil {
		d.add("replaced", fmt.Sprintf("by %s since %s%s (%s)", joinScopes(r.By), r.Since, except(r.Except), basisWords[r.Basis]))
	}
	if len(s.Entry.Places) > 0 {
		d.add("lives on", places(s.Entry.Places))
	}
	d.add("class", fmt.Sprintf("%s (%s)", s.Entry.Class, basisWords[s.Entry.Basis]))
	if s.Entry.Evidence != "" {
		d.add("basis", s.Entry.Evidence)
	}
	return d
}

// except names the resource types where a replaced scope is still the way.
func except(types []catalog.ResourceType) string {
	if len(types) == 0 {
		return ""
	}
	var names []string
	for _, t := range types {
		names = append(names, string(t))
	}
	return ", except on " + strings.Join(names, " and ")
}

func standingTone(s model.Standing) tone {
	switch s {
	case model.Granted:
		return positive
	case model.NotHere:
		return negative
	}
	return neutral
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
	case model.CanAsk:
		return fmt.Sprintf("Not granted on %s. The app can ask for it (that it lives here: %s).", on.Type, basisWords[s.Basis])
	case model.Superseded:
		return fmt.Sprintf("Not granted on %s. Ask for its replacement instead.", on.Type)
	case model.Elsewhere:
		return fmt.Sprintf("Does not apply to %s: it lives on %s.", on.Type, places(s.Entry.Places))
	}
	return "Slack never showed which resources this scope belongs to."
}

// reach is the set on which a scope is held, in words.
func reach(p model.Permissions, s catalog.Scope, t catalog.ResourceType) string {
	var sets []string
	for _, g := range p.On(t) {
		if g.Holds(s) && !g.Resources.Empty() {
			sets = append(sets, g.Resources.String())
		}
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
			return "listed by its id"
		case model.ByWildcard:
			return "covered by the wildcard"
		case model.Excluded:
			return "excluded by its id"
		case model.Outside:
		}
	}
	return "it was granted for others"
}

// places lists resource types, naming the basis of each that Slack did not document.
func places(ps []catalog.Place) string {
	var words []string
	for _, p := range ps {
		word := string(p.Type)
		if p.Basis != catalog.Documented {
			word += " (" + string(p.Basis) + ")"
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}
