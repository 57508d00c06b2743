package incoming

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// Delivery is one message from Slack to the app, or something that claimed to
// be one. All text in it is clean.
type Delivery struct {
	At      time.Time
	TeamID  model.TeamID
	AppID   string       // empty where the message does not say
	User    model.UserID // the person who caused it; of an event, the person it is about
	What    string       // in few words: "/permit", "block action", "event scope_granted"
	Trigger model.TriggerID
	Event   model.Event // nil for all but the nine events about permissions
	EventID string      // of anything that came through the Events API
	Raw     string      // the message, without secrets; empty for what was not signed
	// Refused says why the message was not believed: "it carries no signature".
	// It is empty when it was.
	Refused string
	// More counts messages that were refused before this one and were not delivered,
	// because anybody could have sent them.
	More int
}

// Refusal says why the message was refused, and how many were before it. It is empty
// when the message was believed.
func (d Delivery) Refusal() string {
	if d.More == 0 {
		return d.Refused
	}
	return fmt.Sprintf("%s (and %d more before it)", d.Refused, d.More)
}

// message is a delivery with what its answer depends on.
type message struct {
	delivery     Delivery
	id           string // the same when Slack sends the message again; empty where it has none
	signature    string // the same in each copy; it does not cover the type of the body, which a copy may change
	verification bool   // Slack asks whether the app listens here
	response     response
}

// response is what a message is answered with: nothing but the status, mostly.
type response struct{ contentType, body string }

// commandReply is shown only to the person who ran a slash command.
var commandReply = response{
	"application/json",
	`{"response_type":"ephemeral","text":"Periscope heard you. If it has a request ready, Slack shows it to you now."}`,
}

func (a response) write(w http.ResponseWriter) {
	if a.contentType != "" {
		w.Header().Set("Content-Type", a.contentType)
		w.Header().Set("X-Content-Type-Options", "nosniff")
	}
	_, _ = io.WriteString(w, a.body) // a peer that hung up gets nothing
}

// Errors of parseMessage, as the end of a sentence about the message.
var (
	errMediaType = errors.New("it is neither JSON nor a form")
	errNotJSON   = errors.New("it is not JSON as Slack writes it")
	errNotForm   = errors.New("it is not a form as Slack writes it")
	errNoKind    = errors.New("it is neither a slash command, nor a click, nor an event")
)

// parseMessage reads a message that was verified. What it understood before an
// error comes with it.
func parseMessage(contentType string, body []byte) (message, error) {
	mediaType, _, _ := mime.ParseMediaType(contentType)
	switch mediaType {
	case "application/json":
		return parseEvent(body)
	case "application/x-www-form-urlencoded":
		return parseForm(body)
	}
	return message{delivery: Delivery{What: "message"}}, errMediaType
}

// parseForm reads a slash command, or what people click and submit, which is
// JSON in a form's only field.
func parseForm(body []byte) (message, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return message{delivery: Delivery{What: "message"}}, errNotForm
	}
	if payload := form.Get("payload"); payload != "" {
		return parsePayload([]byte(payload))
	}
	m := message{
		delivery: Delivery{
			TeamID:  model.TeamID(text.Clean(form.Get("team_id"))),
			AppID:   text.Clean(form.Get("api_app_id")),
			User:    model.UserID(text.Clean(form.Get("user_id"))),
			What:    text.Cut(text.Clean(form.Get("command")), text.MaxCode),
			Trigger: model.TriggerID(text.Clean(form.Get("trigger_id"))),
			Raw:     rawForm(form),
		},
		response: commandReply,
	}
	m.id = triggerKey(m.delivery.Trigger)
	if m.delivery.What == "" {
		m.delivery.What = "message"
		return m, errNoKind
	}
	return m, nil
}

// rawForm shows a form as the JSON object that it amounts to.
func rawForm(form url.Values) string {
	fields := make(map[string]string, len(form))
	for name, values := range form {
		fields[name] = strings.Join(values, ", ")
	}
	raw, _ := json.Marshal(fields) // strings can always be written
	return text.Redact(raw)
}

