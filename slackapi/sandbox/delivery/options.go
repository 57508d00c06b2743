package delivery

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"periscope/slackapi/sandbox/socketmode"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
)

// maxLoaded is how many options an app may answer with. Slack: a hundred, in groups or not.
const maxLoaded = 100

// Search is a person typing in a menu whose options come from the app: an external select of Block
// Kit, in a view or a message, or, with a CallbackID, a menu of a message of before, or, with a
// Form, one of a dialog.
type Search struct {
	Use
	Form string `json:"form"` // the id of the dialog
}

// Options are what an app answered, as it sent them.
type Options struct {
	Options json.RawMessage `json:"options,omitempty"`
	Groups  json.RawMessage `json:"option_groups,omitempty"`
}

// LoadOptions has a menu ask the app for its options; what the person typed is [Use.Value].
func (i *Interactivity) LoadOptions(ctx context.Context, s Search) (Options, error) {
	app, p, err := i.search(s)
	if err != nil {
		return Options{}, fmt.Errorf("loading options: %w", err)
	}
	got, err := i.Outbox.ask(ctx, question{app: app.AppID, kind: socketmode.Interactive, url: URLs.forOptions, payload: p, answers: true})
	if err != nil {
		return Options{}, fmt.Errorf("loading options: %w", err)
	}
	answer, err := readOptions(got.body, s.Form != "")
	if err != nil {
		return Options{}, fmt.Errorf("loading options: %w: %w", ErrUnusable, err)
	}
	return answer, nil
}

// search is what the app is asked.
func (i *Interactivity) search(s Search) (*state.Installation, payload, error) {
	if s.Form != "" {
		return i.searchForm(s)
	}
	s.searches = true
	use, err := i.interact(s.Use)
	switch {
	case err != nil:
		return nil, nil, err
	case s.CallbackID != "":
		p := use.oldPayload("interactive_message")
		p["name"], p["value"], p["callback_id"], p["attachment_id"] = s.Action, s.Value, s.CallbackID, "1"
		p["action_ts"] = world.Timestamp(use.at)
		if use.message != nil {
			p["message_ts"] = use.message.TS
		}
		return use.app, p, nil
	case !use.element.Remote():
		return nil, nil, fmt.Errorf("%q is no menu whose options come from the app: it is a %s", s.Action, use.element.Type())
	}
	p := use.newPayload("block_suggestion")
	use.addPlace(p)
	p["action_id"], p["block_id"], p["value"] = use.element.ActionID(), use.element.BlockID, s.Value
	return use.app, p, nil
}

// searchForm is what the app is asked by a menu of a dialog.
func (i *Interactivity) searchForm(s Search) (*state.Installation, payload, error) {
	f, err := i.State.Form(s.Form)
	if err != nil {
		return nil, nil, err
	}
	source, found := f.Source(s.Action)
	switch {
	case !found:
		return nil, nil, fmt.Errorf("the dialog has no element %q", s.Action)
	case source != "external":
		return nil, nil, fmt.Errorf("%q is no menu whose options come from the app: its data_source is not external", s.Action)
	}
	use, err := i.interact(Use{Team: f.Team, User: f.User, App: f.App, Channel: f.Channel, Command: "/form"})
	if err != nil {
		return nil, nil, err
	}
	p := use.oldPayload("dialog_suggestion")
	p["name"], p["value"], p["callback_id"], p["state"] = s.Action, s.Value, f.CallbackID, f.State
	p["action_ts"] = world.Timestamp(use.at)
	return use.app, p, nil
}

// readOptions reads what an app answers: options, or groups of them; of a dialog they have labels.
func readOptions(body []byte, ofDialog bool) (Options, error) {
	var answer Options
	if json.Unmarshal(body, &answer) != nil || (answer.Options == nil) == (answer.Groups == nil) {
		return Options{}, errors.New(`it answers neither "options" nor "option_groups"`)
	}
	all, err := answer.all()
	if err != nil {
		return Options{}, err
	}
	if len(all) > maxLoaded {
		return Options{}, fmt.Errorf("there are %d options, and may be %d", len(all), maxLoaded)
	}
	for n, o := range all {
		if o.Value == "" || !ofDialog && o.Text == nil || ofDialog && o.Label == "" {
			return Options{}, fmt.Errorf("option %d lacks its text or its value", n)
		}
	}
	return answer, nil
}

// option is one that an app answers with.
type option struct {
	Text  any    `json:"text"`
	Label string `json:"label"`
	Value string `json:"value"`
}

// all are the options, in groups or not.
func (o Options) all() ([]option, error) {
	var all []option
	if o.Options != nil {
		if json.Unmarshal(o.Options, &all) != nil {
			return nil, errors.New(`"options" is no list of options`)
		}
		return all, nil
	}
	var groups []struct {
		Label   any      `json:"label"`
		Text    any      `json:"text"` // of before Block Kit
		Options []option `json:"options"`
	}
	if json.Unmarshal(o.Groups, &groups) != nil {
		return nil, errors.New(`"option_groups" is no list of groups`)
	}
	for _, g := range groups {
		if g.Label == nil && g.Text == nil {
			return nil, errors.New("a group has no label")
		}
		all = append(all, g.Options...)
	}
	return all, nil
}
