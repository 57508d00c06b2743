package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// dialog is something that stands over the panes. Dialogs are a stack: the
// topmost gets keys and pastes first and is drawn last.
type dialog interface {
	// press handles a key. Closing is up to the dialog: [explorer.closeDialog].
	press(e *explorer, msg tea.KeyPressMsg) tea.Cmd
	// paste handles pasted text.
	paste(e *explorer, text string) tea.Cmd
	// page is what the dialog shows in rows of width cells.
	page(e *explorer, width int) page
}

// page is the content of a dialog.
type page struct {
	title string
	keys  string   // in the lower edge: what the keys do
	rows  []string // at most as wide as was asked for
	fixed int      // how many leading rows do not scroll
	top   int      // the first of the other rows on screen, if there is a choice
	focus int      // a row that must be on screen; 0 when none must
}

func (e *explorer) open(d dialog) { e.dialogs = append(e.dialogs, d) }

// dialog is the topmost dialog, or nil.
func (e *explorer) dialog() dialog {
	if len(e.dialogs) == 0 {
		return nil
	}
	return e.dialogs[len(e.dialogs)-1]
}

func (e *explorer) closeDialog() { e.dialogs = e.dialogs[:len(e.dialogs)-1] }

// overlay draws the topmost dialog over the screen.
func (e *explorer) overlay(screen string) string {
	d := e.dialog()
	if d == nil || e.width < 4 || e.height < 5 {
		return screen
	}
	width := min(e.width, 96)
	p := d.page(e, width-2)
	box := p.draw(e.styles, width, e.height-2)
	x, y := (e.width-width)/2, 1+(e.height-2-len(box))/2
	lines := strings.Split(screen, "\n")
	for i, row := range box {
		under := &lines[y+i]
		*under = ansi.Cut(*under, 0, x) + row + ansi.Cut(*under, x+width, e.width)
	}
	return strings.Join(lines, "\n")
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
