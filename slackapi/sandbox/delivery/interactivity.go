package delivery

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/socketmode"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
)

// ErrUndelivered says that a command or a click did not arrive, or that the app
// did not answer with 2xx within three seconds. As with Slack neither is sent again.
var ErrUndelivered = errors.New("the request URL did not take it")

// Interactivity is how people use apps: by slash commands, buttons and dialogs.
type Interactivity struct {
	State  *state.State
	Outbox *Outbox
	// ResponsesURL is what response URLs begin with; empty: they are empty.
	ResponsesURL string
}

// Use is what a person does with an app: run a command, press a button of a message
// ([Use.Action]), or choose in one of its menus ([Use.Selected]).
type Use struct {
	Team model.TeamID `json:"team"`
	User model.UserID `json:"user"`
	// App is an id; empty is the team's first app, in the order of the world, with a
	// workspace token that works, or else with a bot token that works.
	App     string `json:"app"`
	Command string `json:"command"` // "/standup tomorrow"
	// Action is the action_id of a button, or its name, where CallbackID is set: that
	// makes the click the interactive_message of before Block Kit.
	Action     string `json:"action"`
	CallbackID string `json:"callback_id"`
	BlockID    string `json:"block_id"`
	Value      string `json:"value"`    // of the button
	Selected   string `json:"selected"` // the value of the option that is chosen in a menu
	// Channel is where the person is. Without it they are where the message is, or else
	// in the first public channel that the app is in.
	Channel model.ResourceID `json:"channel"`
	// Message is the timestamp of the message that is clicked. Without it that is the app's
	// last one with the action, or else one that is made up.
	Message string `json:"message"`
}

// RunCommand has a person type a slash command, such as "/standup tomorrow". Its
// trigger can be used for three seconds, and goes to the app with the
// command. If there is no URL for it, the trigger is only returned. If the
// command does not arrive there, the error is [ErrUndelivered], and the
// trigger is returned and good all the same.
//
// The command is one of the team's app: the first, in the order of the world,
// with a workspace token that works, or else with a bot token that works.
func (i *Interactivity) RunCommand(ctx context.Context, team model.TeamID, user model.UserID, command string) (model.TriggerID, error) {
	name, _, _ := strings.Cut(strings.TrimSpace(command), " ")
	if len(name) < 2 || name[0] != '/' {
		return "", fmt.Errorf("running the command %q: a slash command starts with a slash and a name, as in /periscope", command)
	}
	return i.Use(ctx, Use{Team: team, User: user, Command: command})
}

// Click has a person press a button of one of the app's messages; action is the
// button's action_id. All else is as with [Interactivity.RunCommand].
func (i *Interactivity) Click(ctx context.Context, team model.TeamID, user model.UserID, action string) (model.TriggerID, error) {
	return i.Use(ctx, Use{Team: team, User: user, Action: action})
}

// Use has a person use an app. The trigger is as with [Interactivity.RunCommand].
func (i *Interactivity) Use(ctx context.Context, u Use) (model.TriggerID, error) {
	doing := fmt.Sprintf("clicking %q", u.Action)
	if u.Command != "" || u.Action == "" {
		name, _, _ := strings.Cut(strings.TrimSpace(u.Command), " ")
		if len(name) < 2 || name[0] != '/' {
			return "", fmt.Errorf("running the command %q: a slash command starts with a slash and a name, as in /periscope", u.Command)
		}
		doing = "running " + name
	}
	use, err := i.interact(u)
	if err != nil {
		return "", fmt.Errorf("%s: %w", doing, err)
	}
	q := question{app: use.app.AppID, kind: socketmode.SlashCommands, url: URLs.forCommands, answers: true}
	if u.Command != "" {
		q.payload = use.slashCommand()
	} else {
		q.kind, q.url, q.payload, q.answers = socketmode.Interactive, URLs.forInteractivity, use.click(), use.CallbackID != ""
	}
	got, err := i.Outbox.ask(ctx, q)
	if err != nil {
		return use.trigger, fmt.Errorf("%s: %w", doing, err)
	}
	i.noteAck(use, got)
	return use.trigger, nil
}

// interaction is a person using an app, as the app is told of it.
type interaction struct {
	Use
	app         *state.Installation
	user        *world.User
	channel     *world.Conversation // nil: the team has none
	message     *state.Message      // that is clicked
	trigger     model.TriggerID
	responseURL string
	at          time.Time
}

// interact makes the trigger of a person who uses the app of a team.
func (i *Interactivity) interact(u Use) (interaction, error) {
	tx := i.State.Lock()
	defer tx.Unlock()
	app, err := tx.AppOf(u.Team, u.App, catalog.Workspace, catalog.Bot)
	if err != nil {
		return interaction{}, err
	}
	if !app.Team.HasPerson(u.User) {
		return interaction{}, fmt.Errorf("team %s has nobody with the id %q who could: apps and deleted people cannot", u.Team, u.User)
	}
	use := interaction{Use: u, app: app}
	use.user, _ = app.Team.User(u.User)
	if err := use.find(tx); err != nil {
		return interaction{}, err
	}
	t := tx.NewTrigger(app, u.User)
	use.trigger, use.at = t.ID, t.Created
	if i.ResponsesURL != "" {
		r := state.ResponseURL{App: app, User: u.User}
		if use.channel != nil {
			r.Channel = use.channel.ID
		}
		if use.message != nil {
			r.Message = use.message.TS
		}
		use.responseURL = i.ResponsesURL + tx.AddResponseURL(r)
	}
	return use, nil
}

