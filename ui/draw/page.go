package draw

import (
	"fmt"
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
	Fixed  int // how many leading rows do not scroll
	Top    int // the first of the other rows on screen, if there is a choice
	// Focus is a row that must be on screen, counted from 1; 0: none must. With it come
	// the rows up to Until, as far as there is room.
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

// AddItem adds the i-th line of a list, counted from 0. The one under the cursor stays on
// screen.
func (p *Page) AddItem(i int, l Line, selected bool) {
	p.Rows = append(p.Rows, Row{Line: &l, Emphasis: Emphasize(selected, true), Hit: Hit{Item: i + 1}})
	if selected {
		p.Focus = len(p.Rows)
	}
}

// AddButton adds a row of styled text on which a click stands for a key.
func (p *Page) AddButton(key, text string) {
	p.Rows = append(p.Rows, Row{Text: text, Hit: Hit{Press: key}})
}

// Scroll is the first row on screen when height rows fit.
func (p Page) Scroll(height int) int {
	top := p.Top
	if p.Focus > 0 {
		until := max(p.Until, p.Focus)
		top = max(top, until-height)
		top = min(top, max(0, p.Focus-1-p.Fixed))
	}
	return max(0, min(top, len(p.Rows)-height))
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
	if most < 4 || height < 3 {
		return p.bare(st, most, height)
	}
	c := p.columns(most - 3)
	width := p.width(most-2, c)
	rows := min(len(p.Rows), height-2)
	if p.Height > 0 {
		rows = min(rows, p.Height)
	}
	top := p.Scroll(rows)
	note := ""
	if len(p.Rows) > rows {
		note = fmt.Sprintf("%d–%d of %d", top+1, top+rows, len(p.Rows))
	}
	b := Box{Width: width + 2, Lines: []string{p.upperEdge(st, width, note)}, hits: []Hit{{}}}
	for i := range rows {
		at := i
		if fixed := min(p.Fixed, rows); i >= fixed {
			at = top + i
		}
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
		height--
	}
	top := p.Scroll(height)
	for _, row := range p.Rows[top:min(len(p.Rows), top+height)] {
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

// upperEdge is the edge with the title, and at its right where one is.
func (p Page) upperEdge(st Styles, width int, note string) string {
	title, room := "", width
	if p.Title != "" && room >= 4 {
		title = " " + ansi.Truncate(p.Title, room-2, "…") + " "
		room -= ansi.StringWidth(title)
	}
	if note != "" && room >= ansi.StringWidth(note)+3 {
		note = " " + note + " "
		room -= ansi.StringWidth(note) + 1
		return st.Accent.Render("╭") + st.Strong.Render(title) + st.Accent.Render(strings.Repeat("─", room)) +
			st.Dim.Render(note) + st.Accent.Render("─╮")
	}
	return st.Accent.Render("╭") + st.Strong.Render(title) + st.Accent.Render(strings.Repeat("─", room)+"╮")
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
