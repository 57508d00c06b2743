package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/model/catalog"
)

// mostActivity is how many messages the activity view remembers.
const mostActivity = 500

// log remembers what Slack sent, refused messages included.
func (e *explorer) log(in Incoming) {
	e.activity = append(e.activity, in)
	if len(e.activity) > mostActivity {
		e.activity = e.activity[len(e.activity)-mostActivity:]
	}
}

// activity is the dialog that lists what Slack sent to the app, the newest first.
type activity struct {
	cursor int
	raw    bool // show the message itself
}

func (d *activity) press(e *explorer, msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "esc", "q", "v":
		e.closeDialog()
	case "j", "down":
		d.cursor++
	case "k", "up":
		d.cursor--
	case "enter":
		d.raw = !d.raw
	default:
		e.toast = "the keys of this dialog are in its lower edge"
	}
	d.cursor = max(0, min(d.cursor, len(e.activity)-1))
	return nil
}

func (d *activity) paste(e *explorer, _ string) tea.Cmd {
	e.toast = "nothing takes text here"
	return nil
}

func (d *activity) page(e *explorer, width int) page {
	p := page{title: "What Slack sent", keys: "enter shows or hides the message  esc closes"}
	for i := range e.activity {
		in := e.activity[len(e.activity)-1-i]
		l := line{glyph: "·", text: in.What, note: "taken", style: e.styles.text, quiet: e.styles.dim}
		if in.Refused != "" {
			l.glyph, l.note, l.quiet = "✗", "refused", e.styles.bad
		}
		l.text = in.At.Format("15:04:05") + "  " + l.text
		if i == d.cursor {
			p.focus = len(p.rows)
		}
		p.rows = append(p.rows, l.draw(e.styles, width, 8, emphasize(i == d.cursor, true)))
		if i == d.cursor {
			p.rows = append(p.rows, d.detail(e, in, width)...)
		}
	}
	if len(p.rows) == 0 {
		p.rows = d.nothing(e, width)
	}
	return p
}

func (d *activity) detail(e *explorer, in Incoming, width int) []string {
	var rows []string
	if in.Refused != "" {
		rows = append(rows, "     "+e.styles.bad.Render(ansiCut(in.Refused, width-5)))
	}
	if d.raw {
		for _, l := range wrap(in.Raw, max(1, width-6)) {
			rows = append(rows, "     "+e.styles.dim.Render(l))
		}
	}
	return rows
}

func (d *activity) nothing(e *explorer, width int) []string {
	text := "Nothing yet."
	if asker := e.asker(); asker != nil && asker.Listening() != "" {
		text += fmt.Sprintf(" Slack's messages are heard at %s.", asker.Listening())
	} else {
		text += " Nothing listens: start with --listen 127.0.0.1:3000 and point your app's URLs there."
	}
	return notice(e.styles, rect{w: width, h: 5}, strings.TrimSpace(text))
}

// meaningOf is the catalogue's sentence on a scope.
func meaningOf(s catalog.Scope) string {
	entry, _ := catalog.Lookup(s)
	return entry.Meaning
}

// ansiCut cuts plain text to width cells.
func ansiCut(text string, width int) string { return ansi.Truncate(text, max(0, width), "…") }