// find finds out where the person is, and which message they click.
func (i *interaction) find(tx *state.Tx) error {
	if i.Command == "" && i.Message == "" {
		if m := tx.LastMessageOf(i.app, i.Channel, i.Action); m != nil {
			i.Message = m.TS
			i.Channel = m.Channel
		}
	}
	if i.Channel == "" {
		i.channel = tx.UsualChannel(i.app, i.user.ID)
	} else if i.channel = i.app.Team.Find(i.Channel); i.channel == nil {
		return fmt.Errorf("team %s has no conversation %q", i.app.Team.ID, i.Channel)
	}
	if i.Command != "" {
		return nil
	}
	switch {
	case i.channel != nil && i.Message != "":
		if i.message = tx.Message(i.app.Team.ID, i.channel.ID, i.Message); i.message == nil {
			return fmt.Errorf("%s has no message %q", i.channel.ID, i.Message)
		}
	case i.channel != nil:
		i.message = &state.Message{
			Team: i.app.Team.ID, Channel: i.channel.ID, User: i.app.AppUser, BotID: i.app.BotID, AppID: i.app.AppID,
			TS: world.Timestamp(tx.Now()),
		}
	}
	return nil
}

// spoken is a message as an app answers with it.
type spoken struct {
	Text         string          `json:"text"`
	Blocks       json.RawMessage `json:"blocks"`
	Attachments  json.RawMessage `json:"attachments"`
	ResponseType string          `json:"response_type"` // ephemeral or in_channel
	ThreadTS     string          `json:"thread_ts"`
	Replace      bool            `json:"replace_original"`
	Delete       bool            `json:"delete_original"`
}

func (s spoken) empty() bool {
	return s.Text == "" && len(s.Blocks) == 0 && len(s.Attachments) == 0 && !s.Delete
}

// noteAck keeps what an app says in its answer to a command, or to a click of before Block
// Kit. (The answer to block_actions says nothing to people.)
func (i *Interactivity) noteAck(use interaction, got receipt) {
	if use.channel == nil || use.Command == "" && use.CallbackID == "" {
		return
	}
	var s spoken
	text := strings.TrimSpace(string(got.body))
	if json.Unmarshal(got.body, &s) != nil {
		s = spoken{Text: text}
		if strings.HasPrefix(text, "<") || strings.HasPrefix(text, "{") { // a page of a framework
			return
		}
	}
	if s.empty() {
		return
	}
	r := &state.ResponseURL{App: use.app, User: use.user.ID, Channel: use.channel.ID}
	if use.message != nil {
		r.Message = use.message.TS
		s.Replace = s.ResponseType == "" // Slack: such an answer takes the place of the message
	}
	tx := i.State.Lock()
	defer tx.Unlock()
	respond(tx, "ack", r, s)
}

// Respond is a response URL: an app answers a person who used it. The error is a
// [state.CodeError].
func (i *Interactivity) Respond(id string, body []byte) error {
	var s spoken
	if err := json.Unmarshal(body, &s); err != nil {
		return state.CodeError("invalid_payload")
	}
	tx := i.State.Lock()
	defer tx.Unlock()
	if s.empty() {
		return state.CodeError("no_text")
	}
	r, err := tx.UseResponseURL(id)
	if err != nil {
		return err
	}
	respond(tx, "response_url", r, s)
	return nil
}

func respond(tx *state.Tx, via string, r *state.ResponseURL, s spoken) {
	m := state.Message{
		Team: r.App.Team.ID, Channel: r.Channel, User: r.App.AppUser, BotID: r.App.BotID, AppID: r.App.AppID,
		Text: s.Text, Blocks: s.Blocks, Attachments: s.Attachments, ThreadTS: s.ThreadTS,
	}
	original := tx.Message(m.Team, m.Channel, r.Message)
	switch {
	case s.Delete && original != nil:
		tx.DeleteMessage(original)
		tx.NoteMessage(r.App, via, "delete", original)
	case s.Replace && original != nil:
		m.TS, m.ThreadTS, m.Edited = original.TS, original.ThreadTS, world.Timestamp(tx.Now())
		tx.ReplaceMessage(m)
		tx.NoteMessage(r.App, via, "update", &m)
	case s.ResponseType == "in_channel":
		posted := tx.Post(m)
		tx.NoteMessage(r.App, via, "post", posted)
		if c := r.App.Team.Find(m.Channel); c != nil {
			tx.TellMessage(r.App.Team, c, posted)
		}
	default:
		action := "ephemeral"
		if s.Delete {
			action = "delete"
		} else if s.Replace {
			action = "update"
		}
		tx.Note(r.App, state.AppMessage{
			Via: via, Action: action, Channel: string(r.Channel), To: r.User, TS: r.Message, ThreadTS: s.ThreadTS,
			Text: s.Text, Blocks: s.Blocks, Attachments: s.Attachments,
		})
	}
}
