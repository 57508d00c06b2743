package ui

import (
	"context"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/panes"
	"periscope/ui/state"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// explorer is the one tea.Model of the program. It routes messages and lays
// out; the panes own their state and draw themselves.
type explorer struct {
	ctx    context.Context
	source Source
	mode   string // shown at the top right: "sandbox"
	// readOnly keeps every key from changing anything, at Slack or in the store.
	readOnly bool
	now      func() time.Time
	settle   time.Duration // how long the cursor rests on a team before Slack is asked about it

	width, height int
	dark          bool
	profile       colorprofile.Profile
	styles        draw.Styles
	actions       []action

	teams     panes.Teams
	resources panes.Resources
	scopes    panes.Scopes
	focus     focus
	pivot     *pivot
	dialogs   []dialog          // open ones, the topmost last
	requests  state.Requests    // of this run
	activity  state.ActivityLog // what was said to Slack and by it
	toast     string            // a sentence in the status line until the next key
	settling  int               // counts changes of the selected team
	ticking   bool              // a countdown is on screen
}

// pivot remembers what to return to when a pivot is undone.
type pivot struct {
	scope catalog.Scope
	from  model.Resource
	focus focus
}

// Messages of the explorer itself.
type (
	teamSettled struct{ settling int } // the cursor rested on a team
	secondPast  struct{}               // time to draw the countdown again
)

func newExplorer(ctx context.Context, source Source, opts Options, now func() time.Time) *explorer {
	e := &explorer{
		ctx: ctx, source: source, mode: opts.Mode, readOnly: opts.ReadOnly, now: now,
		settle: 150 * time.Millisecond, // passing over a team sends nothing
		dark:   true, profile: colorprofile.TrueColor,
		actions:   actions(),
		teams:     panes.NewTeams(source.Teams()),
		resources: panes.NewResources(),
		scopes:    panes.NewScopes(),
	}
	e.styles = draw.NewStyles(e.dark, e.profile)
	if s := e.teams.Selected(); s != nil {
		e.resources.Show(s)
	}
	return e
}

// Init implements tea.Model: the first team is read at once.
func (e *explorer) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, e.read(e.teams.Selected()))
}

// Update implements tea.Model.
func (e *explorer) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := e.route(msg)
	return e, tea.Batch(cmd, e.lookUp())
}

func (e *explorer) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		e.width, e.height = msg.Width, msg.Height
		e.fit()
	case tea.BackgroundColorMsg:
		e.dark = msg.IsDark()
		e.styles = draw.NewStyles(e.dark, e.profile)
	case tea.ColorProfileMsg:
		e.profile = msg.Profile
		e.styles = draw.NewStyles(e.dark, e.profile)
	case tea.KeyPressMsg:
		return e.press(msg)
	case tea.PasteMsg:
		return e.paste(msg)
	case tea.MouseClickMsg:
		return e.click(msg)
	case tea.MouseWheelMsg:
		return e.wheel(msg)
	case panes.FilterApplied:
		e.resources.Apply(msg)
		e.refreshScopes()
	case teamSettled:
		if msg.settling == e.settling {
			return e.read(e.teams.Selected())
		}
	case secondPast:
		e.ticking = false
		return e.tick()
	default:
		return e.receive(msg)
	}
	return nil
}

// press gives a key to whoever wants it first: a text field, a dialog, then the key table.
func (e *explorer) press(msg tea.KeyPressMsg) tea.Cmd {
	e.toast = ""
	switch {
	case msg.String() == "ctrl+c":
		return tea.Quit
	case e.typing() != nil:
		return e.typed(msg)
	case e.dialog() != nil:
		return e.dialog().press(e, msg)
	}
	for _, a := range e.actions {
		if !key.Matches(msg, a.Binding) {
			continue
		}
		if why := a.why(e); why != "" {
			e.toast = why
			return nil
		}
		return a.run(e)
	}
	return nil
}

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

// typed handles a key while a filter is being typed.
func (e *explorer) typed(msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "enter":
		e.filter().Close()
		return nil
	case "esc":
		return back(e)
	case "down":
		return by(1)(e)
	case "up":
		return by(-1)(e)
	case "tab":
		e.filter().Close()
		return nextPane(e)
	}
	return e.feed(msg)
}

func (e *explorer) paste(msg tea.PasteMsg) tea.Cmd {
	if d := e.dialog(); d != nil {
		return d.paste(e, msg.Content)
	}
	if e.typing() == nil {
		e.toast = "nothing takes text here; / opens the filter"
		return nil
	}
	if describe.HoldsToken(msg.Content[:min(len(msg.Content), panes.LongestPaste)]) {
		e.toast = describe.TokenRefused
		return nil
	}
	return e.feed(msg)
}

// feed hands text to the filter being typed.
func (e *explorer) feed(msg tea.Msg) tea.Cmd {
	changed, cmd := e.filter().Update(msg)
	if changed {
		return tea.Batch(cmd, e.filtered(e.focus))
	}
	return cmd
}

// filtered applies a changed filter to its pane.
func (e *explorer) filtered(f focus) tea.Cmd {
	switch f {
	case onTeams:
		e.teams.Refilter()
		return e.teamChanged()
	case onResources:
		cmd := e.resources.Search()
		e.refreshScopes()
		return cmd
	}
	e.scopes.Refilter()
	return nil
}

// moved follows the cursor of the focused pane: teams drive resources, resources drive scopes.
func (e *explorer) moved() tea.Cmd {
	switch e.focus {
	case onTeams:
		return e.teamChanged()
	case onResources:
		e.refreshScopes()
	}
	return nil
}

// teamChanged shows the selected team, and reads it once the cursor rests on it.
func (e *explorer) teamChanged() tea.Cmd {
	s := e.teams.Selected()
	if s == nil || s == e.resources.Session {
		return nil
	}
	e.pivot, e.resources.Pivot = nil, ""
	e.resources.Filter.Clear()
	cmd := e.resources.Show(s)
	e.refreshScopes()
	e.settling++
	if s.Phase != state.Unread {
		return cmd
	}
	settling := e.settling
	return tea.Batch(cmd, tea.Tick(e.settle, func(time.Time) tea.Msg { return teamSettled{settling} }))
}

// refreshScopes shows the scopes of what is selected in Resources. When nothing
// is, as in a pivot that reaches nothing, what was shown stays.
func (e *explorer) refreshScopes() {
	s := e.resources.Session
	if s == nil || s.Phase != state.Read {
		e.scopes.Clear()
		return
	}
	if on, ok := e.resources.Selected(); ok {
		e.scopes.Show(s, on)
	}
}

// pivotTo narrows Resources to where a scope reaches.
func (e *explorer) pivotTo(s catalog.Scope) tea.Cmd {
	if e.pivot == nil {
		from, _ := e.resources.Selected()
		e.pivot = &pivot{from: from, focus: e.focus}
	}
	e.pivot.scope, e.resources.Pivot = s, s
	e.resources.Filter.Clear()
	cmd := e.resources.Show(e.resources.Session)
	if e.resources.Rows > 0 {
		e.focus = onResources
	}
	e.refreshScopes()
	return cmd
}

// unpivot returns to where the pivot was made.
func (e *explorer) unpivot() tea.Cmd {
	was := e.pivot
	e.pivot, e.resources.Pivot = nil, ""
	e.resources.Filter.Clear()
	cmd := e.resources.Show(e.resources.Session)
	e.resources.Seek(was.from)
	e.focus = was.focus
	e.refreshScopes()
	e.scopes.Seek(was.scope)
	return cmd
}
