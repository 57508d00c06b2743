// Package team is the command "periscope team" and its subcommands, a file for each:
// they store, list, renew and remove tokens, and mend the list of teams.
//
// It promises that no secret is printed or shown while it is typed. It refuses to
// remove anything without a question or --yes, and to change anything with --read-only.
package team

import (
	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/token"
)

// NewCommand is the command with its subcommands.
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
	store.RegisterForSubcommands(cmd)
	cmd.AddCommand(
		newAddCommand(env, store),
		newListCommand(env, store),
		newRefreshCommand(env, store),
		newSigningCommand(env, store),
		newRemoveCommand(env, store),
		newDoctorCommand(env, store),
	)
	return cmd
}
