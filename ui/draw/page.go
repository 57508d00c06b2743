package draw

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Page is the content of a dialog. The width of its box is that of the content.
type Page struct {
	Title  string
	Keys   []Key // in the lower edge, the most important first; those without room are left out
	Rows   []Row
	Least  int // cells that a row has at least, if there is room: for content that comes and goes
	Height int // rows on screen at most; 0: as many as there is room for
	Fixed  int // how many leading rows do not scroll, where there is room for more than them
	Top    int // the first of the other rows on screen, if there is a choice: see [Window]
	// Focus is a row in which one types, counted from 1; 0: there is none. The window shows it,
	// with the rows up to Until, as far as there is room.
	Focus, Until int
}

// Key is a key in the lower edge.
type Key struct {
	Name  string // as it is shown: "enter"
	Does  string // in a word or two: "close"
	Press string // the key that a click stands for, as Bubble Tea names it; empty: none
}

// Hit is what a click on a row is meant for. The zero value is nothing.
type Hit struct {
	Item  int    // a row of a list, counted from 1
	Press string // a key, as Bubble Tea names it
}

// Row is a row of a page: text that was styled and cut, or a line or a field that is drawn
// once the width of the box is known.
type Row struct {
	Text     string
	Line     *Line
	Field    *Field
	Emphasis Emphasis // fills the row to its end; the styles of a text are the caller's
	Hit      Hit
	Item     int // the item of a list that the row is, counted from 1; 0: none
	Of       int // the item that the row explains, counted from 1; 0: none
	// Aside rows do not count where the page says which of its rows are on screen: they come
	// and go with the selected item, or are no part of what is listed.
	Aside bool
}

// Say adds rows of styled text, at most as wide as was asked for.
func (p *Page) Say(rows ...string) {
	for _, text := range rows {
		p.Rows = append(p.Rows, Row{Text: text})
	}
}

// AddLine adds a line that a click does nothing to.
func (p *Page) AddLine(l Line) { p.Rows = append(p.Rows, Row{Line: &l}) }

// AddField adds a field that a click does nothing to.
func (p *Page) AddField(f Field) { p.Rows = append(p.Rows, Row{Field: &f}) }

// AddItem adds the i-th line of a list, counted from 0.
func (p *Page) AddItem(i int, l Line, selected bool) {
	p.AddItemRow(i, Row{Line: &l}, selected)
}

// AddItemRow adds a row as the i-th of a list, counted from 0.
func (p *Page) AddItemRow(i int, r Row, selected bool) {
	r.Emphasis, r.Hit, r.Item = Emphasize(selected, true), Hit{Item: i + 1}, i+1
	p.Rows = append(p.Rows, r)
}

// SayOf adds rows of styled text that explain the i-th item of a list, counted from 0.
func (p *Page) SayOf(i int, rows ...string) {
	for _, text := range rows {
		p.Rows = append(p.Rows, Row{Text: text, Of: i + 1})
	}
}

// SayWhileSelected adds rows that explain the i-th item of a list, counted from 0, and are
// there only while it is selected.
func (p *Page) SayWhileSelected(i int, rows ...string) {
	for _, text := range rows {
		p.Rows = append(p.Rows, Row{Text: text, Of: i + 1, Aside: true})
	}
}

// SayAside adds rows that are no part of what the page lists.
func (p *Page) SayAside(rows ...string) {
	for _, text := range rows {
		p.Rows = append(p.Rows, Row{Text: text, Aside: true})
	}
}

// AddButton adds a row of styled text on which a click stands for a key.
func (p *Page) AddButton(key, text string) {
	p.Rows = append(p.Rows, Row{Text: text, Hit: Hit{Press: key}})
}

// RowsIn is how many rows of a page fit into a box of at most so many cells and lines.
func RowsIn(width, height int) int {
	switch {
	case !edged(width, height) && height > 1:
		return height - 1 // below the title
	case !edged(width, height):
		return max(0, height)
	}
	return height - 2
}

// edged reports whether a box has edges.
func edged(width, height int) bool { return width >= 4 && height >= 3 }

// visible is how many rows are on screen where there is room for so many.
func (p Page) visible(room int) int {
	n := min(len(p.Rows), max(0, room))
	if p.Height > 0 {
		n = min(n, p.Height)
	}
	return n
}

