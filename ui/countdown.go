package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"periscope/ui/state"
)

// secondPast tells that it is time to draw the countdown again.
type secondPast struct{}

// tick keeps a countdown going while Slack makes us wait, or a trigger runs
// out, and only then.
func (e *explorer) tick() tea.Cmd {
	if e.ticking || e.waiting() == nil && !e.requests.Racing(e.now()) {
		return nil
	}
	e.ticking = true
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return secondPast{} })
}

// waiting is the team on screen if Slack makes it wait, or nil.
func (e *explorer) waiting() *state.Session {
	if s := e.resources.Session; s != nil && s.Until(e.now()) > 0 {
		return s
	}
	return nil
}
