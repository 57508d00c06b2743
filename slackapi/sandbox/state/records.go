package state

import (
	"encoding/json"
	"errors"
	"maps"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// What the state holds besides teams and installations.

// CodeError is the error code with which Slack refuses a call, such as "invalid_trigger".
type CodeError string

func (code CodeError) Error() string { return "slack refuses: " + string(code) }

// Event is an event that an app is told of, with its id and time: what a
// [model.Event] says, or else Body, which is JSON with a type.
type Event struct {
	model.Event
	Body map[string]any
	// Authorizations: the envelope names them, and no authed_users.
	Authorizations bool
	App            *Installation
	ID             string
	Time           time.Time
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
	view    string // in which the person was; empty: in none
	used    bool
}

// triggers are those of the last minutes, or the last of those where there are very many.
type triggers struct {
	byID    map[model.TriggerID]*Trigger
	ordered *bounded[*Trigger] // oldest first
}

func newTriggers() triggers {
	byID := map[model.TriggerID]*Trigger{}
	return triggers{byID, &bounded[*Trigger]{most: maxKept, dropped: func(t *Trigger) { delete(byID, t.ID) }}}
}

func (ts *triggers) add(t *Trigger) {
	for len(ts.ordered.items) > 0 && t.Created.Sub(ts.ordered.items[0].Created) > TriggerMemory {
		ts.ordered.drop()
	}
	ts.byID[t.ID] = t
	ts.ordered.add(t)
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

// Slack: a response URL works five times within thirty minutes.
const (
	responseUses = 5
	responseLife = 30 * time.Minute
)

// Webhook is where an app posts in one channel without a token.
type Webhook struct {
	App     *Installation
	Channel model.ResourceID
}

// WebhookPath is what the paths of incoming webhooks begin with.
const WebhookPath = "/services/"

// AddWebhook makes an incoming webhook, and returns its URL: below what the sandbox was told it
// is served at, or without a host.
func (tx *Tx) AddWebhook(in *Installation, channel model.ResourceID) string {
	path := WebhookPath + string(in.Team.ID) + "/" + tx.NewID('B') + "/" + tx.NewSecret()
	tx.webhooks[path] = Webhook{in, channel}
	tx.webhookPaths.add(path)
	return tx.baseURL + path
}

// Webhook returns the webhook at a path.
func (tx *Tx) Webhook(path string) (Webhook, bool) {
	hook, found := tx.webhooks[path]
	return hook, found
}

// ResponseURL is where an app may answer a person who used it.
type ResponseURL struct {
	App     *Installation
	User    model.UserID
	Channel model.ResourceID
	Message string // the timestamp of the message that was clicked; empty for a command
	created time.Time
	uses    int
}

// AddResponseURL makes a response URL, and returns its secret end.
func (tx *Tx) AddResponseURL(r ResponseURL) string {
	id := tx.NewSecret()
	r.created = tx.now()
	tx.responses[id] = &r
	tx.responseIDs.add(id)
	return id
}

// UseResponseURL uses a response URL once. The error is a [CodeError], of Slack's words.
func (tx *Tx) UseResponseURL(id string) (*ResponseURL, error) {
	r, found := tx.responses[id]
	switch {
	case !found:
		return nil, CodeError("invalid_url")
	case tx.now().Sub(r.created) >= responseLife:
		return nil, CodeError("expired_url")
	case r.uses == responseUses:
		return nil, CodeError("used_url")
	}
	r.uses++
	return r, nil
}

// Form is a dialog that an app opened for a person to fill in, by dialog.open.
type Form struct {
	ID         string          `json:"id"`
	Team       model.TeamID    `json:"team"`
	App        string          `json:"app"`
	User       model.UserID    `json:"user"` // who sees it
	CallbackID string          `json:"callback_id"`
	Dialog     json.RawMessage `json:"dialog"` // as the app sent it
	OpenedAt   time.Time       `json:"opened_at"`

	// What the app wants back when the person is done.
	State          string           `json:"-"`
	NotifyOnCancel bool             `json:"-"`
	Channel        model.ResourceID `json:"-"`
	Install        *Installation    `json:"-"`
}

// Has reports whether the form has an element of that name.
func (f Form) Has(name string) bool {
	_, found := f.Source(name)
	return found
}

// Fill returns a submission with what the app filled in before where the person did not, and the names of
// the elements that are still empty though they are not optional: Slack does not send those.
func (f Form) Fill(submission map[string]string) (filled map[string]string, empty []string) {
	var dialog struct {
		Elements []struct {
			Name     string `json:"name"`
			Value    string `json:"value"`
			Optional bool   `json:"optional"`
		} `json:"elements"`
	}
	_ = json.Unmarshal(f.Dialog, &dialog) // it was read when it was opened
	filled = maps.Clone(submission)
	for _, e := range dialog.Elements {
		if _, said := filled[e.Name]; !said && e.Value != "" {
			filled[e.Name] = e.Value
		}
		if filled[e.Name] == "" && !e.Optional {
			empty = append(empty, e.Name)
		}
	}
	return filled, empty
}

// Source is where the options of an element come from: "external" is the app; false if there
// is no such element.
func (f Form) Source(name string) (string, bool) {
	var dialog struct {
		Elements []struct {
			Name   string `json:"name"`
			Source string `json:"data_source"`
		} `json:"elements"`
	}
	_ = json.Unmarshal(f.Dialog, &dialog) // it was read when it was opened
	for _, e := range dialog.Elements {
		if e.Name == name {
			return e.Source, true
		}
	}
	return "", false
}