// fixed is how many of the visible rows do not scroll.
func (p Page) fixed(visible int) int {
	if p.Fixed < visible {
		return p.Fixed
	}
	return 0 // else the others would never be seen
}

// onScreen are the indices of the rows that are on screen where there is room for so many.
func (p Page) onScreen(room int) []int {
	n := p.visible(room)
	fixed := p.fixed(n)
	var rows []int
	for i := range n {
		if i >= fixed {
			i += max(0, min(p.Top, len(p.Rows)-n))
		}
		rows = append(rows, i)
	}
	return rows
}

// position says which of the rows that count are on screen, in full and in few letters: "3–20
// of 44". Arrows say where there are more rows, which do not count. Empty: all are.
func (p Page) position(rows []int) (full, brief string) {
	if len(rows) == len(p.Rows) || len(rows) == 0 {
		return "", ""
	}
	counts := func(i int) bool { return i >= p.Fixed && !p.Rows[i].Aside }
	shown := rows[p.fixed(len(rows)):]
	from, to, all := 1, 0, 0
	for i := range p.Rows {
		if !counts(i) {
			continue
		}
		all++
		if i < shown[0] {
			from++
		}
		if i <= shown[len(shown)-1] {
			to++
		}
	}
	to = max(to, min(1, all))
	from = min(from, to)
	arrows := ""
	if from == 1 && shown[0] > p.fixed(len(rows)) {
		arrows = "↑"
	}
	if to == all && shown[len(shown)-1] < len(p.Rows)-1 {
		arrows += "↓"
	}
	if arrows != "" {
		arrows = " " + arrows
	}
	on := fmt.Sprintf("%d–%d", from, to)
	if from == to {
		on = strconv.Itoa(to)
	}
	return fmt.Sprintf("%s of %d%s", on, all, arrows), fmt.Sprintf("%d/%d%s", to, all, arrows)
}

// Box is a page as it is drawn: lines of equal width, and what a click on them is meant for.
type Box struct {
	Lines []string
	Width int
	hits  []Hit // of each line
	keys  []keyPlace
}

// keyPlace is where a key stands in the lower edge.
type keyPlace struct {
	from, to int
	press    string
}

// At is what a click on a cell of the box is meant for.
func (b Box) At(x, y int) Hit {
	switch {
	case y < 0 || y >= len(b.Lines):
		return Hit{}
	case y == len(b.Lines)-1 && len(b.keys) > 0:
		for _, k := range b.keys {
			if x >= k.from && x < k.to {
				return Hit{Press: k.press}
			}
		}
		return Hit{}
	}
	return b.hits[y]
}

// columns are where the notes of a page's lines begin and how wide they are.
type columns struct{ text, note int }

// columns makes the column of the names as wide as the longest, unless the notes would
// lose more than half of the width by that.
func (p Page) columns(width int) columns {
	var c columns
	for _, r := range p.Rows {
		if r.Line != nil {
			c.text = max(c.text, 1+r.Line.Indent+glyphWidth(r.Line.Glyph)+max(leastText, ansi.StringWidth(r.Line.Text)))
			c.note = max(c.note, ansi.StringWidth(r.Line.Note))
		}
	}
	const gap = 2
	if c.note > 0 && c.text+gap+c.note > width {
		c.note = min(c.note, max(width/2, width-c.text-gap))
		c.text = max(0, width-gap-c.note)
	}
	return c
}

// WidestText is how many cells the longest text of a line takes.
func (p *Page) WidestText() int {
	widest := 0
	for _, r := range p.Rows {
		if r.Line != nil {
			widest = max(widest, ansi.StringWidth(r.Line.Text))
		}
	}
	return widest
}

func glyphWidth(glyph string) int {
	if glyph == "" {
		return 0
	}
	return ansi.StringWidth(glyph) + 1
}

// width is how many cells the rows take, of at most so many.
func (p Page) width(most int, c columns) int {
	width := max(p.Least, ansi.StringWidth(p.Title)+4)
	keys := 0
	for _, k := range p.Keys {
		keys += ansi.StringWidth(k.Name) + ansi.StringWidth(k.Does) + 4
	}
	width = max(width, keys)
	for _, r := range p.Rows {
		switch {
		case r.Field != nil:
			width = max(width, 1+r.Field.cells())
		case r.Line == nil:
			width = max(width, 1+ansi.StringWidth(strings.TrimRight(ansi.Strip(r.Text), " ")))
		case c.note > 0:
			width = max(width, c.text+3+c.note)
		default:
			width = max(width, c.text+1)
		}
	}
	return max(0, min(width, most))
}

