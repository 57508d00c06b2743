package console

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"periscope/model"
)

// MarkStarted has cmd and the commands below it set started when they begin to run.
// Until then, an error is a mistake on the command line. Cobra's own hooks run before
// it has checked the flags.
func MarkStarted(cmd *cobra.Command, started *bool) {
	if run := cmd.RunE; run != nil {
		cmd.RunE = func(cmd *cobra.Command, args []string) error {
			*started = true
			return run(cmd, args)
		}
	}
	for _, below := range cmd.Commands() {
		MarkStarted(below, started)
	}
}

// ExplainParserError turns an error of cobra's parser into a [Failure] that names the help.
func ExplainParserError(err error) error {
	if IsType[*Error](err) {
		return err
	}
	return CommandLineError(err.Error(), "See `periscope --help`.")
}

// RefuseTokens refuses a command line with a token in it, before an error message
// repeats the token or a command sends it somewhere. Tokens are never arguments.
func RefuseTokens(args []string) error {
	if !slices.ContainsFunc(args, model.HoldsToken) {
		return nil
	}
	return CommandLineError("there is a token on the command line, where others on this machine can see it",
		"Revoke it, or take it out of your shell's history. `periscope team add` asks for it; --token-stdin reads it from a pipe.")
}

// NoArguments refuses arguments. A command that has others below it takes an
// argument for a misspelt command, and finds the one that was meant.
func NoArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if !cmd.HasAvailableSubCommands() {
		return CommandLineError(fmt.Sprintf("%s takes no arguments, and was given %q", cmd.CommandPath(), args[0]), seeHelp(cmd))
	}
	cmd.SuggestionsMinimumDistance = 2
	return CommandLineError(fmt.Sprintf("%s has no command %q", cmd.CommandPath(), args[0]),
		didYouMean(cmd.SuggestionsFor(args[0]), "", cmd))
}

// ExplainFlagError explains a flag that cannot be parsed, and finds the one that was meant.
func ExplainFlagError(cmd *cobra.Command, err error) error {
	if args := cmd.Flags().Args(); len(args) > 0 && cmd.HasAvailableSubCommands() {
		return NoArguments(cmd, args) // a misspelt command, whose flags are not known here
	}
	if ours, ok := errors.AsType[*Error](err); ok {
		return ours
	}
	if wrong, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		return wrongValue(cmd, wrong)
	}
	unknown, ok := errors.AsType[*pflag.NotExistError](err)
	if !ok {
		return CommandLineError(err.Error(), seeHelp(cmd))
	}
	// Cobra knows how to find similar commands, and nothing about similar flags.
	flags := &cobra.Command{SuggestionsMinimumDistance: 2}
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		flags.AddCommand(&cobra.Command{Use: f.Name, Run: func(*cobra.Command, []string) {}})
	})
	return CommandLineError(fmt.Sprintf("%s has no flag %s", cmd.CommandPath(), typedFlag(unknown)),
		didYouMean(flags.SuggestionsFor(unknown.GetSpecifiedName()), "--", cmd))
}

// wrongValue explains a value that a flag cannot have, in our words: those of the
// parsers behind it repeat the value once more, as they came upon it.
func wrongValue(cmd *cobra.Command, wrong *pflag.InvalidValueError) error {
	flag := wrong.GetFlag()
	sentence := fmt.Sprintf("--%s is %q", flag.Name, wrong.GetValue())
	switch flag.Value.Type() {
	case "duration":
		return CommandLineError(sentence+", which is no length of time", "Write a number with its unit, as in 90s, 5m or 1h30m.")
	case "int":
		return CommandLineError(sentence+", which is no whole number", "Write digits alone, as in 1000.")
	case "bool":
		return CommandLineError(sentence+", which is neither true nor false", "Write --"+flag.Name+", or leave it away.")
	}
	return CommandLineError(sentence+", which it cannot be", seeHelp(cmd))
}

// typedFlag writes the flag as it was typed.
func typedFlag(unknown *pflag.NotExistError) string {
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

// NeedsTerminal refuses to run a command that is used through a terminal, and says
// what to do instead.
func NeedsTerminal(cmd *cobra.Command, instead string) error {
	return &Error{"no_terminal", StatusUsage, cmd.CommandPath() + " needs a terminal to run in", instead}
}
