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
	list  list // its cursor is the first row on screen
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
	d.list.page = screen.rowsIn() - p.Fixed
	p.Top = d.list.cursor
	p.Top = p.Scroll(screen.rowsIn())
	d.list.cursor = p.Top
	return p
}

// scroll is how far the rows of a dialog are scrolled.
type scroll struct {
	top  int // the first row on screen, of those that scroll
	half int // half of the screen that was drawn last
}

// page scrolls a page to where it is to be. It corrects top, so that a key back
// from beyond the end shows at once.
func (s *scroll) page(p draw.Page, screen Screen) draw.Page {
	p.Top = s.top
	s.top, s.half = p.Scroll(screen.rowsIn()), screen.Height/2
	return p
}

// by scrolls by halves of a screen.
func (s *scroll) by(halves int) { s.top += halves * max(1, s.half) }

// commands are the keys that scroll a dialog without a cursor.
func (s *scroll) commands() []Command {
	move := func(key, what string, rows func() int, also ...string) Command {
		return does(key, what, func() Action {
			s.top = max(0, s.top+rows())
			return Action{}
		}).also(also...).quiet()
	}
	return []Command{
		move("j", "down", func() int { return 1 }, "down"),
		move("k", "up", func() int { return -1 }, "up"),
		move("ctrl+d", "page down", func() int { return max(1, s.half) }, "pgdown", "ctrl+f"),
		move("ctrl+u", "page up", func() int { return -max(1, s.half) }, "pgup", "ctrl+b"),
		move("g", "first row", func() int { return -s.top }, "home"),
		move("G", "last row", func() int { return 1 << 20 }, "end"),
	}
}
