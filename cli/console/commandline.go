package console

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// NotifyStart notes that a command line was understood and its command begins.
func NotifyStart(started *bool) func(*cobra.Command, []string) {
	return func(*cobra.Command, []string) { *started = true }
}

// ParseError makes an error of the argument parser one of ours.
func ParseError(err error) error {
	if IsA[*Failure](err) {
		return err
	}
	return Misuse(err.Error(), "See `periscope --help`.")
}

// RefuseTokens refuses a command line with a token in it, before anything
// repeats it or sends it somewhere: it never belongs there.
func RefuseTokens(args []string) error {
	for _, arg := range args {
		if RedactTokens(arg) != arg {
			return Misuse("there is a token on the command line, where others on this machine can see it",
				"Revoke it, or take it out of your shell's history. `periscope team add` asks for it; --token-stdin reads it from a pipe.")
		}
	}
	return nil
}

// NoArguments refuses arguments. Of a command that has others below it, an
// argument is a misspelt one.
func NoArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if !cmd.HasAvailableSubCommands() {
		return Misuse(fmt.Sprintf("%s takes no arguments, and was given %q", cmd.CommandPath(), args[0]), seeHelp(cmd))
	}
	cmd.SuggestionsMinimumDistance = 2
	return Misuse(fmt.Sprintf("%s has no command %q", cmd.CommandPath(), args[0]),
		didYouMean(cmd.SuggestionsFor(args[0]), "", cmd))
}

// FlagError explains a flag that cannot be parsed, and finds the one that was meant.
func FlagError(cmd *cobra.Command, err error) error {
	if args := cmd.Flags().Args(); len(args) > 0 && cmd.HasAvailableSubCommands() {
		return NoArguments(cmd, args) // a misspelt command, whose flags are not known here
	}
	unknown, ok := errors.AsType[*pflag.NotExistError](err)
	if !ok {
		return Misuse(err.Error(), seeHelp(cmd))
	}
	// Cobra knows how to find similar commands, and nothing about similar flags.
	flags := &cobra.Command{SuggestionsMinimumDistance: 2}
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		flags.AddCommand(&cobra.Command{Use: f.Name, Run: func(*cobra.Command, []string) {}})
	})
	return Misuse(fmt.Sprintf("%s has no flag %s", cmd.CommandPath(), spelt(unknown)),
		didYouMean(flags.SuggestionsFor(unknown.GetSpecifiedName()), "--", cmd))
}

// spelt is the flag as it was typed.
func spelt(unknown *pflag.NotExistError) string {
	if unknown.GetSpecifiedShortnames() != "" {
		return "-" + unknown.GetSpecifiedName()
	}
	return "--" + unknown.GetSpecifiedName()
}

func didYouMean(names []string, prefix string, cmd *cobra.Command) string {
	if len(names) == 0 {
		return seeHelp(cmd)
	}
	for i, name := range names {
		names[i] = prefix + name
	}
	return "Did you mean " + strings.Join(names, " or ") + "?"
}

func seeHelp(cmd *cobra.Command) string {
	return fmt.Sprintf("See `%s --help`.", cmd.CommandPath())
}

// NeedsTerminal is the refusal of a command that only a person can use.
func NeedsTerminal(cmd *cobra.Command, instead string) error {
	return &Failure{"no_terminal", StatusUsage, cmd.CommandPath() + " needs a terminal to run in", instead}
}
