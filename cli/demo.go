package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/demo"
	"periscope/cli/explore"
	"periscope/slackapi/sandbox/world"
)

type demoOptions struct {
	env       *console.Environment
	cmd       *cobra.Command
	resources int
	recorded  string
}

func newDemoCommand(env *console.Environment) *cobra.Command {
	opts := &demoOptions{env: env}
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Explore made-up teams; nothing leaves this machine",
		Long: `Explore the teams of an emulated Slack that runs inside this program. It is read
over HTTP like the real one. Nothing leaves this machine and nothing is stored.`,
		Args: console.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return opts.run(cmd.Context()) },
	}
	opts.cmd = cmd
	registerResources(cmd, &opts.resources)
	explore.RegisterNoMouse(cmd.Flags(), env)
	explore.RegisterRecorded(cmd, &opts.recorded)
	return cmd
}

func registerResources(cmd *cobra.Command, n *int) {
	cmd.Flags().IntVar(n, "resources", world.DefaultResources,
		fmt.Sprintf("size of the largest team, `N` from %d to %d", demo.MinResources, demo.MaxResources))
}

func (o *demoOptions) run(ctx context.Context) error {
	if err := demo.CheckResources(o.resources); err != nil {
		return err
	}
	if !o.env.CanExplore() {
		return console.NeedsTerminal(o.cmd,
			"--plain talks line by line, in a pipe too. For a result, start `periscope sandbox` and ask it with `periscope info --json`.")
	}
	if err := (explore.DriftInputs{Env: o.env, Recorded: o.recorded}).Check(ctx); err != nil {
		return err
	}
	source, stop, err := demo.NewSource(ctx, o.env, o.resources, o.recorded)
	if err != nil {
		return err
	}
	defer stop()
	return explore.Run(ctx, o.env, source, "sandbox")
}
