package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/ui/describe"
	"periscope/ui/draw"
)

// KeyHelp is one row of a help screen.
type KeyHelp struct {
	Group string // under which it stands
	Keys  string // as they are shown
	Does  string
	Words string // what else it is found by
	Why   string // why it does nothing now; empty: it does something
	Run   Run    // what enter on the row does
}

// Run wants the explorer to do what a row of the help or the palette stands for.
type Run func() tea.Cmd

// Help is the dialog that lists keys. Enter does what the selected one does.
type Help struct {
	title string
	rows  []KeyHelp
	shown []int
	list
	stays bool
}

// NewHelp lists keys.
func NewHelp(title string, rows []KeyHelp) *Help { return &Help{title: title, rows: rows} }

// Stays leaves out the key that writes the list to a file, where there is no way to do that.
func (d *Help) Stays() *Help {
	d.stays = true
	return d
}

// NewKeysOf lists the keys of a dialog.
func NewKeysOf(d Dialog) *Help {
	var rows []KeyHelp
	for _, c := range d.Commands() {
		rows = append(rows, KeyHelp{Group: "In this dialog", Keys: strings.Join(c.Keys, " "), Does: c.Does, Why: c.Why})
	}
	return NewHelp("Keys", rows)
}

// narrow finds which rows are shown.
func (d *Help) narrow() {
	d.shown = d.list.narrow(len(d.rows), func(i int) string {
		return d.rows[i].Keys + " " + d.rows[i].Does + " " + d.rows[i].Group + " " + d.rows[i].Words + " " + d.rows[i].Why
	})
}

// Commands implements [Dialog].
func (d *Help) Commands() []Command {
	d.narrow()
	if d.list.typing {
		return d.list.typingCommands()
	}
	all := d.list.closes("?")
	all = append(all, does("enter", "do it", d.run).onRow())
	all = append(all, d.list.commands(true)...)
	all = append(all, copies(func() string { return d.selected().Keys + "  " + d.selected().Does }).quiet())
	if d.stays {
		return all
	}
	return append(all, exports(d.report))
}

func (d *Help) selected() KeyHelp {
	if d.list.Cursor >= len(d.shown) {
		return KeyHelp{}
	}
	return d.rows[d.shown[d.list.Cursor]]
}

// run does what the selected key does, where the help was opened.
func (d *Help) run() Action {
	switch row := d.selected(); {
	case row.Why != "":
		return toast(row.Why)
	case row.Run == nil:
		return Action{Close: true}
	default:
		return Action{Close: true, Do: row.Run}
	}
}

func (d *Help) report() describe.Report {
	s := describe.Section{Columns: []string{"keys", "does", "not now"}}
	for _, r := range d.rows {
		s.Rows = append(s.Rows, []string{r.Keys, r.Does, r.Why})
	}
	return describe.Report{Title: d.title, Sections: []describe.Section{s}}
}

// HandleMsg implements [Dialog].
func (d *Help) HandleMsg(msg tea.Msg) Action { return handle(d, &d.list, msg) }

// TakesText implements [TextTaker].
func (d *Help) TakesText() bool { return d.list.typing }

// column is as wide as the keys are, within a third of the screen.
func (d *Help) column(width int) int {
	column := 16
	for _, r := range d.rows {
		column = max(column, ansi.StringWidth(r.Keys))
	}
	return min(column, width/3)
}

// Page implements [Dialog].
func (d *Help) Page(screen Screen) draw.Page {
	st := screen.Styles
	d.narrow()
	p := draw.Page{Title: d.title, Keys: edge(d.Commands()), Least: min(screen.Width, 60)}
	d.list.filterRow(&p, st, len(d.rows))
	column := d.column(screen.Width)
	group := ""
	for at, i := range d.shown {
		r := d.rows[i]
		if r.Group != group {
			if group != "" {
				p.Say("")
			}
			group = r.Group
			p.Say(" " + st.Strong.Render(group))
		}
		l := draw.Line{Indent: 1, Text: draw.Fit(r.Keys, column) + " " + r.Does, Style: st.Text}
		if r.Why != "" {
			l.Style = st.Dim
		}
		p.AddItem(at, l, at == d.list.Cursor)
		if r.Why == "" {
			continue
		}
		for _, text := range draw.Wrap("not now: "+r.Why, max(1, screen.Width-column-5)) {
			p.SayOf(at, strings.Repeat(" ", column+3)+st.Dim.Render(text))
		}
	}
	return p
}
