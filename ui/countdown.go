package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"periscope/ui/state"
)

// secondPast tells that it is time to draw the countdown again.
type secondPast struct{}

// tick keeps a countdown going while Slack makes us wait or does not answer, or a trigger
// runs out, and only then.
func (e *explorer) tick() tea.Cmd {
	if e.ticking || e.waiting() == nil && e.silence() == nil && !e.requests.Racing(e.now()) {
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

// silent takes in that a call is not answered, or that this is over.
func (e *explorer) silent(s Silence) tea.Cmd {
	if !s.Over {
		e.silences = append(e.silences, s)
		return e.tick()
	}
	s.Over = false
	if at := slices.Index(e.silences, s); at >= 0 {
		e.silences = slices.Delete(e.silences, at, at+1)
	}
	return nil
}

// silence is the oldest call for the team on screen, or for none, that is not answered; or nil.
func (e *explorer) silence() *Silence {
	for i, s := range e.silences {
		if s.Key == "" || e.resources.Session != nil && s.Key == e.resources.Session.Team.Key {
			return &e.silences[i]
		}
	}
	return nil
}
