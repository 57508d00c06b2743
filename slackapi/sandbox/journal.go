package sandbox

import (
	"errors"
	"net/http"
	"sync"
	"time"

	"periscope/model"
)

// JournalSize is how many calls the journal holds; older ones are forgotten.
const JournalSize = 1000

// Call is a line of the journal: one call of the Web API.
type Call struct {
	Number int       `json:"number"` // since the start or the last reset, from 1
	At     time.Time `json:"at"`     // when it was answered, by the sandbox's clock
	Verb   string    `json:"verb"`   // GET or POST
	Method string    `json:"method"` // as called, also one that the sandbox has not; at most 100 bytes
	Token  string    `json:"token"`  // redacted, "xoxa-…acme"; empty: the call had none
	// Team and App are what the token opens; empty if it opens nothing.
	Team model.TeamID `json:"team,omitempty"`
	App  string       `json:"app,omitempty"`
	// Outcome is "ok" or the error code; empty if the call got neither.
	Outcome string `json:"outcome,omitempty"`
	Status  int    `json:"status,omitempty"` // HTTP; 0: the connection was broken off
	Fault   string `json:"fault,omitempty"`  // the kind of the [Fault] that struck: "error", "close"
}

// Journal returns the last calls, the oldest first, up to [JournalSize].
func (s *Sandbox) Journal() []Call { return s.journal.all() }

// journal holds the last calls in a ring.
type journal struct {
	mu    sync.Mutex
	calls []Call // at most JournalSize; call n is at (n-1) % JournalSize
	total int
}

func (j *journal) add(line Call) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.total++
	line.Number = j.total
	if len(j.calls) < JournalSize {
		j.calls = append(j.calls, line)
		return
	}
	j.calls[(j.total-1)%JournalSize] = line
}

func (j *journal) all() []Call {
	j.mu.Lock()
	defer j.mu.Unlock()
	oldest := 0
	if len(j.calls) == JournalSize {
		oldest = j.total % JournalSize
	}
	return append(append([]Call{}, j.calls[oldest:]...), j.calls[:oldest]...)
}

func (j *journal) reset() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.calls, j.total = nil, 0
}

// line describes a call that was answered with err, nil for ok, under a fault.
func (c *call) line(r *http.Request, f Fault, err error) Call {
	line := Call{
		At:      c.sandbox.now(),
		Verb:    r.Method,
		Method:  c.method[:min(len(c.method), 100)],
		Token:   redact(sentToken(r.Header, c.args)),
		Outcome: "ok",
		Status:  http.StatusOK,
		Fault:   f.kind(),
	}
	if c.install != nil {
		line.Team, line.App = c.install.team.ID, c.install.AppID
	}
	if err != nil {
		refused := asFailure(err)
		line.Outcome, line.Status = refused.Code, refused.httpStatus()
	}
	if f.Close {
		line.Status = 0
	}
	return line
}

// redact shortens a token to what may be shown; of what is no token it shows nothing.
func redact(token string) string {
	if token == "" {
		return ""
	}
	t, err := model.ParseToken(token)
	if errors.Is(err, model.ErrNoToken) {
		return ""
	}
	if err != nil {
		return "unreadable"
	}
	return t.String()
}
