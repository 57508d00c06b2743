package cli

import (
	"github.com/spf13/cobra"
)

func newTeamCommand(env *Environment) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "team",
		Short: "Store, list and remove the tokens of your teams",
		Long: `Store, list and remove the tokens of your teams.

Tokens are kept in the keyring of your operating system, and nowhere else. The
list of teams is a small file without secrets.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newTeamAddCommand(env), newTeamListCommand(env), newTeamRemoveCommand(env))
	return cmd
}
