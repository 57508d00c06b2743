package team

import (
	"fmt"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/token"
)

func NewCommand(env *console.Environment) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "team",
		Short: "Store, list, renew and remove the tokens of your teams",
		Long: `Store, list, renew and remove the tokens of your teams.

Tokens are kept in the keyring of your operating system. Where there is none, or
with --store file, they are kept in a file that is encrypted with a passphrase (it
is an age file); with --store memory for one run only. They are never kept in
clear. The list of teams is a small file without secrets.`,
		Args: console.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	store := &token.StoreFlag{}
	store.Register(cmd.PersistentFlags())
	cmd.AddCommand(
		newTeamAddCommand(env, store),
		newTeamListCommand(env, store),
		newTeamRefreshCommand(env, store),
		newTeamSigningCommand(env, store),
		newTeamRemoveCommand(env, store),
		newTeamDoctorCommand(env, store),
	)
	return cmd
}

// oneKey takes the key of one stored team.
func oneKey(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return console.Misuse(fmt.Sprintf("%s takes the key of one team, and was given %d", cmd.CommandPath(), len(args)),
			"See the keys with `periscope team list`.")
	}
	return nil
}
