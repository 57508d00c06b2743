package sandbox

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// verificationToken is what Slack sent with everything before it signed; an app
// that still compares it must be told this one.
const verificationToken = "sandbox-verification-token"

// interaction is a person using an app, as the app is told of it.
type interaction struct {
	app         *installation
	user        *world.User
	trigger     model.TriggerID
	responseURL string
	at          time.Time
}

// slashCommand is the form that Slack posts for a slash command.
func (i interaction) slashCommand(command, text string) url.Values {
	id, name := i.place()
	return url.Values{
		"token":        {verificationToken},
		"command":      {command},
		"text":         {text},
		"user_id":      {string(i.user.ID)},
		"user_name":    {i.user.Name},
		"team_id":      {string(i.app.team.ID)},
		"team_domain":  {i.app.team.domain()},
		"channel_id":   {id},
		"channel_name": {name},
		"api_app_id":   {i.app.AppID},
		"response_url": {i.responseURL},
		"trigger_id":   {string(i.trigger)},
	}
}

// place is where the person is: in the first public channel of the team.
func (i interaction) place() (id, name string) {
	channels := i.app.team.conversations[catalog.Channel]
	if len(channels) == 0 {
		return "", "directmessage" // the name that Slack has for direct messages
	}
	return string(channels[0].ID), channels[0].Name
}

// domain is the first label of the team's URL: "acme-hq".
func (t *team) domain() string {
	parsed, err := url.Parse(t.URL)
	if err != nil {
		return ""
	}
	domain, _, _ := strings.Cut(parsed.Hostname(), ".")
	return domain
}

type named struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
}

type clickPayload struct {
	Type  string `json:"type"`
	Token string `json:"token"`
	AppID string `json:"api_app_id"`
	Team  struct {
		ID     model.TeamID `json:"id"`
		Domain string       `json:"domain"`
	} `json:"team"`
	User struct {
		ID       model.UserID `json:"id"`
		Username string       `json:"username"`
		Name     string       `json:"name"`
		TeamID   model.TeamID `json:"team_id"`
	} `json:"user"`
	Channel     named           `json:"channel"`
	TriggerID   model.TriggerID `json:"trigger_id"`
	ResponseURL string          `json:"response_url"`
	Actions     []buttonAction  `json:"actions"`
}

type buttonAction struct {
	Type     string `json:"type"`
	ActionID string `json:"action_id"`
	BlockID  string `json:"block_id"`
	ActionTS string `json:"action_ts"`
}

// buttonClick is the form that Slack posts for a button of a message: one field
// that holds JSON.
func (i interaction) buttonClick(action string) url.Values {
	p := clickPayload{
		Type:        "block_actions",
		Token:       verificationToken,
		AppID:       i.app.AppID,
		TriggerID:   i.trigger,
		ResponseURL: i.responseURL,
		Actions:     []buttonAction{{Type: "button", ActionID: action, BlockID: "sandbox", ActionTS: timestamp(i.at)}},
	}
	p.Team.ID, p.Team.Domain = i.app.team.ID, i.app.team.domain()
	p.User.ID, p.User.Username, p.User.Name, p.User.TeamID = i.user.ID, i.user.Name, i.user.Name, i.app.team.ID
	p.Channel.ID, p.Channel.Name = i.place()
	body, _ := json.Marshal(p) // strings only: it cannot fail
	return url.Values{"payload": {string(body)}}
}

// timestamp is a moment as Slack writes it in messages and events.
func timestamp(t time.Time) string {
	return fmt.Sprintf("%d.%06d", t.Unix(), t.Nanosecond()/1000)
}
