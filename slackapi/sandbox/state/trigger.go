package state

import (
	"time"

	"periscope/model"
)

const (
	// TriggerLife is how long a trigger can be used. Slack: three seconds, one use.
	TriggerLife = 3 * time.Second
	// TriggerMemory is how long a trigger that is used or expired is told from
	// one that never was.
	TriggerMemory = 10 * time.Minute
)

// CodeError is the error code with which Slack refuses a call, such as "invalid_trigger".
type CodeError string

func (code CodeError) Error() string { return "slack refuses: " + string(code) }

// Trigger is the proof that a person has just used an app.
type Trigger struct {
	ID      model.TriggerID
	Created time.Time
	team    model.TeamID
	app     string
	user    model.UserID
	used    bool
}

// triggers are those of the last minutes.
type triggers struct {
	byID    map[model.TriggerID]*Trigger
	ordered []*Trigger // oldest first
}

func (ts *triggers) add(t *Trigger) {
	for len(ts.ordered) > 0 && t.Created.Sub(ts.ordered[0].Created) > TriggerMemory {
		delete(ts.byID, ts.ordered[0].ID)
		ts.ordered = ts.ordered[1:]
	}
	ts.byID[t.ID] = t
	ts.ordered = append(ts.ordered, t)
}

// check returns the trigger that an app may use now, or Slack's complaint. A
// trigger that is both used and late is trigger_exchanged.
func (ts *triggers) check(id model.TriggerID, app *Installation, now time.Time) (*Trigger, error) {
	t, known := ts.byID[id]
	switch {
	case !known, t.team != app.Team.ID, t.app != app.AppID:
		return nil, CodeError("invalid_trigger")
	case t.used:
		return nil, CodeError("trigger_exchanged")
	case now.Sub(t.Created) >= TriggerLife:
		return nil, CodeError("trigger_expired")
	}
	return t, nil
}
