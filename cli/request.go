package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"periscope/cli/check"
	"periscope/cli/console"
	"periscope/cli/listen"
	"periscope/cli/token"
	"periscope/model"
	"periscope/slackapi"
	"periscope/slackapi/incoming"
	"periscope/slackapi/text"
)

type requestOptions struct {
	env     *console.Environment
	tokens  token.Flags
	user    string
	trigger string
	addr    string
	wait    time.Duration
	anyway  bool
	json    bool
}

func newRequestCommand(env *console.Environment) *cobra.Command {
	opts := &requestOptions{env: env}
	cmd := &cobra.Command{
		Use:   "request SCOPE...",
		Short: "Ask a team or a user for scopes, and wait for the answer",
		Long: `Ask for scopes. Slack shows the request as a dialog to the user who has just used
the app. That takes a trigger, which proves that a user did: it lives for three
seconds and works once.

With --listen, periscope waits for a trigger: point the app's slash command, its
interactivity and its events at the URL that is printed, run the command in Slack,
and the request is sent at once. With --trigger-id the request is sent with a
trigger that you have. Then periscope reads the permissions again and again, which
shows that they were granted, but not that they were denied.

Scopes are separated by spaces or commas. What Slack would refuse is not sent
(see: periscope check). The exit status is 0 when the scopes were granted, 1 when
they were denied, not sent or not answered, 3 when Slack refused, and 4 when it
could not be reached.`,
		Example: `  periscope team signing-secret acme/workspace
  periscope request --listen 127.0.0.1:3000 --team acme/workspace pins:read pins:write
  periscope request --trigger-id 12345.98765.abcd2358fdea --user U061F7AUR dnd:write:user`,
		Args:              console.RequireScopes,
		ValidArgsFunction: console.CompleteScopes,
		RunE:              func(cmd *cobra.Command, args []string) error { return opts.run(cmd.Context(), args) },
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.user, "user", "", "ask the user with this `ID`, not the team")
	flags.StringVar(&opts.trigger, "trigger-id", "", "send the request with this trigger `ID`, at once")
	listen.RegisterFlag(cmd, &opts.addr)
	console.RegisterDuration(flags, &opts.wait, "wait", time.Minute, "wait `D` for the answer, once the dialog is shown")
	flags.BoolVar(&opts.anyway, "send-anyway", false, "send the request even if Slack would refuse it")
	opts.tokens.Register(cmd, env)
	token.RegisterAutoRefresh(cmd, &opts.tokens.AutoRefresh)
	console.RegisterJSON(cmd, &opts.json)
	return cmd
}

func (o *requestOptions) run(ctx context.Context, args []string) error {
	if err := console.RefuseReadOnly(o.env, "ask for scopes"); err != nil {
		return err
	}
	r := model.Request{For: model.ForTeam, Scopes: console.ParseScopes(args)}
	if o.user != "" {
		r.For, r.User = model.ForUser, model.UserID(text.Clean(o.user))
	}
	if (o.trigger == "") == (o.addr == "") {
		return console.CommandLineError("periscope request takes a trigger with --trigger-id, or waits for one with --listen",
			"Give one of the two.")
	}
	var at *listen.Address
	if o.addr != "" {
		var err error
		if at, err = listen.Take(o.addr); err != nil {
			return err
		}
		defer at.Close()
	}
	if c := check.Judge(r, nil); !c.OK() && !o.anyway {
		return o.reportUnsent(c)
	}
	tok, err := o.tokens.Find(ctx, o.env)
	if err != nil {
		return err
	}
	if err := token.RequireWorkspace(tok.Kind); err != nil {
		return err
	}
	client, err := tok.Client(o.env)
	if err != nil {
		return err
	}
	a := &requestRun{env: o.env, client: client, ask: model.AwaitTrigger(r), wait: o.wait}
	if at != nil {
		err = o.listen(ctx, a, at, tok.Signing)
	} else {
		err = a.withTrigger(ctx, model.TriggerID(o.trigger))
	}
	if err != nil {
		return err
	}
	return o.reportOutcome(a)
}

