package dialog

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// Activity is the dialog that lists what was said to Slack and by it, the newest first.
type Activity struct {
	log   *state.ActivityLog
	where string // Slack's messages arrive; empty where none can
	list
	shown []int
	fold  fold // how much of the selected message is shown
}

// fold is how much of a message is shown.
type fold int

const (
	hidden fold = iota
	folded      // what is nested is a count
	whole
)

// NewActivity lists a log. The sentence where, which may be empty, stands above it.
func NewActivity(log *state.ActivityLog, where string) *Activity {
	return &Activity{log: log, where: where}
}

// entry is the i-th entry, the newest first.
func (d *Activity) entry(i int) state.ActivityEntry { return d.log.Entries[len(d.log.Entries)-1-i] }

// selected is the entry under the cursor.
func (d *Activity) selected() (state.ActivityEntry, bool) {
	if d.list.Cursor >= len(d.shown) || d.shown[d.list.Cursor] >= len(d.log.Entries) {
		return state.ActivityEntry{}, false
	}
	return d.entry(d.shown[d.list.Cursor]), true
}

// narrow finds which rows are shown.
func (d *Activity) narrow() {
	d.shown = d.list.narrow(len(d.log.Entries), func(i int) string {
		e := d.entry(i)
		return e.What + " " + e.Word + " " + e.Wrong + " " + e.Raw
	})
}

// Commands implements [Dialog].
func (d *Activity) Commands() []Command {
	d.narrow()
	if d.list.typing {
		return d.list.typingCommands()
	}
	entry, ok := d.selected()
	nothing := ""
	if !ok {
		nothing = "nothing was said yet"
	}
	words := [...]string{hidden: "show the message", folded: "unfold all of it", whole: "hide it"}
	all := d.list.closes("v")
	all = append(all, does("enter", words[d.fold], func() Action {
		d.fold = (d.fold + 1) % (whole + 1)
		return Action{}
	}).also("space").onRow().unless(nothing))
	all = append(all, d.list.commands(true)...)
	return append(all, copies(func() string { return entry.Raw }).unless(nothing), exports(d.report))
}

// HandleMsg implements [Dialog].
func (d *Activity) HandleMsg(msg tea.Msg) Action { return handle(d, &d.list, msg) }

// TakesText implements [TextTaker].
func (d *Activity) TakesText() bool { return d.list.typing }

func (d *Activity) report() describe.Report {
	s := describe.Section{Columns: []string{"time", "what", "outcome", "message"}}
	for i := range d.log.Entries {
		e := d.entry(i)
		outcome := e.Word
		if e.Wrong != "" {
			outcome += ": " + e.Wrong
		}
		s.Rows = append(s.Rows, []string{e.At.Format("15:04:05"), e.What, outcome, e.Raw})
	}
	return describe.Report{Title: "To Slack and from Slack", Sections: []describe.Section{s}}
}

// Page implements [Dialog].
func (d *Activity) Page(screen Screen) draw.Page {
	st, width := screen.Styles, screen.Width
	d.narrow()
	p := draw.Page{Title: "To Slack (→) and from Slack (←)", Keys: edge(d.Commands()), Least: width}
	if d.where != "" {
		for _, l := range draw.Wrap(d.where, max(1, width-2)) {
			p.Say(" " + st.Dim.Render(l))
		}
		p.Fixed = len(p.Rows)
	}
	d.list.filterRow(&p, st, len(d.log.Entries))
	if len(d.log.Entries) == 0 {
		p.Say(" " + st.Dim.Render("Nothing was said yet."))
	}
	for at, i := range d.shown {
		entry := d.entry(i)
		l := draw.Line{Text: whenAndWhat(entry), Head: true, Note: entry.Word, Style: st.Text, Quiet: st.Dim}
		if entry.Wrong != "" {
			l.Quiet = st.Bad
		}
		p.AddItem(at, l, at == d.list.Cursor)
		if at == d.list.Cursor {
			p.SayWhileSelected(at, d.detail(entry, screen)...)
		}
	}
	return p
}

func whenAndWhat(entry state.ActivityEntry) string {
	return entry.At.Format("15:04:05") + "  " + entry.What
}

func (d *Activity) detail(entry state.ActivityEntry, screen Screen) []string {
	st := screen.Styles
	var rows []string
	if entry.Wrong != "" {
		for _, l := range draw.Wrap(entry.Wrong, max(1, screen.Width-6)) {
			rows = append(rows, "     "+st.Bad.Render(l))
		}
	}
	if d.fold == hidden {
		return rows
	}
	width := max(1, screen.Width-6)
	for line := range strings.SplitSeq(entry.Raw, "\n") {
		line = strings.TrimSpace(line)
		var drawn []string
		switch {
		case line == "":
		case strings.HasPrefix(line, "{") || strings.HasPrefix(line, "["):
			drawn = drawJSON(st, line, width, d.fold == whole)
		default:
			drawn = drawForm(st, line, width)
		}
		for _, l := range drawn {
			rows = append(rows, "     "+l)
		}
	}
	const most = 400
	if more := len(rows) - most; more > 0 {
		rows = append(rows[:most], "     "+st.Dim.Render(fmt.Sprintf("and %s lines more; y copies all", draw.Thousands(more))))
	}
	return rows
}
