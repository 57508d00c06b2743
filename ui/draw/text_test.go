package draw

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestFitStyled cuts at every width, between the cells of wide characters too.
func TestFitStyled(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "plain", "\x1b[1m東京\x1b[m and 東", "a🎉b"} {
		for width := range 20 {
			got := FitStyled(text, width)
			if ansi.StringWidth(got) != width {
				t.Errorf("%q in %d cells takes %d", text, width, ansi.StringWidth(got))
			}
			if width >= ansi.StringWidth(text) && !strings.HasPrefix(got, text) {
				t.Errorf("%q was cut in %d cells", text, width)
			}
		}
	}
}

// TestWrapKeepsHyphens wraps at every width: what is typed or copied from the
// screen, such as a flag, stays in one piece where it fits.
func TestWrapKeepsHyphens(t *testing.T) {
	t.Parallel()
	const text = "Name one with --workspace T0ONE, as of 2026-08-20."
	for width := 1; width < 60; width++ {
		rows := Wrap(text, width)
		if got := strings.Join(strings.Fields(strings.Join(rows, " ")), " "); width > 11 && got != text {
			t.Errorf("in %d cells: %q", width, rows)
		}
		for _, row := range rows {
			if ansi.StringWidth(row) > width {
				t.Errorf("in %d cells: %q is wider", width, row)
			}
		}
	}
}
