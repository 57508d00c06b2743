package draw

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Cut cuts plain text to width cells.
func Cut(text string, width int) string { return ansi.Truncate(text, max(0, width), "…") }

// Thousands writes a number with commas: 1,204.
func Thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Fit cuts or fills plain text to exactly width cells; a cut ends in "…".
func Fit(text string, width int) string {
	if width <= 0 {
		return ""
	}
	text = ansi.Truncate(text, width, "…")
	return text + strings.Repeat(" ", max(0, width-ansi.StringWidth(text)))
}

// FitStyled cuts or fills styled text to exactly width cells. A cut before a
// character of two cells leaves one to fill.
func FitStyled(text string, width int) string {
	text = ansi.Truncate(text, width, "…")
	return text + strings.Repeat(" ", max(0, width-ansi.StringWidth(text)))
}

// Wrap breaks plain text into lines of at most width cells, between words where
// it can. A hyphen is no such place: it may be that of a flag, or of a date.
func Wrap(text string, width int) []string {
	const unbroken = "\u2011"
	if width <= 0 {
		return nil
	}
	text = ansi.Wrap(strings.ReplaceAll(text, "-", unbroken), width, "")
	return strings.Split(strings.ReplaceAll(text, unbroken, "-"), "\n")
}

// Banner fills an empty pane with sentences, the first one in ordinary text and
// the others dim, wrapped to the pane.
func Banner(st Styles, in Rect, sentences ...string) []string {
	var rows []string
	for i, sentence := range sentences {
		if i > 0 {
			rows = append(rows, strings.Repeat(" ", in.W))
		}
		style := st.Dim
		if i == 0 {
			style = st.Text
		}
		for _, l := range Wrap(sentence, max(1, in.W-2)) {
			rows = append(rows, style.Render(Fit(" "+l, in.W)))
		}
	}
	return rows[:min(len(rows), in.H)]
}

// Centre puts a short text into the middle of width cells.
func Centre(text string, width int) string {
	free := max(0, width-ansi.StringWidth(text))
	return strings.Repeat(" ", free/2) + Fit(text, width-free/2)
}
