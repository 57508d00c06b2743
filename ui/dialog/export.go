package dialog

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"periscope/ui/describe"
	"periscope/ui/draw"
)

// ExportTo is the dialog that asks for a file, and writes a view to it.
type ExportTo struct {
	view
	report  describe.Report
	write   func(path string, content []byte, replace bool) error
	field   *textField
	exists  string // a file of this name is there: the user is asked
	writing bool
	err     error
}

// exported replies how writing ended.
type exported struct {
	path string
	err  error
}

// NewExport writes a report. The function write replaces a file only if it is told to; else
// its error is [fs.ErrExist]. Before anything is typed, the file is called name.
func NewExport(r describe.Report, name string, write func(path string, content []byte, replace bool) error) *ExportTo {
	d := &ExportTo{report: r, write: write, field: newTextField("file: ", nil)}
	d.field.set(name)
	return d
}

// Commands implements [Dialog].
func (d *ExportTo) Commands() []Command {
	leave := does("esc", "close", func() Action { return Action{Close: true} })
	if d.exists != "" {
		return []Command{
			does("esc", "another name", func() Action { d.exists = ""; return Action{} }).also("n"),
			does("y", "replace it", func() Action { return d.start(d.exists, true) }),
		}
	}
	busy := ""
	if d.writing {
		busy = "it is being written"
	}
	format := "as JSON"
	if d.json() {
		format = "as Markdown"
	}
	return []Command{
		leave,
		does("enter", "write", func() Action { return d.start(strings.TrimSpace(d.field.text()), false) }).unless(busy),
		does("tab", format, func() Action { d.turn(); return Action{} }),
	}
}

// json reports whether the file is to hold JSON, as its name says.
func (d *ExportTo) json() bool { return strings.EqualFold(filepath.Ext(d.field.text()), ".json") }

// turn changes the name to that of the other format.
func (d *ExportTo) turn() {
	name, ext := strings.TrimSuffix(d.field.text(), filepath.Ext(d.field.text())), ".json"
	if d.json() {
		ext = ".md"
	}
	d.field.set(name + ext)
}

// start writes the file beside the program.
func (d *ExportTo) start(path string, replace bool) Action {
	if path == "" {
		return toast("name the file: .json makes it JSON, any other name Markdown")
	}
	content := d.report.Markdown()
	if d.json() {
		content = d.report.JSON()
	}
	d.writing, d.err = true, nil
	return Action{Cmd: ask(d, func() tea.Msg { return exported{path, d.write(path, []byte(content), replace)} })}
}

// TakesText implements [TextTaker].
func (d *ExportTo) TakesText() bool { return d.exists == "" }

// Waits implements [Waiter].
func (d *ExportTo) Waits() bool { return d.writing }

// HandleMsg implements [Dialog].
func (d *ExportTo) HandleMsg(msg tea.Msg) Action {
	switch msg := msg.(type) {
	case exported:
		return d.ended(msg)
	case tea.PasteMsg:
		if d.exists == "" {
			d.field.paste(msg.Content)
		}
	case tea.KeyPressMsg:
		key := msg.String()
		if d.exists != "" || key == "esc" || key == "enter" || key == "tab" {
			return press(d, key)
		}
		d.err = nil
		d.field.press(msg)
	}
	return Action{}
}

func (d *ExportTo) ended(msg exported) Action {
	d.writing = false
	switch {
	case msg.err == nil:
		return Action{Close: true, Toast: "wrote " + msg.path + ", which only you can read"}
	case errors.Is(msg.err, fs.ErrExist):
		d.exists = msg.path
		return Action{Turned: true}
	}
	d.exists, d.err = "", msg.err
	return Action{}
}

// Page implements [Dialog].
func (d *ExportTo) Page(screen Screen) draw.Page {
	st, width := screen.Styles, min(screen.Width, 76)
	p := draw.Page{Title: "Export: " + d.report.Title, Keys: edge(d.Commands()), Least: width}
	say := func(style draw.Style, text string) {
		for _, l := range draw.Wrap(text, max(1, width-2)) {
			p.Say(" " + style.Render(l))
		}
	}
	if d.exists != "" {
		say(st.Warn, fmt.Sprintf("%s exists. Replace it?", visible(d.exists)))
		return p
	}
	say(st.Text, "What this view shows, as Markdown, or as JSON where the name ends in .json. "+
		"Tokens are not in it. Only you can read the file.")
	p.Say("")
	d.field.addTo(&p, st)
	if d.err != nil {
		sentence, next := describe.Failure(d.err)
		p.Say("")
		say(st.Bad, sentence)
		if next != "press r to try again" {
			say(st.Text, next)
		}
	}
	return p
}