// clicks are the kinds of interactive payloads, in words for people.
var clicks = map[text.Safe]string{
	"block_actions":       "block action",
	"interactive_message": "message button",
	"message_action":      "message action",
	"dialog_submission":   "dialog submission",
	"dialog_cancellation": "dialog cancellation",
	"view_submission":     "view submission",
	"view_closed":         "view closed",
}

type payload struct {
	Type    text.Safe `json:"type"`
	AppID   text.Safe `json:"api_app_id"`
	Trigger text.Safe `json:"trigger_id"`
	Team    struct {
		ID text.Safe `json:"id"`
	} `json:"team"`
	User struct {
		ID     text.Safe `json:"id"`
		TeamID text.Safe `json:"team_id"` // instead of team, where an app is installed in a whole organization
	} `json:"user"`
}

// parsePayload reads what came of a button, a menu, a dialog or a view.
func parsePayload(body []byte) (message, error) {
	var p payload
	m := message{delivery: Delivery{What: "click", Raw: text.Redact(body)}}
	if err := json.Unmarshal(body, &p); err != nil {
		return m, errNotJSON
	}
	if p.Type == "" {
		return m, errNoKind
	}
	what, known := clicks[p.Type]
	if !known {
		what = text.Cut(strings.ReplaceAll(string(p.Type), "_", " "), text.MaxCode)
	}
	team := p.Team.ID
	if team == "" {
		team = p.User.TeamID
	}
	m.delivery.What = what
	m.delivery.TeamID = model.TeamID(team)
	m.delivery.AppID = string(p.AppID)
	m.delivery.User = model.UserID(p.User.ID)
	m.delivery.Trigger = model.TriggerID(p.Trigger)
	m.id = triggerKey(m.delivery.Trigger)
	return m, nil
}

// triggerKey tells a click that is sent again from the next one: a trigger is
// made for one act.
func triggerKey(trigger model.TriggerID) string {
	if trigger == "" {
		return ""
	}
	return "trigger " + string(trigger)
}

// eventWrapper is what the Events API puts around each event.
type eventWrapper struct {
	Type      text.Safe       `json:"type"`
	TeamID    text.Safe       `json:"team_id"`
	AppID     text.Safe       `json:"api_app_id"`
	EventID   text.Safe       `json:"event_id"`
	Challenge string          `json:"challenge"` // echoed as it came
	Event     json.RawMessage `json:"event"`
}

// parseEvent reads a message of the Events API.
func parseEvent(body []byte) (message, error) {
	var w eventWrapper
	m := message{delivery: Delivery{What: "event", Raw: text.Redact(body)}}
	if err := json.Unmarshal(body, &w); err != nil {
		return m, errNotJSON
	}
	d := &m.delivery
	d.TeamID, d.AppID, d.EventID = model.TeamID(w.TeamID), string(w.AppID), string(w.EventID)
	switch w.Type {
	case "":
		return m, errNoKind
	case "url_verification":
		d.What = "url verification"
		m.verification = true
		m.response = response{"text/plain; charset=utf-8", w.Challenge}
		return m, nil
	case "event_callback":
		if d.EventID != "" {
			m.id = "event " + d.EventID
		}
		err := d.readEvent(w.Event)
		return m, err
	}
	d.What = text.Cut(string(w.Type), text.MaxCode) // such as app_rate_limited
	return m, nil
}

// readEvent reads the event itself. Of most, only the type: they are none of
// ours, and their fields mean something else.
func (d *Delivery) readEvent(body json.RawMessage) error {
	var kind struct {
		Type text.Safe `json:"type"`
	}
	if len(body) == 0 || json.Unmarshal(body, &kind) != nil || kind.Type == "" {
		return errNoKind
	}
	d.What = "event " + text.Cut(string(kind.Type), text.MaxCode)
	read, known := permissionEvents[model.EventKind(kind.Type)]
	if !known {
		return nil
	}
	var e permissionEvent
	if err := json.Unmarshal(body, &e); err != nil {
		return errNotJSON
	}
	d.User = model.UserID(e.User)
	d.Event = read(e, d.TeamID)
	return nil
}

