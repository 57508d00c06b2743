// Package check is the commands `periscope check` and `periscope install`: whether Slack
// would accept a set of scopes, and how an install brings them. It promises that check
// sends nothing unless a token is named and changes nothing ever, and that install
// installs only what check accepts. Which scopes go together is decided in package model.
package check

import (
	"strings"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/model"
)

type options struct {
	question
	validate validateFlags
	moved    movedFlags
	format   console.FormatFlag
}

// NewCommand is the command `periscope check`.
func NewCommand(env *console.Environment) *cobra.Command {
	opts := &options{question: question{env: env}}
	cmd := &cobra.Command{
		Use:   "check SCOPE...",
		Short: "Would Slack accept these scopes, and what is there to do to get them?",
		Long: `Say whether Slack would accept these scopes in one install, what is wrong with
them if not, and what to ask for instead. Scopes are separated by spaces or commas.
The exit status is 1 when Slack would refuse.

An app asks for scopes for the token of its bot and for that of the user who installs
it. Scopes are accepted if each fits one of the two, and the answer says which;
--kind, or a token, insists on one. The answer has Slack's install page, if the
client id is known, what the token will hold once that is approved, and the lines for
the app's manifest. To install the app with the scopes, type periscope install.

The apps of workspace tokens, which Slack retired in August 2021, asked in a dialog,
bit by bit. Their rules apply with --kind workspace, with such a token, and to scopes
that only they could have.

--validate has Slack check the app's manifest with the scopes added, which changes
nothing; that takes a stored configuration token.

Nothing is sent unless a token is named by --team, --token-stdin or SLACK_TOKEN: then
Slack is asked what is granted already.`,
		Example: `  periscope check chat:write users:read search:read
  periscope check --kind bot --client-id 12.34 chat:write,pins:write
  periscope check --team acme/bot --validate groups:read
  periscope check --kind workspace --for user dnd:write:user,reminders:write:user
  periscope check --json $(cat scopes.txt) >check.json   # in CI
  periscope check --format markdown $(cat scopes.txt) >>"$GITHUB_STEP_SUMMARY"`,
		Args:              console.RequireScopes,
		ValidArgsFunction: console.CompleteScopes,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := opts.moved.refuse(cmd, args); err != nil {
				return err
			}
			return opts.run(cmd, args)
		},
	}
	flags := cmd.Flags()
	opts.registerKind(cmd)
	flags.StringVar(&opts.audience, "for", "", "for `WHOM` the scopes are: bot or user; for a workspace app, who decides: team or user")
	flags.StringVar(&opts.user, "user", "", "workspace apps: check a request to the user with this `ID`")
	_ = cmd.RegisterFlagCompletionFunc("for", cobra.FixedCompletions( // fails only for a flag that does not exist
		console.Strings([]model.Audience{model.ForTeam, model.ForBot, model.ForUser}), cobra.ShellCompDirectiveNoFileComp))
	opts.validate.register(cmd, env)
	opts.registerToken(cmd)
	opts.moved.register(cmd)
	opts.format.Register(cmd, console.TextFormat, console.JSONFormat, console.MarkdownFormat)
	return cmd
}

func (o *options) run(cmd *cobra.Command, args []string) error {
	ctx := cmd.Context()
	format, err := o.format.Format(cmd)
	if err != nil {
		return err
	}
	if err := o.validate.checkFlags(); err != nil {
		return err
	}
	if o.validate.on {
		done, err := o.tokens.KeepOpen(ctx, o.env, o.tokens.Team, o.validate.configTeam)
		if err != nil {
			return err
		}
		defer done()
	}
	a, err := o.answer(ctx, args)
	if err != nil {
		return err
	}
	if o.validate.on {
		if a.validation, err = o.validate.manifest(ctx, o.env, a, o.tokens); err != nil {
			return err
		}
	}
	switch format {
	case console.JSONFormat:
		err = console.WriteJSON(o.env.Out, a.document("periscope.check/v1"))
	case console.MarkdownFormat:
		err = a.markdown(o.env.Out)
	default:
		err = a.print(o.env.Out)
	}
	if err == nil && (!a.OK() || len(a.validation.flaws) > 0) {
		return console.AlreadyReportedError{Status: console.StatusNo}
	}
	return err
}

// movedFlags are those that check had before `periscope install` took them over. They are
// known still, and say where they went: a check has no side effects.
type movedFlags struct {
	open, noBrowser, replace bool
	callback, name           string
}

func (f *movedFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&f.open, "open", false, "moved to periscope install")
	flags.BoolVar(&f.noBrowser, "no-browser", false, "moved to periscope install")
	flags.BoolVar(&f.replace, "replace", false, "moved to periscope install")
	flags.StringVar(&f.callback, "callback", "", "moved to periscope install")
	flags.StringVar(&f.name, "name", "", "moved to periscope install")
	for _, name := range movedNames {
		_ = flags.MarkHidden(name) // fails only for a flag that does not exist
	}
}

var movedNames = []string{"open", "no-browser", "replace", "callback", "name"}

// refuse refuses the flags, with the command to type instead.
func (f *movedFlags) refuse(cmd *cobra.Command, args []string) error {
	for _, name := range movedNames {
		if !cmd.Flags().Changed(name) {
			continue
		}
		line := []string{"periscope install"}
		for _, keep := range []string{"team", "kind", "client-id"} {
			if flag := cmd.Flag(keep); flag.Changed {
				line = append(line, "--"+keep, flag.Value.String())
			}
		}
		return console.CommandLineError("--"+name+" has moved: a check installs nothing",
			"Type `"+strings.Join(append(line, console.Strings(console.ParseScopes(args))...), " ")+"`.")
	}
	return nil
}

// registerToken adds the flags that name a token.
func (q *question) registerToken(cmd *cobra.Command) {
	q.tokens.Register(cmd, q.env)
	token.RegisterAutoRefresh(cmd, &q.tokens.AutoRefresh)
}
