package draw

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// What a name that is too long keeps. The beginnings of names in one list are often
// the same, and what tells them apart stands at their end: channels:history and
// channels:read, ops-infra-dublin and ops-infra-oslo.

// least is how many cells a name needs for being cut in its middle.
const least = 5

// cutParts are the parts of a text that remain in width cells, with "…" between them. The
// tail is empty when the text fits, or is cut at its end.
func cutParts(text string, width int) (head, tail string, cut bool) {
	all := ansi.StringWidth(text)
	switch {
	case all <= width:
		return text, "", false
	case width < least:
		return ansi.Truncate(text, max(0, width-1), ""), "", true
	}
	keep := (width - 1) / 3 // cells of the tail
	if first := strings.IndexAny(text, ":."); first > 0 && ansi.StringWidth(text[first:])+4 <= width {
		keep = ansi.StringWidth(text[first:]) // "use….profile:write:user"
	} else if at := strings.LastIndexAny(text, ":."); at > 0 {
		// At least three letters of the beginning, where there is room for that: the ends of
		// channels:history and conversations:history are the same.
		keep = min(ansi.StringWidth(text[at:]), width-1-min(3, width/3))
	}
	head = ansi.Truncate(text, width-1-keep, "")
	return head, ansi.TruncateLeft(text, all-keep, ""), true
}

// Shorten cuts plain text to width cells, and keeps what tells it apart from others:
// "cha…:history".
func Shorten(text string, width int) string {
	if width <= 0 {
		return ""
	}
	head, tail, cut := cutParts(text, width)
	if !cut {
		return text
	}
	return ansi.Truncate(head+"…"+tail, width, "")
}

// VisibleAround returns what is seen of a line of plain text, width cells wide, at the left and
// at the right of a dialog that covers the cells from to to. Words that are covered in part
// are left out: what remained of them would be noise. Frames are seen, and go on where words
// were left out.
func VisibleAround(line string, from, to, width int) (left, right string) {
	leftEnd, rightStart := from, to
	for _, p := range phrases(line) {
		if p[0] < from && from < p[1] {
			leftEnd = p[0]
		}
		if p[0] < to && to < p[1] {
			rightStart = p[1]
		}
	}
	left, right = ansi.Cut(line, 0, leftEnd), ansi.Cut(line, rightStart, width)
	before, after := strings.TrimRight(left, " "), strings.TrimLeft(right, " ")
	if cells := ansi.StringWidth(before); leftEnd < from && isEdge(ansi.Cut(before, cells-1, cells)) {
		left = before + strings.Repeat("─", from-cells)
	}
	gap := strings.Repeat(" ", rightStart-to)
	if rightStart > to && isEdge(ansi.Cut(after, 0, 1)) {
		gap, right = strings.Repeat("─", rightStart-to+len(right)-len(after)), after
	}
	return FitStyled(left, from), FitStyled(gap+right, width-to)
}

// isEdge reports whether a cell is of the upper or lower edge of a frame.
func isEdge(cell string) bool {
	return slices.Contains([]string{"─", "╭", "╮", "╰", "╯"}, cell)
}

// phrases are the words of a line that stand together, with single blanks between them:
// their first cell, and the one after their last.
func phrases(line string) [][2]int {
	var all [][2]int
	at, gap := 0, 2 // cells
	for state := byte(0); len(line) > 0; {
		seq, width, n, next := ansi.DecodeSequence(line, state, nil)
		state, line = next, line[n:]
		switch {
		case seq == " ":
			gap++
		case seq >= "─" && seq <= "▟": // frames and blocks
			gap = 2
		case gap > 1:
			all, gap = append(all, [2]int{at, at + width}), 0
		default:
			all[len(all)-1][1], gap = at+width, 0
		}
		at += width
	}
	return all
}