// permissionEvent has the fields of all events about permissions.
type permissionEvent struct {
	User      text.Safe      `json:"user"`
	Scopes    []text.Safe    `json:"scopes"`
	TriggerID text.Safe      `json:"trigger_id"` // the one that the app made its request with
	Resources []changedGrant `json:"resources"`
	Tokens    struct {
		Users []text.Safe `json:"oauth"`
		Bots  []text.Safe `json:"bot"`
	} `json:"tokens"`
}

// changedGrant is a resource that the app gained or lost.
type changedGrant struct {
	Resource struct {
		Type  text.Safe `json:"type"`
		Grant struct {
			Type text.Safe `json:"type"` // seen: "specific"; that there is "wildcard" is inferred
			ID   text.Safe `json:"resource_id"`
		} `json:"grant"`
	} `json:"resource"`
	Scopes []text.Safe `json:"scopes"`
}

// permissionEvents read the events that say something about permissions.
var permissionEvents = map[model.EventKind]func(e permissionEvent, team model.TeamID) model.Event{
	model.KindResourcesAdded: func(e permissionEvent, _ model.TeamID) model.Event {
		return model.ResourcesAdded{Grants: e.grants()}
	},
	model.KindResourcesRemoved: func(e permissionEvent, _ model.TeamID) model.Event {
		return model.ResourcesRemoved{Grants: e.grants()}
	},
	model.KindScopeGranted: func(e permissionEvent, team model.TeamID) model.Event {
		return model.ScopeGranted{Team: team, Scopes: e.scopes(), Trigger: e.trigger()}
	},
	model.KindScopeDenied: func(e permissionEvent, _ model.TeamID) model.Event {
		return model.ScopeDenied{Scopes: e.scopes(), Trigger: e.trigger()}
	},
	model.KindUserResourceGranted: func(e permissionEvent, _ model.TeamID) model.Event {
		return model.UserResourceGranted{User: model.UserID(e.User), Scopes: e.scopes(), Trigger: e.trigger()}
	},
	model.KindUserResourceDenied: func(e permissionEvent, _ model.TeamID) model.Event {
		return model.UserResourceDenied{User: model.UserID(e.User), Scopes: e.scopes(), Trigger: e.trigger()}
	},
	model.KindUserResourceRemoved: func(e permissionEvent, _ model.TeamID) model.Event {
		return model.UserResourceRemoved{User: model.UserID(e.User), Trigger: e.trigger()}
	},
	model.KindTokensRevoked: func(e permissionEvent, _ model.TeamID) model.Event {
		return model.TokensRevoked{Users: text.Strings[model.UserID](e.Tokens.Users), Bots: text.Strings[model.UserID](e.Tokens.Bots)}
	},
	model.KindAppUninstalled: func(permissionEvent, model.TeamID) model.Event { return model.AppUninstalled{} },
}

func (e permissionEvent) trigger() model.TriggerID { return model.TriggerID(e.TriggerID) }

func (e permissionEvent) scopes() []catalog.Scope { return text.Strings[catalog.Scope](e.Scopes) }

// grants has one grant for each resource that the event names.
func (e permissionEvent) grants() []model.Grant {
	grants := make([]model.Grant, 0, len(e.Resources))
	for _, changed := range e.Resources {
		granted := changed.Resource.Grant
		g := model.Grant{Type: catalog.ResourceType(changed.Resource.Type), Scopes: text.Strings[catalog.Scope](changed.Scopes)}
		switch {
		case granted.Type == "wildcard":
			g.Resources.Wildcard = true
		case granted.ID != "":
			g.Resources.IDs = []model.ResourceID{model.ResourceID(granted.ID)}
		default:
			continue // a resource without a name
		}
		grants = append(grants, g)
	}
	return grants
}
