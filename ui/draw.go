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

func emphasize(selected, focused bool) emphasis {
	switch {
	case selected && focused:
		return chosen
	case selected:
		return lasting
	}
	return ordinary
}
