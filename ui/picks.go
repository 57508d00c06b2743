package ui

import (
	tea "charm.land/bubbletea/v2"

	"periscope/model/catalog"
	"periscope/ui/describe"
)

// Keys that pick scopes for what is being composed, and that take it back.

func pick(e *explorer) tea.Cmd {
	scope, _ := e.pickable()
	e.teams.Selected().Pick(scope)
	if e.focus == onScopes {
		e.list().Move(1)
	}
	return nil
}

// pickable is the scope that the selected row stands for: itself, or the one
// that would let a type of conversation be listed; else why there is none.
func (e *explorer) pickable() (scope catalog.Scope, why string) {
	switch e.focus {
	case onScopes:
		if s, ok := e.scopes.At(); ok {
			return s.Scope, ""
		}
		if e.scopes.OnOthers() {
			return "", "enter unfolds these scopes; then space picks one"
		}
		return "", "no scope is selected"
	case onResources:
		if on, ok := e.resources.Selected(); ok && on.Type != "" && on.ID == "" && e.resources.Unlistable[on.Type] != "" {
			return e.resources.Unlistable[on.Type], ""
		}
	}
	return "", "space picks in the Scopes pane"
}

func pickBlocked(e *explorer) string {
	if _, why := e.pickable(); why != "" {
		return why
	}
	return e.askBlocked(e.teams.Selected())
}

// undo takes the last pick or drop back.
func undo(e *explorer) tea.Cmd {
	changed, picked := e.teams.Selected().Undo()
	e.scopes.Refilter()
	switch {
	case picked:
		e.toast = "picked again: " + describe.JoinScopes(changed)
	default:
		e.toast = "no longer picked: " + describe.JoinScopes(changed)
	}
	return nil
}

func undoBlocked(e *explorer) string {
	if s := e.teams.Selected(); s == nil || !s.CanUndo() {
		return "no pick is left to undo"
	}
	return ""
}

// clearPicks drops all that was picked for the team.
func clearPicks(e *explorer) tea.Cmd {
	dropped := e.teams.Selected().ClearPicks()
	e.scopes.Refilter()
	e.toast = "dropped " + describe.Count(len(dropped), "pick") + "; u brings them back"
	return nil
}

func clearBlocked(e *explorer) string {
	if s := e.teams.Selected(); s == nil || s.PickCount() == 0 {
		return "nothing is picked"
	}
	return ""
}
