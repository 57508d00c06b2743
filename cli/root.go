package cli

import (
	"github.com/spf13/cobra"

	"periscope/cli/check"
	"periscope/cli/console"
	"periscope/cli/team"
	"periscope/cli/watch"
)

// newRootCommand is the whole command tree. Its root is the explorer.
func newRootCommand(env *console.Environment) *cobra.Command {
	cmd := newExploreCommand(env)
	cmd.SilenceErrors, cmd.SilenceUsage = true, true // console reports errors
	cmd.Version = readVersion().String()
	console.RegisterReadOnly(cmd, env)
	console.RegisterPlain(cmd, env)
	console.RegisterTimeout(cmd, env)
	cmd.SetFlagErrorFunc(console.ExplainFlagError)
	cmd.SetHelpFunc(printHelp(env))
	addGroup(cmd, "What a token may do:",
		newInfoCommand(env), newDiffCommand(env), newExplainCommand(env))
	addGroup(cmd, "What an app needs:",
		newNeedsCommand(env), newDriftCommand(env), newJustifyCommand(env), watch.NewCommand(env))
	addGroup(cmd, "Asking for more:",
		check.NewCommand(env), check.NewInstallCommand(env), newRequestCommand(env))
	addGroup(cmd, "Tokens:",
		team.NewCommand(env))
	addGroup(cmd, "Slack, emulated:",
		newDemoCommand(env), newServeCommand(env), newSandboxCommand(env))
	help := newHelpCommand()
	cmd.SetHelpCommand(help) // in place of cobra's own
	addGroup(cmd, "Periscope itself:", help,
		newCompletionCommand(env), newManCommand(env), newVersionCommand(env))
	cmd.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp) // but where a flag takes a file
	return cmd
}

// addGroup adds commands that the help lists under a title.
func addGroup(root *cobra.Command, title string, commands ...*cobra.Command) {
	root.AddGroup(&cobra.Group{ID: title, Title: title})
	for _, cmd := range commands {
		cmd.GroupID = title
		root.AddCommand(cmd)
	}
}