// listen waits for a trigger from Slack, and sends the request with it.
func (o *requestOptions) listen(ctx context.Context, a *requestRun, at *listen.Address, stored model.SigningSecret) error {
	secret, err := listen.SigningSecret(o.env, stored)
	if err != nil {
		return err
	}
	id, err := a.client.AuthTest(ctx) // only this team's triggers fit, and a bad token shows now
	if err != nil {
		return err
	}
	opts := []incoming.Option{incoming.OnlyTeams(id.Team.ID), incoming.WithClock(o.env.Now)}
	if id.AppID != "" {
		opts = append(opts, incoming.OnlyApps(id.AppID))
	}
	l := at.Start(secret, opts...)
	defer l.Finish()
	defer func() {
		if n := l.Untold(); n > 0 {
			console.Note(o.env, "refused %d more that were not signed", n)
		}
	}()
	l.WarnIfExposed(o.env)
	console.Note(o.env, "listening at %s for a slash command or a click in %s (%s)", l.URL, id.Team.Name, id.Team.ID)
	return a.withListener(ctx, l)
}

// readInterval is the time between two readings of the permissions, where no event
// can tell the answer. Slack allows twenty readings a minute.
const readInterval = 5 * time.Second

// requestRun brings one request to its answer. [model.Ask] is the state machine. The
// run gives it triggers, events and readings.
type requestRun struct {
	env     *console.Environment
	client  *slackapi.Client
	ask     model.RequestRun
	wait    time.Duration // for the answer
	refusal error         // Slack's, of the last attempt
	more    bool          // triggers may come after a bad one
}

