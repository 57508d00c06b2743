package delivery

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"periscope/model"
	"periscope/slackapi/sandbox/blockkit"
	"periscope/slackapi/sandbox/socketmode"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
)

// ErrUnusable says that an app answered a view in a way of which Slack tells the person
// that it had some trouble connecting. The view stays.
var ErrUnusable = errors.New("slack would show the person an error, and the view stays")

// ViewAnswer is what became of a view that a person submitted or closed.
type ViewAnswer struct {
	// Action is what the app answered: errors, update, push or clear; empty: the view closed.
	Action string `json:"response_action,omitempty"`
	// Errors are what the app found wrong, by block id. The view stays.
	Errors map[string]string `json:"errors,omitempty"`
	// View is what the person sees then; nil: no view of this modal.
	View *state.ViewJSON `json:"view,omitempty"`
}

// seeView has a person do something with the view of an id: they have to see it.
func (i *Interactivity) seeView(tx *state.Tx, id string) (interaction, error) {
	use := interaction{Use: Use{View: id}}
	if err := use.findApp(tx); err != nil {
		return interaction{}, err
	}
	if use.view.Type == blockkit.Home {
		return interaction{}, fmt.Errorf("the view %s is a home tab, which is neither submitted nor closed", id)
	}
	use.user, _ = use.app.Team.User(use.User)
	return use, nil
}

// SubmitView has a person fill in a modal and submit it; see [blockkit.Blocks.EnterAll] for how
// values are written. What they cannot enter or may not leave empty is an error; so is an answer of
// the app that is of no use ([ErrUnusable]), or none ([ErrUndelivered]).
func (i *Interactivity) SubmitView(ctx context.Context, id string, values map[string]any) (ViewAnswer, error) {
	use, urls, err := i.fillIn(id, values)
	if err != nil {
		return ViewAnswer{}, fmt.Errorf("submitting a view: %w", err)
	}
	p := use.newPayload("view_submission")
	p["trigger_id"], p["view"], p["response_urls"] = use.trigger, use.view.JSON(), urls
	got, err := i.Outbox.ask(ctx, question{
		app: use.app.AppID, kind: socketmode.Interactive, url: URLs.forInteractivity, payload: p, answers: true,
	})
	if err != nil {
		return ViewAnswer{}, fmt.Errorf("submitting a view: %w", err)
	}
	answer, err := i.answerView(use.view.ID, got.body)
	if err != nil {
		return ViewAnswer{}, fmt.Errorf("submitting a view: %w", err)
	}
	return answer, nil
}

// fillIn keeps what a person entered in a view, and makes the trigger of its submission.
func (i *Interactivity) fillIn(id string, values map[string]any) (interaction, []viewResponseURL, error) {
	tx := i.State.Lock()
	defer tx.Unlock()
	use, err := i.seeView(tx, id)
	if err != nil {
		return use, nil, err
	}
	if use.view.Submit == nil {
		return use, nil, fmt.Errorf("the view %s has no submit button", id)
	}
	all, err := use.view.Blocks.EnterAll(use.view.Values, values)
	if err != nil {
		return use, nil, err
	}
	if missing := use.view.Blocks.Missing(all); len(missing) > 0 {
		return use, nil, fmt.Errorf("these blocks have to be filled in: %s", strings.Join(missing, ", "))
	}
	use.view = tx.EnterValues(use.view, all)
	t := tx.NewViewTrigger(use.view)
	use.trigger, use.at = t.ID, t.Created
	return use, i.responseURLs(tx, use), nil
}

// viewResponseURL is where an app may answer in a conversation that a person chose in a view.
type viewResponseURL struct {
	BlockID     string `json:"block_id"`
	ActionID    string `json:"action_id"`
	ChannelID   string `json:"channel_id"`
	ResponseURL string `json:"response_url"`
}

// responseURLs are those of the menus of a view that ask for one.
func (i *Interactivity) responseURLs(tx *state.Tx, use interaction) []viewResponseURL {
	all := []viewResponseURL{}
	for e := range use.view.Blocks.Elements() {
		channel := e.ResponseChannel(use.view.Values)
		if channel == "" || i.ResponsesURL == "" {
			continue
		}
		secret := tx.AddResponseURL(state.ResponseURL{App: use.app, User: use.User, Channel: model.ResourceID(channel)})
		all = append(all, viewResponseURL{e.BlockID, e.ActionID(), channel, i.ResponsesURL + secret})
	}
	return all
}

// answerView does what an app answers to a submission.
func (i *Interactivity) answerView(id string, body []byte) (ViewAnswer, error) {
	var answer struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
		View   json.RawMessage   `json:"view"`
	}
	if text := strings.TrimSpace(string(body)); text != "" {
		if json.Unmarshal(body, &answer) != nil || answer.Action == "" && text != "{}" {
			return ViewAnswer{}, fmt.Errorf("%w: it answers %.100q, which is neither empty nor has a response_action", ErrUnusable, text)
		}
	}
	tx := i.State.Lock()
	defer tx.Unlock()
	v := tx.View(id)
	if v == nil { // the app closed it meanwhile: it was removed from the team
		return ViewAnswer{Action: answer.Action}, nil
	}
	shown, err := i.applyAnswer(tx, v, answer.Action, answer.Errors, answer.View)
	if err != nil {
		return ViewAnswer{}, fmt.Errorf("%w: %w", ErrUnusable, err)
	}
	done := ViewAnswer{Action: answer.Action, Errors: answer.Errors}
	if shown != nil {
		view := shown.JSON()
		done.View = &view
	}
	return done, nil
}

