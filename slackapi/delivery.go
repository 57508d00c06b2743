package slackapi

import (
	"encoding/json"
	"errors"
	"mime"
	"net/url"
	"strings"
	"time"

	"periscope/model"
	"periscope/slackapi/text"
)

// Delivery is one message from Slack to the app, or something that claimed to
// be one. All text in it is clean.
type Delivery struct {
	At      time.Time
	TeamID  model.TeamID
	AppID   string       // empty where the message does not say
	User    model.UserID // who caused it; of an event, whom it is about
	What    string       // in few words: "/permit", "block action", "event scope_granted"
	Trigger model.TriggerID
	Event   model.Event // nil for all but the nine events about permissions
	EventID string      // of anything that came through the Events API
	Raw     string      // the message, without secrets; empty for what was not signed
	// Refused says why the message was not believed: "it carries no signature".
	// It is empty when it was.
	Refused string
}

// message is a delivery with what its answer depends on.
type message struct {
	delivery     Delivery
	id           string // the same when the message comes again; empty where it has none
	verification bool   // Slack asks whether anybody listens here
	response     response
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
		response: heardCommand,
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
