package ui

import (
	"periscope/ui/draw"
)

// focus names a pane.
type focus int

const (
	onTeams focus = iota
	onResources
	onScopes
	paneCount
)

// layout says where everything is drawn. A rect without width or height is not drawn.
type layout struct {
	header    draw.Rect
	panes     [paneCount]draw.Rect
	inspector draw.Rect
	status    draw.Rect
	border    bool
}

const (
	narrow         = 60 // columns: below, one pane at a time
	borderHeight   = 8  // rows: below, no borders
	inspectorFloor = 14 // rows: below, no inspector
)

// arrange lays out a screen of w by h cells. On a narrow screen only the
// focused pane has a place.
func arrange(w, h int, on focus) layout {
	var l layout
	rest := h
	if h >= 3 {
		l.header = draw.Rect{X: 0, Y: 0, W: w, H: 1}
		rest--
	}
	if h >= 2 {
		l.status = draw.Rect{X: 0, Y: h - 1, W: w, H: 1}
		rest--
	}
	if h >= inspectorFloor {
		ih := inspectorHeight(h)
		l.inspector = draw.Rect{X: 0, Y: h - 1 - ih, W: w, H: ih}
		rest -= ih
	}
	l.border = h >= borderHeight && w >= 12
	top := l.header.H
	if w < narrow {
		l.panes[on] = draw.Rect{X: 0, Y: top, W: w, H: rest}
		return l
	}
	teams := max(14, min(w/4, 32))
	resources := (w - teams) * 12 / 26
	l.panes[onTeams] = draw.Rect{X: 0, Y: top, W: teams, H: rest}
	l.panes[onResources] = draw.Rect{X: teams, Y: top, W: resources, H: rest}
	l.panes[onScopes] = draw.Rect{X: teams + resources, Y: top, W: w - teams - resources, H: rest}
	return l
}

// inspectorHeight leaves most of the screen to the panes: a fifth, from 4 to 10 rows.
func inspectorHeight(h int) int { return max(4, min(h/4, 10)) }

// paneAt finds the pane under a cell.
func (l layout) paneAt(x, y int) (focus, bool) {
	for i, p := range l.panes {
		if p.Contains(x, y) {
			return focus(i), true
		}
	}
	return 0, false
}
