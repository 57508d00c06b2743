// Package draw puts text into cells: styles, lines, frames, lists, pages. It
// promises that what it draws is exactly as wide as was asked for, whatever the
// text holds, and that a frame costs the same among ten rows and among 100,000.
// It knows nothing of Slack, and keeps no state but the cursor of a [List].
package draw

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Line is one row of a pane, before it is cut to the pane's width.
type Line struct {
	Indent    int
	Glyph     string // one cell
	Text      string
	Spans     [][2]int // ranges of runes in text that the filter found
	Note      string   // a word or two in a column of their own, at the right
	Brief     string   // the note in fewer letters; empty: there is no such
	Column    int      // where the note's column begins at least, in cells after the glyph, if there is room
	Keep      bool     // the note matters: where there is no room for both, the text is cut to its least
	TextFirst bool     // the text matters more: beside a long one the note is narrower, brief, or left out
	Least     int      // cells of the text that remain beside a note that matters, if more than usual
	Head      bool     // the beginning of the text says most: a cut is at its end, not in its middle
	Style     Style
	Quiet     Style // of the note
}

// Emphasis says how the selected row stands out.
type Emphasis int

const (
	Ordinary  Emphasis = iota
	unfocused          // selected, in a pane without focus
	chosen             // selected, in the pane with focus
)

const (
	leastText = 6  // cells: with less, the note gives way
	leastNote = 3  // cells: with less, it says nothing
	mostText  = 48 // cells: with more, the eye loses the row on its way to the note
)

// Draw renders the line in exactly width cells. noteWidth is the width of the
// note's column; the note is left out when it would leave the text no room.
func (l Line) Draw(st Styles, width, noteWidth int, e Emphasis) string {
	if width <= 0 {
		return ""
	}
	style, quiet, found, blank := l.Style, l.Quiet, st.match, Style{}
	marker := " "
	switch e {
	case chosen:
		style, quiet, found, blank = st.chosen, st.Filled(l.Quiet), st.chosenMatch, st.chosen
		marker = "▌"
	case unfocused:
		style, quiet, found, blank = st.filledUnfocused(style.bold()), st.filledUnfocused(quiet), st.filledUnfocused(found), st.unfocused
		marker = "▌"
	}
	lead := marker + strings.Repeat(" ", l.Indent)
	if l.Glyph != "" {
		lead += l.Glyph + " "
	}
	room := width - ansi.StringWidth(lead)
	if room <= 0 {
		return style.Render(Fit(lead, width))
	}
	lead = style.Render(lead)
	edge := ""
	if room > leastText { // nothing touches the frame
		room--
		edge = blank.Render(" ")
	}
	if l.TextFirst {
		l.Note, noteWidth = l.noteBeside(room, noteWidth)
	}
	noteWidth = l.noteRoom(room, noteWidth)
	if l.Note == "" || noteWidth == 0 {
		return lead + l.drawText(room, style, found, blank) + edge
	}
	text := l.textRoom(room, noteWidth)
	return lead + l.drawText(text, style, found, blank) + quiet.Render(" "+Fit(l.Note, room-text-1)) + edge
}

// textRoom is how many of room cells the text has beside a column of notes.
func (l Line) textRoom(room, noteWidth int) int {
	return min(room-noteWidth-1, max(mostText, l.Column))
}

// noteBeside is the note, and the width of its column, that leave the text whole. A note
// that has to leave its column stands at the right edge.
func (l Line) noteBeside(room, wanted int) (note string, width int) {
	text, inColumn := ansi.StringWidth(l.Text), l.textRoom(room, wanted)
	for _, note := range []string{l.Note, l.Brief} {
		switch own := ansi.StringWidth(note); {
		case own == 0:
		case text <= inColumn && own < room-inColumn:
			return note, wanted
		case own < room-text:
			return note, own
		}
	}
	return "", 0
}

// noteRoom is the width of the note's column among room cells; 0: there is none. A note
// that matters takes no more than its own from a text that is long.
func (l Line) noteRoom(room, wanted int) int {
	text, note := ansi.StringWidth(l.Text), ansi.StringWidth(l.Note)
	if l.Keep && text > room-1-wanted {
		wanted = min(wanted, note)
	}
	least := min(max(leastText, l.Least), text)
	if room-wanted-1 >= max(leastText, least) {
		return wanted
	}
	left := room - 1 - least
	if l.Keep && left >= min(leastNote, note) {
		return min(wanted, left)
	}
	return 0
}

// drawText renders the text in exactly width cells, with spans in another style. What fills
// the cells has a style only where the row is filled, so that a terminal far away gets
// few bytes when the style of a row changes.
func (l Line) drawText(width int, style, found, blank Style) string {
	text, spans := l.Text, l.Spans
	head, tail, cut := cutParts(text, width)
	if cut && l.Head {
		head, tail = ansi.Truncate(text, max(0, width-1), ""), ""
	}
	if !cut {
		return drawSpans(head, 0, spans, style, found) + blank.Render(strings.Repeat(" ", width-ansi.StringWidth(head)))
	}
	used := ansi.StringWidth(head) + 1 + ansi.StringWidth(tail)
	if used > width { // no cell for a tail
		tail, used = "", ansi.StringWidth(head)+1
	}
	if used > width {
		return blank.Render(strings.Repeat(" ", width))
	}
	from := utf8.RuneCountInString(text) - utf8.RuneCountInString(tail)
	return drawSpans(head, 0, spans, style, found) + style.Render("…") +
		drawSpans(tail, from, spans, style, found) + blank.Render(strings.Repeat(" ", width-used))
}

// drawSpans renders a part of a text that begins at a rune of it.
func drawSpans(text string, from int, spans [][2]int, style, found Style) string {
	if len(spans) == 0 {
		return style.Render(text)
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
		if in := within(spans, from+i); in != inSpan {
			flush()
			inSpan = in
		}
		run = append(run, r)
	}
	flush()
	return b.String()
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
		return unfocused
	}
	return Ordinary
}
