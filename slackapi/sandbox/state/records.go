package state

import (
	"errors"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// What the state holds besides teams and installations.

// CodeError is the error code with which Slack refuses a call, such as "invalid_trigger".
type CodeError string

func (code CodeError) Error() string { return "slack refuses: " + string(code) }

// Event is an event that an app is told of, with its id and time.
type Event struct {
	model.Event
	App  *Installation
	ID   string
	Time time.Time
}

// AuthorizationCode is a [world.Code], and whether a client exchanged it.
type AuthorizationCode struct {
	world.Code
	Exchanged bool
}

// Expired reports whether a moment, in seconds since 1970, has come; 0 never
// comes. The clock is not read in vain: tests have clocks that move when read.
func Expired(at int64, now func() time.Time) bool {
	return at != 0 && now().Unix() >= at
}

const (
	// TriggerLife is how long a trigger can be used. Slack: three seconds, one use.
	TriggerLife = 3 * time.Second
	// TriggerMemory is how long a trigger that is used or expired is told from
	// one that never was.
	TriggerMemory = 10 * time.Minute
)

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

// Errors of [State.Answer], to be told apart with [errors.Is].
var (
	ErrNoDialog = errors.New("there is no such dialog: it was never shown, or the sandbox was reset or the app uninstalled since")
	ErrAnswered = errors.New("this dialog was answered before: it is answered once")
)

// Dialog is a permission request as a person sees it, waiting for an answer.
type Dialog struct {
	ID      string       `json:"id"`
	Team    model.TeamID `json:"team"`
	App     string       `json:"app"`
	AppName string       `json:"app_name"`
	// User is who sees the dialog: the person who caused the trigger that the app used.
	User model.UserID   `json:"user"`
	For  model.Audience `json:"for"`
	// AskedUser is on whose behalf the app would act. It is set with
	// [model.ForUser] only, and mostly the same as User.
	AskedUser model.UserID    `json:"asked_user,omitempty"`
	Scopes    []catalog.Scope `json:"scopes"` // each once
	// Meanings say what each of Scopes lets the app do: one sentence each, in the same order.
	Meanings []string        `json:"meanings"`
	Trigger  model.TriggerID `json:"trigger_id"`
	OpenedAt time.Time       `json:"opened_at"`

	token string // of the app's installation that asked
}

// event is what follows from an answer.
func (d Dialog) event(approved bool) model.Event {
	switch {
	case d.For == model.ForUser && approved:
		return model.UserResourceGranted{User: d.AskedUser, Scopes: d.Scopes, Trigger: d.Trigger}
	case d.For == model.ForUser:
		return model.UserResourceDenied{User: d.AskedUser, Scopes: d.Scopes, Trigger: d.Trigger}
	case approved:
		return model.ScopeGranted{Team: d.Team, Scopes: d.Scopes, Trigger: d.Trigger}
	}
	return model.ScopeDenied{Scopes: d.Scopes, Trigger: d.Trigger}
}
