package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/ui/describe"
	"periscope/ui/dialog"
	"periscope/ui/draw"
	"periscope/ui/panes"
	"periscope/ui/state"
)

// Init implements tea.Model: the first team is read at once.
func (e *explorer) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, e.read(e.teams.Selected()))
}

// Update implements tea.Model.
func (e *explorer) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := e.route(msg)
	return e, tea.Batch(cmd, e.lookUp(), e.noticed())
}

// resize fits the screen into a size.
func (e *explorer) resize(width, height int) tea.Cmd {
	first, same := e.width == 0, e.width == width && e.height == height
	e.width, e.height = width, height
	e.fit()
	if first || same { // over SSH, the first one is told several times
		return nil
	}
	return draw.Redraw()
}

func (e *explorer) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return e.resize(msg.Width, msg.Height)
	case tea.BackgroundColorMsg:
		e.dark = msg.IsDark()
		e.styles = draw.NewStyles(e.dark, e.profile)
	case tea.ColorProfileMsg:
		e.profile = msg.Profile
		e.styles = draw.NewStyles(e.dark, e.profile)
	case tea.KeyPressMsg:
		if msg, typed := visibleKey(msg); typed {
			return e.press(msg)
		}
	case tea.PasteMsg:
		return e.paste(tea.PasteMsg{Content: visibleText(msg.Content)})
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
	case noticePast:
		if msg.notice == e.notices {
			e.unnotice()
		}
	case secondPast:
		e.ticking = false
		return e.tick()
	default:
		return e.receive(msg)
	}
	return nil
}

// press gives a key to a text field, else to a dialog, else to the key table.
func (e *explorer) press(msg tea.KeyPressMsg) tea.Cmd {
	e.unnotice()
	e.showing = ""
	switch {
	case msg.String() == "ctrl+c":
		return tea.Quit
	case msg.String() == "ctrl+z":
		if e.toast = suspendBlocked(e); e.toast != "" {
			return nil
		}
		return suspendKey(e)
	case e.typing() != nil:
		return e.typed(msg)
	case e.dialog() != nil:
		return e.pressDialog(msg)
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

// receive routes what came of a command, or from Slack.
func (e *explorer) receive(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case interface{ reading() stamp }:
		if s := e.current(msg.reading()); s != nil {
			return e.applyReading(s, msg)
		}
	case dialog.Reply:
		return e.handle(msg.To, msg.Msg)
	case dialogNews:
		return e.tell(msg.news)
	case requestSent:
		return e.sent(msg)
	case answerAwaited:
		return e.awaited(msg)
	case incomingHeard:
		return e.heard(Incoming(msg))
	case textCopied:
		e.toast = msg.sentence()
	case pageOpened:
		return e.opened(msg)
	case tokenRefreshed:
		return e.refreshed(msg)
	case suspendAsked:
		return e.suspend(msg.stop)
	case continued:
		return redrawn(e.ctx, e.terminal, msg)
	case saidByProcess:
		e.toast = string(msg)
	case callMade:
		e.logCall(msg)
	case silenceHeard:
		return e.silent(Silence(msg))
	case waitAnnounced:
		if s := e.teams.Find(msg.Key); s != nil {
			s.Wait = state.Pause{Method: msg.Method, Until: msg.Until}
			return e.tick()
		}
	}
	return nil
}

// applyReading routes what a reading of a team brings.
func (e *explorer) applyReading(s *state.Session, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case teamIdentified:
		return e.identified(s, msg)
	case recordingRead:
		return e.recordingCame(s, msg)
	case permissionsRead:
		return e.permitted(s, msg)
	case resourcesListed:
		return e.listed(s, msg)
	case resourceFound:
		return e.named(s, msg)
	case resourcesSorted:
		if !s.Dir.Sort(msg.order) { // a name came meanwhile
			return sortResources(msg.stamp, s.Dir)
		}
		return e.changed(s)
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
		return e.handle(d, msg)
	}
	if e.typing() == nil {
		e.toast = "nothing takes text here; / opens the filter"
		return nil
	}
	if model.HoldsToken(msg.Content[:min(len(msg.Content), panes.LongestPaste)]) {
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
