package draw

import (
	"image/color"
	"math"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// TestColoursAreLegible on what terminals have behind them, and in the selected rows.
func TestColoursAreLegible(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		p     palette
		text  color.Color // as terminals have it
		backs []color.Color
	}{
		{"dark", darkPalette, rgb(0xcc, 0xcc, 0xcc), []color.Color{rgb(0, 0, 0), rgb(0x1a, 0x1b, 0x26), rgb(0x28, 0x28, 0x28)}},
		{"light", lightPalette, rgb(0x33, 0x33, 0x33), []color.Color{rgb(0xff, 0xff, 0xff), rgb(0xfb, 0xfb, 0xfd), rgb(0xfd, 0xf6, 0xe3)}},
	} {
		ordinary := map[string]color.Color{"text": c.text, "accent": c.p.accent, "good": c.p.good, "ask": c.p.ask, "warn": c.p.warn, "bad": c.p.bad}
		check := func(what string, front, back color.Color, least float64) {
			t.Helper()
			if got := contrast(front, back); got < least {
				t.Errorf("%s: %s has a contrast of %.1f, less than %.1f", c.name, what, got, least)
			}
		}
		for what, front := range ordinary {
			for _, back := range c.backs {
				check(what, front, back, 4.5)
			}
			check(what+" in the selected row", front, c.p.chosenBack, 3.9)
			check(what+" in the selected row of a pane without focus", front, c.p.unfocusedBack, 4.5)
		}
		for _, back := range append(c.backs, c.p.unfocusedBack) {
			check("dim", c.p.dim, back, 3.6)
		}
	}
}

func rgb(r, g, b uint8) color.Color { return color.RGBA{r, g, b, 0xff} }

// contrast is that of WCAG 2, from 1 to 21.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s > 0.04045 {
			return math.Pow((s+0.055)/1.055, 2.4)
		}
		return s / 12.92
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// TestSelectedRowsAreFilled from edge to edge, in the pane with focus and in those without.
func TestSelectedRowsAreFilled(t *testing.T) {
	t.Parallel()
	for _, dark := range []bool{true, false} {
		st := NewStyles(dark, colorprofile.TrueColor)
		lines := []Line{
			{Glyph: "✓", Text: "chat:write", Note: "granted", Style: st.Text, Quiet: st.Good},
			{Indent: 2, Glyph: "#", Text: "a-name-that-is-too-long-for-the-row", Note: "C012", Style: st.Text, Quiet: st.Dim, Spans: [][2]int{{2, 6}}},
			{Text: "team", Style: st.Strong},
		}
		for _, l := range lines {
			for _, e := range []Emphasis{chosen, unfocused} {
				if got := unfilled(l.Draw(st, 30, 9, e)); got != 0 {
					t.Errorf("dark %v, emphasis %d, %q: %d cells have nothing behind them", dark, e, l.Text, got)
				}
			}
			if got := unfilled(l.Draw(st, 30, 9, Ordinary)); got != 30 {
				t.Errorf("dark %v, %q: %d cells of a row that is not selected are filled", dark, l.Text, 30-got)
			}
		}
		p := Page{Least: 40, Rows: []Row{{Text: st.Filled(st.Text).Render("a text"), Emphasis: chosen}}}
		row := p.Box(st, 60, 10).Lines[1]
		if got := unfilled(row); got != 2 { // the edges
			t.Errorf("dark %v: %d cells of a selected text have nothing behind them", dark, got-2)
		}
	}
}

// unfilled is how many cells of styled text have the terminal's own colour behind them.
func unfilled(text string) int {
	cells, filled := 0, false
	for state := byte(0); len(text) > 0; {
		seq, width, n, next := ansi.DecodeSequence(text, state, nil)
		state, text = next, text[n:]
		switch {
		case strings.HasPrefix(seq, "\x1b["):
			filled = strings.Contains(seq, "48;5;")
		case !filled:
			cells += width
		}
	}
	return cells
}

// TestFewColoursFillNothing: where there are 16, the selected row of a pane without focus
// is bold and has its bar.
func TestFewColoursFillNothing(t *testing.T) {
	t.Parallel()
	st := NewStyles(true, colorprofile.ANSI)
	row := Line{Text: "team", Style: st.Text, Quiet: st.Dim, Note: "1"}.Draw(st, 20, 4, unfocused)
	if strings.Contains(row, "48;") || strings.Contains(row, "\x1b[7m") || !strings.HasPrefix(ansi.Strip(row), "▌team") {
		t.Errorf("drawn as %q", row)
	}
	if st.Filled(st.Good).Render("x") != newStyle(lipgloss.NewStyle().Reverse(true)).Render("x") {
		t.Error("the selected row is not reversed")
	}
}
