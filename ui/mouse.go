package ui

import (
	tea "charm.land/bubbletea/v2"
)

// click selects what is under the pointer; a click on what is selected opens it.
func (e *explorer) click(msg tea.MouseClickMsg) tea.Cmd {
	e.toast = ""
	if e.dialog() != nil || msg.Button != tea.MouseLeft {
		return nil
	}
	l := e.layout()
	f, ok := l.paneAt(msg.X, msg.Y)
	if !ok {
		return nil
	}
	again := f == e.focus
	e.filter().Close()
	e.focus = f
	in := l.panes[f].Inner(l.border)
	if !in.Contains(msg.X, msg.Y) {
		return nil
	}
	row := e.list().Top + msg.Y - in.Y - e.list().Lead
	if row < e.list().Top || row >= e.list().Rows {
		return nil
	}
	if again && row == e.list().Cursor && enterBlocked(e) == "" {
		return enter(e)
	}
	e.list().MoveTo(row)
	return e.moved()
}

// wheel scrolls what is under the pointer.
func (e *explorer) wheel(msg tea.MouseWheelMsg) tea.Cmd {
	n, arrow := 3, tea.KeyDown
	if msg.Button == tea.MouseWheelUp {
		n, arrow = -3, tea.KeyUp
	} else if msg.Button != tea.MouseWheelDown {
		return nil
	}
	if d := e.dialog(); d != nil {
		return d.press(e, tea.KeyPressMsg{Code: arrow})
	}
	f, ok := e.layout().paneAt(msg.X, msg.Y)
	if !ok {
		return nil
	}
	e.filter().Close()
	e.focus = f
	e.list().Scroll(n)
	return e.moved()
}
