package ui

import (
	"fmt"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// describeScope says what a scope means, how it stands towards on, what it
// unlocks for tokens of the same kind, and how we know.
func describeScope(p model.Permissions, s model.ScopeStanding, on model.Resource) draw.Text {
	d := draw.Text{Title: string(s.Scope)}
	if !s.Known {
		d.Say(draw.Neutral, "Slack granted this scope, and Periscope's catalogue does not know it.")
		d.Say(draw.Positive, standingSentence(p, s, on))
		return d
	}
	kind := state.KindOf(p)
	d.Say(draw.Neutral, s.Entry.Meaning)
	d.Say(standingTone(s.Standing), standingSentence(p, s, on))
	if methods := catalog.Unlocks(s.Scope, kind); len(methods) > 0 {
		d.Add("unlocks", strings.Join(methods, "  "))
	}
	if kind == catalog.Workspace {
		addWorkspaceFacts(&d, s.Entry)
	} else {
		addFactsOfToday(&d, s.Entry, kind)
	}
	if places := s.Entry.PlacesFor(kind); len(places) > 0 {
		d.Add("lives on", placeNames(places))
	}
	d.Add("class", fmt.Sprintf("%s (%s)", s.Entry.Class, basisWords[s.Entry.Basis]))
	if s.Entry.Evidence != "" && (kind == catalog.Workspace || !s.Entry.Offered(catalog.Workspace)) {
		d.Add("basis", s.Entry.Evidence)
	}
	return d
}

// addWorkspaceFacts says what was true of a scope while workspace apps held it.
func addWorkspaceFacts(d *draw.Text, entry catalog.Entry) {
	if len(entry.Events) > 0 {
		d.Add("events", strings.Join(entry.Events, "  "))
	}
	if r := entry.Replaced; r != nil {
		d.Add("replaced", fmt.Sprintf("by %s since %s%s (%s)", joinScopes(r.By), r.Since, except(r.Except), basisWords[r.Basis]))
	}
}

// addFactsOfToday says what is true of a scope for tokens of a kind of today.
func addFactsOfToday(d *draw.Text, entry catalog.Entry, kind catalog.TokenKind) {
	if instead, ok := entry.InsteadFor(kind); ok {
		d.Add("replaced", fmt.Sprintf("by %s (%s)", joinScopes(instead.By), basisWords[instead.Basis]))
	}
	if basis, ok := entry.ReachesUnjoined(kind); ok {
		d.Add("reaches", fmt.Sprintf("public channels too that %s is not in (%s)", owner(kind), basisWords[basis]))
	}
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

// placeNames lists resource types, naming the basis of each that Slack did not document.
func placeNames(ps []catalog.Place) string {
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
