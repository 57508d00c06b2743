package ui

import (
	tea "charm.land/bubbletea/v2"

	"periscope/ui/describe"
	"periscope/ui/dialog"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// What each key of the table in keys.go does, and why some do nothing just now.

func by(n int) func(*explorer) tea.Cmd {
	return func(e *explorer) tea.Cmd {
		e.list().Move(n)
		return e.moved()
	}
}

func byPage(down bool) func(*explorer) tea.Cmd {
	return func(e *explorer) tea.Cmd {
		e.list().Turn(down)
		return e.moved()
	}
}

func toTop(e *explorer) tea.Cmd {
	e.list().MoveTo(0)
	return e.moved()
}

func toBottom(e *explorer) tea.Cmd {
	e.list().MoveTo(e.list().Rows - 1)
	return e.moved()
}

func byType(step int) func(*explorer) tea.Cmd {
	return func(e *explorer) tea.Cmd {
		e.resources.Hop(step)
		return e.moved()
	}
}

func typeBlocked(e *explorer) string {
	if e.focus != onResources {
		return "it works in the Resources pane"
	}
	return ""
}

func nextPane(e *explorer) tea.Cmd { return toPane((e.focus + 1) % paneCount)(e) }
func prevPane(e *explorer) tea.Cmd { return toPane((e.focus + paneCount - 1) % paneCount)(e) }

func toPane(f focus) func(*explorer) tea.Cmd {
	return func(e *explorer) tea.Cmd {
		e.focus = f
		return nil
	}
}

// enter opens a team, folds a type, goes from a resource to its scopes, or
// turns the Resources pane to where a scope reaches.
func enter(e *explorer) tea.Cmd {
	switch e.focus {
	case onTeams:
		e.focus = onResources
		return e.read(e.teams.Selected())
	case onResources:
		if e.resources.Toggle() {
			return nil
		}
		e.focus = onScopes
		return nil
	}
	if e.scopes.Toggle() {
		return nil
	}
	return e.pivotTo(e.scopes.Selected().Scope)
}

func enterBlocked(e *explorer) string {
	switch e.focus {
	case onTeams:
		if e.teams.Selected() == nil {
			return "no team is selected"
		}
	case onResources:
		if e.resources.Rows == 0 {
			return "there is nothing to open here"
		}
	case onScopes:
		if _, ok := e.scopes.At(); !ok && !e.scopes.OnOthers() {
			return "no scope is selected"
		}
	}
	return ""
}

func enterNow(e *explorer) string {
	switch e.focus {
	case onTeams:
		return "open"
	case onResources:
		return e.resources.EnterDoes()
	}
	if e.scopes.OnOthers() {
		if _, unfolded := e.scopes.Others(); unfolded {
			return "fold"
		}
		return "unfold"
	}
	return "where it reaches"
}

// openFilter lets a filter be typed, and remembers what was selected before.
func openFilter(e *explorer) tea.Cmd {
	if !e.filter().On() {
		e.unfiltered[e.focus] = e.selection(e.focus)
	}
	return e.filter().Open()
}

// selection returns a function that selects in a pane what is selected there now.
func (e *explorer) selection(f focus) func() {
	switch f {
	case onTeams:
		s := e.teams.Selected()
		return func() { e.teams.Seek(s) }
	case onResources:
		r, _ := e.resources.Selected()
		return func() { e.resources.Seek(r) }
	}
	s, others := e.scopes.Selected().Scope, e.scopes.OnOthers()
	return func() {
		if others {
			e.scopes.SeekOthers()
			return
		}
		e.scopes.Seek(s)
	}
}

// clearFilter ends the filter of a pane. Where it left nothing to select, what was selected
// before it is selected again.
func (e *explorer) clearFilter(f focus) tea.Cmd {
	left := [...]int{e.teams.Rows, e.resources.Rows, e.scopes.Rows}[f]
	again := e.unfiltered[f]
	e.filterOf(f).Clear()
	if left > 0 || again == nil {
		return e.filtered(f)
	}
	cmd := e.filtered(f)
	again()
	return tea.Batch(cmd, e.filtered(f))
}

func filterBlocked(e *explorer) string {
	if e.list().Rows == 0 && !e.filter().On() {
		return "there is nothing to filter here"
	}
	return ""
}

// back undoes one step: the filter of this pane, the pivot, then any other filter.
func back(e *explorer) tea.Cmd {
	switch {
	case e.filter().On():
		return e.clearFilter(e.focus)
	case e.pivot != nil:
		return e.unpivot()
	}
	for f := range paneCount {
		if e.filterOf(f).On() {
			return e.clearFilter(f)
		}
	}
	return nil
}

func backBlocked(e *explorer) string {
	if backNow(e) == "" {
		return "nothing to undo; q quits"
	}
	return ""
}

func backNow(e *explorer) string {
	switch {
	case e.filter().On():
		return "clear the filter"
	case e.pivot != nil:
		return "back to all resources"
	}
	for f := range paneCount {
		if e.filterOf(f).On() {
			return "clear the filter"
		}
	}
	return ""
}

func expandNow(e *explorer) string {
	if e.resources.Foldable() {
		return "unfold all"
	}
	return "fold all"
}

func expandAll(e *explorer) tea.Cmd {
	e.resources.ToggleAll()
	return e.moved()
}

func expandBlocked(e *explorer) string {
	switch {
	case e.resources.Narrowed():
		return "a filter shows every match already"
	case e.resources.Count() == 0:
		return "there is nothing to expand"
	}
	return ""
}

func inspect(e *explorer) tea.Cmd {
	page := ""
	if e.focus == onScopes {
		page = describe.ScopeURL(e.scopes.Selected().Scope)
	}
	return e.open(dialog.NewPager(e.description(true).Title, page, func(st draw.Styles, width int) []string {
		return e.description(true).Draw(st, width)
	}, "i"))
}

func inspectBlocked(e *explorer) string {
	if e.teams.Selected() == nil {
		return "nothing is selected"
	}
	return ""
}

func openMatrix(e *explorer) tea.Cmd { return e.open(dialog.NewMatrix(e.teams.Selected())) }

func matrixBlocked(e *explorer) string {
	if s := e.teams.Selected(); s == nil || s.Phase != state.Read {
		return "no permissions were read for this team"
	}
	return ""
}

func reread(e *explorer) tea.Cmd {
	s := e.teams.Selected()
	if s.Phase == state.Read {
		e.rereading[s] = s.Permissions
	}
	return e.reread(s)
}

func rereadBlocked(e *explorer) string {
	if e.teams.Selected() == nil {
		return "no team is selected"
	}
	return ""
}

func openHelp(e *explorer) tea.Cmd { return e.open(dialog.NewHelp("Keys", e.keyHelp())) }

func quit(*explorer) tea.Cmd { return tea.Quit }
