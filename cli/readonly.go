package cli

import (
	"strconv"

	"github.com/spf13/cobra"
)

// registerReadOnly makes --read-only known to every command. A value of
// PERISCOPE_READ_ONLY that says neither yes nor no means yes.
func registerReadOnly(root *cobra.Command, env *Environment) {
	set := env.Getenv("PERISCOPE_READ_ONLY")
	yes, err := strconv.ParseBool(set)
	root.PersistentFlags().BoolVar(&env.ReadOnly, "read-only", yes || set != "" && err != nil,
		"change nothing, at Slack or in what is stored (default $PERISCOPE_READ_ONLY)")
}

// refuseReadOnly refuses a command that changes something.
func refuseReadOnly(env *Environment, change string) error {
	if !env.ReadOnly {
		return nil
	}
	return &failure{
		"read_only", statusUsage, "read-only mode does not " + change,
		"Leave --read-only and PERISCOPE_READ_ONLY away to do that.",
	}
}
