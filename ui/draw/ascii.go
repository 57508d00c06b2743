package draw

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// asciiMarks stand for our own signs where only ASCII can be drawn. Each takes one cell,
// as the sign does.
var asciiMarks = strings.NewReplacer(
	"╭", "+", "╮", "+", "╰", "+", "╯", "+", "├", "+", "┤", "+", "┬", "+", "┴", "+", "┼", "+",
	"─", "-", "│", "|", "▌", "[", "▐", "]", "█", "#", "┃", "|",
	"▸", ">", "▾", "v", "›", ">", "→", ">", "←", "<", "↑", "^", "↓", "v",
	"✓", "y", "✗", "x", "–", "-", "—", "-", "●", "*", "○", "o", "·", ".", "•", "*", "…", "~", "␛", "?",
	"“", `"`, "”", `"`, "‘", "'", "’", "'", "×", "x", "≤", "<", "≥", ">", "\u00a0", " ",
)

// ASCII is a screen in ASCII, cell by cell as wide as it was: our own signs become the
// nearest there is, and any other character a question mark. Colours stay.
func ASCII(screen string) string {
	screen = asciiMarks.Replace(screen)
	var b strings.Builder
	b.Grow(len(screen))
	for state := byte(0); len(screen) > 0; {
		seq, width, n, next := ansi.DecodeSequence(screen, state, nil)
		state = next
		switch {
		case isASCII(seq):
			b.WriteString(seq)
		default:
			b.WriteString(strings.Repeat("?", width))
		}
		screen = screen[n:]
	}
	return b.String()
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// NeedsASCII reports whether an environment says that its terminal cannot show UTF-8:
// LC_ALL, LC_CTYPE or LANG, the first that is set, names another encoding or the locale
// C. Where none is set, as in containers, nothing is known, and UTF-8 is what nearly all have.
func NeedsASCII(environ []string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		value := ""
		for _, set := range environ {
			if v, ok := strings.CutPrefix(set, name+"="); ok {
				value = v // of several, the last counts
			}
		}
		if value != "" {
			encoding := strings.ReplaceAll(strings.ToLower(value), "-", "")
			return !strings.Contains(encoding, "utf8")
		}
	}
	return false
}
