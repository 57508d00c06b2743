package ui

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
	header    rect
	panes     [paneCount]rect
	inspector rect
	status    rect
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
		l.header = rect{0, 0, w, 1}
		rest--
	}
	if h >= 2 {
		l.status = rect{0, h - 1, w, 1}
		rest--
	}
	if h >= inspectorFloor {
		ih := inspectorHeight(h)
		l.inspector = rect{0, h - 1 - ih, w, ih}
		rest -= ih
	}
	l.border = h >= borderHeight && w >= 12
	top := l.header.h
	if w < narrow {
		l.panes[on] = rect{0, top, w, rest}
		return l
	}
	teams := max(14, min(w/4, 32))
	resources := (w - teams) * 12 / 26
	l.panes[onTeams] = rect{0, top, teams, rest}
	l.panes[onResources] = rect{teams, top, resources, rest}
	l.panes[onScopes] = rect{teams + resources, top, w - teams - resources, rest}
	return l
}

// inspectorHeight leaves most of the screen to the panes: a fifth, from 4 to 10 rows.
func inspectorHeight(h int) int { return max(4, min(h/4, 10)) }

// paneAt finds the pane under a cell.
func (l layout) paneAt(x, y int) (focus, bool) {
	for i, p := range l.panes {
		if p.contains(x, y) {
			return focus(i), true
		}
	}
	return 0, false
}
