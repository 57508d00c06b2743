package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// rect is a place on the screen, in cells.
type rect struct{ x, y, w, h int }

func (r rect) contains(x, y int) bool {
	return x >= r.x && x < r.x+r.w && y >= r.y && y < r.y+r.h
}

// inner is what is left inside a border.
func (r rect) inner(border bool) rect {
	if !border {
		return r
	}
	return rect{r.x + 1, r.y + 1, max(0, r.w-2), max(0, r.h-2)}
}

// frame is the box of a pane.
type frame struct {
	title   string
	right   string // at the right of the title: a count
	bottom  string // in the lower edge: the filter
	focused bool
	border  bool
}

// draw renders the frame around rows in exactly r.w by r.h cells. Rows must be
// exactly as wide as r.inner says; missing ones are blank.
func (f frame) draw(st styles, r rect, rows []string) []string {
	if r.w <= 0 || r.h <= 0 {
		return nil
	}
	in := r.inner(f.border)
	blank := strings.Repeat(" ", in.w)
	lines := make([]string, 0, r.h)
	edge := st.frame
	if f.focused {
		edge = st.accent
	}
	if f.border {
		lines = append(lines, f.edge(st, edge, r.w, "╭", "╮", f.title, f.right))
	}
	for i := range in.h {
		row := blank
		if i < len(rows) {
			row = rows[i]
		}
		if f.border {
			row = edge.Render("│") + row + edge.Render("│")
		}
		lines = append(lines, row)
	}
	if f.border && r.h > 1 {
		lines = append(lines, f.edge(st, edge, r.w, "╰", "╯", f.bottom, ""))
	}
	return lines
}

// edge draws an upper or lower edge with words in it. The focused frame's
// title has a pointer as well as a colour.
func (f frame) edge(st styles, edge ink, width int, left, right, title, note string) string {
	room := width - 2
	lead := " "
	words := st.strong
	if f.focused {
		words = st.accent
	}
	if f.focused && left == "╭" {
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
		return s + st.dim.Render(note) + edge.Render("─"+right)
	}
	return s + edge.Render(right)
}
