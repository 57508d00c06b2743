package dialog

import (
	tea "charm.land/bubbletea/v2"

	"periscope/ui/draw"
)

// Pager is a dialog that shows rows and scrolls.
type Pager struct {
	title  string
	fixed  int // how many leading rows do not scroll
	rows   func(st draw.Styles, width int) []string
	scroll scroll
}

// NewPager shows rows, which are drawn anew for every frame. The first of them,
// fixed in number, do not scroll.
func NewPager(title string, fixed int, rows func(st draw.Styles, width int) []string) *Pager {
	return &Pager{title: title, fixed: fixed, rows: rows}
}

// Page implements [Dialog].
func (d *Pager) Page(screen Screen) draw.Page {
	p := draw.Page{Title: d.title, Keys: "esc closes", Rows: d.rows(screen.Styles, screen.Width), Fixed: d.fixed}
	return d.scroll.page(p, screen)
}

// HandleMsg implements [Dialog].
func (d *Pager) HandleMsg(msg tea.Msg) Action {
	switch k := key(msg); k {
	case "esc", "q", "enter", "?", "i", "m":
		return Action{Close: true}
	case "g", "home":
		d.scroll.top = 0
	case "G", "end":
		d.scroll.top = 1 << 20
	case "ctrl+f", "space":
		d.scroll.by(1)
	case "ctrl+b":
		d.scroll.by(-1)
	default:
		if d.scroll.press(k) {
			break
		}
		if k != "" {
			return toast("esc closes this; j and k scroll")
		}
		return ignore(msg)
	}
	return Action{}
}

// scroll is how far the rows of a dialog are scrolled.
type scroll struct {
	top  int // the first row on screen, of those that scroll
	half int // half of the screen that was drawn last
}

// page scrolls a page to where it is to be. It corrects top, so that a key back
// from beyond the end shows at once.
func (s *scroll) page(p draw.Page, screen Screen) draw.Page {
	p.Top = s.top
	s.top, s.half = p.Scroll(screen.rowsIn()), screen.Height/2
	return p
}

// by scrolls by halves of a screen.
func (s *scroll) by(halves int) { s.top += halves * max(1, s.half) }

// press scrolls, if the key is one that does.
func (s *scroll) press(key string) bool {
	switch key {
	case "j", "down":
		s.top++
	case "k", "up":
		s.top--
	case "ctrl+d", "pgdown":
		s.by(1)
	case "ctrl+u", "pgup":
		s.by(-1)
	default:
		return false
	}
	return true
}
