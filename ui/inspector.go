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
		return draw.Text{Title: "Nothing selected"}
	}
	switch e.focus {
	case onResources:
		if r, ok := e.resources.Selected(); ok && r.ID != "" {
			return describe.Resource(s, r, all)
		} else if ok {
			return describe.ResourceType(s, r.Type)
		}
	case onScopes:
		if status, ok := e.scopes.At(); ok {
			return describe.Scope(s.Permissions, status, e.scopes.On)
		}
	}
	d := describe.Team(s)
	if expiry := e.expiry(s); expiry != "" {
		d.Add("token", expiry)
	}
	return d
}
