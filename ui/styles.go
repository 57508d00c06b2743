package ui

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// styles are all the colours of the program. Colour never says anything alone:
// a word or a glyph says it too.
type styles struct {
	text        ink // ordinary text
	dim         ink // what cannot be used now, and what explains
	strong      ink // titles, the selected thing's name
	accent      ink // the focused frame, keys
	good        ink // granted
	ask         ink // can be asked for
	warn        ink // superseded, waiting
	bad         ink // revoked, refused, excluded
	match       ink // what the filter found
	frame       ink // a frame without focus
	chosen      ink // the selected row of the focused pane
	chosenMatch ink // what the filter found in it
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
	bold := plain.Bold(true)
	chosen := plain.Reverse(true)
	if rich {
		chosen = plain.Foreground(p.text).Background(p.chosenBack)
	}
	return styles{
		text:        newInk(plain.Foreground(p.text)),
		dim:         newInk(plain.Foreground(p.dim)),
		strong:      newInk(bold.Foreground(p.text)),
		accent:      newInk(bold.Foreground(p.accent)),
		good:        newInk(plain.Foreground(p.good)),
		ask:         newInk(plain.Foreground(p.ask)),
		warn:        newInk(plain.Foreground(p.warn)),
		bad:         newInk(plain.Foreground(p.bad)),
		match:       newInk(bold.Foreground(p.accent).Underline(true)),
		frame:       newInk(plain.Foreground(p.frame)),
		chosen:      newInk(chosen),
		chosenMatch: newInk(chosen.Underline(true)),
	}
}
