package dialog

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"periscope/ui/draw"
	"periscope/ui/find"
)

// Entry is one row of the palette.
type Entry struct {
	Text string // what it is called
	Kind string // "scope", "channel", or the key of what a key does
	Note string // more about it
	Why  string // why it can do nothing now; empty: it can
	Run  Run
}

// Matches are the entries that fit best what was typed.
type Matches struct {
	Entries []Entry
	Total   int // how many fit
}

// Palette is the dialog that finds anything there is: what keys do, teams, resources,
// scopes, methods, events. Enter runs the entry, or goes there.
type Palette struct {
	field  *textField
	search func(typed string) Matches
	found  Matches
	list
	asked    int  // generation: counts the searches, so that an old answer can be dropped
	answered int  // the search that found is of
	enter    bool // enter was pressed before its search had ended
}

// paletteFound replies what was found.
type paletteFound struct {
	asked int
	found Matches
}

// NewPalette finds entries. The function search runs beside the program.
func NewPalette(search func(typed string) Matches) *Palette {
	return &Palette{field: newTextField(": ", nil), search: search}
}

// start searches for what was typed, beside the program.
func (d *Palette) start() Action {
	d.asked++
	d.enter = false
	asked, typed := d.asked, d.field.text()
	return Action{Cmd: ask(d, func() tea.Msg { return paletteFound{asked, d.search(typed)} })}
}

// Commands implements [Dialog].
func (d *Palette) Commands() []Command {
	return []Command{
		does("esc", "close", func() Action { return Action{Close: true} }),
		does("enter", "run or go there", d.run),
		does("tab", "down", func() Action { d.list.Down(); return Action{} }).also(draw.DownKeys...).quiet(),
		does("shift+tab", "up", func() Action { d.list.Up(); return Action{} }).also(draw.UpKeys...).quiet(),
		does("pgdown", "page down", func() Action { d.list.PageDown(); return Action{} }).quiet(),
		does("pgup", "page up", func() Action { d.list.PageUp(); return Action{} }).quiet(),
	}
}

// run runs the entry under the cursor. What was typed last may not have been found yet: the
// entry is then the first of what will be.
func (d *Palette) run() Action {
	if d.answered != d.asked {
		d.enter = true
		return Action{}
	}
	return d.runSelected()
}

func (d *Palette) runSelected() Action {
	if d.list.Cursor >= len(d.found.Entries) {
		return toast("nothing of that name was found")
	}
	entry := d.found.Entries[d.list.Cursor]
	if entry.Why != "" {
		return toast("not now: " + entry.Why)
	}
	return Action{Close: true, Do: entry.Run}
}

// TakesText implements [TextTaker].
func (d *Palette) TakesText() bool { return true }

// HandleMsg implements [Dialog].
func (d *Palette) HandleMsg(msg tea.Msg) Action {
	switch msg := msg.(type) {
	case Opened:
		return d.start()
	case paletteFound:
		if msg.asked == d.asked {
			d.found, d.answered = msg.found, msg.asked
			d.list.show(len(d.found.Entries))
			if d.enter {
				d.enter = false
				return d.runSelected()
			}
		}
	case tea.PasteMsg:
		d.field.paste(msg.Content)
		d.list.First()
		return d.start()
	case tea.KeyPressMsg:
		for _, c := range d.Commands() {
			for _, k := range c.Keys {
				if k == msg.String() {
					return c.Run()
				}
			}
		}
		before := d.field.text()
		d.field.press(msg)
		if d.field.text() != before {
			d.list.First()
			return d.start()
		}
	case Clicked:
		d.list.Cursor = msg.Item // of what is on screen
		return d.runSelected()
	}
	return Action{}
}

// paletteRows is how many entries are on screen, where there is room.
const paletteRows = 14

// Page implements [Dialog].
func (d *Palette) Page(screen Screen) draw.Page {
	st := screen.Styles
	p := draw.Page{Title: "Find anything", Keys: edge(d.Commands()), Least: min(screen.Width, 76)}
	p.AddField(d.field.line(true, ""))
	if d.field.refused {
		p.Say(d.field.refusal(st))
	}
	p.Fixed = len(p.Rows)
	query := find.Fuzzy(d.field.text())
	for i, entry := range d.found.Entries {
		l := draw.Line{Text: entry.Text, Note: draw.Fit(entry.Kind, 14) + entry.Note, Style: st.Text, Quiet: st.Dim}
		if entry.Why != "" {
			l.Style, l.Note = st.Dim, draw.Fit(entry.Kind, 14)+"not now: "+entry.Why
		}
		l.Spans = query.Spans(entry.Text)
		p.AddItem(i, l, i == d.list.Cursor)
	}
	switch more := d.found.Total - len(d.found.Entries); {
	case len(d.found.Entries) == 0 && d.field.text() != "":
		p.Say(" " + st.Dim.Render("Nothing of that name was found."))
	case more > 0:
		p.SayAside(" " + st.Dim.Render(fmt.Sprintf("and %s more: type on", draw.Thousands(more))))
	}
	for len(p.Rows) < min(paletteRows+1, screen.rowsIn()) { // the box does not jump while one types
		p.SayAside("")
	}
	if len(p.Rows) > paletteRows+1 { // nor grow beyond the eye
		p.Height = paletteRows + 1
	}
	return p
}
