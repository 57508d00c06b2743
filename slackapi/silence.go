package slackapi

import (
	"sync"
	"time"
)

// silence is the time for which one call went unanswered, as [OnSilence] hears of it.
type silence struct {
	report func(Silence)

	mu    sync.Mutex // held while report runs: it is never called after the end
	now   Silence
	told  bool
	timer *time.Timer
	runs  int           // counts the calls of resume: a timer of an earlier one is late
	spent time.Duration // before the last pause
	began time.Time     // after the last pause; zero during one
}

// newSilence is the silence of a call that is not made yet: resume begins it.
func newSilence(c *Client, method string) *silence {
	return &silence{report: c.onSilence, now: Silence{Method: method, Host: c.host}}
}

// resume begins the silence, or goes on with it after a pause.
func (s *silence) resume() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.began.IsZero() {
		return
	}
	s.began = time.Now()
	s.runs++
	if s.told {
		return
	}
	run, since := s.runs, s.began.Add(-s.spent)
	s.timer = time.AfterFunc(SilenceTold-s.spent, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if run != s.runs || s.began.IsZero() { // it ended at the same moment
			return
		}
		s.told, s.now.Since = true, since
		s.report(s.now)
	})
}

// pause leaves out a time in which the call waits.
func (s *silence) pause() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.began.IsZero() {
		return
	}
	s.timer.Stop()
	s.spent += time.Since(s.began)
	s.began = time.Time{}
}

// end ends the silence: something else is told now, or the call has ended.
func (s *silence) end() {
	s.pause()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.told {
		over := s.now
		over.Over = true
		s.report(over)
	}
	s.told, s.spent = false, 0
}
