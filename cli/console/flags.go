package console

import (
	"strconv"

	"github.com/spf13/cobra"
)

// RegisterReadOnly gives every command the flag --read-only. A value of
// PERISCOPE_READ_ONLY that is no boolean means yes.
func RegisterReadOnly(root *cobra.Command, env *Environment) {
	set := env.Getenv("PERISCOPE_READ_ONLY")
	yes, err := strconv.ParseBool(set)
	root.PersistentFlags().BoolVar(&env.ReadOnly, "read-only", yes || set != "" && err != nil,
		"change nothing, at Slack or in what is stored (default $PERISCOPE_READ_ONLY)")
}

// RegisterPlain gives every command the flag --plain. It is the default where ACCESSIBLE
// asks for it, and on a terminal that cannot draw.
func RegisterPlain(root *cobra.Command, env *Environment) {
	set := env.Getenv("ACCESSIBLE")
	yes, err := strconv.ParseBool(set)
	plain := yes || set != "" && err != nil || env.Getenv("TERM") == "dumb"
	root.PersistentFlags().BoolVar(&env.Plain, "plain", plain,
		"talk line by line instead of drawing: for screen readers and pipes (default $ACCESSIBLE, or with TERM=dumb)")
}

// RefuseReadOnly refuses, in read-only mode, a command that makes a change, as in
// "install apps".
func RefuseReadOnly(env *Environment, change string) error {
	if !env.ReadOnly {
		return nil
	}
	return &Error{
		"read_only", StatusUsage, "read-only mode does not " + change,
		"Leave --read-only and PERISCOPE_READ_ONLY away to do that.",
	}
}

// RegisterClientID gives a command the flag --client-id, with what it is for.
func RegisterClientID(cmd *cobra.Command, id *string, usage string) {
	cmd.Flags().StringVar(id, "client-id", "", usage+" (default $"+ClientIDVar+")")
}
