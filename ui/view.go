package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/ui/draw"
)

// fit tells the panes how many rows they have.
func (e *explorer) fit() {
	l := e.layout()
	for f := range paneCount {
		if p := l.panes[f]; p.H > 0 {
			[...]*draw.List{&e.teams.List, &e.resources.List, &e.scopes.List}[f].Resize(p.Inner(l.border).H)
		}
	}
}

// View implements tea.Model.
func (e *explorer) View() tea.View {
	screen := e.overlay(e.screen())
	if e.ascii {
		screen = draw.ASCII(screen)
	}
	v := tea.NewView(screen)
	v.AltScreen = true
	if !e.noMouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.WindowTitle = "periscope"
	v.Cursor = e.cursor()
	return v
}

// screen draws everything but the dialogs: exactly height lines of exactly width cells.
func (e *explorer) screen() string {
	if e.width <= 0 || e.height <= 0 {
		return ""
	}
	l := e.layout()
	var lines []string
	if l.header.H > 0 {
		lines = append(lines, e.header(l.header.W))
	}
	lines = append(lines, e.drawPanes(l)...)
	if l.inspector.H > 0 {
		lines = append(lines, e.inspector(l)...)
	}
	if l.status.H > 0 {
		lines = append(lines, e.status(l.status.W))
	}
	return strings.Join(lines, "\n")
}

// drawPanes draws the panes side by side.
func (e *explorer) drawPanes(l layout) []string {
	columns := [paneCount][]string{
		e.teams.Draw(e.styles, l.panes[onTeams], l.border, e.focused(onTeams)),
		e.resources.Draw(e.styles, l.panes[onResources], l.border, e.focused(onResources)),
		e.scopes.Draw(e.styles, l.panes[onScopes], l.border, e.focused(onScopes)),
	}
	lines := make([]string, l.panes[e.focus].H)
	for i := range lines {
		for _, column := range columns {
			if i < len(column) {
				lines[i] += column[i]
			}
		}
	}
	return lines
}

// focused reports whether keys are for a pane: none has the focus behind a dialog.
func (e *explorer) focused(f focus) bool { return e.focus == f && e.dialog() == nil }

// inspector explains what is selected, as far as there is room.
func (e *explorer) inspector(l layout) []string {
	in := l.inspector.Inner(l.border)
	d := e.description(false)
	rows, more := d.DrawIn(e.styles, in.W, in.H)
	f := draw.Frame{Title: d.Title, Border: l.border}
	if more {
		f.Right = "i for more"
	}
	for i, row := range rows {
		rows[i] = draw.FitStyled(row, in.W)
	}
	return f.Draw(e.styles, l.inspector, rows)
}

// cursor is where text is typed, so that terminals and screen readers know.
func (e *explorer) cursor() *tea.Cursor {
	f := e.typing()
	if f == nil {
		return nil
	}
	cell, ok := f.Cursor(e.labelWidth())
	if !ok {
		return nil
	}
	l := e.layout()
	r := l.panes[e.focus]
	x, y := r.X+2+cell, r.Y+r.H-1
	if !l.border {
		x, y = 1+cell, l.status.Y
	}
	return tea.NewCursor(min(x, e.width-1), y)
}

// labelWidth is how many cells there are for the filter that is typed: in the lower edge of its
// pane, or in the footer where panes have no edges.
func (e *explorer) labelWidth() int {
	l := e.layout()
	if l.border {
		return l.panes[e.focus].W - 4
	}
	return e.width - ansi.StringWidth(e.notice(e.width)) - 2
}
