package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// description is what the inspector says of the selected thing.
type description struct {
	title string
	paras []para
}

// para is one paragraph: a label, drawn dim, and a text.
type para struct {
	label string
	text  string
	kind  tone
}

// tone is how a paragraph is meant.
type tone int

const (
	neutral tone = iota
	positive
	negative
)

func (d *description) add(label, text string) { d.paras = append(d.paras, para{label, text, neutral}) }

func (d *description) say(kind tone, text string) { d.paras = append(d.paras, para{"", text, kind}) }

// draw wraps the description to width cells.
func (d description) draw(st styles, width int) []string {
	tones := [...]ink{neutral: st.text, positive: st.good, negative: st.bad}
	var rows []string
	for _, p := range d.paras {
		style := tones[p.kind]
		label := p.label
		if label != "" {
			label += "  "
		}
		for i, l := range wrap(label+p.text, max(1, width-2)) {
			row := " " + style.Render(l)
			if i == 0 && label != "" && strings.HasPrefix(l, label) {
				row = " " + st.dim.Render(label) + style.Render(strings.TrimPrefix(l, label))
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// labelled wraps a text behind a dim label.
func labelled(st styles, width int, label, text string) []string {
	d := description{}
	d.add(label, text)
	return d.draw(st, width)
}

// addressRows cut an address into rows rather than losing its end: it is there
// to be copied.
func addressRows(st styles, width int, label, url string) []string {
	rows := []string{" " + st.dim.Render(label)}
	for l := range strings.SplitSeq(ansi.Hardwrap(url, max(1, width-4), true), "\n") {
		rows = append(rows, "   "+st.accent.Render(l))
	}
	return rows
}

// labelledIn wraps a text in a tone.
func labelledIn(st styles, width int, kind tone, text string) []string {
	d := description{}
	d.say(kind, text)
	return d.draw(st, width)
}
