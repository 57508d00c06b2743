package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/ui/describe"
	"periscope/ui/draw"
)

// Pager is a dialog that shows rows and scrolls.
type Pager struct {
	title string
	url   string // of Slack's page about it; empty: there is none
	rows  func(st draw.Styles, width int) []string
	list  // without a cursor: no row can be selected
	keys  []string
}

// NewPager shows rows, which are drawn anew for every frame. Slack's page about them is at a
// URL, which may be empty. The keys close it, beside esc and q.
func NewPager(title, url string, rows func(st draw.Styles, width int) []string, keys ...string) *Pager {
	return &Pager{title: title, rows: rows, url: url, keys: keys}
}

// plain are the rows without styles, as far as the filter leaves them.
func (d *Pager) plain() []string {
	var plain []string
	for _, row := range d.rows(draw.Styles{}, exportWidth) {
		plain = append(plain, strings.TrimSpace(ansi.Strip(row)))
	}
	return plain
}

// exportWidth is where text that is taken away is wrapped: nowhere.
const exportWidth = 10_000

// Commands implements [Dialog].
func (d *Pager) Commands() []Command {
	if d.list.typing {
		return d.list.typingCommands()
	}
	all := d.list.closes(d.keys...)
	all = append(all, d.list.commands(true)...)
	return append(all, does("y", "copy", func() Action {
		return copyAs(strings.Join(d.plain(), "\n"), "the text of "+d.title)
	}), browses(d.url), exports(d.report))
}

func (d *Pager) report() describe.Report {
	return describe.Report{Title: d.title, Sections: []describe.Section{{Lines: d.plain()}}}
}

// HandleMsg implements [Dialog].
func (d *Pager) HandleMsg(msg tea.Msg) Action { return handle(d, &d.list, msg) }

// TakesText implements [TextTaker].
func (d *Pager) TakesText() bool { return d.list.typing }

// Page implements [Dialog].
func (d *Pager) Page(screen Screen) draw.Page {
	p := draw.Page{Title: d.title, Keys: edge(d.Commands())}
	rows := d.rows(screen.Styles, screen.Width)
	shown := d.list.narrow(len(rows), func(i int) string { return ansi.Strip(rows[i]) })
	d.list.filterRow(&p, screen.Styles, len(rows))
	for _, i := range shown {
		p.Say(rows[i])
	}
	return p
}
