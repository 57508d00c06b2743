package ui

// list is the cursor and window over rows that somebody else holds. It knows
// only how many rows there are and how many fit, so that a list of 100,000
// costs no more than a list of ten.
type list struct {
	rows   int // how many there are
	height int // how many fit
	cursor int // the selected row; 0 when there are none
	top    int // the first row on screen
	lead   int // how many lines stand above the rows and do not scroll
}

// resize sets how many rows fit, and keeps the cursor on screen.
func (l *list) resize(height int) {
	l.height = max(height, 0)
	l.clamp()
}

// setRows sets how many rows there are, and keeps the cursor on one of them.
func (l *list) setRows(rows int) {
	l.rows = max(rows, 0)
	l.clamp()
}

// move moves the cursor by n rows, stopping at either end.
func (l *list) move(n int) { l.moveTo(l.cursor + n) }

// moveTo puts the cursor on row i, or on the nearest one there is.
func (l *list) moveTo(i int) {
	l.cursor = i
	l.clamp()
}

// scroll moves the window by n rows and takes the cursor along when it would leave it.
func (l *list) scroll(n int) {
	l.top = max(0, min(l.top+n, l.rows-l.height))
	l.cursor = max(l.top, min(l.cursor, l.top+l.height-1))
	l.clamp()
}

// clamp restores: 0 <= cursor < rows; top <= cursor < top+height; no blank
// rows below the last one while there are rows above the first. A cursor that
// leaves the window by one row takes it along by half its height: redrawing
// every row at every key is slow over SSH, and hard on the eye.
func (l *list) clamp() {
	l.cursor = max(0, min(l.cursor, l.rows-1))
	switch {
	case l.cursor == l.top+l.height:
		l.top = l.cursor - l.height/2
	case l.cursor > l.top+l.height:
		l.top = l.cursor - l.height + 1
	case l.cursor == l.top-1:
		l.top = l.cursor - (l.height-1)/2
	case l.cursor < l.top:
		l.top = l.cursor
	}
	l.top = max(0, min(l.top, l.rows-l.height))
}

// visible returns the half-open range of rows on screen.
func (l *list) visible() (from, to int) {
	return l.top, min(l.top+l.height, l.rows)
}

// page is how far a page key moves: all but one row of the window.
func (l *list) page() int { return max(1, l.height-1) }
