package ui

import (
	"fmt"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// description describes what is selected in the focused pane: as much as the
// inspector needs, or all there is to say.
func (e *explorer) description(all bool) draw.Text {
	s := e.teams.selected()
	if s == nil {
		return draw.Text{Title: "Nothing selected"}
	}
	switch e.focus {
	case onResources:
		if r, ok := e.resources.selected(); ok && r.ID != "" {
			return describeResource(s, r, all)
		} else if ok {
			return describeType(s, r.Type)
		}
	case onScopes:
		if standing, ok := e.scopes.at(); ok {
			return describeScope(s.Permissions, standing, e.scopes.on)
		}
	}
	d := describeTeam(s)
	if expiry := e.expiry(s); expiry != "" {
		d.Add("token", expiry)
	}
	return d
}

func describeTeam(s *state.Session) draw.Text {
	d := draw.Text{Title: s.Name()}
	if s.Err != nil {
		sentence, next := explain(s.Err)
		d.Say(draw.Negative, sentence)
		d.Say(draw.Neutral, next)
	}
	id := s.Identity
	if id.Team.URL != "" {
		d.Add("team", fmt.Sprintf("%s  %s", id.Team.ID, id.Team.URL))
	}
	d.Add("token", fmt.Sprintf("%s, %s", s.Team.Token, s.Kind()))
	if id.User != "" {
		d.Add("acts as", strings.TrimSpace(id.UserName+" "+string(id.User)))
	}
	if id.AppID != "" {
		d.Add("app", strings.TrimSpace(id.AppName+" "+id.AppID))
	}
	if s.Phase == state.Read {
		addHeld(&d, s.Permissions)
	}
	for _, line := range changes(s.Changed) {
		d.Add("changed", line)
	}
	if s.ListErr != nil {
		sentence, _ := explain(s.ListErr)
		d.Add("names", "not all could be listed: "+sentence)
	}
	return d
}

// addHeld says which scopes a token holds, or that nobody knows.
func addHeld(d *draw.Text, p model.Permissions) {
	if p.ScopesUntold {
		d.Say(draw.Neutral, untoldSentence)
		return
	}
	scopes := p.Scopes()
	d.Add("holds", fmt.Sprintf("%d scopes: %s", len(scopes), joinScopes(scopes)))
}

func describeType(s *state.Session, t catalog.ResourceType) draw.Text {
	d := draw.Text{Title: string(t)}
	d.Say(draw.Neutral, meaningOfType(s.Kind(), t))
	scope, closed := closedTypes(s.Permissions)[t]
	if closed {
		d.Say(draw.Negative, closedSentence(s.Kind(), scope))
	}
	if s.Permissions.ScopesUntold {
		d.Say(draw.Neutral, untoldSentence)
	}
	grants := s.Permissions.On(t)
	if len(grants) == 0 {
		d.Add("here", owner(s.Kind())+" holds nothing on this type")
		return d
	}
	for _, g := range grants {
		switch {
		case s.Permissions.ScopesUntold:
		case closed:
			d.Add("holds", joinScopes(g.Scopes))
		default:
			d.Add("on "+amount(g.Resources), joinScopes(g.Scopes))
		}
	}
	return d
}

// coveredSentence says why a resource that a grant lists is covered by it.
func coveredSentence(kind catalog.TokenKind, t catalog.ResourceType) string {
	if kind.OfToday() {
		return "Covered: " + listedSentence(kind, t) + "."
	}
	return fmt.Sprintf("Covered: the grant lists this %s by its id.", t)
}

// describeResource leaves the id out where the pane's row shows it, unless all
// is asked for: repeating what is on screen costs bytes at every move.
func describeResource(s *state.Session, r model.Resource, all bool) draw.Text {
	state := ""
	if r.Archived {
		state = " (archived)"
	}
	if rowHidesID(s, r) || all {
		state += "  " + string(r.ID)
	}
	d := draw.Text{Title: string(r.Type)}
	d.Say(draw.Neutral, label(r)+state)
	for _, g := range s.Permissions.On(r.Type) {
		switch g.Resources.Contains(r.ID) {
		case model.ByID:
			d.Say(draw.Positive, coveredSentence(s.Kind(), r.Type))
		case model.ByWildcard:
			d.Say(draw.Positive, fmt.Sprintf("Covered by the wildcard: the grant is for every %s.", r.Type))
		case model.Excluded:
			d.Say(draw.Negative, fmt.Sprintf("Excluded by id: the grant is for every %s but this. No scope of the type works here.", r.Type))
			continue
		case model.Outside:
			continue
		}
		d.Add("scopes", joinScopes(g.Scopes))
	}
	if r.User != "" {
		d.Add("with", string(r.User))
	}
	if r.Name == "" {
		d.Add("name", "unknown: the app may not read it, or Slack was not asked yet")
	}
	return d
}

func joinScopes(scopes []catalog.Scope) string {
	if len(scopes) == 0 {
		return "no scope"
	}
	names := make([]string, len(scopes))
	for i, s := range scopes {
		names[i] = string(s)
	}
	return strings.Join(names, "  ")
}
