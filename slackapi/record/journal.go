// Package record notes what an app called, with which token, and with what outcome.
// It promises that no secret is in a record: a token is shortened to what may be
// shown. It bounds its memory and what it reads of a file, forgets the oldest calls first,
// and judges nothing.
package record

import (
	"errors"
	"sync"
	"time"

	"periscope/model"
)

// Capacity is how many calls a [Journal] holds.
const Capacity = 1000

// Call is one call of the Web API, as a line of a journal.
type Call struct {
	Number int       `json:"number"` // since the start or the last reset, from 1
	At     time.Time `json:"at"`     // when it was answered
	Verb   string    `json:"verb"`   // GET or POST, or what else was sent
	Method string    `json:"method"` // as called, also one that does not exist; at most 100 characters
	Token  string    `json:"token"`  // redacted, "xoxa-…acme"; empty: the call had none
	// Team and App are what the token opens; empty if it opens nothing.
	Team model.TeamID `json:"team,omitempty"`
	App  string       `json:"app,omitempty"`
	// Outcome is "ok" or the error code; empty if the call got neither.
	Outcome string `json:"outcome,omitempty"`
	Status  int    `json:"status,omitempty"` // HTTP; 0: the connection was broken off
	// Arguments are what the call said, secrets redacted and long values cut.
	Arguments map[string]string `json:"arguments,omitempty"`
	Fault     string            `json:"fault,omitempty"` // the kind of fault that the sandbox made on purpose: "error", "close"
}

// Journal holds the last calls, up to [Capacity]. It is safe for concurrent use,
// and its zero value is ready to use.
type Journal struct {
	mu    sync.Mutex
	calls []Call // a ring: call n is at (n-1) % Capacity
	total int
}

// Add appends a call and numbers it. What a client chose freely is made fit to be shown, and
// cut: a client may put a megabyte, or a token, where the verb or the method belongs.
func (j *Journal) Add(c Call) {
	c.Verb, c.Method, c.Outcome = short(c.Verb), short(c.Method), short(c.Outcome)
	j.mu.Lock()
	defer j.mu.Unlock()
	j.total++
	c.Number = j.total
	if len(j.calls) < Capacity {
		j.calls = append(j.calls, c)
		return
	}
	j.calls[(j.total-1)%Capacity] = c
}

// Calls returns a copy of the calls it holds, the oldest first; never nil.
func (j *Journal) Calls() []Call {
	j.mu.Lock()
	defer j.mu.Unlock()
	oldest := 0
	if len(j.calls) == Capacity {
		oldest = j.total % Capacity
	}
	return append(append([]Call{}, j.calls[oldest:]...), j.calls[:oldest]...)
}

// Total is how many calls were added since the start or the last reset.
func (j *Journal) Total() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.total
}

// Since returns the calls it holds that came after the one of that number, the oldest first;
// all of them after a reset.
func (j *Journal) Since(number int) []Call {
	calls := j.Calls()
	if len(calls) == 0 || calls[len(calls)-1].Number < number {
		return calls
	}
	return calls[min(max(number-calls[0].Number+1, 0), len(calls)):]
}

// Reset forgets all calls, and begins again with number 1.
func (j *Journal) Reset() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.calls, j.total = nil, 0
}

// Redact shortens a token to what may be shown, for [Call.Token]. It returns
// nothing for a blank text, and "unreadable" for anything else that is no token.
func Redact(token string) string {
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
