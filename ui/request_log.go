package ui

import (
	"slices"
	"time"

	"periscope/model"
)

// request is a request of this run, or the part of an install that is for one
// token, and what became of it.
type request struct {
	model.Ask
	id      int
	key     string    // of the team
	changed time.Time // when its state last did
	err     error     // why Slack refused it last
}

// become records what the request turned into.
func (r *request) become(next model.Ask, now time.Time) { r.Ask, r.changed = next, now }

// triggerLife is how long a trigger can be used. Slack: three seconds.
const triggerLife = 3 * time.Second

// left is how much of its trigger's life a request that was sent has left at
// most. How old the trigger was when it came is not known.
func (r *request) left(now time.Time) time.Duration {
	if r.State != model.Fired {
		return 0
	}
	return max(0, triggerLife-now.Sub(r.changed))
}

// requests are those of this run, the oldest first.
type requests struct {
	all  []*request
	made int // how many there ever were
}

// record adds requests in a state, and returns them.
func (l *requests) record(key string, asked []model.Request, state model.AskState, now time.Time) []*request {
	var added []*request
	for _, r := range asked {
		l.made++
		added = append(added, &request{Ask: model.Ask{Request: r, State: state}, id: l.made, key: key, changed: now})
	}
	l.all = append(l.all, added...)
	return added
}

// wait adds requests that wait for the next triggers, in order.
func (l *requests) wait(key string, asked []model.Request, now time.Time) {
	l.record(key, asked, model.Armed, now)
}

// of returns the requests of a team, the oldest first.
func (l *requests) of(key string) []*request {
	var own []*request
	for _, r := range l.all {
		if r.key == key {
			own = append(own, r)
		}
	}
	return own
}

// next is the request of a team that the next trigger sends, or nil.
func (l *requests) next(key string) *request {
	for _, r := range l.of(key) {
		if r.State == model.Armed {
			return r
		}
	}
	return nil
}

// find returns the request of an id, or nil.
func (l *requests) find(id int) *request {
	for _, r := range l.all {
		if r.id == id {
			return r
		}
	}
	return nil
}

// withdraw takes a request back. It is for one that was not sent yet.
func (l *requests) withdraw(id int) {
	l.all = slices.DeleteFunc(l.all, func(r *request) bool { return r.id == id })
}

// forget drops the requests of a team.
func (l *requests) forget(key string) {
	l.all = slices.DeleteFunc(l.all, func(r *request) bool { return r.key == key })
}

// answer tells the team's requests of an event, and returns the one that it
// answers, or nil.
func (l *requests) answer(key string, event model.Event, now time.Time) *request {
	for _, r := range l.of(key) {
		if next, answered := r.Answered(event); answered {
			r.become(next, now)
			return r
		}
	}
	return nil
}

// observe tells the team's requests what a whole reading found.
func (l *requests) observe(key string, perms model.Permissions, now time.Time) {
	for _, r := range l.of(key) {
		if next, granted := r.Observed(perms); granted {
			r.become(next, now)
		}
	}
}

// racing reports whether a request is on its way with a trigger that still lives.
func (l *requests) racing(now time.Time) bool {
	return slices.ContainsFunc(l.all, func(r *request) bool { return r.left(now) > 0 })
}
