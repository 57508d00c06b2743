package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"periscope/model/catalog"
	"periscope/ui/state"
)

// Teams drive resources, and resources drive scopes.

// teamSettled tells that the cursor rested on a team.
type teamSettled struct{ settling int }

// filtered applies a changed filter to its pane.
func (e *explorer) filtered(f focus) tea.Cmd {
	switch f {
	case onTeams:
		e.teams.Refilter()
		return e.teamChanged()
	case onResources:
		cmd := e.resources.Search()
		e.refreshScopes()
		return cmd
	}
	e.scopes.Refilter()
	return nil
}

// moved follows the cursor of the focused pane: teams drive resources, resources drive scopes.
func (e *explorer) moved() tea.Cmd {
	switch e.focus {
	case onTeams:
		return e.teamChanged()
	case onResources:
		e.refreshScopes()
	}
	return nil
}

// teamChanged shows the selected team, if there is one, and reads it once the cursor rests on it.
func (e *explorer) teamChanged() tea.Cmd {
	s := e.teams.Selected()
	if s == e.resources.Session {
		return nil
	}
	e.pivot, e.resources.Pivot = nil, ""
	e.resources.Filter.Clear()
	if s == nil { // no team matches: there is nothing to show
		e.settling++
		e.resources.Clear()
		e.refreshScopes()
		return nil
	}
	cmd := e.resources.Show(s)
	e.refreshScopes()
	e.settling++
	if s.Phase != state.Unread {
		return cmd
	}
	settling := e.settling
	return tea.Batch(cmd, tea.Tick(e.settle, func(time.Time) tea.Msg { return teamSettled{settling} }))
}

// refreshScopes shows the scopes of what is selected in Resources. When nothing
// is, as in a pivot that reaches nothing, what was shown stays.
func (e *explorer) refreshScopes() {
	s := e.resources.Session
	if s == nil || s.Phase != state.Read {
		e.scopes.Clear()
		return
	}
	if on, ok := e.resources.Selected(); ok {
		e.scopes.Show(s, on)
	}
}

// pivotTo narrows Resources to where a scope reaches.
func (e *explorer) pivotTo(s catalog.Scope) tea.Cmd {
	if e.pivot == nil {
		from, _ := e.resources.Selected()
		e.pivot = &pivot{from: from, focus: e.focus}
	}
	e.pivot.scope, e.resources.Pivot = s, s
	e.resources.Filter.Clear()
	cmd := e.resources.Show(e.resources.Session)
	if e.resources.Rows > 0 {
		e.focus = onResources
	}
	e.refreshScopes()
	return cmd
}

// unpivot returns to where the pivot was made.
func (e *explorer) unpivot() tea.Cmd {
	was := e.pivot
	e.pivot, e.resources.Pivot = nil, ""
	e.resources.Filter.Clear()
	cmd := e.resources.Show(e.resources.Session)
	e.resources.Seek(was.from)
	e.focus = was.focus
	e.refreshScopes()
	e.scopes.Seek(was.scope)
	return cmd
}
