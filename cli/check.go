package cli

import (
	"context"

	"github.com/spf13/cobra"

	"periscope/model"
	"periscope/slackapi"
)

type checkOptions struct {
	env      *Environment
	tokens   tokenFlags
	audience string
	user     string
	json     bool
}

func newCheckCommand(env *Environment) *cobra.Command {
	opts := &checkOptions{env: env}
	cmd := &cobra.Command{
		Use:   "check SCOPE...",
		Short: "Would Slack accept these scopes in one request?",
		Long: `Say whether Slack would accept a request for these scopes, what is wrong with it
if not, and which requests to send instead. Scopes are separated by spaces or
commas. The exit status is 1 when Slack would refuse.

Nothing is sent to anybody, unless a token is named by --team, --token-stdin or
SLACK_TOKEN: then Slack is asked what is granted already.`,
		Example: `  periscope check chat:write users:read
  periscope check --for user dnd:write:user,reminders:write:user
  periscope check --json $(cat scopes.txt) >check.json   # in CI`,
		Args:              someScopes,
		ValidArgsFunction: completeScopes,
		RunE:              func(cmd *cobra.Command, args []string) error { return opts.run(cmd.Context(), args) },
	}
	cmd.Flags().StringVar(&opts.audience, "for", string(model.ForTeam), "check a request to the `team` or to a user")
	cmd.Flags().StringVar(&opts.user, "user", "", "check a request to the user with this `ID`")
	_ = cmd.RegisterFlagCompletionFunc("for", cobra.FixedCompletions( // fails only for a flag that does not exist
		[]cobra.Completion{string(model.ForTeam), string(model.ForUser)}, cobra.ShellCompDirectiveNoFileComp))
	opts.tokens.register(cmd, env)
	registerJSON(cmd, &opts.json)
	return cmd
}

func (o *checkOptions) run(ctx context.Context, args []string) error {
	r, err := o.request(args)
	if err != nil {
		return err
	}
	held, err := o.held(ctx)
	if err != nil {
		return err
	}
	c := checkRequest(r, held)
	if o.json {
		err = writeJSON(o.env.Out, c.document())
	} else {
		err = c.print(o.env.Out)
	}
	if err == nil && !c.ok() {
		return said{statusNo}
	}
	return err
}

func (o *checkOptions) request(args []string) (model.Request, error) {
	r := model.Request{For: model.Audience(o.audience), User: model.UserID(slackapi.Clean(o.user)), Scopes: parseScopes(args)}
	switch {
	case r.For != model.ForTeam && r.For != model.ForUser:
		return r, usage("--for says neither team nor user", "Write --for team or --for user.")
	case r.User != "":
		r.For = model.ForUser
	}
	return r, nil
}

// held asks Slack what is granted, if a token is named; nil is not known. A
// token that merely lies in the environment need not be one that can tell.
func (o *checkOptions) held(ctx context.Context) (*model.Permissions, error) {
	if !o.tokens.named(o.env) {
		return nil, nil //nolint:nilnil // as with Validate: nil permissions are unknown ones
	}
	token, apiURL, err := o.tokens.resolve(ctx, o.env)
	if err != nil {
		return nil, err
	}
	if err := workspaceOnly(token.Kind()); err != nil {
		if o.tokens.stdin || o.tokens.team != "" {
			return nil, err
		}
		note(o.env, "SLACK_TOKEN is %s token, of which Slack does not say what is granted: it is left out", withArticle(token.Kind()))
		return nil, nil //nolint:nilnil // the same
	}
	client, err := slackapi.New(apiURL, token, slackapi.OnWait(tellWait(o.env)))
	if err != nil {
		return nil, err
	}
	p, err := readPermissions(ctx, client)
	return &p, err
}
