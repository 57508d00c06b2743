package console

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// WrapWords breaks text into lines of at most width cells, between words only: an
// address or a command that is longer stays whole, so that it can be copied.
func WrapWords(text string, width int) []string {
	var lines []string
	line, cells := "", 0
	for word := range strings.FieldsSeq(text) {
		w := ansi.StringWidth(word)
		switch {
		case line == "":
			line, cells = word, w
		case cells+1+w > width:
			lines = append(lines, line)
			line, cells = word, w
		default:
			line, cells = line+" "+word, cells+1+w
		}
	}
	return append(lines, line)
}

// leastColumn is the narrowest that the last column of a table gets.
const leastColumn = 20

// wrapLine breaks a line that does not fit on the terminal: a sentence between its words,
// a row of a table inside its last column. What is there to be copied, read by programs
// or compared with a file stays whole: commands, which are indented, JSON, Markdown and
// differences.
func wrapLine(line string, columns int) string {
	text := strings.TrimRight(line, " \n")
	if columns <= 0 || len(text) <= columns || ansi.StringWidth(text) <= columns ||
		strings.ContainsAny(text[:1], "+-@|{}[]#\"\t") && !beginsWithFlag(text) {
		return line
	}
	prose := strings.TrimLeft(text, " ")
	indent := len(text) - len(prose)
	if gap := strings.LastIndex(prose, "  "); gap >= 0 {
		indent = ansi.StringWidth(text[:indent+gap+2])
	} else if indent > 0 {
		return line
	}
	if columns-indent < leastColumn {
		return line
	}
	head := ansi.Truncate(text, indent, "")
	wrapped := WrapWords(text[len(head):], columns-indent)
	return head + strings.Join(wrapped, "\n"+strings.Repeat(" ", indent)) + line[len(text):]
}

// beginsWithFlag reports whether a sentence begins with the name of a flag: "--plain talks…".
// In a difference, what follows two hyphens is a blank or a third one.
func beginsWithFlag(text string) bool {
	name, ok := strings.CutPrefix(text, "--")
	return ok && name != "" && name[0] >= 'a' && name[0] <= 'z'
}
