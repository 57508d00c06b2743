package dialog

import (
	tea "charm.land/bubbletea/v2"

	"periscope/ui/draw"
)

// view is the window of a dialog on its own page. Every dialog has one.
type view struct{ draw.Window }

func (v *view) window() *draw.Window { return &v.Window }

// Draw is what of a dialog is on screen.
func Draw(d Dialog, screen Screen) draw.Page {
	return d.window().Place(d.Page(screen), screen.rowsIn())
}

// Scroll scrolls a dialog by rows.
func Scroll(d Dialog, rows int) { d.window().Scroll(rows) }

// Press gives a key to a dialog. Where it takes text, the keys that are no text page all the same.
func Press(d Dialog, msg tea.KeyPressMsg) Action {
	if takes, ok := d.(TextTaker); !ok || !takes.TakesText() {
		return d.HandleMsg(msg)
	}
	switch w := d.window(); msg.String() {
	case "pgdown":
		w.PageDown()
		return Action{}
	case "pgup":
		w.PageUp()
		return Action{}
	default:
		w.Follow()
	}
	return d.HandleMsg(msg)
}

// moves are the keys that move a window.
func moves(w *draw.Window) []Command {
	to := func(key, what string, move func(), also ...string) Command {
		return does(key, what, func() Action { move(); return Action{} }).also(also...).quiet()
	}
	return []Command{
		to("j", "down", w.Down, "down"),
		to("k", "up", w.Up, "up"),
		to("g", "first row", w.First, "home"),
		to("G", "last row", w.Last, "end"),
		to("ctrl+d", "page down", w.PageDown, "pgdown", "ctrl+f"),
		to("ctrl+u", "page up", w.PageUp, "pgup", "ctrl+b"),
	}
}
