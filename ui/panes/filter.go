package panes

import (
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/find"
)

// Filter narrows a pane to the rows that hold what was typed.
type Filter struct {
	input   textinput.Model
	Typing  bool // keys go to input
	query   find.Query
	ordered int // generation: counts searches, so that the answer to an old one can be dropped
}

// longestQuery bounds what a filter takes, pasted megabytes included.
const longestQuery = 100

// LongestPaste is how much of a paste is looked at, in bytes.
const LongestPaste = 4 * longestQuery

func newFilter() Filter {
	in := draw.NewTextInput()
	in.Prompt = "/"
	in.CharLimit = longestQuery
	in.SetVirtualCursor(false)
	return Filter{input: in}
}

// Open lets the user type, starting from what was typed before.
func (f *Filter) Open() tea.Cmd {
	f.Typing = true
	f.input.CursorEnd()
	return f.input.Focus()
}

// Close ends typing and keeps the filter.
func (f *Filter) Close() {
	f.Typing = false
	f.input.Blur()
}

// Clear ends the filter.
func (f *Filter) Clear() {
	f.Close()
	f.input.Reset()
	f.query = find.Query{}
	f.ordered++
}

// On reports whether the filter hides anything, or is about to.
func (f *Filter) On() bool { return f.Typing || !f.query.Empty() }

// Update hands a key or a paste to the input and reports whether the query changed.
func (f *Filter) Update(msg tea.Msg) (changed bool, cmd tea.Cmd) {
	if paste, ok := msg.(tea.PasteMsg); ok && len(paste.Content) > LongestPaste {
		msg = tea.PasteMsg{Content: paste.Content[:LongestPaste]}
	}
	before := f.input.Value()
	f.input, cmd = f.input.Update(msg)
	if f.input.Value() == before {
		return false, cmd
	}
	f.query = find.Parse(f.input.Value())
	return true, cmd
}

// tally is how many of all rows the filter leaves, and where among them the cursor is: "3 of 49
// · 1 of 3"; "0 of 49".
func tally(left, all, position string) string {
	if position == "" {
		return left + " of " + all
	}
	return left + " of " + all + " · " + position
}

// Cursor is where in the label of so many cells text is typed; false: it is not.
func (f *Filter) Cursor(width int) (cell int, ok bool) {
	before, _ := f.around(width)
	return len("/") + ansi.StringWidth(before), f.Typing
}

// Label is what the pane's lower edge says of the filter, in width cells at most. Behind it
// the edge has a cell for the cursor. While the filter is typed, it is the part around the cursor.
func (f *Filter) Label(width int) string {
	if !f.On() {
		return ""
	}
	if !f.Typing {
		return draw.Cut("/"+describe.Discreet(f.input.Value()), width)
	}
	before, after := f.around(width)
	return "/" + before + after
}

// around is what the label has before the cursor and after it.
func (f *Filter) around(width int) (before, after string) {
	return draw.Around(describe.Discreet(f.input.Value()), f.input.Position(), width)
}
