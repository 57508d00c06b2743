package draw

// Window is the part of a page that is on screen, and the cursor over the items of the page.
//
// It promises: a key moves by at most what is on screen; page after page, no row is left out,
// though the rows below an item are there only while it is selected; First shows the very first
// row and Last the very last, wherever the items are. Where a page has no item in sight, the
// cursor stays on the nearest.
type Window struct {
	Cursor int // the selected item, counted from 0

	// The row that keeps its place while rows come and go with the cursor: counted among those
	// that stay, and so many rows after it.
	base, into int
	at         edge
	reveal     reveal
	moved      bool // by the user, so that a field need not be in sight
	seen       bool // the cursor was in sight
	drawn      placed
}

// edge is where in the window its row stands.
type edge int

const (
	atTop    edge = iota
	atBottom      // it is the last on screen
	atEnd         // the last row of the page is the last on screen
)

// reveal is what of the selected item is to come into sight.
type reveal int

const (
	nothing reveal = iota
	itsRows
	itsHeading // and its rows
)

// Place has a page show the part that the window is on. There is room for so many rows.
func (w *Window) Place(p Page, room int) Page {
	now := p.placed(room)
	if now.items > 0 {
		w.Cursor = max(0, min(w.Cursor, now.items-1))
	}
	top := now.row(w.base) + w.into
	switch w.at {
	case atBottom:
		top += 1 - now.height
	case atEnd:
		top = len(now.rows)
	}
	top = now.within(top)
	resized := w.seen && (now.room != w.drawn.room || now.base(len(now.rows)-1) != w.drawn.base(len(w.drawn.rows)-1))
	typing := p.Focus > 0 && !w.moved
	switch {
	case typing:
		top = now.show(top, p.Focus-1-now.fixed, max(p.Focus, p.Until)-1-now.fixed)
	case w.reveal != nothing || resized:
		if from, to, ok := now.extent(w.Cursor); ok {
			if lead := now.heading(from); w.reveal == itsHeading && to-lead < now.height {
				from = lead
			}
			top = now.show(top, from, to)
		}
	}
	now.top = now.within(top)
	if w.drawn = now; !typing { // once nothing is typed, the window is where it was
		w.reveal = nothing
		w.hold(now.top)
	}
	from, _, ok := now.extent(w.Cursor)
	w.seen = ok && from >= now.top && from < now.bottom()
	w.moved = w.moved && p.Focus > 0
	p.Top, p.Focus = now.top, 0
	return p
}

// OutOfSight reports whether there is a selected item and nothing of it is on screen.
func (w *Window) OutOfSight() bool {
	_, _, ok := w.drawn.extent(w.Cursor)
	return ok && w.reveal == nothing && !w.drawn.inSight(w.Cursor, w.drawn.top)
}

// Follow has what is typed come into sight again.
func (w *Window) Follow() { w.moved = false }

// Seek selects an item, and has it come into sight.
func (w *Window) Seek(item int) { w.Cursor, w.reveal = item, itsRows }

// First goes to the first item and the very first row.
func (w *Window) First() {
	w.Cursor, w.base, w.into, w.at, w.reveal, w.moved, w.seen = 0, 0, 0, atTop, nothing, true, false
}

// Last goes to the last item and the very last row.
func (w *Window) Last() {
	w.at, w.reveal, w.moved, w.seen = atEnd, nothing, true, false
	if w.drawn.items > 0 {
		w.Cursor = w.drawn.items - 1
	}
}

// Down goes to the next item, if it is near; else by a row, or by a page that has no item.
func (w *Window) Down() {
	now, next := w.drawn, w.Cursor+1
	at, ok := now.item(next)
	here, _ := now.item(w.Cursor)
	switch {
	case !now.drawn:
		w.Seek(next)
	case !ok || at < now.top || here >= now.bottom():
		w.scroll(1)
	case at >= now.bottom()+now.height:
		w.scroll(now.height)
	default:
		w.Cursor, w.reveal = next, itsHeading
	}
}

// Up is Down, upwards.
func (w *Window) Up() {
	now, next := w.drawn, w.Cursor-1
	at, ok := now.item(next)
	here, _ := now.item(w.Cursor)
	switch {
	case !now.drawn:
		w.Seek(max(0, next))
	case !ok || at >= now.bottom() || here < now.top:
		w.scroll(-1)
	case at < now.top-now.height:
		w.scroll(-now.height)
	default:
		w.Cursor, w.reveal = next, itsHeading
	}
}

// PageDown goes on from the last row on screen, which stays as the first. The first item that
// comes into sight is selected, once all below the selected one was on screen.
func (w *Window) PageDown() {
	now := w.drawn
	switch end := now.bottom(); {
	case !now.drawn:
		w.Seek(w.Cursor + 1)
	case end >= len(now.rows):
		if at, ok := now.item(now.items - 1); ok && at >= now.top {
			w.selectAt(now.items-1, now.top)
		}
	case now.rows[end].Aside && now.rows[end].Of == w.Cursor+1:
		w.scroll(now.step())
	default:
		top := now.within(now.top + now.step())
		item, ok := now.firstIn(end, top+now.height)
		if !ok && !now.inSight(w.Cursor, top) {
			item, ok = now.firstIn(top, top+now.height)
		}
		if !ok {
			w.scroll(now.step())
			return
		}
		w.selectAt(item, top)
	}
}

// PageUp is PageDown, upwards.
func (w *Window) PageUp() {
	now := w.drawn
	if !now.drawn {
		w.Seek(max(0, w.Cursor-1))
		return
	}
	item, ok := now.lastIn(now.top-now.height, now.top)
	switch {
	case now.top == 0:
		if at, known := now.item(0); known && at < now.bottom() {
			w.selectAt(0, 0)
		}
	case !ok || item == w.Cursor || now.rows[now.top-1].Aside && now.rows[now.top-1].Of == w.Cursor+1:
		w.scroll(-now.step())
	default:
		w.Cursor, w.at, w.base, w.into, w.moved = item, atBottom, now.base(now.top), 0, true
		if now.height == 1 {
			w.into = -1
		}
	}
}

// Scroll moves by rows, and takes the cursor along where it would leave.
func (w *Window) Scroll(n int) {
	now := w.drawn
	top := now.within(now.top + n)
	if w.scroll(n); now.inSight(w.Cursor, top) {
		return
	}
	find := now.firstIn
	if n < 0 {
		find = now.lastIn
	}
	if item, ok := find(top, top+now.height); ok {
		w.selectAt(item, top)
	}
}

// scroll moves by rows and leaves the cursor where it is.
func (w *Window) scroll(n int) {
	w.hold(w.drawn.within(w.drawn.top + n))
	w.moved = true
}

// hold has a row of the page that was drawn stay the first on screen.
func (w *Window) hold(top int) {
	w.at, w.base = atTop, w.drawn.base(top)
	w.into = top - w.drawn.row(w.base)
}

// selectAt selects an item and has a row be the first on screen, or, if it goes with the item
// that was selected, the next that stays.
func (w *Window) selectAt(item, top int) {
	if item != w.Cursor {
		for top < len(w.drawn.rows)-1 && w.drawn.rows[top].Aside {
			top++
		}
	}
	w.Cursor = item
	w.scroll(top - w.drawn.top)
	w.hold(top)
}