// applyAnswer changes what a person sees, and returns that.
func (i *Interactivity) applyAnswer(
	tx *state.Tx, v *state.View, action string, wrong map[string]string, next json.RawMessage,
) (*state.View, error) {
	switch action {
	case "":
		tx.CloseView(v, false)
		return tx.View(v.Previous), nil
	case "clear":
		tx.CloseView(v, true)
		return nil, nil
	case "errors":
		if len(wrong) == 0 {
			return nil, errors.New(`the answer "errors" names none`)
		}
		for _, block := range slices.Sorted(maps.Keys(wrong)) {
			if !v.Blocks.Inputs(block) {
				return nil, fmt.Errorf("the view has no input block %q to find an error in", block)
			}
		}
		return v, nil
	case "update", "push":
		read, problem := blockkit.ReadView(string(next), blockkit.Modal)
		if problem != nil {
			return nil, fmt.Errorf("the view that it answers with is refused: %w", problem)
		}
		if action == "push" {
			return tx.Push(v, read)
		}
		return tx.UpdateView(v, "", read)
	}
	return nil, fmt.Errorf("there is no response_action %q", action)
}

// CloseView has a person close a view, or with all every view of the modal at once. The app is
// told of those that it wants to be notified of.
func (i *Interactivity) CloseView(ctx context.Context, id string, all bool) (ViewAnswer, error) {
	use, gone, left, err := i.takeAway(id, all)
	if err != nil {
		return ViewAnswer{}, fmt.Errorf("closing a view: %w", err)
	}
	var told []error
	for _, v := range gone {
		if !v.NotifyOnClose {
			continue
		}
		p := use.newPayload("view_closed")
		p["view"], p["is_cleared"] = v.JSON(), all || use.view.ClearOnClose
		_, err := i.Outbox.ask(ctx, question{app: use.app.AppID, kind: socketmode.Interactive, url: URLs.forInteractivity, payload: p})
		told = append(told, err)
	}
	if err := errors.Join(told...); err != nil {
		return ViewAnswer{View: left}, fmt.Errorf("telling that a view was closed: %w", err)
	}
	return ViewAnswer{View: left}, nil
}

func (i *Interactivity) takeAway(id string, all bool) (use interaction, gone []*state.View, left *state.ViewJSON, err error) {
	tx := i.State.Lock()
	defer tx.Unlock()
	if use, err = i.seeView(tx, id); err != nil {
		return use, nil, nil, err
	}
	gone = tx.CloseView(use.view, all || use.view.ClearOnClose)
	if below := tx.View(use.view.Previous); below != nil {
		view := below.JSON()
		left = &view
	}
	return use, gone, left, nil
}

// Home is a person opening an app's home.
type Home struct {
	Team model.TeamID `json:"team"`
	User model.UserID `json:"user"`
	App  string       `json:"app"` // empty is the team's first
	Tab  string       `json:"tab"` // "home" or "messages"; empty is home
}

// HomeOpened is what a person finds there.
type HomeOpened struct {
	Channel model.ResourceID `json:"channel"` // in which the person and the app write to each other
	View    *state.ViewJSON  `json:"view,omitempty"`
	// Told: the app subscribes to app_home_opened, and is told.
	Told bool `json:"told"`
}

// OpenHome has a person open an app's home, of which it is told by app_home_opened.
func (i *Interactivity) OpenHome(h Home) (HomeOpened, error) {
	switch h.Tab {
	case "":
		h.Tab = "home"
	case "home", "messages":
	default:
		return HomeOpened{}, fmt.Errorf("opening an app's home: it has no tab %q: write home or messages", h.Tab)
	}
	tx := i.State.Lock()
	defer tx.Unlock()
	app, err := tx.AppOf(h.Team, h.App, botFirst...)
	if err != nil {
		return HomeOpened{}, fmt.Errorf("opening an app's home: %w", err)
	}
	if !app.Team.HasPerson(h.User) {
		return HomeOpened{}, fmt.Errorf("opening an app's home: %w", nobody(h.Team, h.User))
	}
	c := tx.OpenDirect(app, h.User)
	opened := HomeOpened{Channel: c.ID}
	body := map[string]any{"type": "app_home_opened", "user": h.User, "channel": c.ID, "tab": h.Tab, "event_ts": world.Timestamp(tx.Now())}
	if v := tx.HomeView(app, h.User); v != nil {
		view := v.JSON()
		opened.View = &view
		if h.Tab == "home" {
			body["view"] = view
		}
	}
	opened.Told = tx.TellApp(app, c, body)
	return opened, nil
}
