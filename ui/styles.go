package ui

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// styles are all the colours of the program. Colour never says anything alone:
// a word or a glyph says it too.
type styles struct {
	text    lipgloss.Style // ordinary text
	dim     lipgloss.Style // what cannot be used now, and what explains
	strong  lipgloss.Style // titles, the selected thing's name
	accent  lipgloss.Style // the focused frame, keys
	good    lipgloss.Style // granted
	ask     lipgloss.Style // can be asked for
	warn    lipgloss.Style // superseded, waiting
	bad     lipgloss.Style // revoked, refused, excluded
	match   lipgloss.Style // what the filter found
	frame   lipgloss.Style // a frame without focus
	chosen  lipgloss.Style // the selected row of the focused pane
	lasting lipgloss.Style // the selected row of another pane
}

// palette holds one colour for each meaning. Ordinary text has the terminal's
// own: it is what the user chose, and costs no bytes. What changes at every
// move of the cursor is named by number, which takes half the bytes of a colour
// spelled out.
type palette struct {
	text, dim, accent, good, ask, warn, bad, frame, chosenBack color.Color
}

// Sixteen-colour terminals get names rather than the nearest match: automatic
// downsampling turns soft colours into unreadable ones.
var (
	darkPalette = palette{
		text: lipgloss.NoColor{}, dim: lipgloss.ANSIColor(103), accent: lipgloss.Color("#7aa2f7"),
		good: lipgloss.Color("#8fd694"), ask: lipgloss.Color("#7dcfff"), warn: lipgloss.Color("#e5c07b"),
		bad: lipgloss.Color("#f7768e"), frame: lipgloss.Color("#4a5170"), chosenBack: lipgloss.ANSIColor(237),
	}
	lightPalette = palette{
		text: lipgloss.NoColor{}, dim: lipgloss.ANSIColor(60), accent: lipgloss.Color("#2152c4"),
		good: lipgloss.Color("#1f7a33"), ask: lipgloss.Color("#00688b"), warn: lipgloss.Color("#8a5a00"),
		bad: lipgloss.Color("#b4203a"), frame: lipgloss.Color("#a8aec4"), chosenBack: lipgloss.ANSIColor(189),
	}
	dark16 = palette{
		text: lipgloss.NoColor{}, dim: lipgloss.BrightBlack, accent: lipgloss.BrightBlue, good: lipgloss.Green,
		ask: lipgloss.Cyan, warn: lipgloss.Yellow, bad: lipgloss.Red, frame: lipgloss.BrightBlack,
	}
	light16 = palette{
		text: lipgloss.NoColor{}, dim: lipgloss.BrightBlack, accent: lipgloss.Blue, good: lipgloss.Green,
		ask: lipgloss.Blue, warn: lipgloss.Magenta, bad: lipgloss.Red, frame: lipgloss.BrightBlack,
	}
)

// newStyles chooses colours for a background and for what the terminal can show.
func newStyles(dark bool, profile colorprofile.Profile) styles {
	rich := profile >= colorprofile.ANSI256
	p := light16
	switch {
	case rich && dark:
		p = darkPalette
	case rich:
		p = lightPalette
	case dark:
		p = dark16
	}
	plain := lipgloss.NewStyle()
	s := styles{
		text:    plain.Foreground(p.text),
		dim:     plain.Foreground(p.dim),
		strong:  plain.Foreground(p.text).Bold(true),
		accent:  plain.Foreground(p.accent).Bold(true),
		good:    plain.Foreground(p.good),
		ask:     plain.Foreground(p.ask),
		warn:    plain.Foreground(p.warn),
		bad:     plain.Foreground(p.bad),
		match:   plain.Foreground(p.accent).Bold(true).Underline(true),
		frame:   plain.Foreground(p.frame),
		chosen:  plain.Reverse(true),
		lasting: plain.Bold(true),
	}
	if rich {
		s.chosen = plain.Foreground(p.text).Background(p.chosenBack)
	}
	return s
}
