package delivery

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
)

// ErrUndelivered says that a command or a click did not arrive, or that the app
// did not answer with 2xx within three seconds. As with Slack neither is sent again.
var ErrUndelivered = errors.New("the request URL did not take it")

// Interactivity is how people use apps: by slash commands and by buttons.
type Interactivity struct {
	State  *state.State
	Outbox *Outbox
	// ResponsesURL is what response URLs begin with; empty: they are empty.
	ResponsesURL string
}

// RunCommand has a person type a slash command, such as "/standup tomorrow". Its
// trigger can be used for three seconds, and goes to the request URL with the
// command. If there is no request URL, the trigger is only returned. If the
// command does not arrive there, the error is [ErrUndelivered], and the
// trigger is returned and good all the same.
//
// The command is one of the team's app: the first, in the order of the world,
// with a workspace token that works, or else with a bot token that works.
func (i *Interactivity) RunCommand(ctx context.Context, team model.TeamID, user model.UserID, command string) (model.TriggerID, error) {
	name, text, _ := strings.Cut(strings.TrimSpace(command), " ")
	if len(name) < 2 || name[0] != '/' {
		return "", fmt.Errorf("running the command %q: a slash command starts with a slash and a name, as in /periscope", command)
	}
	use, err := i.interact(team, user)
	if err != nil {
		return "", fmt.Errorf("running %s: %w", name, err)
	}
	if err := i.Outbox.sendForm(ctx, use.slashCommand(name, strings.TrimSpace(text))); err != nil {
		return use.trigger, fmt.Errorf("running %s: %w", name, err)
	}
	return use.trigger, nil
}

// Click has a person press a button of one of the app's messages; action is the
// button's action_id. All else is as with [Interactivity.RunCommand].
func (i *Interactivity) Click(ctx context.Context, team model.TeamID, user model.UserID, action string) (model.TriggerID, error) {
	use, err := i.interact(team, user)
	if err != nil {
		return "", fmt.Errorf("clicking %q: %w", action, err)
	}
	if err := i.Outbox.sendForm(ctx, use.buttonClick(action)); err != nil {
		return use.trigger, fmt.Errorf("clicking %q: %w", action, err)
	}
	return use.trigger, nil
}

// interact makes the trigger of a person who uses the app of a team.
func (i *Interactivity) interact(team model.TeamID, user model.UserID) (interaction, error) {
	tx := i.State.Lock()
	defer tx.Unlock()
	app, err := tx.AppIn(team, catalog.Workspace, catalog.Bot)
	if err != nil {
		return interaction{}, err
	}
	if !app.Team.HasPerson(user) {
		return interaction{}, fmt.Errorf("team %s has nobody with the id %q who could: apps and deleted people cannot", team, user)
	}
	person, _ := app.Team.User(user)
	t := tx.NewTrigger(app, user)
	use := interaction{app: app, user: person, trigger: t.ID, at: t.Created}
	if i.ResponsesURL != "" {
		use.responseURL = i.ResponsesURL + tx.NewSecret()
	}
	return use, nil
}

// sendForm sends a form once, if there is a request URL.
func (o *Outbox) sendForm(ctx context.Context, form url.Values) error {
	to := o.RequestURL()
	if to == "" {
		return nil
	}
	if _, err := o.post(ctx, to, message{media: formMedia, body: []byte(form.Encode())}); err != nil {
		return fmt.Errorf("%w: %w", ErrUndelivered, err)
	}
	return nil
}

// interaction is a person using an app, as the app is told of it.
type interaction struct {
	app         *state.Installation
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
		"team_id":      {string(i.app.Team.ID)},
		"team_domain":  {i.app.Team.Domain()},
		"channel_id":   {id},
		"channel_name": {name},
		"api_app_id":   {i.app.AppID},
		"response_url": {i.responseURL},
		"trigger_id":   {string(i.trigger)},
	}
}

// place is where the person is: in the first public channel of the team.
func (i interaction) place() (id, name string) {
	channels := i.app.Team.OfType(catalog.Channel)
	if len(channels) == 0 {
		return "", "directmessage" // the name that Slack has for direct messages
	}
	return string(channels[0].ID), channels[0].Name
}

type idAndName struct {
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
	Channel     idAndName       `json:"channel"`
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
		Actions:     []buttonAction{{Type: "button", ActionID: action, BlockID: "sandbox", ActionTS: world.Timestamp(i.at)}},
	}
	p.Team.ID, p.Team.Domain = i.app.Team.ID, i.app.Team.Domain()
	p.User.ID, p.User.Username, p.User.Name, p.User.TeamID = i.user.ID, i.user.Name, i.user.Name, i.app.Team.ID
	p.Channel.ID, p.Channel.Name = i.place()
	body, _ := json.Marshal(p) // strings only: it cannot fail
	return url.Values{"payload": {string(body)}}
}
