package draw

// List is the cursor and window over rows that its owner holds. It knows
// only how many rows there are and how many fit, so that a list of 100,000
// costs no more than a list of ten.
type List struct {
	Rows   int // how many there are
	height int // how many fit
	Cursor int // the selected row; 0 when there are none
	Top    int // the first row on screen
	Lead   int // how many lines stand above the rows and do not scroll
}

// Resize sets how many rows fit, and keeps the cursor on screen.
func (l *List) Resize(height int) {
	l.height = max(height, 0)
	l.clamp()
}

// SetRows sets how many rows there are, and keeps the cursor on one of them.
func (l *List) SetRows(rows int) {
	l.Rows = max(rows, 0)
	l.clamp()
}

// Move moves the cursor by n rows, stopping at either end.
func (l *List) Move(n int) { l.MoveTo(l.Cursor + n) }

// MoveTo puts the cursor on row i, or on the nearest one there is.
func (l *List) MoveTo(i int) {
	l.Cursor = i
	l.clamp()
}

// Scroll moves the window by n rows and takes the cursor along when it would leave it.
func (l *List) Scroll(n int) {
	l.Top = max(0, min(l.Top+n, l.Rows-l.height))
	l.Cursor = max(l.Top, min(l.Cursor, l.Top+l.height-1))
	l.clamp()
}

// clamp restores: 0 <= cursor < rows; top <= cursor < top+height; no blank
// rows below the last one while there are rows above the first. A cursor that
// leaves the window by one row takes it along by half its height: redrawing
// every row at every key is slow over SSH, and hard on the eye.
func (l *List) clamp() {
	l.Cursor = max(0, min(l.Cursor, l.Rows-1))
	switch {
	case l.Cursor == l.Top+l.height:
		l.Top = l.Cursor - l.height/2
	case l.Cursor > l.Top+l.height:
		l.Top = l.Cursor - l.height + 1
	case l.Cursor == l.Top-1:
		l.Top = l.Cursor - (l.height-1)/2
	case l.Cursor < l.Top:
		l.Top = l.Cursor
	}
	l.Top = max(0, min(l.Top, l.Rows-l.height))
}

// Visible returns the half-open range of rows on screen.
func (l *List) Visible() (from, to int) {
	return l.Top, min(l.Top+l.height, l.Rows)
}

// Page is how far a page key moves: all but one row of the window.
func (l *List) Page() int { return max(1, l.height-1) }
