package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// line is one row of a pane, before it is cut to the pane's width.
type line struct {
	indent int
	glyph  string // one cell
	text   string
	spans  [][2]int // ranges of runes in text that the filter found
	note   string   // a word or two in a column of their own, at the right
	column int      // where the note's column begins at least, in cells after the glyph, if there is room
	style  ink
	quiet  ink // of the note
}

// emphasis says how the selected row stands out.
type emphasis int

const (
	ordinary emphasis = iota
	lasting           // selected, in a pane without focus
	chosen            // selected, in the pane with focus
)

// draw renders the line in exactly width cells. noteWidth is the width of the
// note's column; the note is left out when it would leave the text no room.
func (l line) draw(st styles, width, noteWidth int, e emphasis) string {
	if width <= 0 {
		return ""
	}
	style, found := l.style, st.match
	marker := " "
	switch e {
	case chosen:
		style, found = st.chosen, st.chosenMatch
		marker = "▌"
	case lasting:
		style = style.bold()
		marker = "▌"
	}
	lead := marker + strings.Repeat(" ", l.indent)
	if l.glyph != "" {
		lead += l.glyph + " "
	}
	const (
		leastText = 6  // cells: with less, the note gives way
		mostText  = 48 // cells: with more, the eye loses the row on its way to the note
	)
	room := width - ansi.StringWidth(lead)
	if room <= 0 {
		return style.Render(fit(lead, width))
	}
	lead = style.Render(lead)
	if l.note == "" || room-noteWidth-1 < leastText {
		return lead + drawText(l.text, l.spans, room, style, found)
	}
	text := min(room-noteWidth-1, max(mostText, l.column))
	return lead + drawText(l.text, l.spans, text, style, found) + l.quiet.Render(" "+fit(l.note, room-text-1))
}

// drawText renders text in exactly width cells, with spans in another style.
// What fills the cells has no style, so that a terminal far away gets few bytes
// when the style of a row changes.
func drawText(text string, spans [][2]int, width int, style, found ink) string {
	text = ansi.Truncate(text, width, "…")
	fill := strings.Repeat(" ", width-ansi.StringWidth(text))
	if len(spans) == 0 {
		return style.Render(text) + fill
	}
	var b strings.Builder
	run, inSpan := []rune{}, false
	flush := func() {
		if len(run) == 0 {
			return
		}
		if inSpan {
			b.WriteString(found.Render(string(run)))
		} else {
			b.WriteString(style.Render(string(run)))
		}
		run = run[:0]
	}
	for i, r := range []rune(text) {
		if in := within(spans, i); in != inSpan {
			flush()
			inSpan = in
		}
		run = append(run, r)
	}
	flush()
	return b.String() + fill
}

func within(spans [][2]int, i int) bool {
	for _, s := range spans {
		if i >= s[0] && i < s[1] {
			return true
		}
	}
	return false
}

// fit cuts or fills plain text to exactly width cells; a cut ends in "…".
func fit(text string, width int) string {
	if width <= 0 {
		return ""
	}
	text = ansi.Truncate(text, width, "…")
	return text + strings.Repeat(" ", max(0, width-ansi.StringWidth(text)))
}

// fitStyled cuts or fills styled text to exactly width cells. A cut before a
// character of two cells leaves one to fill.
func fitStyled(text string, width int) string {
	text = ansi.Truncate(text, width, "…")
	return text + strings.Repeat(" ", max(0, width-ansi.StringWidth(text)))
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

// wrap breaks plain text into lines of at most width cells, between words where
// it can. A hyphen is no such place: it may be that of a flag, or of a date.
func wrap(text string, width int) []string {
	const unbroken = "\u2011"
	if width <= 0 {
		return nil
	}
	text = ansi.Wrap(strings.ReplaceAll(text, "-", unbroken), width, "")
	return strings.Split(strings.ReplaceAll(text, unbroken, "-"), "\n")
}
