package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"periscope/ui/dialog"
	"periscope/ui/draw"
)

const (
	mostDialog  = 96 // cells of a dialog at most: longer lines are hard to read
	leastBeside = 8  // cells beside a dialog, at both sides together: with fewer, they show scraps
)

// dialogBox is the topmost dialog as it is drawn, and where.
func (e *explorer) dialogBox() (box draw.Box, at draw.Rect, ok bool) {
	return boxOf(e.dialog(), e.styles, e.width, e.height)
}

// boxOf is a dialog as it is drawn over a screen of so many cells, and where. Without a dialog
// or a screen there is none.
func boxOf(d dialog.Dialog, st draw.Styles, cells, lines int) (box draw.Box, at draw.Rect, ok bool) {
	if d == nil || cells <= 0 || lines <= 0 {
		return draw.Box{}, draw.Rect{}, false
	}
	width := min(cells, mostDialog)
	screen := dialog.Screen{Styles: st, Width: max(0, width-2), Height: lines}
	top, height := screen.Lines()
	p := dialog.Draw(d, screen)
	box = p.Box(st, width, height)
	if beside := cells - box.Width; beside > 0 && beside < leastBeside {
		p.Least = cells - 2
		box = p.Box(st, cells, height)
	}
	return box, draw.Rect{X: (cells - box.Width) / 2, Y: top + (height-len(box.Lines))/2, W: box.Width, H: len(box.Lines)}, true
}

// overlay draws the topmost dialog over the screen.
func (e *explorer) overlay(screen string) string {
	box, at, ok := e.dialogBox()
	if !ok {
		return screen
	}
	status := -1
	if l := e.layout(); l.status.H > 0 {
		status = l.status.Y
	}
	return over(screen, box, at, e.styles, e.width, status)
}

// over draws a box over a screen, which gives up its colours: what the keys are for is in
// front. The status line keeps them, because it speaks of the dialog; -1: there is none.
func over(screen string, box draw.Box, at draw.Rect, st draw.Styles, width, status int) string {
	lines := strings.Split(screen, "\n")
	for y, line := range lines {
		row := y - at.Y
		inside := row >= 0 && row < at.H
		if y == status && !inside {
			continue
		}
		plain, behind := ansi.Strip(line), st.Behind()
		if !inside {
			lines[y] = behind.Render(plain)
			continue
		}
		left, right := draw.VisibleAround(plain, at.X, at.X+at.W, width)
		lines[y] = behind.Render(left) + box.Lines[row] + behind.Render(right)
	}
	return strings.Join(lines, "\n")
}
