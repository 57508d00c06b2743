package ui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/ui/dialog"
)

// click selects what is under the pointer; a click on what is selected opens it.
func (e *explorer) click(msg tea.MouseClickMsg) tea.Cmd {
	hint := e.hintAt(msg.X, msg.Y) // as it was drawn: beside a notice hints stand elsewhere
	e.unnotice()
	if msg.Button != tea.MouseLeft {
		return nil
	}
	if e.dialog() != nil {
		return e.clickDialog(msg.X, msg.Y)
	}
	l := e.layout()
	if hint != nil {
		return hint(e)
	}
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
	if row < e.list().Top || row >= e.list().Rows || e.list().Heading(row) {
		return nil
	}
	if again && row == e.list().Cursor && enterBlocked(e) == "" {
		return enter(e)
	}
	e.list().MoveTo(row)
	return e.moved()
}

// clickDialog hands a click to the topmost dialog. One beside it closes it, unless that
// would lose something.
func (e *explorer) clickDialog(x, y int) tea.Cmd {
	d := e.dialog()
	if e.turning() {
		return nil
	}
	box, at, ok := e.dialogBox()
	switch {
	case !ok:
		return nil
	case !at.Contains(x, y):
		if w, waits := d.(dialog.Waiter); waits && w.Waits() {
			return nil
		}
		return e.handle(d, tea.KeyPressMsg{Code: tea.KeyEscape})
	}
	switch hit := box.At(x-at.X, y-at.Y); {
	case hit.Press != "":
		return e.handle(d, keyNamed(hit.Press))
	case hit.Item > 0:
		return e.handle(d, dialog.Clicked{Item: hit.Item - 1})
	}
	return nil
}

// hintAt is what the key does whose hint in the status line is at a cell, or nil.
func (e *explorer) hintAt(x, y int) func(*explorer) tea.Cmd {
	if e.dialog() != nil || e.typing() != nil || !e.layout().status.Contains(x, y) {
		return nil
	}
	width, at := e.layout().status.W, 0
	for _, h := range e.hintsIn(width - ansi.StringWidth(e.notice(width))) {
		if x >= at && x < at+h.width() {
			return h.run
		}
		at += h.width()
	}
	return nil
}

// wheel scrolls what is under the pointer.
func (e *explorer) wheel(msg tea.MouseWheelMsg) tea.Cmd {
	n := 3
	if msg.Button == tea.MouseWheelUp {
		n = -3
	} else if msg.Button != tea.MouseWheelDown {
		return nil
	}
	if d := e.dialog(); d != nil {
		if _, at, ok := e.dialogBox(); ok && at.Contains(msg.X, msg.Y) {
			dialog.Scroll(d, n)
		}
		return nil
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

// namedKeys are the keys of lower edges that stand for no character.
var namedKeys = map[string]rune{
	"esc": tea.KeyEscape, "enter": tea.KeyEnter, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
}

// keyNamed is the press of a key, as Bubble Tea names it.
func keyNamed(name string) tea.KeyPressMsg {
	if code, ok := namedKeys[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if name == "space" {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	code := []rune(name)[0]
	return tea.KeyPressMsg{Code: code, Text: name}
}
