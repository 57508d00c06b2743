package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"periscope/ui/draw"
)

// hint is a key and what it does now, in few words.
type hint struct{ key, does string }

func (h hint) width() int { return 3 + ansi.StringWidth(h.key) + ansi.StringWidth(h.does) }

// status is the footer: the keys that work here and now and, at the right end, a notice.
func (e *explorer) status(width int) string {
	notice := e.toast
	if notice != "" {
		notice = ansi.Truncate(" "+notice+" ", width, "… ")
	}
	room := width - ansi.StringWidth(notice)
	keys := ""
	switch {
	case e.typing() != nil:
		if !e.layout().border { // no edge shows what is typed
			label := " " + e.filter().Label() + " "
			keys = e.styles.Accent.Render(ansi.Truncate(label, room, ""))
			room -= min(room, ansi.StringWidth(label))
		}
		keys += e.drawHints(typingHints, nil, room)
	case e.dialog() != nil: // its keys are in its lower edge
		keys = strings.Repeat(" ", room)
	default:
		first, last := e.hints()
		keys = e.drawHints(first, last, room)
	}
	return draw.FitStyled(keys, width-ansi.StringWidth(notice)) + e.styles.Warn.Render(notice)
}

// typingHints are the keys that work while a filter is typed.
var typingHints = []hint{{"enter", "keep"}, {"esc", "clear"}, {"↓", "to the list"}, {"~", "in front: fuzzy"}}

// hints lists the keys that work here: those of the place, and those that always have one.
func (e *explorer) hints() (first, last []hint) {
	for _, a := range e.actions {
		h := a.hintNow(e)
		switch {
		case a.hint == "" || a.why(e) != "":
		case a.group == "Program":
			last = append(last, h)
		case a.urgent != nil:
			if a.urgent(e) {
				first = append([]hint{h}, first...)
			}
		default:
			first = append(first, h)
		}
	}
	return first, last
}

// hintNow is what the footer says of an action: its first key and what it does now.
func (a action) hintNow(e *explorer) hint {
	key, _, _ := strings.Cut(a.Help().Key, " ")
	return hint{key, a.shortly(e)}
}

// drawHints draws keys until the line is full. The last ones always have their
// place; the others give way from the right.
func (e *explorer) drawHints(first, last []hint, width int) string {
	room := width
	for _, h := range last {
		room -= h.width()
	}
	var b strings.Builder
	draw := func(h hint) {
		b.WriteString(" " + e.styles.Accent.Render(h.key) + " " + e.styles.Dim.Render(h.does) + " ")
	}
	for _, h := range first {
		if h.width() <= room {
			room -= h.width()
			draw(h)
		}
	}
	for _, h := range last {
		draw(h)
	}
	return ansi.Truncate(b.String(), width, "")
}
