package dialog

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"periscope/ui/draw"
	"periscope/ui/find"
)

// list is the cursor over the rows of a dialog, and what narrows them. It holds no rows:
// the dialog tells which there are.
type list struct {
	cursor int // among the rows that are shown
	scroll scroll
	page   int // how many rows were on screen when it was drawn last
	typing bool
	field  *textField // nil: nothing was typed yet
	query  find.Query
	rows   int   // how many are shown
	shown  []int // which, of those that can be narrowed
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
	l.cursor = max(0, min(l.cursor, rows-1))
}

// commands are those that every list has: the keys that move, and / where rows can be
// narrowed.
func (l *list) commands(narrows bool) []Command {
	to := func(key, what string, row func() int, also ...string) Command {
		return does(key, what, func() Action {
			l.cursor = max(0, min(row(), l.rows-1))
			return Action{}
		}).also(also...).quiet()
	}
	all := []Command{
		to("j", "down", func() int { return l.cursor + 1 }, "down"),
		to("k", "up", func() int { return l.cursor - 1 }, "up"),
		to("g", "first row", func() int { return 0 }, "home"),
		to("G", "last row", func() int { return l.rows - 1 }, "end"),
		to("ctrl+d", "page down", func() int { return l.cursor + max(1, l.page-1) }, "pgdown", "ctrl+f"),
		to("ctrl+u", "page up", func() int { return l.cursor - max(1, l.page-1) }, "pgup", "ctrl+b"),
	}
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

// showAll ends the filter. The cursor stays on its row.
func (l *list) showAll() {
	if l.cursor < len(l.shown) {
		l.cursor = l.shown[l.cursor]
	}
	l.clear()
}

func (l *list) clear() {
	l.typing, l.field, l.query = false, nil, find.Query{}
}

// typed gives a key to the filter that is being typed.
func (l *list) typed(msg tea.KeyPressMsg) Action {
	if rows := draw.MovesBy(msg); rows != 0 {
		l.wheel(rows)
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
	l.cursor = 0
}

func (l *list) wheel(rows int) { l.cursor = max(0, min(l.cursor+rows, l.rows-1)) }

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

// place scrolls a page so that the row under the cursor is on screen.
func (l *list) place(p draw.Page, screen Screen) draw.Page {
	return l.placeIn(p, screen.rowsIn(), screen)
}

// placeIn is place where only so many rows are shown.
func (l *list) placeIn(p draw.Page, rows int, screen Screen) draw.Page {
	l.page = rows - p.Fixed
	p.Top = l.scroll.top
	l.scroll.top, l.scroll.half = p.Scroll(rows), screen.Height/2
	return p
}
