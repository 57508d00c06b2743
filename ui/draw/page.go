package draw

import (
	"fmt"
	"slices"
)

// Page is the content of a dialog.
type Page struct {
	Title string
	Keys  string   // in the lower edge: what the keys do
	Rows  []string // at most as wide as was asked for
	Fixed int      // how many leading rows do not scroll
	Top   int      // the first of the other rows on screen, if there is a choice
	Focus int      // a row that must be on screen; 0 when none must
}

// Draw renders the page in a box of width cells and at most height rows.
func (p Page) Draw(st Styles, width, height int) []string {
	r := Rect{W: width, H: min(height, len(p.Rows)+2)}
	in := r.Inner(true)
	top := p.Scroll(in.H)
	f := Frame{Title: p.Title, Bottom: p.Keys, Focused: true, Border: true}
	if len(p.Rows) > in.H {
		f.Right = fmt.Sprintf("%d–%d of %d", top+1, top+in.H, len(p.Rows))
	}
	fixed := min(p.Fixed, in.H)
	visible := slices.Concat(p.Rows[:fixed], p.Rows[top+fixed:min(len(p.Rows), top+in.H)])
	for i, row := range visible {
		visible[i] = FitStyled(row, in.W)
	}
	return f.Draw(st, r, visible)
}

// Scroll is the first row on screen when height rows fit.
func (p Page) Scroll(height int) int {
	top := p.Top
	if p.Focus > 0 {
		top = max(top, p.Focus-height+1)
		top = min(top, max(0, p.Focus-p.Fixed))
	}
	return max(0, min(top, len(p.Rows)-height))
}
