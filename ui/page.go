package ui

import (
	"fmt"
	"slices"
)

// page is the content of a dialog.
type page struct {
	title string
	keys  string   // in the lower edge: what the keys do
	rows  []string // at most as wide as was asked for
	fixed int      // how many leading rows do not scroll
	top   int      // the first of the other rows on screen, if there is a choice
	focus int      // a row that must be on screen; 0 when none must
}

// draw renders the page in a box of width cells and at most height rows.
func (p page) draw(st styles, width, height int) []string {
	r := rect{w: width, h: min(height, len(p.rows)+2)}
	in := r.inner(true)
	top := p.scroll(in.h)
	f := frame{title: p.title, bottom: p.keys, focused: true, border: true}
	if len(p.rows) > in.h {
		f.right = fmt.Sprintf("%d–%d of %d", top+1, top+in.h, len(p.rows))
	}
	fixed := min(p.fixed, in.h)
	visible := slices.Concat(p.rows[:fixed], p.rows[top+fixed:min(len(p.rows), top+in.h)])
	for i, row := range visible {
		visible[i] = fitStyled(row, in.w)
	}
	return f.draw(st, r, visible)
}

// scroll is the first row on screen when height rows fit.
func (p page) scroll(height int) int {
	top := p.top
	if p.focus > 0 {
		top = max(top, p.focus-height+1)
		top = min(top, max(0, p.focus-p.fixed))
	}
	return max(0, min(top, len(p.rows)-height))
}
