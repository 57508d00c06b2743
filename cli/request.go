package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/listen"
	"periscope/cli/token"
	"periscope/model"
	"periscope/slackapi"
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
		Long: `Ask for scopes, which Slack does in a dialog that it shows to whoever has just
used the app. That takes a trigger: the proof that somebody did, which lives for
three seconds and works once.

With --listen, a trigger is waited for: point the app's slash command, its
interactivity and its events at the URL that is printed, run the command in
Slack, and the request is sent at once. With --trigger-id it is sent with a
trigger that you have, and the answer is found out by reading the permissions
again, which can tell that they were granted, not that they were denied.

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
	flags.DurationVar(&opts.wait, "wait", time.Minute, "wait so `long` for the answer, once the dialog is shown")
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
		return console.Misuse("periscope request takes a trigger with --trigger-id, or waits for one with --listen", "Give one of the two.")
	}
	if c := checkRequest(r, nil); !c.ok() && !o.anyway {
		return o.unsent(c)
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
	a := &asking{env: o.env, client: client, ask: model.Arm(r), wait: o.wait}
	if o.addr != "" {
		err = o.listen(ctx, a, tok.Signing)
	} else {
		err = a.withTrigger(ctx, model.TriggerID(o.trigger))
	}
	if err != nil {
		return err
	}
	return o.outcome(a)
}

// listen lets the request be fired by what Slack sends.
func (o *requestOptions) listen(ctx context.Context, a *asking, stored model.SigningSecret) error {
	secret, err := listen.SigningSecret(o.env, stored)
	if err != nil {
		return err
	}
	id, err := a.client.AuthTest(ctx) // whose triggers fit; and a token that is no good shows now
	if err != nil {
		return err
	}
	opts := []slackapi.IncomingOption{slackapi.OnlyTeams(id.Team.ID), slackapi.WithClock(o.env.Now)}
	if id.AppID != "" {
		opts = append(opts, slackapi.OnlyApps(id.AppID))
	}
	l, err := listen.ToSlack(o.addr, secret, opts...)
	if err != nil {
		return err
	}
	defer l.Finish()
	console.Note(o.env, "listening at %s for a slash command or a click in %s (%s)", l.URL, id.Team.Name, id.Team.ID)
	return a.withListener(ctx, l)
}
