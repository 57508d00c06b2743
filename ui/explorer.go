package ui

import (
	"context"
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/process"
	"periscope/ui/dialog"
	"periscope/ui/draw"
	"periscope/ui/panes"
	"periscope/ui/state"
)

// explorer is the one tea.Model of the program. It routes messages and lays
// out; the panes own their state and draw themselves.
type explorer struct {
	ctx    context.Context
	source Source
	mode   string // shown at the top right: "sandbox"
	// readOnly keeps every key from changing anything, at Slack or in the store.
	readOnly bool
	noMouse  bool // the terminal selects text as it always does
	now      func() time.Time
	process  *process.Process
	terminal *terminal     // nil: it cannot be given back to a shell
	remote   bool          // it is a visitor's, on another machine
	settle   time.Duration // how long the cursor rests on a team before Slack is asked about it
	// noticeLife is how long a notice stays; zero: until the next key.
	noticeLife time.Duration

	width, height int
	dark          bool
	ascii         bool // the terminal shows no other characters
	profile       colorprofile.Profile
	styles        draw.Styles
	actions       []action

	teams     panes.Teams
	resources panes.Resources
	scopes    panes.Scopes
	focus     focus
	pivot     *pivot
	// unfiltered selects again, in each pane, what was selected before a filter was opened.
	unfiltered [paneCount]func()
	dialogs    []dialog.Dialog   // open ones, the topmost last
	requests   state.Requests    // of this run
	activity   state.ActivityLog // what was said to Slack and by it
	silences   []Silence         // calls that Slack does not answer
	turned     time.Time         // when a dialog last showed something else by itself
	showing    string            // key of the team whose next change is to be shown, because the user approved it
	toast      string            // the notice, a sentence at the right end of the footer for some seconds
	timed      string            // the notice whose time runs
	notices    int               // counts notices
	// rereading has the teams that are read again because a key asked for it, and what was known.
	rereading map[*state.Session]model.Permissions
	settling  int  // counts changes of the selected team
	ticking   bool // a countdown is on screen
}

// pivot remembers what to return to when a pivot is undone.
type pivot struct {
	scope catalog.Scope
	from  model.Resource
	focus focus
}

// action is something a key does; keys.go has the table of all of them.
type action struct {
	key.Binding
	group string
	run   func(*explorer) tea.Cmd
	// blocked says why the key does nothing now, "" when it works. Nil: it always works.
	blocked func(*explorer) string
	// now is what the key does in the present place, when that says more than
	// the binding's help. Nil: it is always the same.
	now func(*explorer) string
	// hint is what the footer calls it; empty keeps the key out of it.
	hint string
	// urgent reports that its hint comes first now; else it has none. Nil: it is like others.
	urgent func(*explorer) bool
}

// hidden reports whether the palette leaves the action out: it moves the cursor, or opens
// the palette.
func (a action) hidden() bool { return a.group == "Move" || slices.Contains(a.Keys(), ":") }

// why is the reason why the action does nothing now, or "".
func (a action) why(e *explorer) string {
	if a.blocked == nil {
		return ""
	}
	return a.blocked(e)
}

// does is what the key does now.
func (a action) does(e *explorer) string {
	if a.now == nil {
		return a.Help().Desc
	}
	return a.shortly(e)
}

// shortly is what the footer calls what the key does now.
func (a action) shortly(e *explorer) string {
	if a.now != nil {
		if now := a.now(e); now != "" {
			return now
		}
	}
	return a.hint
}

// layout says where everything is drawn.
func (e *explorer) layout() layout { return arrange(e.width, e.height, e.focus) }

// list is the rows of the focused pane.
func (e *explorer) list() *draw.List {
	return [...]*draw.List{&e.teams.List, &e.resources.List, &e.scopes.List}[e.focus]
}

func (e *explorer) filter() *panes.Filter { return e.filterOf(e.focus) }

func (e *explorer) filterOf(f focus) *panes.Filter {
	return [...]*panes.Filter{&e.teams.Filter, &e.resources.Filter, &e.scopes.Filter}[f]
}

// typing is the filter that takes keys now, or nil.
func (e *explorer) typing() *panes.Filter {
	if f := e.filter(); f.Typing && e.dialog() == nil {
		return f
	}
	return nil
}

// dialog is the topmost dialog, or nil.
func (e *explorer) dialog() dialog.Dialog {
	if len(e.dialogs) == 0 {
		return nil
	}
	return e.dialogs[len(e.dialogs)-1]
}

// What the source can do beyond reading, or nil.

func (e *explorer) requester() Requester {
	requester, _ := e.source.(Requester)
	return requester
}

func (e *explorer) installer() Installer {
	installer, _ := e.source.(Installer)
	return installer
}

func (e *explorer) sandbox() Sandbox {
	sandbox, _ := e.source.(Sandbox)
	return sandbox
}

func (e *explorer) driftSource() DriftSource {
	source, _ := e.source.(DriftSource)
	return source
}

func (e *explorer) explainer() Explainer {
	explainer, _ := e.source.(Explainer)
	return explainer
}

func (e *explorer) store() TokenStore {
	store, _ := e.source.(TokenStore)
	return store
}

// What the source reaches of the machine that the user sits at, or nil. A visitor on another
// machine reaches nothing of this one.

func (e *explorer) clipboard() Clipboard {
	clipboard, _ := e.source.(Clipboard)
	if e.remote {
		return nil
	}
	return clipboard
}

func (e *explorer) browser() Browser {
	browser, _ := e.source.(Browser)
	if e.remote {
		return nil
	}
	return browser
}

func (e *explorer) files() FileWriter {
	files, _ := e.source.(FileWriter)
	if e.remote {
		return nil
	}
	return files
}

// dialogNews is news for every open dialog.
type dialogNews struct{ news tea.Msg }

// tellDialogs sends news to every open dialog.
func tellDialogs(news tea.Msg) tea.Cmd { return func() tea.Msg { return dialogNews{news} } }
