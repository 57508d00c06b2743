package state

import (
	"slices"
	"time"

	"periscope/model"
)

// Request is a request of this run, or the part of an install that is for one
// token, and what became of it.
type Request struct {
	model.RequestRun
	ID      int
	Key     string    // of the team
	changed time.Time // when its state last did
	Err     error     // why Slack refused it last
}

// Become records what the request turned into.
func (r *Request) Become(next model.RequestRun, now time.Time) { r.RequestRun, r.changed = next, now }

// triggerLife is how long a trigger can be used. Slack: three seconds.
const triggerLife = 3 * time.Second

// Left is how much of its trigger's life a request that was sent has left at
// most. How old the trigger was when it came is not known.
func (r *Request) Left(now time.Time) time.Duration {
	if r.State != model.RequestSent {
		return 0
	}
	return max(0, triggerLife-now.Sub(r.changed))
}

// Requests are those of this run, the oldest first.
type Requests struct {
	All  []*Request
	made int // how many there ever were
}

// Record adds requests in a state, and returns them.
func (l *Requests) Record(key string, asked []model.Request, state model.RequestState, now time.Time) []*Request {
	var added []*Request
	for _, r := range asked {
		l.made++
		added = append(added, &Request{RequestRun: model.RequestRun{Request: r, State: state}, ID: l.made, Key: key, changed: now})
	}
	l.All = append(l.All, added...)
	return added
}

// Wait adds requests that wait for the next triggers, in order.
func (l *Requests) Wait(key string, asked []model.Request, now time.Time) {
	l.Record(key, asked, model.AwaitingTrigger, now)
}

// Of returns the requests of a team, the oldest first.
func (l *Requests) Of(key string) []*Request {
	var own []*Request
	for _, r := range l.All {
		if r.Key == key {
			own = append(own, r)
		}
	}
	return own
}

// Next is the request of a team that the next trigger sends, or nil.
func (l *Requests) Next(key string) *Request {
	for _, r := range l.Of(key) {
		if r.State == model.AwaitingTrigger {
			return r
		}
	}
	return nil
}

// Find returns the request of an id, or nil.
func (l *Requests) Find(id int) *Request {
	for _, r := range l.All {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// Withdraw takes a request back. It is for one that was not sent yet.
func (l *Requests) Withdraw(id int) {
	l.All = slices.DeleteFunc(l.All, func(r *Request) bool { return r.ID == id })
}

// Forget drops the requests of a team.
func (l *Requests) Forget(key string) {
	l.All = slices.DeleteFunc(l.All, func(r *Request) bool { return r.Key == key })
}

// Answer tells the team's requests of an event, and returns the one that it
// answers, or nil.
func (l *Requests) Answer(key string, event model.Event, now time.Time) *Request {
	for _, r := range l.Of(key) {
		if next, answered := r.AnsweredBy(event); answered {
			r.Become(next, now)
			return r
		}
	}
	return nil
}

// Observe tells the team's requests what a whole reading found.
func (l *Requests) Observe(key string, perms model.Permissions, now time.Time) {
	for _, r := range l.Of(key) {
		if next, granted := r.SettledBy(perms); granted {
			r.Become(next, now)
		}
	}
}

// Racing reports whether a request is on its way with a trigger that still lives.
func (l *Requests) Racing(now time.Time) bool {
	return slices.ContainsFunc(l.All, func(r *Request) bool { return r.Left(now) > 0 })
}