// Box draws the page in a box of at most so many cells and rows. Where those are too few
// for edges, there are none.
func (p Page) Box(st Styles, most, height int) Box {
	if !edged(most, height) {
		return p.bare(st, most, height)
	}
	c := p.columns(most - 3)
	width := p.width(most-2, c)
	rows := p.onScreen(RowsIn(most, height))
	b := Box{Width: width + 2, Lines: []string{p.upperEdge(st, width, rows)}, hits: []Hit{{}}}
	for _, at := range rows {
		row := p.Rows[at]
		b.Lines = append(b.Lines, st.Accent.Render("│")+row.draw(st, width, c)+st.Accent.Render("│"))
		b.hits = append(b.hits, row.Hit)
	}
	lower, keys := p.lowerEdge(st, width)
	b.Lines, b.hits, b.keys = append(b.Lines, lower), append(b.hits, Hit{}), keys
	return b
}

// bare draws the page without edges: its title, if there is room for more than a row, and rows.
func (p Page) bare(st Styles, width, height int) Box {
	b := Box{Width: max(0, width)}
	if width <= 0 || height <= 0 {
		return b
	}
	c := p.columns(width)
	if height > 1 || len(p.Rows) == 0 {
		b.Lines, b.hits = append(b.Lines, st.Strong.Render(Fit(p.Title, width))), append(b.hits, Hit{})
	}
	for _, at := range p.onScreen(RowsIn(width, height)) {
		row := p.Rows[at]
		b.Lines, b.hits = append(b.Lines, row.draw(st, width, c)), append(b.hits, row.Hit)
	}
	return b
}

// draw draws a row in exactly width cells.
func (r Row) draw(st Styles, width int, c columns) string {
	if r.Field != nil {
		return r.Field.Draw(st, width)
	}
	if r.Line != nil {
		l := *r.Line
		l.Column = max(l.Column, c.text)
		return l.Draw(st, width, max(c.note, width-c.text-3), r.Emphasis)
	}
	text := FitStyled(r.Text, width)
	if blank := width - ansi.StringWidth(r.Text); r.Emphasis == chosen && blank > 0 {
		text = r.Text + st.chosen.Render(strings.Repeat(" ", blank))
	}
	return text
}

// leastPageTitle is how many cells of a title stand beside what says which rows are on screen.
const leastPageTitle = 8

// upperEdge is the edge with the title, and at its right which rows are on screen.
func (p Page) upperEdge(st Styles, width int, rows []int) string {
	title, room, note := "", width, ""
	full, brief := p.position(rows)
	for _, n := range []string{full, brief} {
		if n != "" && width >= ansi.StringWidth(n)+3+min(leastPageTitle, ansi.StringWidth(p.Title)+2) {
			note = " " + n + " "
			room -= ansi.StringWidth(note) + 1
			break
		}
	}
	if p.Title != "" && room >= 4 {
		title = " " + ansi.Truncate(p.Title, room-2, "…") + " "
		room -= ansi.StringWidth(title)
	}
	s := st.Accent.Render("╭") + st.Strong.Render(title) + st.Accent.Render(strings.Repeat("─", room))
	if note != "" {
		return s + st.Dim.Render(note) + st.Accent.Render("─╮")
	}
	return s + st.Accent.Render("╮")
}

// lowerEdge is the edge with the keys. A key for which there is no room is left out; of
// the first, at least its name stays.
func (p Page) lowerEdge(st Styles, width int) (string, []keyPlace) {
	var b strings.Builder
	var places []keyPlace
	b.WriteString(st.Accent.Render("╰"))
	at := 0
	for i, k := range p.Keys {
		name, does := ansi.StringWidth(k.Name), ansi.StringWidth(k.Does)
		words := st.Accent.Render(k.Name) + " " + st.Dim.Render(k.Does)
		size := name + does + 3 // with the blanks around it
		if at+size > width {
			if i > 0 || name+2 > width {
				continue
			}
			words, size = st.Accent.Render(k.Name), name+2
		}
		b.WriteString(" " + words + " ")
		places = append(places, keyPlace{1 + at, 1 + at + size, k.Press})
		at += size
	}
	b.WriteString(st.Accent.Render(strings.Repeat("─", width-at) + "╯"))
	return b.String(), places
}
