package ui

import (
	tea "charm.land/bubbletea/v2"

	"periscope/model/catalog"
)

// Keys that compose and send requests.

func pick(e *explorer) tea.Cmd {
	s, scope := e.teams.selected(), e.scopes.selected().Scope
	s.pick(scope)
	e.list().move(1)
	return nil
}

func pickBlocked(e *explorer) string {
	if e.focus != onScopes {
		return "space picks in the Scopes pane"
	}
	if _, ok := e.scopes.at(); !ok {
		return "no scope is selected"
	}
	return askBlocked(e)
}

func compose(e *explorer) tea.Cmd {
	e.open(newComposer(e.teams.selected()))
	return nil
}

func composeBlocked(e *explorer) string {
	if e.teams.selected() == nil {
		return "no team is selected"
	}
	return askBlocked(e)
}

// askBlocked says why nothing can be asked for: only workspace tokens can.
func askBlocked(e *explorer) string {
	switch s := e.teams.selected(); {
	case e.readOnly:
		return readOnlyReason
	case e.asker() == nil:
		return "this session cannot send requests"
	case s != nil && s.team.Kind != catalog.Workspace:
		return "only workspace tokens can ask for more scopes"
	}
	return ""
}

// readOnlyReason is why a key that changes something does nothing in a
// read-only session.
const readOnlyReason = "this session is read-only"

// historyBlocked says why there are no requests to look at.
func historyBlocked(e *explorer) string {
	if e.asker() == nil {
		return "this session cannot send requests"
	}
	return ""
}

func act(e *explorer) tea.Cmd {
	d := &actor{session: e.teams.selected()}
	e.open(d)
	return d.look(e)
}

func actBlocked(e *explorer) string {
	switch {
	case e.readOnly:
		return readOnlyReason
	case e.stage() == nil:
		return "only the sandbox's users can be played; run periscope demo"
	case e.teams.selected() == nil:
		return "no team is selected"
	}
	return ""
}

func pasteTrigger(e *explorer) tea.Cmd {
	e.open(newTriggerPaste())
	return nil
}

func pasteBlocked(e *explorer) string {
	if why := composeBlocked(e); why != "" {
		return why
	}
	if e.next(e.teams.selected().team.Key) == nil {
		return "no request is armed: c composes one"
	}
	return ""
}

func openHistory(e *explorer) tea.Cmd {
	e.open(&history{})
	return nil
}

func openActivity(e *explorer) tea.Cmd {
	e.open(&activity{})
	return nil
}
