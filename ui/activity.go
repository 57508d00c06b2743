package ui

import (
	"fmt"
	"strings"
	"time"

	"periscope/ui/draw"
	"periscope/ui/state"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// Reporter is a [Source] that tells of every call it makes.
type Reporter interface {
	// OnCall registers who hears of calls. It is called once, before any reading.
	OnCall(func(Called))
}

// Called is one call of the Web API, once it was answered or failed.
type Called struct {
	At     time.Time // when it was sent
	Key    string    // of the team
	Method string
	Args   string // without the token
	Code   string // Slack's error code, or another word for what went wrong; empty: it succeeded
	Took   time.Duration
	Reply  string // the beginning of it, clean and without secrets
}

type callMade Called

// logCall remembers a call.
func (e *explorer) logCall(c callMade) {
	h := state.ActivityEntry{At: c.At, What: "→ " + c.Method, Word: "ok", Wrong: c.Code, Raw: strings.TrimSpace(c.Args + "\n" + c.Reply)}
	if s := e.teams.Find(c.Key); s != nil {
		h.What += "  " + s.Name()
	}
	h.What += fmt.Sprintf("  %d ms", c.Took.Milliseconds())
	if c.Code != "" {
		h.Word = "failed"
	}
	e.activity.Add(h)
}

// logIncoming remembers a message from Slack.
func (e *explorer) logIncoming(in Incoming) {
	h := state.ActivityEntry{At: in.At, What: "← " + in.What, Word: "taken", Wrong: in.Refused, Raw: in.Raw}
	if in.Refused != "" {
		h.Word = "refused"
	}
	e.activity.Add(h)
}

// activityLine is when it happened, and what.
func activityLine(h state.ActivityEntry) string { return h.At.Format("15:04:05") + "  " + h.What }

// activity is the dialog that lists what was said to Slack and by it, the newest first.
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
	d.cursor = max(0, min(d.cursor, len(e.activity.Entries)-1))
	return nil
}

func (d *activity) paste(e *explorer, _ string) tea.Cmd {
	e.toast = "nothing takes text here"
	return nil
}

func (d *activity) Page(e *explorer, width int) draw.Page {
	p := draw.Page{Title: "To Slack (→) and from Slack (←)", Keys: "enter shows or hides the message  esc closes"}
	if asker := e.asker(); asker != nil {
		where := "Nothing listens for Slack's messages: start with --listen 127.0.0.1:3000 and point your app's URLs there."
		if url := asker.Listening(); url != "" {
			where = "Slack's messages are heard at " + url
		}
		for _, l := range draw.Wrap(where, max(1, width-2)) {
			p.Rows = append(p.Rows, " "+e.styles.Dim.Render(l))
		}
		p.Fixed = len(p.Rows)
	}
	column := 0
	for _, h := range e.activity.Entries {
		column = max(column, ansi.StringWidth(activityLine(h)))
	}
	for i := range e.activity.Entries {
		h := e.activity.Entries[len(e.activity.Entries)-1-i]
		l := draw.Line{Text: activityLine(h), Note: h.Word, Column: column, Style: e.styles.Text, Quiet: e.styles.Dim}
		if h.Wrong != "" {
			l.Quiet = e.styles.Bad
		}
		if i == d.cursor {
			p.Focus = len(p.Rows)
		}
		p.Rows = append(p.Rows, l.Draw(e.styles, width, 8, draw.Emphasize(i == d.cursor, true)))
		if i == d.cursor {
			p.Rows = append(p.Rows, d.detail(e, h, width)...)
		}
	}
	return p
}

func (d *activity) detail(e *explorer, h state.ActivityEntry, width int) []string {
	var rows []string
	if h.Wrong != "" {
		rows = append(rows, "     "+e.styles.Bad.Render(draw.Cut(h.Wrong, width-5)))
	}
	if d.raw {
		for _, l := range draw.Wrap(h.Raw, max(1, width-6)) {
			rows = append(rows, "     "+e.styles.Dim.Render(l))
		}
	}
	return rows
}
