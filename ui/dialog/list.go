package dialog

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"periscope/ui/draw"
	"periscope/ui/find"
)

// list is the window on the rows of a dialog, with the cursor over them, and what narrows
// them. It holds no rows: the dialog tells which there are.
type list struct {
	view   // its cursor is among the rows that are shown
	typing bool
	field  *textField // nil: nothing was typed yet
	query  find.Query
	rows   int   // how many are shown
	shown  []int // which, of those that can be narrowed
	before int   // the selected row when the filter was opened
}

// narrow returns which of n rows are shown: those whose text holds what was typed.
func (l *list) narrow(n int, text func(i int) string) []int {
	shown := make([]int, 0, n)
	for i := range n {
		if l.query.Empty() || l.query.Matches(text(i)) {
			shown = append(shown, i)
		}
	}
	l.show(len(shown))
	l.shown = shown
	return shown
}

// show tells the list how many rows there are. The cursor stays on one of them.
func (l *list) show(rows int) {
	l.rows = rows
	l.Cursor = max(0, min(l.Cursor, rows-1))
}

// commands are those that every list has: the keys that move, and / where rows can be
// narrowed.
func (l *list) commands(narrows bool) []Command {
	all := moves(&l.Window)
	if narrows {
		all = append(all, does("/", "find", func() Action {
			l.open()
			return Action{}
		}))
	}
	return all
}

// open lets a filter be typed, starting from what was typed before.
func (l *list) open() {
	if l.field == nil {
		l.field = newTextField("/", nil)
	}
	if l.query.Empty() {
		l.before = l.Cursor
	}
	l.typing = true
}

// typing commands are those while a filter is typed.
func (l *list) typingCommands() []Command {
	return []Command{
		does("esc", "clear", func() Action { l.showAll(); return Action{} }),
		does("enter", "keep", func() Action { l.typing = false; return Action{} }),
	}
}

// closes is the command of esc: it ends the filter first, then it closes the dialog.
func (l *list) closes(keys ...string) []Command {
	if l.query.Empty() {
		return []Command{closes(keys...)}
	}
	end := closes(keys...)
	end.Keys = end.Keys[1:] // without esc
	return []Command{does("esc", "show all", func() Action { l.showAll(); return Action{} }), end.quiet()}
}

// showAll ends the filter. The cursor stays on its row, or, if the filter left none, it goes
// back to where it was.
func (l *list) showAll() {
	if l.Cursor < len(l.shown) {
		l.Seek(l.shown[l.Cursor])
	} else {
		l.Seek(l.before)
	}
	l.clear()
}

func (l *list) clear() {
	l.typing, l.field, l.query = false, nil, find.Query{}
}

// typed gives a key to the filter that is being typed.
func (l *list) typed(msg tea.KeyPressMsg) Action {
	switch draw.MovesBy(msg) {
	case 1:
		l.Down()
		return Action{}
	case -1:
		l.Up()
		return Action{}
	}
	switch msg.String() {
	case "esc":
		l.showAll()
	case "enter", "tab":
		l.typing = false
	default:
		before := l.field.text()
		if l.field.press(msg); l.field.text() != before {
			l.refilter()
		}
	}
	return Action{}
}

func (l *list) refilter() {
	l.query = find.Parse(l.field.text())
	l.First()
}

// filterRow shows what narrows the rows, above them; it does not scroll.
func (l *list) filterRow(p *draw.Page, st draw.Styles, all int) {
	if !l.typing && l.query.Empty() {
		return
	}
	p.AddField(l.field.line(l.typing, fmt.Sprintf("   %s of %s", draw.Thousands(l.rows), draw.Thousands(all))))
	if l.field.refused {
		p.Say(l.field.refusal(st))
	}
	p.Fixed = len(p.Rows)
}
