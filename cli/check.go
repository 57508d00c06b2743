package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/explore"
	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

type checkOptions struct {
	env      *console.Environment
	tokens   token.Flags
	kind     token.KindFlag
	audience string
	user     string
	install  checkInstallFlags
	json     bool
}

func newCheckCommand(env *console.Environment) *cobra.Command {
	opts := &checkOptions{env: env}
	cmd := &cobra.Command{
		Use:   "check SCOPE...",
		Short: "Would Slack accept these scopes, and what is there to do to get them?",
		Long: `Say whether Slack would accept these scopes in one request, what is wrong with
them if not, and what to ask for instead. Scopes are separated by spaces or commas.
The exit status is 1 when Slack would refuse.

The rules are those of --kind or, with a token, of the token: a workspace app asks
in a dialog, bit by bit; the app of a bot or user token asks when it is installed.
Of those the answer holds Slack's install page, if the client id is known, what the
token will hold once that is approved, and the lines for the app's manifest.

--open installs the app: it opens the page in a browser, waits for the approval,
and stores the token that this brings, as periscope team add --oauth does.
--validate has Slack check the app's manifest with the scopes added, which changes
nothing; that takes a stored configuration token.

Nothing is sent to anybody, unless a token is named by --team, --token-stdin or
SLACK_TOKEN: then Slack is asked what is granted already.`,
		Example: `  periscope check chat:write users:read
  periscope check --for user dnd:write:user,reminders:write:user
  periscope check --kind bot --client-id 12.34 chat:write,pins:write
  periscope check --team acme/bot --validate groups:read
  periscope check --team acme/bot --open groups:read
  periscope check --json $(cat scopes.txt) >check.json   # in CI`,
		Args:              console.RequireScopes,
		ValidArgsFunction: console.CompleteScopes,
		RunE:              func(cmd *cobra.Command, args []string) error { return opts.run(cmd.Context(), args) },
	}
	flags := cmd.Flags()
	opts.kind.Register(cmd, "go by the rules for this `KIND` of token: workspace, bot or user (default the token's, else workspace)")
	flags.StringVar(&opts.audience, "for", "", "`WHO` is to hold the scopes: bot or user; of a workspace app, whom to ask: team or user")
	flags.StringVar(&opts.user, "user", "", "check a request to the user with this `ID`")
	_ = cmd.RegisterFlagCompletionFunc("for", cobra.FixedCompletions( // fails only for a flag that does not exist
		console.Strings([]model.Audience{model.ForTeam, model.ForBot, model.ForUser}), cobra.ShellCompDirectiveNoFileComp))
	opts.install.Register(cmd, env, &opts.tokens.Store)
	opts.tokens.Register(cmd, env)
	token.RegisterAutoRefresh(cmd, &opts.tokens.AutoRefresh)
	console.RegisterJSON(cmd, &opts.json)
	return cmd
}

func (o *checkOptions) run(ctx context.Context, args []string) error {
	if err := o.install.Check(o.env, o.tokens.Store); err != nil {
		return err
	}
	if o.install.validate {
		done, err := o.tokens.KeepOpen(ctx, o.env, o.tokens.Team, o.install.configTeam)
		if err != nil {
			return err
		}
		defer done()
	}
	s, err := o.subject(ctx)
	if err != nil {
		return err
	}
	a, err := o.answer(ctx, s, args)
	if err != nil {
		return err
	}
	if !o.json {
		if err := a.print(o.env.Out); err != nil {
			return err
		}
	}
	if o.install.open && a.ok() {
		if a.stored, err = o.install.run(ctx, o.env, a); err != nil {
			return err
		}
	}
	switch {
	case o.json:
		err = console.WriteJSON(o.env.Out, a.document())
	case len(a.stored) > 0:
		err = explore.ReportStored(ctx, &o.install.keep, a.stored, o.tokens.Chosen(o.env))
	}
	if err == nil && (!a.ok() || len(a.trial.flaws) > 0) {
		return console.AlreadyReportedError{Exit: console.StatusNo}
	}
	return err
}

// answer judges scopes that are asked for on behalf of a subject.
func (o *checkOptions) answer(ctx context.Context, s subject, args []string) (answer, error) {
	if err := o.install.fit(s.kind); err != nil {
		return answer{}, err
	}
	r, err := o.request(s.kind, args)
	if err != nil {
		return answer{}, err
	}
	a := answer{checked: checkRequest(r, s.held), subject: s}
	if !s.kind.OfToday() {
		return a, nil
	}
	a.clientID = o.install.Client(o.env, s)
	if a.plans, err = plansFor(a); err != nil {
		return answer{}, err
	}
	if o.install.validate {
		a.trial, err = o.install.try(ctx, o.env, a, o.tokens)
	}
	return a, err
}

// request is what is asked for by the rules for a kind of token.
func (o *checkOptions) request(kind catalog.TokenKind, args []string) (model.Request, error) {
	r := model.Request{Kind: kind, For: model.Audience(o.audience), User: model.UserID(text.Clean(o.user)), Scopes: console.ParseScopes(args)}
	audiences := model.RulesFor(kind).Audiences()
	switch {
	case r.User != "" && kind.OfToday():
		return r, console.Misuse("--user is for workspace apps, and this is about "+console.WithArticle(kind)+" token",
			"Leave it away: the app asks whoever installs it.")
	case r.For == "":
		r.For = audiences[0]
	case !slices.Contains(audiences, r.For):
		return r, console.Misuse(fmt.Sprintf("--for says neither %s nor %s", audiences[0], audiences[1]),
			fmt.Sprintf("Write --for %s or --for %s.", audiences[0], audiences[1]))
	}
	if r.User != "" {
		r.For = model.ForUser
	}
	return r, nil
}
