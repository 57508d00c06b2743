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
	d := e.dialog()
	if d == nil || e.width <= 0 || e.height <= 0 {
		return draw.Box{}, draw.Rect{}, false
	}
	width := min(e.width, mostDialog)
	screen := dialog.Screen{Styles: e.styles, Width: max(0, width-2), Height: e.height}
	top, height := screen.Lines()
	p := dialog.Draw(d, screen)
	box = p.Box(e.styles, width, height)
	if beside := e.width - box.Width; beside > 0 && beside < leastBeside {
		p.Least = e.width - 2
		box = p.Box(e.styles, e.width, height)
	}
	return box, draw.Rect{X: (e.width - box.Width) / 2, Y: top + (height-len(box.Lines))/2, W: box.Width, H: len(box.Lines)}, true
}

// overlay draws the topmost dialog over the screen, which gives up its colours: what the
// keys are for is in front. The status line keeps them, because it speaks of the dialog.
func (e *explorer) overlay(screen string) string {
	box, at, ok := e.dialogBox()
	if !ok {
		return screen
	}
	lines := strings.Split(screen, "\n")
	status := e.layout().status
	for y, line := range lines {
		row := y - at.Y
		inside := row >= 0 && row < at.H
		if status.H > 0 && y == status.Y && !inside {
			continue
		}
		plain, behind := ansi.Strip(line), e.styles.Behind()
		if !inside {
			lines[y] = behind.Render(plain)
			continue
		}
		left, right := draw.VisibleAround(plain, at.X, at.X+at.W, e.width)
		lines[y] = behind.Render(left) + box.Lines[row] + behind.Render(right)
	}
	return strings.Join(lines, "\n")
}
