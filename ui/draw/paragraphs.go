package draw

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Text is a title and paragraphs below it.
type Text struct {
	Title string
	paras []paragraph
}

// paragraph is one paragraph: a label, drawn dim, and a text.
type paragraph struct {
	label string
	text  string
	kind  Tone
}

// Tone is how a paragraph is meant.
type Tone int

const (
	Neutral Tone = iota
	Positive
	Negative
)

// Add adds a paragraph behind a label.
func (d *Text) Add(label, text string) { d.paras = append(d.paras, paragraph{label, text, Neutral}) }

// Say adds a paragraph that is meant in a tone.
func (d *Text) Say(kind Tone, text string) { d.paras = append(d.paras, paragraph{"", text, kind}) }

// Draw wraps the text to width cells.
func (d Text) Draw(st Styles, width int) []string {
	tones := [...]Style{Neutral: st.Text, Positive: st.Good, Negative: st.Bad}
	var rows []string
	for _, p := range d.paras {
		style := tones[p.kind]
		label := p.label
		if label != "" {
			label += "  "
		}
		for i, l := range Wrap(label+p.text, max(1, width-2)) {
			row := " " + style.Render(l)
			if i == 0 && label != "" && strings.HasPrefix(l, label) {
				row = " " + st.Dim.Render(label) + style.Render(strings.TrimPrefix(l, label))
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// Labelled wraps a text behind a dim label.
func Labelled(st Styles, width int, label, text string) []string {
	d := Text{}
	d.Add(label, text)
	return d.Draw(st, width)
}

// Address cut an address into rows rather than losing its end: it is there
// to be copied.
func Address(st Styles, width int, label, url string) []string {
	rows := []string{" " + st.Dim.Render(label)}
	for l := range strings.SplitSeq(ansi.Hardwrap(url, max(1, width-4), true), "\n") {
		rows = append(rows, "   "+st.Accent.Render(l))
	}
	return rows
}

// Toned wraps a text in a tone.
func Toned(st Styles, width int, kind Tone, text string) []string {
	d := Text{}
	d.Say(kind, text)
	return d.Draw(st, width)
}

// Lines are the paragraphs of a text without style, a line for each: for where nothing is
// drawn.
func (d Text) Lines() []string {
	var lines []string
	for _, p := range d.paras {
		line := p.text
		if p.label != "" {
			line = p.label + ": " + p.text
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
