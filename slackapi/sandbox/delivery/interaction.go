package delivery

import (
	"cmp"
	"fmt"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/blockkit"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
)

// interaction is a person using an app, as the app is told of it.
type interaction struct {
	Use
	app         *state.Installation
	user        *world.User
	channel     *world.Conversation // nil: the team has none, or the person is in a view
	message     *state.Message      // that is clicked
	view        *state.View         // that the person is in; nil: none
	element     blockkit.Element    // that is used
	entered     blockkit.Object     // in the element; nil: nothing, as with a button
	values      blockkit.Values     // of all elements, from then on
	trigger     model.TriggerID
	responseURL string
	at          time.Time
}

// interact makes the trigger of a person who uses the app of a team.
func (i *Interactivity) interact(u Use) (interaction, error) {
	tx := i.State.Lock()
	defer tx.Unlock()
	use := interaction{Use: u}
	if err := use.findApp(tx); err != nil {
		return interaction{}, err
	}
	if !use.app.Team.HasPerson(use.User) {
		return interaction{}, nobody(use.Team, use.User)
	}
	use.user, _ = use.app.Team.User(use.User)
	if use.view != nil {
		return use, use.inView(tx)
	}
	if err := use.find(tx); err != nil {
		return interaction{}, err
	}
	t := tx.NewTrigger(use.app, u.User)
	use.trigger, use.at = t.ID, t.Created
	if i.ResponsesURL != "" && (u.Shortcut == "" || use.message != nil) {
		r := state.ResponseURL{App: use.app, User: u.User}
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

// nobody says that a user is none who could use an app.
func nobody(team model.TeamID, user model.UserID) error {
	return fmt.Errorf("team %s has nobody with the id %q who could: apps and deleted people cannot", team, user)
}

// findApp finds the app that is used: that of the view, or of the team.
func (i *interaction) findApp(tx *state.Tx) (err error) {
	if i.View == "" {
		i.app, err = tx.AppOf(i.Team, i.App, catalog.Workspace, catalog.Bot)
		return err
	}
	i.view = tx.View(i.View)
	switch v := i.view; {
	case v == nil:
		return fmt.Errorf("there is no view %q: it was never shown, or is closed", i.View)
	case i.Team != "" && i.Team != v.App.Team.ID, i.App != "" && i.App != v.App.AppID:
		return fmt.Errorf("the view %s is of app %s in team %s", v.ID, v.App.AppID, v.App.Team.ID)
	case i.User != "" && i.User != v.User:
		return fmt.Errorf("the view %s is shown to %s, and not to %s", v.ID, v.User, i.User)
	case !tx.IsOnTop(v):
		return fmt.Errorf("the view %s is covered by another", v.ID)
	}
	i.app, i.Team, i.User = i.view.App, i.view.App.Team.ID, i.view.User
	return nil
}

// inView has the person use an element of a view.
func (i *interaction) inView(tx *state.Tx) error {
	if i.Shortcut != "" {
		return fmt.Errorf("shortcuts are not in views")
	}
	e, found := i.view.Blocks.Find(i.Action, i.BlockID)
	switch {
	case !found:
		return fmt.Errorf("the view %s has nothing with the action_id %q", i.view.ID, i.Action)
	case !e.Dispatches && !i.searches:
		return fmt.Errorf("the app is not told of %q before the view is submitted: its block does not set dispatch_action", i.Action)
	}
	if err := i.use(e, i.view.Blocks, i.view.Values); err != nil {
		return err
	}
	i.view = tx.EnterValues(i.view, i.values)
	t := tx.NewViewTrigger(i.view)
	i.trigger, i.at = t.ID, t.Created
	return nil
}

// use has the person use an element of blocks in which values were entered before.
func (i *interaction) use(e blockkit.Element, blocks blockkit.Blocks, before blockkit.Values) (err error) {
	i.element = e
	if i.values, err = blocks.EnterAll(blocks.Of(before), i.Values); err != nil {
		return err
	}
	entered := i.Enter
	if entered == nil && i.Selected != "" {
		entered = i.Selected
	}
	if e.Type() == "button" || e.Type() == "workflow_button" {
		if entered != nil {
			return fmt.Errorf("a button is pressed, and nothing is entered in it")
		}
		return nil
	}
	if entered == nil {
		entered = i.values[e.BlockID][e.ActionID()]
	}
	if i.entered, err = e.Enter(entered); err != nil {
		return err
	}
	if _, kept := i.values[e.BlockID][e.ActionID()]; kept {
		i.values.Set(e, i.entered)
	}
	return nil
}

// find finds out where the person is, and which message they click.
func (i *interaction) find(tx *state.Tx) error {
	clicks := i.Command == "" && i.Shortcut == ""
	asked := i.Message != ""
	if clicks && !asked {
		if m := tx.LastMessageOf(i.app, i.user.ID, i.Channel, i.Action); m != nil {
			i.Message, i.Channel = m.TS, m.Channel
		}
	}
	if i.Channel == "" {
		i.channel = tx.UsualChannel(i.app, i.user.ID)
	} else if i.channel = i.app.Team.Find(i.Channel); i.channel == nil {
		return fmt.Errorf("team %s has no conversation %q", i.app.Team.ID, i.Channel)
	}
	switch {
	case i.Command != "" || i.Shortcut != "" && !asked:
		return nil
	case i.channel != nil && i.Message != "":
		if err := i.findMessage(tx, clicks); err != nil {
			return err
		}
	case i.channel != nil:
		i.message = &state.Message{
			Team: i.app.Team.ID, Channel: i.channel.ID, User: i.app.AppUser, BotID: i.app.BotID, AppID: i.app.AppID,
			TS: world.Timestamp(tx.Now()),
		}
	}
	if !clicks || i.CallbackID != "" {
		return nil
	}
	return i.inMessage(asked)
}

// findMessage finds the message of a timestamp. To an ephemeral one there are no shortcuts.
func (i *interaction) findMessage(tx *state.Tx, clicks bool) error {
	i.message = tx.Message(i.app.Team.ID, i.channel.ID, i.Message)
	if i.message == nil && clicks {
		i.message = tx.Ephemeral(i.app.Team.ID, i.channel.ID, i.Message)
	}
	switch {
	case i.message == nil:
		return fmt.Errorf("%s has no message %q", i.channel.ID, i.Message)
	case i.message.To != "" && i.message.To != i.user.ID:
		return fmt.Errorf("%s alone sees the message %s, and not %s", i.message.To, i.message.TS, i.user.ID)
	}
	return nil
}

// inMessage has the person use an element of a message. Where nobody said which message, and
// none has it, one is made up.
func (i *interaction) inMessage(asked bool) error {
	var blocks blockkit.Blocks
	if i.message != nil {
		blocks, _ = blockkit.Read(string(i.message.Blocks)) // some have none
	}
	e, found := blocks.Find(i.Action, i.BlockID)
	if !found && asked {
		return fmt.Errorf("the message %s has nothing with the action_id %q", i.message.TS, i.Action)
	}
	if !found {
		e = i.madeUp()
		blocks = blockkit.Blocks{{"type": "actions", "block_id": e.BlockID, "elements": []any{e.Object}}}
		e, _ = blocks.Find(i.Action, "")
		if i.message != nil {
			m := *i.message
			m.Blocks = blocks.JSON()
			i.message = &m
		}
	}
	return i.use(e, blocks, nil)
}

// madeUp is a button, or a menu, that no message has.
func (i *interaction) madeUp() blockkit.Element {
	e := blockkit.Element{BlockID: cmp.Or(i.BlockID, "sandbox"), Object: blockkit.Object{"type": "button", "action_id": i.Action}}
	if i.Selected != "" {
		e.Object["type"] = "static_select"
		e.Object["options"] = []any{blockkit.Object{"text": plainText(i.Selected), "value": i.Selected}}
		return e
	}
	e.Object["text"] = plainText(i.Action)
	if i.Value != "" {
		e.Object["value"] = i.Value
	}
	return e
}

func plainText(text string) blockkit.Object {
	return blockkit.Object{"type": "plain_text", "text": text, "emoji": true}
}
