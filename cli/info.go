package cli

import (
	"context"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/slackapi"
)

type infoOptions struct {
	env    *console.Environment
	tokens token.Flags
	json   bool
}

func newInfoCommand(env *console.Environment) *cobra.Command {
	opts := &infoOptions{env: env}
	cmd := &cobra.Command{
		Use:   "info",
		Short: "Print what a token may do, and where",
		Long: `Print the permissions of one token: for each type of resource, its scopes and
the resources that they hold on.

The token comes from --token-stdin, from SLACK_TOKEN, from the stored team that
--team names, or from the only stored team. Naming it twice is an error. A stored
token that runs out is renewed first with --auto-refresh.`,
		Example: `  periscope info --team acme/workspace
  pass slack/acme | periscope info --token-stdin --json`,
		Args: console.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return opts.run(cmd.Context()) },
	}
	opts.tokens.Register(cmd, env)
	token.RegisterAutoRefresh(cmd, &opts.tokens.AutoRefresh)
	console.RegisterJSON(cmd, &opts.json)
	return cmd
}

func (o *infoOptions) run(ctx context.Context) error {
	token, err := o.tokens.Find(ctx, o.env)
	if err != nil {
		return err
	}
	info, err := readInfo(ctx, o.env, token)
	if err != nil {
		return err
	}
	if o.json {
		return console.WriteJSON(o.env.Out, info.document())
	}
	return info.print(o.env.Out)
}

// readInfo asks Slack whose a token is, and what it may do.
func readInfo(ctx context.Context, env *console.Environment, tok token.Selection) (tokenInfo, error) {
	if err := slackapi.Explorable(tok.Kind); err != nil {
		return tokenInfo{}, err
	}
	client, err := tok.Client(env)
	if err != nil {
		return tokenInfo{}, err
	}
	identity, err := client.AuthTest(ctx)
	if err != nil {
		return tokenInfo{}, err
	}
	permissions, err := token.ReadPermissions(ctx, client)
	if err != nil {
		return tokenInfo{}, err
	}
	return tokenInfo{identity.Team, token.KindOf(&permissions), tok.String(), env.Now(), permissions}, nil
}
