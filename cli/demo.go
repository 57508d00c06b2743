package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"periscope/model"
	"periscope/slackapi"
	"periscope/slackapi/sandbox"
)

type demoOptions struct {
	env       *Environment
	cmd       *cobra.Command
	resources int
}

func newDemoCommand(env *Environment) *cobra.Command {
	opts := &demoOptions{env: env}
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Explore made-up teams; nothing leaves this machine",
		Long: `Explore the teams of an emulated Slack that runs inside this program. It is read
over HTTP like the real one. Nothing leaves this machine and nothing is stored.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return opts.run(cmd.Context()) },
	}
	opts.cmd = cmd
	registerResources(cmd, &opts.resources)
	return cmd
}

func registerResources(cmd *cobra.Command, n *int) {
	cmd.Flags().IntVar(n, "resources", sandbox.DefaultResources,
		fmt.Sprintf("size of the largest team, `N` from %d to %d", fewestResources, mostResources))
}

func (o *demoOptions) run(ctx context.Context) error {
	if err := checkResources(o.resources); err != nil {
		return err
	}
	if !o.env.InTerminal || !o.env.OutTerminal {
		return needsTerminal(o.cmd, "For output that can be piped, start `periscope sandbox` and ask it with `periscope info --json`.")
	}
	world := sandbox.Demo(o.resources)
	slack, err := emulate("127.0.0.1:0", world)
	if err != nil {
		return err
	}
	defer slack.close()
	accounts, err := sandboxAccounts(world, slack.URL)
	if err != nil {
		return err
	}
	return explore(ctx, o.env, newSource(accounts), "sandbox")
}

// sandboxAccounts are the accounts of a made-up world, one for each token.
func sandboxAccounts(world sandbox.World, apiURL string) ([]account, error) {
	var accounts []account
	for i, c := range world.Credentials() {
		token, err := model.ParseToken(c.Token)
		if err != nil {
			return nil, fmt.Errorf("the sandbox's token for %s: %w", c.TeamID, err)
		}
		a := accountOf(fmt.Sprintf("%s/%d", c.TeamID, i), token, apiURL)
		a.ID, a.Name = c.TeamID, slackapi.Clean(c.TeamName)
		accounts = append(accounts, a)
	}
	return accounts, nil
}
