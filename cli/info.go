package cli

import (
	"context"

	"github.com/spf13/cobra"

	"periscope/slackapi"
)

type infoOptions struct {
	env    *Environment
	tokens tokenFlags
	json   bool
}

func newInfoCommand(env *Environment) *cobra.Command {
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
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return opts.run(cmd.Context()) },
	}
	opts.tokens.register(cmd, env)
	registerAutoRefresh(cmd, &opts.tokens.autoRefresh)
	registerJSON(cmd, &opts.json)
	return cmd
}

func (o *infoOptions) run(ctx context.Context) error {
	token, err := o.tokens.find(ctx, o.env)
	if err != nil {
		return err
	}
	info, err := readInfo(ctx, o.env, token)
	if err != nil {
		return err
	}
	if o.json {
		return writeJSON(o.env.Out, info.document())
	}
	return info.print(o.env.Out)
}

// readInfo asks Slack whose a token is, and what it may do.
func readInfo(ctx context.Context, env *Environment, token namedToken) (tokenInfo, error) {
	if err := slackapi.Explorable(token.kind); err != nil {
		return tokenInfo{}, err
	}
	client, err := token.client(env)
	if err != nil {
		return tokenInfo{}, err
	}
	identity, err := client.AuthTest(ctx)
	if err != nil {
		return tokenInfo{}, err
	}
	permissions, err := readPermissions(ctx, client)
	if err != nil {
		return tokenInfo{}, err
	}
	return tokenInfo{identity.Team, kindOf(&permissions), token.String(), env.Now(), permissions}, nil
}
