package draw

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Style is a style for text within a line, worked out once. A lipgloss style
// works out margins, borders and paddings at every use, which is most of the
// cost of a frame.
type Style struct {
	on, off string          // escape sequences before and after the text
	style   *lipgloss.Style // nil: plain. It is never changed; it is large, and styles are handed on by value
}

func newStyle(s lipgloss.Style) Style {
	on, off, _ := strings.Cut(s.Render("x"), "x")
	return Style{on, off, &s}
}

// Render returns text in the style.
func (k Style) Render(text string) string {
	if text == "" || k.on == "" {
		return text
	}
	return k.on + text + k.off
}

// base is the style that others are made of; the zero Style is plain.
func (k Style) base() lipgloss.Style {
	if k.style == nil {
		return lipgloss.NewStyle()
	}
	return *k.style
}

// bold returns the same style in bold.
func (k Style) bold() Style { return newStyle(k.base().Bold(true)) }

// Styles are the theme: all the colours of the program. Colour never says anything alone:
// a word or a glyph says it too. There are three weights of text: what is asked about
// (Strong), its facts (Text), and what labels and explains them (Dim).
type Styles struct {
	Text          Style       // ordinary text
	Dim           Style       // what cannot be used now, and what explains
	Strong        Style       // titles, the selected thing's name
	Accent        Style       // the focused frame, keys
	Good          Style       // granted
	Ask           Style       // can be asked for
	Warn          Style       // superseded, waiting
	Bad           Style       // revoked, refused, excluded
	match         Style       // what the filter found
	frame         Style       // a frame without focus
	chosen        Style       // the selected row of the focused pane
	chosenMatch   Style       // what the filter found in it
	behind        Style       // see Behind
	unfocused     Style       // the selected row of a pane without focus: no more than what fills it
	back          color.Color // behind the selected row; nil: it is reversed
	unfocusedBack color.Color // behind the selected row of a pane without focus; nil: nothing is
}

// Filled is a style within the selected row of the focused pane. What is dim is not
// there: it is what one reads, and a second colour costs bytes at every move.
func (st Styles) Filled(k Style) Style {
	if st.back == nil || k.on == st.Dim.on {
		return st.chosen
	}
	return newStyle(k.base().Background(st.back))
}

// filledUnfocused is a style within the selected row of a pane without focus.
func (st Styles) filledUnfocused(k Style) Style {
	if st.unfocusedBack == nil {
		return k
	}
	return newStyle(k.base().Background(st.unfocusedBack))
}

// palette holds one colour for each meaning. Ordinary text has the terminal's
// own: it is what the user chose, and costs no bytes. The others are named by number,
// which takes half the bytes of a colour spelled out.
type palette struct {
	text, dim, accent, good, ask, warn, bad, frame, chosenBack, unfocusedBack color.Color
}

// Sixteen-colour terminals get names rather than the nearest match: automatic
// downsampling turns soft colours into unreadable ones. On dark ones what is dim is faint,
// and has no colour: bright black is black in some palettes.
var (
	darkPalette = palette{
		text: lipgloss.NoColor{}, dim: lipgloss.ANSIColor(103), accent: lipgloss.ANSIColor(111),
		good: lipgloss.ANSIColor(114), ask: lipgloss.ANSIColor(117), warn: lipgloss.ANSIColor(180),
		bad: lipgloss.ANSIColor(210), frame: lipgloss.ANSIColor(60),
		chosenBack: lipgloss.ANSIColor(238), unfocusedBack: lipgloss.ANSIColor(236),
	}
	lightPalette = palette{
		text: lipgloss.NoColor{}, dim: lipgloss.ANSIColor(60), accent: lipgloss.ANSIColor(26),
		good: lipgloss.ANSIColor(22), ask: lipgloss.ANSIColor(24), warn: lipgloss.ANSIColor(94),
		bad: lipgloss.ANSIColor(124), frame: lipgloss.ANSIColor(146),
		chosenBack: lipgloss.ANSIColor(189), unfocusedBack: lipgloss.ANSIColor(255),
	}
	dark16 = palette{
		text: lipgloss.NoColor{}, accent: lipgloss.BrightBlue, good: lipgloss.Green,
		ask: lipgloss.Cyan, warn: lipgloss.Yellow, bad: lipgloss.Red, frame: lipgloss.BrightBlack,
	}
	light16 = palette{
		text: lipgloss.NoColor{}, dim: lipgloss.BrightBlack, accent: lipgloss.Blue, good: lipgloss.Green,
		ask: lipgloss.Blue, warn: lipgloss.Magenta, bad: lipgloss.Red, frame: lipgloss.BrightBlack,
	}
)

// NewStyles chooses colours for a background and for what the terminal can show.
func NewStyles(dark bool, profile colorprofile.Profile) Styles {
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
	dim := plain.Faint(true)
	if p.dim != nil && profile >= colorprofile.ANSI {
		dim = plain.Foreground(p.dim)
	}
	chosen := plain.Reverse(true)
	if rich {
		chosen = plain.Foreground(p.text).Background(p.chosenBack)
	}
	st := Styles{
		back:          p.chosenBack,
		unfocusedBack: p.unfocusedBack,
		Text:          newStyle(plain.Foreground(p.text)),
		Dim:           newStyle(dim),
		Strong:        newStyle(bold.Foreground(p.text)),
		Accent:        newStyle(bold.Foreground(p.accent)),
		Good:          newStyle(plain.Foreground(p.good)),
		Ask:           newStyle(plain.Foreground(p.ask)),
		Warn:          newStyle(plain.Foreground(p.warn)),
		Bad:           newStyle(plain.Foreground(p.bad)),
		match:         newStyle(bold.Foreground(p.accent).Underline(true)),
		frame:         newStyle(plain.Foreground(p.frame)),
		chosen:        newStyle(chosen),
		chosenMatch:   newStyle(chosen.Underline(true)),
		behind:        newBehind(p, profile),
	}
	st.unfocused = st.filledUnfocused(Style{})
	return st
}

// Behind is the style of what a dialog stands in front of. Without colours it is faint.
func (st Styles) Behind() Style { return st.behind }

func newBehind(p palette, profile colorprofile.Profile) Style {
	if profile < colorprofile.ANSI {
		return newStyle(lipgloss.NewStyle().Faint(true))
	}
	return newStyle(lipgloss.NewStyle().Foreground(p.frame))
}
