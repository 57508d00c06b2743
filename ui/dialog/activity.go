package dialog

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/ui/draw"
	"periscope/ui/state"
)

// Activity is the dialog that lists what was said to Slack and by it, the newest first.
type Activity struct {
	log    *state.ActivityLog
	where  string // Slack's messages arrive; empty where none can
	cursor int
	raw    bool // show the message itself
}

// NewActivity lists a log. The sentence where, which may be empty, stands above it.
func NewActivity(log *state.ActivityLog, where string) *Activity {
	return &Activity{log: log, where: where}
}

// HandleMsg implements [Dialog].
func (d *Activity) HandleMsg(msg tea.Msg) Action {
	switch key(msg) {
	case "esc", "q", "v":
		return Action{Close: true}
	case "j", "down":
		d.cursor++
	case "k", "up":
		d.cursor--
	case "enter":
		d.raw = !d.raw
	default:
		return ignore(msg)
	}
	d.cursor = max(0, min(d.cursor, len(d.log.Entries)-1))
	return Action{}
}

// Page implements [Dialog].
func (d *Activity) Page(screen Screen) draw.Page {
	st, width := screen.Styles, screen.Width
	p := draw.Page{Title: "To Slack (→) and from Slack (←)", Keys: "enter shows or hides the message  esc closes"}
	if d.where != "" {
		for _, l := range draw.Wrap(d.where, max(1, width-2)) {
			p.Rows = append(p.Rows, " "+st.Dim.Render(l))
		}
		p.Fixed = len(p.Rows)
	}
	column := 0
	for _, entry := range d.log.Entries {
		column = max(column, ansi.StringWidth(whenAndWhat(entry)))
	}
	for i := range d.log.Entries {
		entry := d.log.Entries[len(d.log.Entries)-1-i]
		l := draw.Line{Text: whenAndWhat(entry), Note: entry.Word, Column: column, Style: st.Text, Quiet: st.Dim}
		if entry.Wrong != "" {
			l.Quiet = st.Bad
		}
		if i == d.cursor {
			p.Focus = len(p.Rows)
		}
		p.Rows = append(p.Rows, l.Draw(st, width, 8, draw.Emphasize(i == d.cursor, true)))
		if i == d.cursor {
			p.Rows = append(p.Rows, d.detail(entry, screen)...)
		}
	}
	return p
}

func whenAndWhat(entry state.ActivityEntry) string {
	return entry.At.Format("15:04:05") + "  " + entry.What
}

func (d *Activity) detail(entry state.ActivityEntry, screen Screen) []string {
	var rows []string
	if entry.Wrong != "" {
		rows = append(rows, "     "+screen.Styles.Bad.Render(draw.Cut(entry.Wrong, screen.Width-5)))
	}
	if d.raw {
		for _, l := range draw.Wrap(entry.Raw, max(1, screen.Width-6)) {
			rows = append(rows, "     "+screen.Styles.Dim.Render(l))
		}
	}
	return rows
}
