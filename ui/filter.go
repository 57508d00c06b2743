package ui

import (
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
)

// filter narrows a pane to the rows that hold what was typed.
type filter struct {
	input   textinput.Model
	typing  bool // keys go to input
	query   query
	ordered int // generation: counts searches, so that the answer to an old one can be dropped
}

// longestQuery bounds what a filter takes, pasted megabytes included.
const longestQuery = 100

// longestPaste is how much of a paste is looked at, in bytes.
const longestPaste = 4 * longestQuery

func newFilter() filter {
	in := textinput.New()
	in.Prompt = "/"
	in.CharLimit = longestQuery
	in.SetVirtualCursor(false)
	return filter{input: in}
}

// open lets the user type, starting from what was typed before.
func (f *filter) open() tea.Cmd {
	f.typing = true
	f.input.CursorEnd()
	return f.input.Focus()
}

// close ends typing and keeps the filter.
func (f *filter) close() {
	f.typing = false
	f.input.Blur()
}

// clear ends the filter.
func (f *filter) clear() {
	f.close()
	f.input.Reset()
	f.query = query{}
	f.ordered++
}

// on reports whether the filter hides anything, or is about to.
func (f *filter) on() bool { return f.typing || !f.query.empty() }

// update hands a key or a paste to the input and reports whether the query changed.
func (f *filter) update(msg tea.Msg) (changed bool, cmd tea.Cmd) {
	if paste, ok := msg.(tea.PasteMsg); ok && len(paste.Content) > longestPaste {
		msg = tea.PasteMsg{Content: paste.Content[:longestPaste]}
	}
	before := f.input.Value()
	f.input, cmd = f.input.Update(msg)
	if f.input.Value() == before {
		return false, cmd
	}
	f.query = parseQuery(f.input.Value())
	return true, cmd
}

// label is what the pane's lower edge says of the filter.
func (f *filter) label() string {
	if !f.on() {
		return ""
	}
	return "/" + discreet(f.input.Value())
}
