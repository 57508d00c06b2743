package delivery

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/socketmode"
	"periscope/slackapi/sandbox/state"
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

// Use is what a person does with an app: run a command or a shortcut, press a button of a message
// or a view ([Use.Action]), or choose or write in one of its elements ([Use.Enter]).
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
	Selected   string `json:"selected"` // the value of the option that is chosen in a menu: short for Enter
	// Enter is what is chosen or written in the element: a text, a number, the value of an option, a
	// list of those, or what Slack sends of it.
	Enter any `json:"enter"`
	// Values are what the person entered in other elements before, by action_id, or by block_id
	// and action_id.
	Values map[string]any `json:"values"`
	// View is the id of the modal or the home tab that has the element; empty: a message has it.
	View string `json:"view"`
	// Shortcut is the callback_id of a global shortcut or, with a Message, of one on messages.
	Shortcut string `json:"shortcut"`

	searches bool // they type in a menu that asks the app for its options
	// Channel is where the person is. Without it they are where the message is, or else
	// in the first public channel that the app is in.
	Channel model.ResourceID `json:"channel"`
	// Message is the timestamp of the message that is clicked. Without it that is the app's
	// last one with the action, or else one that is made up.
	Message string `json:"message"`
}

// botFirst are the kinds of token of an app of today, or else of 2018.
var botFirst = []catalog.TokenKind{catalog.Bot, catalog.Workspace}

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
	switch {
	case u.Shortcut != "":
		doing = fmt.Sprintf("running the shortcut %q", u.Shortcut)
	case u.Command != "" || u.Action == "":
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
	got, err := i.Outbox.ask(ctx, use.question())
	if err != nil {
		return use.trigger, fmt.Errorf("%s: %w", doing, err)
	}
	i.noteAck(use, got)
	return use.trigger, nil
}

// question is what the app is sent.
func (i interaction) question() question {
	q := question{app: i.app.AppID, kind: socketmode.Interactive, url: URLs.forInteractivity}
	switch {
	case i.Shortcut != "":
		q.payload = i.shortcut()
	case i.Command != "":
		q.kind, q.url, q.payload, q.answers = socketmode.SlashCommands, URLs.forCommands, i.slashCommand(), true
	case i.CallbackID != "":
		q.payload, q.answers = i.interactiveMessage(), true
	default:
		q.payload = i.blockActions()
	}
	return q
}
