// Package dialog holds what stands over the explorer's panes: the composer,
// comparisons, drift, questions, adding a team.
//
// A dialog gets messages and returns an [Action]: what it wants done. It knows
// teams, requests and the catalogue, and draws itself. It promises not to wait:
// what takes time is a command, and its [Reply] comes back to the dialog that gave
// it, closed or not. It knows neither the explorer nor where answers come from.
package dialog

import (
	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// Dialog is something that stands over the panes. Dialogs are a stack: the
// topmost gets keys and pastes first and is drawn last.
type Dialog interface {
	// HandleMsg handles a key, a paste, a reply to one of the dialog's commands,
	// or news such as [TeamRead]. What does not concern the dialog it ignores.
	HandleMsg(msg tea.Msg) Action
	// Page is what the dialog shows, from its first row to its last. [Draw] has a part of it
	// shown.
	Page(screen Screen) draw.Page
	// window is which part that is, and which row is selected.
	window() *draw.Window
	// Commands are the keys that the dialog has now, esc first.
	Commands() []Command
}

// Waiter is a dialog that may have something under way that a click beside it would lose.
type Waiter interface {
	// Waits reports whether a click beside the dialog leaves it open.
	Waits() bool
}

// TextTaker is a dialog that may take text.
type TextTaker interface {
	// TakesText reports whether letters are typed into a field just now.
	TakesText() bool
}

// Screen is where a dialog is drawn.
type Screen struct {
	Styles draw.Styles
	Width  int // of the dialog's rows
	Height int // of the whole screen
}

// Lines are the lines of the screen on which a dialog has room: all but the header and the
// status line, as far as there are any.
func (s Screen) Lines() (top, height int) {
	const least = 5 // lines of a screen with both
	if s.Height < least {
		return 0, s.Height
	}
	return 1, s.Height - 2
}

// rowsIn is how many rows of a dialog are on screen at most.
func (s Screen) rowsIn() int {
	_, height := s.Lines()
	return draw.RowsIn(s.Width+edges, height)
}

// edges are the cells beside the rows of a dialog.
const edges = 2

// rect is room for as many rows as the screen has.
func (s Screen) rect() draw.Rect { return draw.Rect{W: s.Width, H: s.Height} }

// Action is what a dialog wants done after a message, in this order. The zero
// value is nothing.
type Action struct {
	Close bool   // takes the dialog off the stack
	Toast string // a sentence for the status line
	// Turned says that the dialog shows something else by itself. Keys that are on their
	// way were pressed before it could be seen: they are not for it.
	Turned bool
	Cmd    tea.Cmd // runs beside the program
	Do     any     // what only the explorer can do: one of the types below
}

// What only the explorer can do.
type (
	// Open puts a dialog on top of the stack.
	Open struct{ Dialog Dialog }
	// Compose opens the composer on a draft of a team.
	Compose struct {
		Team  *state.Session
		Draft int
	}
	// Pick puts scopes into a team's drafts.
	Pick struct {
		Team   *state.Session
		Scopes []catalog.Scope
	}
	// Queue has requests wait for the next triggers of a team.
	Queue struct {
		Team     *state.Session
		Requests []model.Request
	}
	// Send sends the next request of the selected team with a trigger.
	Send struct{ Trigger model.TriggerID }
	// Read reads a team that was not read yet, or any team again.
	Read struct {
		Team  *state.Session
		Again bool
	}
	// Installed tells that an app was installed: the team is read again.
	Installed struct {
		Team    *state.Session
		Install model.Install
		Waited  bool // the user waited for it, and did nothing else
	}
	// Answered tells that the user of the sandbox answered what a request showed.
	Answered struct {
		Team     *state.Session
		Approved bool
		Scopes   []catalog.Scope
	}
	// Added tells that a team was added to the store.
	Added struct{ Team state.Team }
	// Removed tells that the team of a key was removed from the store.
	Removed struct{ Key string }
)

// News for open dialogs.
type (
	// Opened tells a dialog, and only that, that it is on the stack.
	Opened struct{}
	// TeamRead tells that a team's permissions were read to the end.
	TeamRead struct{ Team *state.Session }
	// DraftsChanged tells that drafts changed outside of the dialog.
	DraftsChanged struct{}
	// RequestShown tells that Slack shows a request to a user.
	RequestShown struct{}
)

// Reply is what a command of a dialog brings. It is for that dialog only.
type Reply struct {
	To  Dialog
	Msg tea.Msg
}

// ask has a function run beside the program. What it returns comes back to d.
func ask(d Dialog, run func() tea.Msg) tea.Cmd {
	return func() tea.Msg { return Reply{d, run()} }
}

// ReadOnly is why a key that changes something does nothing in a read-only session.
const ReadOnly = "this session is read-only"
