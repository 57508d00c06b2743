package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/ui/draw"
)

// hint is a key and what it does now, in few words.
type hint struct {
	key, does string
	run       func(*explorer) tea.Cmd
}

func (h hint) text() string { return " " + h.key + " " + h.does + " " }

func (h hint) width() int { return ansi.StringWidth(h.text()) }

// status is the footer: the keys that work here and now and, at the right end, a notice.
func (e *explorer) status(width int) string {
	notice := e.notice(width)
	room := width - ansi.StringWidth(notice)
	keys := ""
	switch {
	case e.typing() != nil:
		if !e.layout().border { // no edge shows what is typed
			label := " " + e.filter().Label() + " "
			keys = e.styles.Accent.Render(ansi.Truncate(label, room, ""))
			room -= min(room, ansi.StringWidth(label))
		}
		for _, h := range typingHints {
			if h.width() <= room {
				room -= h.width()
				keys += e.drawHint(h)
			}
		}
	case e.dialog() != nil: // its keys are in its lower edge
		keys = strings.Repeat(" ", room)
	default:
		for _, h := range e.hintsIn(room) {
			keys += e.drawHint(h)
		}
	}
	return draw.FitStyled(keys, width-ansi.StringWidth(notice)) + e.styles.Warn.Render(notice)
}

// notice is the notice as it is shown: it leaves the way to the help in sight.
func (e *explorer) notice(width int) string {
	if e.toast == "" {
		return ""
	}
	room := width
	if e.dialog() == nil && e.typing() == nil {
		room -= hint{key: "?", does: "help"}.width()
	}
	return ansi.Truncate(" "+e.toast+" ", max(0, room), "… ")
}

func (e *explorer) drawHint(h hint) string {
	return " " + e.styles.Accent.Render(h.key) + " " + e.styles.Dim.Render(h.does) + " "
}

// typingHints are the keys that work while a filter is typed.
var typingHints = []hint{
	{key: "enter", does: "keep"},
	{key: "esc", does: "clear"},
	{key: "↓", does: "to the list"},
	{key: "~", does: "in front: fuzzy"},
}

// leastForWords is the width in cells from which the footer has its hints in full.
const leastForWords = 100

// briefHints are hints in fewer letters.
var briefHints = map[string]string{
	"all commands": "commands", "where it reaches": "reach", "back to all resources": "back", "clear the filter": "clear",
}

// hintsIn returns the hints of the keys that work here, as many as width cells have room for,
// in the order of [hintPlaces].
func (e *explorer) hintsIn(width int) []hint {
	hints := map[string]hint{}
	for _, a := range e.actions {
		if a.hint == "" || a.why(e) != "" || a.urgent != nil && !a.urgent(e) {
			continue
		}
		key, _, _ := strings.Cut(a.Help().Key, " ")
		h := hint{key, a.shortly(e), a.run}
		if brief := briefHints[h.does]; brief != "" && e.width < leastForWords {
			h.does = brief
		}
		hints[key] = h
	}
	room := map[string]bool{}
	for _, key := range e.hintOrder() {
		if h, works := hints[key]; works && !room[key] && h.width() <= width {
			room[key] = true
			width -= h.width()
		}
	}
	var drawn []hint
	for _, key := range hintPlaces {
		if room[key] {
			drawn = append(drawn, hints[key])
		}
	}
	return drawn
}

// hintPlaces are all keys that have hints, as the footer shows them from left to right.
var hintPlaces = []string{"t", "n", "space", "c", "enter", "/", "esc", "i", "m", "D", "e", "r", ":", "q", "?"}

// hintOrder returns the same keys by how much they matter, some of them twice: where there is
// not room for all, the later ones give way. The help comes first, so it always stays. Then come
// the key that plays the user who is waited for, the question that everybody has, and the ways
// on, around and out; then the keys for what is selected, and the rest.
func (e *explorer) hintOrder() []string {
	order := []string{"?", "t", "n", "enter", ":", "q"}
	if s := e.teams.Selected(); s != nil && s.PickCount() > 0 {
		order = append(order, "c")
	}
	if backNow(e) != "" {
		order = append(order, "esc")
	}
	if e.focus == onScopes {
		order = append(order, "space")
	}
	if e.list().Overflows() {
		order = append(order, "/")
	}
	order = append(order, "D", "c")
	if e.focus == onResources {
		order = append(order, "e")
	}
	return append(order, "esc", "space", "/", "m", "i", "r", "e")
}