// withTrigger sends the request with a trigger, and reads the permissions until they
// tell the answer.
func (a *requestRun) withTrigger(ctx context.Context, trigger model.TriggerID) error {
	if err := a.send(ctx, trigger); err != nil || a.ask.State != model.DialogShown {
		return err
	}
	for expired := a.answerTimeout(); !a.ask.State.Final(); {
		select {
		case <-time.After(readInterval):
			a.readAgain(ctx)
		case <-expired:
			a.giveUp(ctx)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// withListener waits for a trigger, sends the request, and waits for the answer.
// After a bad trigger it waits for the next one.
func (a *requestRun) withListener(ctx context.Context, l *listen.Listener) error {
	a.more = true
	var expired <-chan time.Time // never, until the dialog is shown
	for !a.ask.State.Final() {
		select {
		case d := <-l.Deliveries():
			if err := a.receive(ctx, d); err != nil {
				return err
			}
		case err := <-l.Failed:
			return fmt.Errorf("listening at %s: %w", l.URL, err)
		case <-expired:
			a.giveUp(ctx)
		case <-ctx.Done():
			return ctx.Err()
		}
		if expired == nil && a.ask.State == model.DialogShown {
			expired = a.answerTimeout()
		}
	}
	return nil
}

// answerTimeout starts the time that the user has for an answer.
func (a *requestRun) answerTimeout() <-chan time.Time {
	console.Note(a.env, "shown to the user, waiting %s for the answer", a.wait)
	return time.After(a.wait)
}

// receive handles a delivery from Slack: a trigger sends the request, an event answers
// it.
func (a *requestRun) receive(ctx context.Context, d incoming.Delivery) error {
	switch {
	case d.Refused != "":
		console.Note(a.env, "refused %s: %s", d.What, d.Refusal())
	case d.Trigger != "" && a.ask.State == model.AwaitingTrigger:
		console.Note(a.env, "%s by %s brings a trigger", d.What, d.User)
		return a.send(ctx, d.Trigger)
	case d.Event != nil:
		a.ask, _ = a.ask.AnsweredBy(d.Event)
	}
	return nil
}

// send sends the request with a trigger. A refusal by Slack is a state of the request.
// Any other failure is an error.
func (a *requestRun) send(ctx context.Context, trigger model.TriggerID) error {
	a.ask = a.ask.Send(trigger)
	err := a.client.RequestPermissions(ctx, a.ask.Request, trigger)
	refused, ok := errors.AsType[*slackapi.Error](err)
	switch {
	case err == nil:
		a.ask = a.ask.Shown()
		return nil
	case !ok || console.IsType[*slackapi.UncertainRequestError](err):
		return err
	}
	a.refusal = err
	if a.ask = a.ask.Fail(refused.Code); a.ask.State == model.AwaitingTrigger && a.more {
		console.Note(a.env, "%s", console.AsMessage(refused.Sentence()))
	}
	return nil
}

// readAgain reads the permissions again, and leaves the state as it is if that fails.
func (a *requestRun) readAgain(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, readInterval)
	defer cancel()
	if p, err := token.ReadPermissions(ctx, a.client); err == nil {
		a.ask, _ = a.ask.SettledBy(p)
	}
}

// giveUp ends the wait for an answer with a last reading, because events get lost.
func (a *requestRun) giveUp(ctx context.Context) {
	a.ask = a.ask.GiveUp()
	a.readAgain(ctx)
}

// requestOutcome is what became of a request.
type requestOutcome string

const (
	outcomeGranted  requestOutcome = "granted"
	outcomeDenied   requestOutcome = "denied"
	outcomeNoAnswer requestOutcome = "no answer"
	outcomeRefused  requestOutcome = "refused"
	outcomeNotSent  requestOutcome = "not sent" // because Slack would refuse it
)

// requestOutcomeDocument is what request --json prints. No array in it is ever null.
type requestOutcomeDocument struct {
	Schema  string                `json:"schema"` // "periscope.request/v1"
	State   requestOutcome        `json:"state"`  // "not sent": Slack would refuse the request
	Request check.RequestDocument `json:"request"`
	// Trigger is the one that the request was sent with, which works no more; empty if
	// nothing was sent.
	Trigger  model.TriggerID         `json:"trigger"`
	Code     string                  `json:"code"` // Slack's error; empty unless refused or not sent
	Message  string                  `json:"message"`
	NextStep string                  `json:"next_step"`
	Problems []check.ProblemDocument `json:"problems"` // reasons not to send the request
}

// reportUnsent prints why a request was not sent.
func (o *requestOptions) reportUnsent(c check.Verdict) error {
	var err error
	if o.json {
		err = console.WriteJSON(o.env.Out, requestOutcomeDocument{
			Schema: "periscope.request/v1", State: outcomeNotSent, Request: check.NewRequestDocument(c.Request), Code: c.Refusal,
			Message: "Slack would refuse this request, so it was not sent.", NextStep: "Mend it, or add --send-anyway.",
			Problems: check.NewProblemDocuments(c.Problems),
		})
	} else if err = c.Print(o.env.Out); err == nil {
		console.Note(o.env, "nothing was sent; --send-anyway sends it all the same")
	}
	if err != nil {
		return err
	}
	return console.AlreadyReportedError{Status: console.StatusNo}
}

// reportOutcome prints what became of a request.
func (o *requestOptions) reportOutcome(a *requestRun) error {
	doc := requestOutcomeDocument{
		Schema: "periscope.request/v1", State: outcomeGranted, Request: check.NewRequestDocument(a.ask.Request), Trigger: a.ask.Trigger,
		Code: a.ask.Code, Problems: []check.ProblemDocument{},
	}
	status := console.StatusDone
	scopes := console.Join(a.ask.Request.Scopes)
	switch a.ask.State {
	case model.Approved:
		doc.Message = "The request was granted."
	case model.Denied:
		status, doc.State = console.StatusNo, outcomeDenied
		doc.Message = "The request was denied."
	case model.NoAnswer:
		status, doc.State = console.StatusNo, outcomeNoAnswer
		doc.Message = fmt.Sprintf("The user did not answer within %s.", o.wait)
		doc.NextStep = "The dialog may still be open: see what `periscope info` says later."
	default: // refused, or waiting for another trigger that no listener brings
		status, doc.State = console.StatusRefused, outcomeRefused
		f := console.Describe(a.refusal)
		doc.Message, doc.NextStep = text.Clean(f.Message), text.Clean(f.Next)
	}
	var err error
	if o.json {
		err = console.WriteJSON(o.env.Out, doc)
	} else {
		_, err = fmt.Fprintf(o.env.Out, "%s: %s\n", doc.State, scopes)
	}
	if err != nil {
		return err
	}
	if status == console.StatusDone {
		return nil
	}
	console.Note(o.env, "%s", console.AsMessage(doc.Message))
	if doc.NextStep != "" {
		fmt.Fprintln(o.env.Err, console.AsMessage(doc.NextStep))
	}
	return console.AlreadyReportedError{Status: status}
}
