package ui

import (
	"fmt"

	"periscope/model/catalog"

	tea "charm.land/bubbletea/v2"
)

// Keys that compose and send requests.

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
		return "", "no scope is selected"
	case onResources:
		if on, ok := e.resources.Selected(); ok && on.ID == "" && e.resources.Unlistable[on.Type] != "" {
			return e.resources.Unlistable[on.Type], ""
		}
	}
	return "", "space picks in the Scopes pane"
}

func pickBlocked(e *explorer) string {
	if _, why := e.pickable(); why != "" {
		return why
	}
	return askBlocked(e)
}

func compose(e *explorer) tea.Cmd {
	return e.compose(e.teams.Selected(), 0)
}

func composeBlocked(e *explorer) string {
	if e.teams.Selected() == nil {
		return "no team is selected"
	}
	return askBlocked(e)
}

// askBlocked says why nothing can be asked for. What a token of today could
// ask for can always be worked out: installing it is another matter.
func askBlocked(e *explorer) string {
	s := e.teams.Selected()
	switch {
	case s == nil:
		return "no team is selected"
	case s.Installable():
		return ""
	case e.readOnly:
		return readOnlyReason
	case s.Kind() != catalog.Workspace:
		return fmt.Sprintf("%s tokens cannot ask for more scopes", s.Kind())
	case e.asker() == nil:
		return "this session cannot send requests"
	}
	return ""
}

// readOnlyReason is why a key that changes something does nothing in a
// read-only session.
const readOnlyReason = "this session is read-only"

// historyBlocked says why there are no requests to look at.
func historyBlocked(e *explorer) string {
	if e.asker() == nil && e.installer() == nil {
		return "this session cannot send requests"
	}
	return ""
}

func act(e *explorer) tea.Cmd {
	d := &actor{session: e.teams.Selected()}
	e.Open(d)
	return d.look(e)
}

func actBlocked(e *explorer) string {
	switch {
	case e.readOnly:
		return readOnlyReason
	case e.stage() == nil:
		return "only the sandbox's users can be played; run periscope demo"
	case e.teams.Selected() == nil:
		return "no team is selected"
	case e.teams.Selected().Installable():
		return noTrigger
	}
	return ""
}

// noTrigger is why triggers are of no use to a team.
const noTrigger = "this token needs no trigger to get more scopes: c composes an install"

func pasteTrigger(e *explorer) tea.Cmd {
	e.Open(newTriggerPaste())
	return nil
}

func pasteBlocked(e *explorer) string {
	if why := composeBlocked(e); why != "" {
		return why
	}
	if e.teams.Selected().Installable() {
		return noTrigger
	}
	if e.requests.Next(e.teams.Selected().Team.Key) == nil {
		return "no request is armed: c composes one"
	}
	return ""
}

func openHistory(e *explorer) tea.Cmd {
	e.Open(&history{})
	return nil
}

func openActivity(e *explorer) tea.Cmd {
	e.Open(&activity{})
	return nil
}
