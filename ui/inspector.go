package ui

import (
	"periscope/ui/describe"
	"periscope/ui/draw"
)

// description describes what is selected in the focused pane: as much as the
// inspector needs, or all there is to say.
func (e *explorer) description(all bool) draw.Text {
	s := e.teams.Selected()
	if s == nil {
		return draw.Text{Title: "Nothing is selected"}
	}
	switch on, ok := e.resources.Selected(); {
	case e.focus == onTeams || !ok && e.focus == onResources:
	case e.focus == onScopes && e.scopes.OnOthers():
		others, _ := e.scopes.Others()
		return describe.OtherTypes(e.scopes.On, others)
	case e.focus == onScopes:
		if status, ok := e.scopes.At(); ok {
			return describe.Scope(s, status, e.scopes.On, all)
		}
	case on.Type == "":
		return describe.Everything(s)
	case on.ID != "":
		return describe.Resource(s, on, all || e.resources.HidesIDs())
	default:
		return describe.ResourceType(s, on.Type)
	}
	d := describe.Team(s, e.teams.OthersBelow(s), all)
	if e.teams.Namesake(s) {
		d.Add("known as", s.Team.Key)
	}
	if expiry := e.expiry(s); expiry != "" {
		d.Add("token", expiry)
	}
	return d
}
