package team

import (
	"fmt"

	"github.com/spf13/cobra"

	"periscope/cli/console"
)

// oneKey takes the key of one stored team.
func oneKey(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return console.CommandLineError(fmt.Sprintf("%s takes the key of one team, and was given %d", cmd.CommandPath(), len(args)),
			"See the keys with `periscope team list`.")
	}
	return nil
}
