package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"periscope/cli/console"
	"periscope/cli/listen"
	"periscope/cli/token"
	"periscope/model"
	"periscope/slackapi"
)

// lookEvery is how often the permissions are read again where no event can tell
// the answer. Slack allows twenty readings a minute.
const lookEvery = 5 * time.Second

// asking is a request on its way from the shell. Its state machine is
// [model.Ask]; this brings it triggers, events and readings.
type asking struct {
	env     *console.Environment
	client  *slackapi.Client
	ask     model.Ask
	wait    time.Duration // for the answer
	refusal error         // of the last attempt, by Slack
}

// withTrigger sends the request with a trigger, and looks for the answer.
func (a *asking) withTrigger(ctx context.Context, trigger model.TriggerID) error {
	if err := a.fire(ctx, trigger); err != nil || a.ask.State != model.Shown {
		return err
	}
	for expired := a.patience(); !a.ask.State.Final(); {
		select {
		case <-time.After(lookEvery):
			a.look(ctx)
		case <-expired:
			a.giveUp(ctx)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// withListener waits for a trigger, sends the request, and waits for the answer.
// A trigger that is no good leaves the request armed for the next one.
func (a *asking) withListener(ctx context.Context, l *listen.Listener) error {
	var expired <-chan time.Time // never, until the dialog is shown
	for !a.ask.State.Final() {
		select {
		case d := <-l.Deliveries():
			if err := a.take(ctx, d); err != nil {
				return err
			}
		case err := <-l.Failed:
			return fmt.Errorf("listening at %s: %w", l.URL, err)
		case <-expired:
			a.giveUp(ctx)
		case <-ctx.Done():
			return ctx.Err()
		}
		if expired == nil && a.ask.State == model.Shown {
			expired = a.patience()
		}
	}
	return nil
}

// patience begins the wait for an answer.
func (a *asking) patience() <-chan time.Time {
	console.Note(a.env, "shown to the user, waiting %s for the answer", a.wait)
	return time.After(a.wait)
}

// take takes what Slack sent: a trigger fires the request, an event answers it.
func (a *asking) take(ctx context.Context, d slackapi.Delivery) error {
	switch {
	case d.Refused != "":
		console.Note(a.env, "refused %s: %s", d.What, d.Refused)
	case d.Trigger != "" && a.ask.State == model.Armed:
		console.Note(a.env, "%s by %s brings a trigger", d.What, d.User)
		return a.fire(ctx, d.Trigger)
	case d.Event != nil:
		a.ask, _ = a.ask.Answered(d.Event)
	}
	return nil
}

// fire spends a trigger. Slack's refusal is a state of the request; any other
// failure is an error.
func (a *asking) fire(ctx context.Context, trigger model.TriggerID) error {
	a.ask = a.ask.Fire(trigger)
	err := a.client.RequestPermissions(ctx, a.ask.Request, trigger)
	refused, ok := errors.AsType[*slackapi.Error](err)
	switch {
	case err == nil:
		a.ask = a.ask.Show()
		return nil
	case !ok || console.IsA[*slackapi.UncertainError](err):
		return err
	}
	a.refusal = err
	if a.ask = a.ask.Fail(refused.Code); a.ask.State == model.Armed {
		console.Note(a.env, "%s", console.Plainly(refused.Sentence()))
	}
	return nil
}

// look reads the permissions again. That they cannot be read says nothing.
func (a *asking) look(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, lookEvery)
	defer cancel()
	if p, err := token.ReadPermissions(ctx, a.client); err == nil {
		a.ask, _ = a.ask.Observed(p)
	}
}

// giveUp ends the wait for an answer, after a last look: an event can get lost.
func (a *asking) giveUp(ctx context.Context) {
	a.ask = a.ask.Forgo()
	a.look(ctx)
}
