package draw

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Rect is a place on the screen, in cells.
type Rect struct{ X, Y, W, H int }

// Contains reports whether a cell lies in r.
func (r Rect) Contains(x, y int) bool {
	return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H
}

// Inner is what is left inside a border.
func (r Rect) Inner(border bool) Rect {
	if !border {
		return r
	}
	return Rect{r.X + 1, r.Y + 1, max(0, r.W-2), max(0, r.H-2)}
}

// Frame is the box of a pane.
type Frame struct {
	Title   string
	Right   string // at the right of the title: a count, a position. Parts before a " · " give way first
	Bottom  string // in the lower edge: the filter
	Legend  []Mark // in the lower edge: what the marks on screen mean, as far as there is room
	Focused bool
	Border  bool
}

// Mark is a sign that stands before rows, and what it means.
type Mark struct {
	Glyph, Word string
	Style       Style
}

// Draw renders the frame around rows in exactly r.w by r.h cells. Rows must be
// exactly as wide as r.inner says; missing ones are blank.
func (f Frame) Draw(st Styles, r Rect, rows []string) []string {
	if r.W <= 0 || r.H <= 0 {
		return nil
	}
	in := r.Inner(f.Border)
	blank := strings.Repeat(" ", in.W)
	lines := make([]string, 0, r.H)
	edge := st.frame
	if f.Focused {
		edge = st.Accent
	}
	if f.Border {
		lines = append(lines, f.upperEdge(st, edge, r.W))
	}
	for i := range in.H {
		row := blank
		if i < len(rows) {
			row = rows[i]
		}
		if f.Border {
			row = edge.Render("│") + row + edge.Render("│")
		}
		lines = append(lines, row)
	}
	if f.Border && r.H > 1 {
		lines = append(lines, f.lowerEdge(st, edge, r.W))
	}
	return lines
}

// leastTitle is how many cells of a title stand beside a note in the upper edge.
const leastTitle = 12

// upperEdge draws title and note. The focused frame's title has a pointer as well as a
// colour. The note keeps its last part where the title would take all the room.
func (f Frame) upperEdge(st Styles, edge Style, width int) string {
	room, words, lead := width-2, st.Strong, " "
	if f.Focused {
		words, lead = st.Accent, "▸"
	}
	note := f.noteIn(room)
	if note != "" {
		note = " " + note + " "
		room -= ansi.StringWidth(note) + 1
	}
	title := ""
	if f.Title != "" && room >= 4 {
		title = lead + Shorten(f.Title, room-2) + " "
		room -= ansi.StringWidth(title)
	}
	s := edge.Render("╭") + words.Render(title) + edge.Render(strings.Repeat("─", max(0, room)))
	if note != "" {
		return s + st.Text.Render(note) + edge.Render("─╮") // which changes at every move: no colour costs least
	}
	return s + edge.Render("╮")
}

// noteIn is as much of the note as there is room for beside the title: "5 granted · 1 of
// 20", "1 of 20", "1/20".
func (f Frame) noteIn(room int) string {
	parts := strings.Split(f.Right, " · ")
	last := parts[len(parts)-1]
	title := ansi.StringWidth(f.Title)
	fits := func(note string, title int) bool { return title+ansi.StringWidth(note)+5 <= room }
	for from := range parts {
		if note := strings.Join(parts[from:], " · "); fits(note, title) {
			return note
		}
	}
	short := strings.ReplaceAll(last, " of ", "/")
	if fits(short, min(title, leastTitle)) {
		return short
	}
	return ""
}

// lowerEdge draws the filter, then as many marks of the legend as there is room for.
func (f Frame) lowerEdge(st Styles, edge Style, width int) string {
	room, words := width-2, st.Strong
	if f.Focused {
		words = st.Accent
	}
	var b strings.Builder
	b.WriteString(edge.Render("╰"))
	if f.Bottom != "" && room >= 4 {
		bottom := " " + ansi.Truncate(f.Bottom, room-2, "…") + " "
		b.WriteString(words.Render(bottom))
		room -= ansi.StringWidth(bottom)
	}
	for _, m := range f.Legend {
		cells := ansi.StringWidth(m.Glyph) + ansi.StringWidth(m.Word) + 3
		if cells+1 > room {
			break
		}
		b.WriteString(" " + m.Style.Render(m.Glyph) + " " + st.Dim.Render(m.Word) + " ")
		room -= cells
	}
	b.WriteString(edge.Render(strings.Repeat("─", max(0, room)) + "╯"))
	return b.String()
}
