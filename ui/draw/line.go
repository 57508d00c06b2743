// Package draw puts text into cells: styles, lines, frames, lists, pages. It
// promises that what it draws is exactly as wide as was asked for, whatever the
// text holds, and that a frame costs the same among ten rows and among 100,000.
// It knows nothing of Slack, and keeps no state but the cursor of a [List].
package draw

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Line is one row of a pane, before it is cut to the pane's width.
type Line struct {
	Indent int
	Glyph  string // one cell
	Text   string
	Spans  [][2]int // ranges of runes in text that the filter found
	Note   string   // a word or two in a column of their own, at the right
	Column int      // where the note's column begins at least, in cells after the glyph, if there is room
	Style  Style
	Quiet  Style // of the note
}

// Emphasis says how the selected row stands out.
type Emphasis int

const (
	Ordinary Emphasis = iota
	lasting           // selected, in a pane without focus
	chosen            // selected, in the pane with focus
)

// leastText is how many cells a text has at least: with fewer, the note gives way.
const leastText = 6

// Draw renders the line in exactly width cells. noteWidth is the width of the
// note's column; the note is left out when it would leave the text no room.
func (l Line) Draw(st Styles, width, noteWidth int, e Emphasis) string {
	if width <= 0 {
		return ""
	}
	style, found := l.Style, st.match
	marker := " "
	switch e {
	case chosen:
		style, found = st.chosen, st.chosenMatch
		marker = "▌"
	case lasting:
		style = style.bold()
		marker = "▌"
	}
	lead := marker + strings.Repeat(" ", l.Indent)
	if l.Glyph != "" {
		lead += l.Glyph + " "
	}
	const mostText = 48 // cells: with more, the eye loses the row on its way to the note
	room := width - ansi.StringWidth(lead)
	if room <= 0 {
		return style.Render(Fit(lead, width))
	}
	lead = style.Render(lead)
	if l.Note == "" || room-noteWidth-1 < leastText {
		return lead + drawText(l.Text, l.Spans, room, style, found)
	}
	text := min(room-noteWidth-1, max(mostText, l.Column))
	return lead + drawText(l.Text, l.Spans, text, style, found) + l.Quiet.Render(" "+Fit(l.Note, room-text-1))
}

// drawText renders text in exactly width cells, with spans in another style.
// What fills the cells has no style, so that a terminal far away gets few bytes
// when the style of a row changes.
func drawText(text string, spans [][2]int, width int, style, found Style) string {
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

// Emphasize is the emphasis of a row of a list.
func Emphasize(selected, focused bool) Emphasis {
	switch {
	case selected && focused:
		return chosen
	case selected:
		return lasting
	}
	return Ordinary
}
