package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestFitStyled cuts at every width, between the cells of wide characters too.
func TestFitStyled(t *testing.T) {
	for _, text := range []string{"", "plain", "\x1b[1m東京\x1b[m and 東", "a🎉b"} {
		for width := range 20 {
			got := fitStyled(text, width)
			if ansi.StringWidth(got) != width {
				t.Errorf("%q in %d cells takes %d", text, width, ansi.StringWidth(got))
			}
			if width >= ansi.StringWidth(text) && !strings.HasPrefix(got, text) {
				t.Errorf("%q was cut in %d cells", text, width)
			}
		}
	}
}
