package draw

import "slices"

// List is the cursor and window over rows that its owner holds. It knows
// only how many rows there are and how many fit, so that a list of 100,000
// costs no more than a list of ten.
type List struct {
	Rows     int // how many there are
	height   int // how many fit
	Cursor   int // the selected row; 0 when there are none
	Top      int // the first row on screen
	rest     int // Top as the user left it: a window that shrinks and grows again returns to it
	Lead     int // how many lines stand above the rows and do not scroll
	headings []int
}

// Resize sets how many rows fit, and keeps the cursor on screen.
func (l *List) Resize(height int) {
	l.height = max(height, 0)
	l.Top = l.rest
	l.clamp()
}

// SetRows sets how many rows there are, and keeps the cursor on one of them. Rows that
// are headings cannot be selected.
func (l *List) SetRows(rows int, headings ...int) {
	l.Rows, l.headings = max(rows, 0), headings
	l.MoveTo(l.Cursor)
}

// Move moves the cursor by n rows, stopping at either end. Headings do not count.
func (l *List) Move(n int) {
	to := l.Cursor + n
	for _, h := range l.headings {
		if n > 0 && h > l.Cursor && h <= to {
			to++
		}
	}
	for _, h := range slices.Backward(l.headings) {
		if n < 0 && h < l.Cursor && h >= to {
			to--
		}
	}
	l.MoveTo(to)
}

// MoveTo puts the cursor on row i, or on the nearest one there is.
func (l *List) MoveTo(i int) {
	back := i < l.Cursor
	l.Cursor = max(0, min(i, l.Rows-1))
	l.leaveHeading(back)
	l.clamp()
	l.rest = l.Top
}

// leaveHeading moves the cursor from a heading to the next row, or to the last one that there is.
func (l *List) leaveHeading(back bool) {
	step := 1
	if back {
		step = -1
	}
	for range 2 {
		i := l.Cursor
		for slices.Contains(l.headings, i) {
			i += step
		}
		if i >= 0 && i < l.Rows {
			l.Cursor = i
			return
		}
		step = -step
	}
}

// Scroll moves the window by n rows and takes the cursor along when it would leave it.
func (l *List) Scroll(n int) {
	l.Top = max(0, min(l.Top+n, l.Rows-l.height))
	l.Cursor = max(l.Top, min(l.Cursor, l.Top+l.height-1))
	l.leaveHeading(n < 0)
	l.clamp()
	l.rest = l.Top
}

// ScrollTo makes row i the first on screen, as far as the cursor stays there.
func (l *List) ScrollTo(i int) {
	l.Top = max(0, i)
	l.clamp()
	l.rest = l.Top
}

// clamp restores: 0 <= cursor < rows; top <= cursor < top+height; no blank
// rows below the last one while there are rows above the first. A cursor that
// leaves the window by one row takes it along by half its height: redrawing
// every row at every key is slow over SSH, and hard on the eye. The heading above
// the first row stays in sight with it.
func (l *List) clamp() {
	l.Cursor = max(0, min(l.Cursor, l.Rows-1))
	if l.height == 0 { // no place on screen: there is no window to keep the cursor in
		l.Top = max(0, min(l.Top, l.Cursor))
		return
	}
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
	if l.Top == 1 && l.Cursor < l.height && slices.Contains(l.headings, 0) {
		l.Top = 0
	}
	l.Top = max(0, min(l.Top, l.Rows-l.height))
}

// Visible returns the half-open range of rows on screen.
func (l *List) Visible() (from, to int) {
	return l.Top, min(l.Top+l.height, l.Rows)
}

// Heading reports whether row i is one that cannot be selected.
func (l *List) Heading(i int) bool { return slices.Contains(l.headings, i) }

// Overflows reports whether some rows are out of sight.
func (l *List) Overflows() bool { return l.Rows > l.height }

// Turn moves by a page, headings counted: no row is left out between one page and the next.
func (l *List) Turn(down bool) {
	to := l.Cursor + l.Page()
	if !down {
		if to = l.Cursor - l.Page(); l.Heading(to) && to+1 < l.Cursor {
			to++ // one more row up would leave one out
		}
	}
	l.MoveTo(to)
}

// Page is how far a page key moves: all but one row of the window.
func (l *List) Page() int { return max(1, l.height-1) }

// Position is where the cursor is, headings not counted: "3 of 1,204"; empty without rows.
func (l *List) Position() string {
	at := l.Cursor + 1
	for _, h := range l.headings {
		if h < l.Cursor {
			at--
		}
	}
	if rows := l.Rows - len(l.headings); rows > 0 {
		return Thousands(at) + " of " + Thousands(rows)
	}
	return ""
}
