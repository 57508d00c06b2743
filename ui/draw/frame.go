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
	Right   string // at the right of the title: a count
	Bottom  string // in the lower edge: the filter
	Focused bool
	Border  bool
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
		lines = append(lines, f.edge(st, edge, r.W, "╭", "╮", f.Title, f.Right))
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
		lines = append(lines, f.edge(st, edge, r.W, "╰", "╯", f.Bottom, ""))
	}
	return lines
}

// edge draws an upper or lower edge with words in it. The focused frame's
// title has a pointer as well as a colour.
func (f Frame) edge(st Styles, edge Style, width int, left, right, title, note string) string {
	room := width - 2
	lead := " "
	words := st.Strong
	if f.Focused {
		words = st.Accent
	}
	if f.Focused && left == "╭" {
		lead = "▸"
	}
	if title != "" && room >= 4 {
		title = ansi.Truncate(title, room-2, "…") + " "
		room -= 1 + ansi.StringWidth(title)
	} else {
		title, lead = "", ""
	}
	if note != "" && room >= ansi.StringWidth(note)+3 {
		note = " " + note + " "
		room -= ansi.StringWidth(note) + 1
	} else {
		note = ""
	}
	s := edge.Render(left) + words.Render(lead+title) + edge.Render(strings.Repeat("─", max(0, room)))
	if note != "" {
		return s + st.Dim.Render(note) + edge.Render("─"+right)
	}
	return s + edge.Render(right)
}
