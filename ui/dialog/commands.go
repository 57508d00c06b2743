package dialog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/ui/draw"
)

// Command is what a key does in a dialog. A dialog lists those that it has now, esc first:
// its lower edge, its help and what a key does all come from that list.
type Command struct {
	Keys []string // as Bubble Tea names them
	Name string   // what is shown for the keys; empty: the first
	Does string   // in a word or two, as the lower edge says it
	// Quiet keys stand in the help only: those that every list has.
	Quiet bool
	// OnRow: it does something to the selected row. Where that is out of sight, the key shows it
	// first, and does nothing else.
	OnRow bool
	// Why says why the key does nothing now; empty: it does something.
	Why string
	Run func() Action
}

// Label is what is shown for the keys.
func (c Command) Label() string {
	if c.Name != "" {
		return c.Name
	}
	return c.Keys[0]
}

// does is a command of one key.
func does(key, what string, run func() Action) Command {
	return Command{Keys: []string{key}, Does: what, Run: run}
}

// quiet keeps a command out of the lower edge.
func (c Command) quiet() Command {
	c.Quiet = true
	return c
}

// onRow says that a command does something to the selected row.
func (c Command) onRow() Command {
	c.OnRow = true
	return c
}

// also gives a command more keys.
func (c Command) also(keys ...string) Command {
	c.Keys = append(c.Keys, keys...)
	return c
}

// unless has a command do nothing for a reason, if there is one.
func (c Command) unless(why string) Command {
	c.Why = why
	return c
}

// closes is the command that closes a dialog.
func closes(keys ...string) Command {
	return does("esc", "close", func() Action { return Action{Close: true} }).also(append([]string{"q"}, keys...)...)
}

// edge is what the lower edge says of commands: of those that would do something.
func edge(commands []Command) []draw.Key {
	var keys []draw.Key
	for _, c := range commands {
		if !c.Quiet && c.Why == "" {
			keys = append(keys, draw.Key{Name: c.Label(), Does: c.Does, Press: c.Keys[0]})
		}
	}
	return keys
}

// has reports whether a key is one of commands.
func has(commands []Command, key string) bool {
	return slices.ContainsFunc(commands, func(c Command) bool { return slices.Contains(c.Keys, key) })
}

// press does what a key does in a dialog.
func press(d Dialog, key string) Action {
	for _, c := range d.Commands() {
		if !slices.Contains(c.Keys, key) {
			continue
		}
		if w := d.window(); c.OnRow && w.OutOfSight() {
			w.Seek(w.Cursor)
			return toast("this is the selected row; " + c.Label() + " again: " + c.Does)
		}
		if c.Why != "" {
			return toast(c.Why)
		}
		return c.Run()
	}
	return toast(key + " does nothing in this dialog; ? lists its keys")
}

// handle does what a message from the keyboard or the mouse means to a dialog with a list,
// which may be nil. Other messages mean nothing.
func handle(d Dialog, l *list, msg tea.Msg) Action {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if l != nil && l.typing {
			return l.typed(msg)
		}
		return press(d, msg.String())
	case tea.PasteMsg:
		if l != nil && l.typing {
			l.field.paste(msg.Content)
			l.refilter()
			return Action{}
		}
		return toast("nothing takes text here")
	case Clicked:
		if l == nil {
			break
		}
		if l.typing = false; l.Cursor != msg.Item {
			l.Seek(msg.Item)
			break
		}
		if has(d.Commands(), "enter") {
			return press(d, "enter")
		}
	}
	return Action{}
}

// Clicked tells that a row of a list was clicked, counted from 0.
type Clicked struct{ Item int }

func toast(sentence string) Action { return Action{Toast: sentence} }

// numbered are the commands of the digits, of which n do something; none says why the
// others do nothing. The lower edge has them as one.
func numbered(n int, what string, none func(digit int) string, run func(digit int) Action) []Command {
	var all []Command
	for digit := 1; digit <= 9; digit++ {
		c := does(strconv.Itoa(digit), what, func() Action { return run(digit) })
		switch {
		case digit > n:
			c.Why = none(digit)
		case digit > 1:
			c.Quiet = true
		case n > 1:
			c.Name = fmt.Sprintf("1-%d", n)
		}
		all = append(all, c)
	}
	return all
}

// addNumbered adds what a digit does, and what for, in as many rows as that takes. A click on any
// of them stands for the digit.
func addNumbered(p *draw.Page, st draw.Styles, number int, words, what string, width int) {
	const indent = 5
	digit, room := strconv.Itoa(number), max(1, width-indent)
	rows := draw.Wrap(words, room)
	last := len(rows) - 1
	beside := what != "" && ansi.StringWidth(rows[last])+2+ansi.StringWidth(what) <= room
	for i, text := range rows {
		lead := strings.Repeat(" ", indent)
		if i == 0 {
			lead = "   " + st.Accent.Render(digit) + " "
		}
		row := lead + st.Text.Render(text)
		if i == last && beside {
			row += st.Dim.Render("  " + what)
		}
		p.AddButton(digit, row)
	}
	if beside || what == "" {
		return
	}
	for _, text := range draw.Wrap(what, room) {
		p.AddButton(digit, strings.Repeat(" ", indent)+st.Dim.Render(text))
	}
}
