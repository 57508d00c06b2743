// Package check is the command `periscope check`: whether Slack would accept a set of
// scopes and, for bot and user tokens, how an install brings them. It promises that
// nothing is sent unless a token is named, and that nothing changes without --open.
// Which scopes go together is decided in package model.
package check

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

type options struct {
	env      *console.Environment
	tokens   token.Flags
	kind     token.KindFlag
	audience string
	user     string
	install  installFlags
	json     bool
}

// NewCommand is the command.
func NewCommand(env *console.Environment) *cobra.Command {
	opts := &options{env: env}
	cmd := &cobra.Command{
		Use:   "check SCOPE...",
		Short: "Would Slack accept these scopes, and what is there to do to get them?",
		Long: `Say whether Slack would accept these scopes in one request, what is wrong with
them if not, and what to ask for instead. Scopes are separated by spaces or commas.
The exit status is 1 when Slack would refuse.

The rules are those of --kind or, with a token, of the token: a workspace app asks
in a dialog, bit by bit; the app of a bot or user token asks when it is installed.
For such an app the answer has Slack's install page, if the client id is known, what
the token will hold once that is approved, and the lines for the app's manifest.

--open installs the app: it opens the page in a browser, waits for the approval,
and stores the token that this brings, as periscope team add --oauth does.
--validate has Slack check the app's manifest with the scopes added, which changes
nothing; that takes a stored configuration token.

Nothing is sent unless a token is named by --team, --token-stdin or SLACK_TOKEN: then
Slack is asked what is granted already.`,
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
	flags.StringVar(&opts.audience, "for", "", "for `WHOM` the scopes are: bot or user; for a workspace app, who decides: team or user")
	flags.StringVar(&opts.user, "user", "", "check a request to the user with this `ID`")
	_ = cmd.RegisterFlagCompletionFunc("for", cobra.FixedCompletions( // fails only for a flag that does not exist
		console.Strings([]model.Audience{model.ForTeam, model.ForBot, model.ForUser}), cobra.ShellCompDirectiveNoFileComp))
	opts.install.register(cmd, env, &opts.tokens.Store)
	opts.tokens.Register(cmd, env)
	token.RegisterAutoRefresh(cmd, &opts.tokens.AutoRefresh)
	console.RegisterJSON(cmd, &opts.json)
	return cmd
}

func (o *options) run(ctx context.Context, args []string) error {
	if err := o.install.checkFlags(o.env, o.tokens.Store); err != nil {
		return err
	}
	if o.install.validate {
		done, err := o.tokens.KeepOpen(ctx, o.env, o.tokens.Team, o.install.configTeam)
		if err != nil {
			return err
		}
		defer done()
	}
	s, err := findSubject(ctx, o.env, &o.tokens, &o.kind)
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
	if o.install.open && a.OK() {
		if a.stored, err = o.install.run(ctx, o.env, a); err != nil {
			return err
		}
	}
	switch {
	case o.json:
		err = console.WriteJSON(o.env.Out, a.document())
	case len(a.stored) > 0:
		err = explore.ReportSaved(ctx, o.env, o.install.save, a.stored, o.tokens.APIURL(o.env))
	}
	if err == nil && (!a.OK() || len(a.validation.flaws) > 0) {
		return console.AlreadyReportedError{Status: console.StatusNo}
	}
	return err
}

// answer judges the scopes for a subject.
func (o *options) answer(ctx context.Context, s subject, args []string) (answer, error) {
	if err := o.install.checkKind(s.kind); err != nil {
		return answer{}, err
	}
	r, err := o.request(s.kind, args)
	if err != nil {
		return answer{}, err
	}
	a := answer{Verdict: Judge(r, s.granted), subject: s}
	if !s.kind.IsBotOrUser() {
		return a, nil
	}
	a.clientID = o.install.appClientID(o.env, s)
	if a.plans, err = plansFor(a); err != nil {
		return answer{}, err
	}
	if o.install.validate {
		a.validation, err = o.install.validateManifest(ctx, o.env, a, o.tokens)
	}
	return a, err
}

// request is the request for the scopes, by the rules for a kind of token.
func (o *options) request(kind catalog.TokenKind, args []string) (model.Request, error) {
	r := model.Request{
		Kind: kind, For: model.Audience(o.audience), User: model.UserID(text.Clean(o.user)), Scopes: console.ParseScopes(args),
	}
	audiences := model.RulesFor(kind).Audiences()
	switch {
	case r.User != "" && kind.IsBotOrUser():
		return r, console.CommandLineError("--user is for workspace apps, and this is about "+console.WithArticle(kind)+" token",
			"Leave it away: the app asks the user who installs it.")
	case r.For == "":
		r.For = audiences[0]
	case !slices.Contains(audiences, r.For):
		return r, console.CommandLineError(fmt.Sprintf("--for says neither %s nor %s", audiences[0], audiences[1]),
			fmt.Sprintf("Write --for %s or --for %s.", audiences[0], audiences[1]))
	}
	if r.User != "" {
		r.For = model.ForUser
	}
	return r, nil
}
