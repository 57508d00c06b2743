package console

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"periscope/slackapi"
	"periscope/slackapi/text"
)

// RegisterTimeout gives every command the flag --timeout.
func RegisterTimeout(root *cobra.Command, env *Environment) {
	RegisterDuration(root.PersistentFlags(), &env.Timeout, "timeout", slackapi.DefaultTimeout,
		"give a call of Slack up after `D`, retries included; pauses that Slack asks for come on top")
}

// SlackOptions are the options of every client that a command makes: it says on standard
// error what it waits for, and waits no longer than the user said.
func SlackOptions(env *Environment) []slackapi.Option {
	return []slackapi.Option{
		slackapi.OnWait(NoteWaits(env)), slackapi.OnSilence(NoteSilence(env)),
		slackapi.OnWarning(NoteWarnings(env)), slackapi.Timeout(env.Timeout),
	}
}

// NoteWaits returns a function, for [slackapi.OnWait], that notes why nothing
// happens while Slack makes us wait.
func NoteWaits(env *Environment) func(slackapi.Wait) {
	return func(w slackapi.Wait) {
		wait := time.Until(w.Until).Round(time.Second)
		Note(env, "waiting %s: Slack limits how often %s may be called", wait, w.Method)
	}
}

// NoteSilence returns a function, for [slackapi.OnSilence], that notes that nothing has
// come yet.
func NoteSilence(env *Environment) func(slackapi.Silence) {
	return func(s slackapi.Silence) {
		if !s.Over {
			Note(env, "%s has not answered yet (%s)", s.Host, text.Duration(slackapi.SilenceTold))
		}
	}
}

// RegisterDuration adds a flag that takes a length of time above zero.
func RegisterDuration(flags *pflag.FlagSet, d *time.Duration, name string, byDefault time.Duration, usage string) {
	*d = byDefault
	flags.Var(&durationValue{d, name}, name, usage)
}

// durationValue is the value of such a flag.
type durationValue struct {
	d    *time.Duration
	name string
}

// Set implements [pflag.Value].
func (v *durationValue) Set(typed string) error {
	d, err := time.ParseDuration(typed)
	if err == nil && d > 0 {
		*v.d = d
		return nil
	}
	return CommandLineError(
		fmt.Sprintf("--%s takes a length of time above zero, and was given %q", v.name, text.Cut(text.Clean(typed), text.MaxRemark)),
		fmt.Sprintf("Write a number with its unit, as in --%s 45s or --%s 2m.", v.name, v.name))
}

// String implements [pflag.Value]: the default, as the help shows it.
func (v *durationValue) String() string {
	if v.d == nil { // pflag asks a blank value what its zero is
		return time.Duration(0).String()
	}
	return v.d.String()
}

// Type implements [pflag.Value].
func (*durationValue) Type() string { return "duration" }
