package ui

import (
	"fmt"
	"strings"
	"time"

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
	v := tea.NewView(e.overlay(e.screen()))
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

// header says where we are: team › type › scope.
func (e *explorer) header(width int) string {
	crumbs := []string{}
	if s := e.teams.Selected(); s != nil {
		crumbs = append(crumbs, s.Name())
		if on, ok := e.resources.Selected(); ok && e.pivot == nil && e.focus != onTeams {
			crumbs = append(crumbs, string(on.Type))
		}
		switch scope, ok := e.scopes.At(); {
		case e.pivot != nil:
			crumbs = append(crumbs, "where "+string(e.pivot.scope)+" reaches")
		case ok && e.focus == onScopes:
			crumbs = append(crumbs, string(scope.Scope))
		}
	}
	name, right := " periscope   ", e.mode
	if s := e.teams.Selected(); s != nil && s.PickCount() > 0 {
		right = strings.TrimSpace(fmt.Sprintf("%s   %d picked", right, s.PickCount()))
	}
	if width < narrow {
		name = " "
	}
	room := width - ansi.StringWidth(name) - 1
	if right != "" && room > ansi.StringWidth(right)+20 {
		right += " "
		room -= ansi.StringWidth(right)
	} else {
		right = ""
	}
	return e.styles.Accent.Render(ansi.Truncate(name, width, "")) +
		e.styles.Strong.Render(draw.Fit(strings.Join(crumbs, " › "), room)) +
		e.styles.Warn.Render(right) + strings.Repeat(" ", max(0, min(1, width-ansi.StringWidth(name))))
}

// inspector explains what is selected, as far as there is room.
func (e *explorer) inspector(l layout) []string {
	in := l.inspector.Inner(l.border)
	d := e.description(false)
	rows := d.Draw(e.styles, in.W)
	f := draw.Frame{Title: d.Title, Border: l.border}
	if len(rows) > in.H {
		f.Right = "i shows all"
		rows = rows[:in.H]
	}
	for i, row := range rows {
		rows[i] = draw.FitStyled(row, in.W)
	}
	return f.Draw(e.styles, l.inspector, rows)
}

// status shows, in this order of importance: a toast, a pause that Slack asked
// for, a call that it does not answer, the keys that work here.
func (e *explorer) status(width int) string {
	switch s := e.waiting(); {
	case e.toast != "":
		return e.styles.Warn.Render(draw.Fit(" "+e.toast, width))
	case e.typing() != nil && !e.layout().border:
		return e.styles.Accent.Render(draw.Fit(" "+e.filter().Label(), width))
	case s != nil:
		wait := s.Until(e.now()).Round(time.Second)
		return e.styles.Warn.Render(draw.Fit(fmt.Sprintf(" Slack asks us to wait %v before the next %s", wait, s.Wait.Method), width))
	}
	if s := e.silence(); s != nil {
		silent := int(e.now().Sub(s.Since).Seconds())
		return e.styles.Warn.Render(draw.Fit(fmt.Sprintf(" %s has not answered %s yet (%d s)", s.Host, s.Method, silent), width))
	}
	if e.dialog() != nil { // its keys are in its lower edge
		return strings.Repeat(" ", width)
	}
	if line := e.requestLine(); line != "" {
		return e.styles.Warn.Render(draw.Fit(" "+line+e.triggerHelp(), width))
	}
	return e.hints(width)
}

// triggerHelp says where a trigger can come from.
func (e *explorer) triggerHelp() string {
	s := e.teams.Selected()
	switch {
	case e.requests.Next(s.Team.Key) == nil:
		return ""
	case e.sandbox() != nil:
		return "; t acts as one"
	case e.requester().Listening() != "":
		return "; run your app's slash command, or p pastes a trigger"
	}
	return "; p pastes a trigger"
}

// hints lists the keys that work here until the line is full. Help and quit
// always have their place; the others give way from the right.
func (e *explorer) hints(width int) string {
	var first, last []action
	room := width
	for _, a := range e.actions {
		switch {
		case a.hint == "" || a.why(e) != "":
		case a.group == "Program":
			last = append(last, a)
			room -= e.hintWidth(a)
		default:
			first = append(first, a)
		}
	}
	var b strings.Builder
	for _, a := range append(first, last...) {
		if a.group != "Program" {
			if room -= e.hintWidth(a); room < 0 {
				room += e.hintWidth(a)
				continue
			}
		}
		b.WriteString(" " + e.styles.Accent.Render(a.Help().Key) + " " + e.styles.Dim.Render(a.shortly(e)) + " ")
	}
	return ansi.Truncate(b.String(), width, "") + strings.Repeat(" ", max(0, room))
}

func (e *explorer) hintWidth(a action) int {
	return 3 + ansi.StringWidth(a.Help().Key) + ansi.StringWidth(a.shortly(e))
}

// cursor is where text is typed, so that terminals and screen readers know.
func (e *explorer) cursor() *tea.Cursor {
	f := e.typing()
	if f == nil {
		return nil
	}
	c := f.Cursor()
	if c == nil {
		return nil
	}
	l := e.layout()
	r := l.panes[e.focus]
	c.Position.X += r.X + 2
	c.Position.Y = r.Y + r.H - 1
	if !l.border {
		c.Position.X, c.Position.Y = c.Position.X-1, l.status.Y
	}
	c.Position.X = min(c.Position.X, e.width-1)
	return c
}
