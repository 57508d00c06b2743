package ui

import (
	"strings"

	"periscope/ui/draw"

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
	Page(e *explorer, width int) draw.Page
}

func (e *explorer) Open(d dialog) { e.dialogs = append(e.dialogs, d) }

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
	p := d.Page(e, width-2)
	box := p.Draw(e.styles, width, e.height-2)
	x, y := (e.width-width)/2, 1+(e.height-2-len(box))/2
	lines := strings.Split(screen, "\n")
	for i, row := range box {
		under := &lines[y+i]
		*under = ansi.Cut(*under, 0, x) + row + ansi.Cut(*under, x+width, e.width)
	}
	return strings.Join(lines, "\n")
}
