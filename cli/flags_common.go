package cli

import (
	"periscope/slackapi"
	"time"

	"github.com/spf13/cobra"
)

func registerJSON(cmd *cobra.Command, json *bool) {
	cmd.Flags().BoolVar(json, "json", false, "print one JSON object")
}

// tellWait says why nothing happens while Slack makes us wait.
func tellWait(env *Environment) func(slackapi.Wait) {
	return func(w slackapi.Wait) {
		wait := w.Until.Sub(env.Now()).Round(time.Second)
		note(env, "waiting %s: Slack limits how often %s may be called", wait, w.Method)
	}
}

func registerClientID(cmd *cobra.Command, id *string, usage string) {
	cmd.Flags().StringVar(id, "client-id", "", usage+" (default $"+clientIDVar+")")
}
