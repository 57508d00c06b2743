package ui

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// ink is a style for text within a line, worked out once. A lipgloss style
// works out margins, borders and paddings at every use, which is most of the
// cost of a frame.
type ink struct {
	on, off string // escape sequences before and after the text
	style   lipgloss.Style
}

func newInk(s lipgloss.Style) ink {
	on, off, _ := strings.Cut(s.Render("x"), "x")
	return ink{on, off, s}
}

// Render returns text in the style.
func (k ink) Render(text string) string {
	if text == "" || k.on == "" {
		return text
	}
	return k.on + text + k.off
}

// bold returns the same style in bold.
func (k ink) bold() ink { return newInk(k.style.Bold(true)) }
