package draw

// placed is a page as a window was drawn over it: the rows that scroll, and which are on screen.
type placed struct {
	rows   []Row
	items  int
	fixed  int // rows above them that do not scroll
	room   int // for all rows
	height int // how many of rows are on screen
	top    int // the first of them
	drawn  bool
}

// placed is the page where there is room for so many rows.
func (p Page) placed(room int) placed {
	height := p.visible(room)
	fixed := p.fixed(height)
	now := placed{rows: p.Rows[min(fixed, len(p.Rows)):], fixed: fixed, room: room, height: max(0, height-fixed), drawn: true}
	for _, r := range now.rows {
		now.items = max(now.items, r.Item)
	}
	return now
}

func (d placed) bottom() int { return min(d.top+d.height, len(d.rows)) }

// within is the row nearest to top that can be the first on screen.
func (d placed) within(top int) int { return max(0, min(top, len(d.rows)-d.height)) }

// step is how far a page key moves: one row stays for the eye, if there are several.
func (d placed) step() int { return max(1, d.height-1) }

// show is the first row on screen nearest to top with which the rows from one to another are on
// screen, or as many of them as there is room for.
func (d placed) show(top, from, to int) int { return min(max(top, to-d.height+1), from) }

// base counts the rows before a row that stay while the cursor moves.
func (d placed) base(row int) int {
	n := -1
	for _, r := range d.rows[:max(0, min(row+1, len(d.rows)))] {
		if !r.Aside {
			n++
		}
	}
	return max(0, n)
}

// row is the row that so many rows which stay stand before.
func (d placed) row(base int) int {
	for i, r := range d.rows {
		if r.Aside {
			continue
		}
		if base == 0 {
			return i
		}
		base--
	}
	return max(0, len(d.rows)-1)
}

// item is the row of an item, counted from 0.
func (d placed) item(i int) (row int, ok bool) {
	if i < 0 {
		return 0, false
	}
	for row, r := range d.rows {
		if r.Item == i+1 {
			return row, true
		}
	}
	return 0, false
}

// extent is the row of an item, and the last of those that belong to it.
func (d placed) extent(i int) (from, to int, ok bool) {
	from, ok = d.item(i)
	for to = from; to+1 < len(d.rows) && d.rows[to+1].Of == i+1; to++ {
	}
	return from, to, ok
}

// inSight reports whether anything of an item is on screen when top is the first row.
func (d placed) inSight(i, top int) bool {
	from, to, ok := d.extent(i)
	return ok && from < top+d.height && to >= top
}

// heading is the first of the rows directly above an item's that belong to no other item.
func (d placed) heading(row int) int {
	for row > 0 && d.rows[row-1].Item == 0 && d.rows[row-1].Of == 0 {
		row--
	}
	return row
}

// firstIn is the first item whose row is among those from one up to another.
func (d placed) firstIn(from, to int) (item int, ok bool) {
	for row := max(0, from); row < min(to, len(d.rows)); row++ {
		if d.rows[row].Item > 0 {
			return d.rows[row].Item - 1, true
		}
	}
	return 0, false
}

// lastIn is the last item whose row is among those from one up to another.
func (d placed) lastIn(from, to int) (item int, ok bool) {
	for row := min(to, len(d.rows)) - 1; row >= max(0, from); row-- {
		if d.rows[row].Item > 0 {
			return d.rows[row].Item - 1, true
		}
	}
	return 0, false
}
