// Package watch is the screen of an app that is being watched: its calls with counts, the
// scopes that they used, and what the selected line is about.
//
// It promises never to wait: what it shows is worked out elsewhere and sent to it as a
// [State], and what its keys do is done in commands. It draws the same number of cells
// whatever the app calls. Text arrives clean.
package watch

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"periscope/ui/draw"
)

// Call is calls of one method that were answered alike.
type Call struct {
	Method  string
	Count   int
	Outcome string // "ok", or what went wrong
	OK      bool
	Scopes  string // that they used, or need
	Last    time.Time
	Detail  []string // lines about them
}

// Mark is what the calls say of a scope.
type Mark int

const (
	Used Mark = iota
	Unused
	Missing
	Doubtful // one of several, or perhaps
)

// Scope is a scope that was used, refused or held.
type Scope struct {
	Name   string
	Kind   string // of token
	Mark   Mark
	Word   string // the mark as a word: "used", "one of"
	Count  int
	Least  bool // it is in the smallest set
	Detail []string
}

// State is all that is known at one moment.
type State struct {
	Calls   []Call // the latest first
	Scopes  []Scope
	Total   int    // calls
	Summary string // the smallest set, or why there is none
	Report  string // all of it in lines, for the clipboard
	Output  []string
	Running bool   // the app runs
	Status  string // how it ended
	Notes   []string
}

// App is the app that is watched, and what can be done with it.
type App interface {
	// Interrupt asks the app to end, as ctrl+c does; Kill ends it.
	Interrupt()
	Kill()
	// Export saves what was seen to a file, and returns its name.
	Export() (file string, err error)
}

// Refreshed brings what is known now.
type Refreshed State

// exported says what came of an export.
type exported struct {
	file string
	err  error
}

// pane is one of the lists.
type pane int

const (
	onCalls pane = iota
	onScopes
	paneCount
)

// Screen is the model of the screen.
type Screen struct {
	app           App
	title         string // the command
	where         string // the address of Slack's API
	width, height int
	styles        draw.Styles
	dark          bool
	profile       colorprofile.Profile

	state  State  // that is shown
	latest *State // while the screen is paused: what came since; nil: it is not paused
	focus  pane
	lists  [paneCount]draw.List
	filter string
	typing bool // into the filter
	output bool // the app's output is shown
	scroll int  // lines of the output above the last ones
	toast  string
	ending bool // the screen is left once the app has ended
}

// NewScreen returns a screen of an app that was started with a command.
func NewScreen(app App, command, where string) *Screen {
	s := &Screen{app: app, title: command, where: where, dark: true, profile: colorprofile.TrueColor}
	s.styles = draw.NewStyles(s.dark, s.profile)
	s.state.Running = true
	return s
}

// Init implements tea.Model.
func (s *Screen) Init() tea.Cmd { return tea.RequestBackgroundColor }

// Resize gives the screen its size.
func (s *Screen) Resize(width, height int) {
	s.width, s.height = width, height
	s.fit()
}

// Toast shows a sentence in the last line, until the next key.
func (s *Screen) Toast(text string) { s.toast = text }

// CopyRequest is the message that this text is to be copied. The program that runs the screen
// copies it, by its rules.
type CopyRequest string

// Update implements tea.Model.
func (s *Screen) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		first, same := s.width == 0, s.width == msg.Width && s.height == msg.Height
		s.Resize(msg.Width, msg.Height)
		if !first && !same {
			return s, draw.Redraw()
		}
	case tea.BackgroundColorMsg:
		s.dark = msg.IsDark()
		s.styles = draw.NewStyles(s.dark, s.profile)
	case tea.ColorProfileMsg:
		s.profile = msg.Profile
		s.styles = draw.NewStyles(s.dark, s.profile)
	case tea.KeyPressMsg:
		return s, s.press(msg)
	case tea.PasteMsg:
		if s.typing {
			s.setFilter(s.filter + strings.Join(strings.Fields(msg.Content), " "))
		}
	case Refreshed:
		return s, s.refresh(State(msg))
	case exported:
		s.toast = "saved " + msg.file
		if msg.err != nil {
			s.toast = "not saved: " + msg.err.Error()
		}
	}
	return s, nil
}

// refresh shows a new state, or keeps it until the pause is over. The selected lines stay
// selected, wherever they stand now.
func (s *Screen) refresh(state State) tea.Cmd {
	if s.latest != nil {
		s.latest = &state
		s.state.Running, s.state.Status = state.Running, state.Status
	} else {
		s.show(state)
	}
	if s.ending && !state.Running {
		return tea.Quit
	}
	return nil
}

func (s *Screen) show(state State) {
	call, anyCall := s.selectedCall()
	scope, anyScope := s.selectedScope()
	top := s.lists[onCalls].Cursor == 0 // the latest call is followed
	s.state = state
	s.fit()
	if anyCall && !top {
		for i, c := range s.calls() {
			if c.Method == call.Method && c.Outcome == call.Outcome && c.Scopes == call.Scopes {
				s.lists[onCalls].MoveTo(i)
			}
		}
	}
	if anyScope && s.lists[onScopes].Cursor > 0 {
		for i, c := range s.scopes() {
			if c.Name == scope.Name && c.Kind == scope.Kind {
				s.lists[onScopes].MoveTo(i)
			}
		}
	}
}

// matches reports whether a line has what the filter says.
func (s *Screen) matches(words ...string) bool {
	return s.filter == "" || strings.Contains(strings.ToLower(strings.Join(words, " ")), strings.ToLower(s.filter))
}

func (s *Screen) calls() []Call {
	var found []Call
	for _, c := range s.state.Calls {
		if s.matches(c.Method, c.Outcome, c.Scopes) {
			found = append(found, c)
		}
	}
	return found
}

func (s *Screen) scopes() []Scope {
	var found []Scope
	for _, c := range s.state.Scopes {
		if s.matches(c.Name, c.Word, c.Kind) {
			found = append(found, c)
		}
	}
	return found
}

func (s *Screen) selectedCall() (Call, bool) {
	calls := s.calls()
	if at := s.lists[onCalls].Cursor; at < len(calls) {
		return calls[at], true
	}
	return Call{}, false
}

func (s *Screen) selectedScope() (Scope, bool) {
	scopes := s.scopes()
	if at := s.lists[onScopes].Cursor; at < len(scopes) {
		return scopes[at], true
	}
	return Scope{}, false
}
