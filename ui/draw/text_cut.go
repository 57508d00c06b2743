package draw

import (
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
