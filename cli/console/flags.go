package console

import (
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"periscope/slackapi"
)

// RegisterReadOnly makes --read-only known to every command. A value of
// PERISCOPE_READ_ONLY that says neither yes nor no means yes.
func RegisterReadOnly(root *cobra.Command, env *Environment) {
	set := env.Getenv("PERISCOPE_READ_ONLY")
	yes, err := strconv.ParseBool(set)
	root.PersistentFlags().BoolVar(&env.ReadOnly, "read-only", yes || set != "" && err != nil,
		"change nothing, at Slack or in what is stored (default $PERISCOPE_READ_ONLY)")
}

// RefuseReadOnly refuses a command that changes something.
func RefuseReadOnly(env *Environment, change string) error {
	if !env.ReadOnly {
		return nil
	}
	return &Failure{
		"read_only", StatusUsage, "read-only mode does not " + change,
		"Leave --read-only and PERISCOPE_READ_ONLY away to do that.",
	}
}

func RegisterJSON(cmd *cobra.Command, json *bool) {
	cmd.Flags().BoolVar(json, "json", false, "print one JSON object")
}

// TellWait says why nothing happens while Slack makes us wait.
func TellWait(env *Environment) func(slackapi.Wait) {
	return func(w slackapi.Wait) {
		wait := w.Until.Sub(env.Now()).Round(time.Second)
		Note(env, "waiting %s: Slack limits how often %s may be called", wait, w.Method)
	}
}

func RegisterClientID(cmd *cobra.Command, id *string, usage string) {
	cmd.Flags().StringVar(id, "client-id", "", usage+" (default $"+ClientIDVar+")")
}
