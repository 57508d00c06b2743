package delivery

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"periscope/slackapi/sandbox/socketmode"
	"periscope/slackapi/sandbox/world"
)

// FieldError is what an app finds wrong with a field of a form.
type FieldError struct {
	Name  string `json:"name"`
	Error string `json:"error"`
}

// SubmitForm has a person fill a form in, or cancel it, if submission is nil. The app may find
// fields wrong: then the form stays. A submission brings the app a trigger.
func (i *Interactivity) SubmitForm(ctx context.Context, id string, submission map[string]string) ([]FieldError, error) {
	f, err := i.State.Form(id)
	if err != nil {
		return nil, err
	}
	for name := range submission {
		if !f.Has(name) {
			return nil, fmt.Errorf("filling in a form: it has no element %q", name)
		}
	}
	if submission != nil {
		var empty []string
		if submission, empty = f.Fill(submission); len(empty) > 0 {
			return nil, fmt.Errorf("filling in a form: these elements have to be filled in: %s", strings.Join(empty, ", "))
		}
	}
	use, err := i.interact(Use{Team: f.Team, User: f.User, App: f.App, Channel: f.Channel, Command: "/form"})
	if err != nil {
		return nil, fmt.Errorf("filling in a form: %w", err)
	}
	kind := "dialog_submission"
	if submission == nil {
		kind = "dialog_cancellation"
	}
	p := use.oldPayload(kind)
	p["response_url"] = use.responseURL
	p["callback_id"], p["state"], p["action_ts"] = f.CallbackID, f.State, world.Timestamp(use.at)
	if submission != nil {
		p["submission"], p["trigger_id"] = submission, use.trigger
	}
	if submission != nil || f.NotifyOnCancel {
		got, err := i.Outbox.ask(ctx, question{
			app: f.App, kind: socketmode.Interactive, url: URLs.forInteractivity, payload: p, answers: submission != nil,
		})
		if err != nil {
			return nil, err
		}
		var answer struct{ Errors []FieldError }
		if json.Unmarshal(got.body, &answer) == nil && len(answer.Errors) > 0 {
			return answer.Errors, nil
		}
	}
	tx := i.State.Lock()
	defer tx.Unlock()
	tx.CloseForm(id)
	return nil, nil
}
