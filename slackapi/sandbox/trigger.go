package sandbox

import (
	"time"

	"periscope/model"
)

const (
	triggerLife = 3 * time.Second // Slack: three seconds, one use
	// triggerMemory is how long a trigger that is of no use any more is told
	// from one that never was.
	triggerMemory = 10 * time.Minute
)

// trigger is the proof that a person has just used an app.
type trigger struct {
	id    model.TriggerID
	team  model.TeamID
	app   string
	user  model.UserID
	since time.Time
	spent bool
}

// triggers are those of the last minutes.
type triggers struct {
	known map[model.TriggerID]*trigger
	order []*trigger // oldest first
}

func (ts *triggers) add(t *trigger) {
	for len(ts.order) > 0 && t.since.Sub(ts.order[0].since) > triggerMemory {
		delete(ts.known, ts.order[0].id)
		ts.order = ts.order[1:]
	}
	ts.known[t.id] = t
	ts.order = append(ts.order, t)
}

// check returns the trigger that an app may spend now, or Slack's complaint. A
// trigger that is both used and late was exchanged: that it was used is the news.
func (ts *triggers) check(id model.TriggerID, app *installation, now time.Time) (*trigger, error) {
	t, known := ts.known[id]
	switch {
	case !known, t.team != app.team.ID, t.app != app.AppID:
		return nil, &failure{Code: "invalid_trigger"}
	case t.spent:
		return nil, &failure{Code: "trigger_exchanged"}
	case now.Sub(t.since) >= triggerLife:
		return nil, &failure{Code: "trigger_expired"}
	}
	return t, nil
}

// mint makes a trigger for an app that a person uses. The caller holds the lock.
func (s *Sandbox) mint(app *installation, user model.UserID) *trigger {
	t := &trigger{id: s.ids.Trigger(app.team.ID), team: app.team.ID, app: app.AppID, user: user, since: s.now()}
	s.triggers.add(t)
	return t
}
