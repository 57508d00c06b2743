package cli

import (
	"github.com/spf13/cobra"

	"periscope/cli/check"
	"periscope/cli/console"
	"periscope/cli/team"
)

// newRootCommand is the whole command tree. Its root is the explorer.
func newRootCommand(env *console.Environment) *cobra.Command {
	cmd := newExploreCommand(env)
	cmd.SilenceErrors, cmd.SilenceUsage = true, true // console reports errors
	cmd.Version = readVersion().String()
	console.RegisterReadOnly(cmd, env)
	console.RegisterTimeout(cmd, env)
	cmd.SetFlagErrorFunc(console.ExplainFlagError)
	cmd.SetHelpCommand(newHelpCommand())
	cmd.AddCommand(
		newDemoCommand(env),
		team.NewCommand(env),
		newInfoCommand(env),
		newNeedsCommand(env),
		check.NewCommand(env),
		newDiffCommand(env),
		newDriftCommand(env),
		newExplainCommand(env),
		newJustifyCommand(env),
		newRequestCommand(env),
		check.NewInstallCommand(env),
		newSandboxCommand(env),
		newVersionCommand(env),
		newCompletionCommand(env),
		newManCommand(env),
	)
	return cmd
}
