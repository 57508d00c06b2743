package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"periscope/cli/console"
)

// newHelpCommand is the command help. Unlike cobra's own, it refuses commands that do
// not exist.
func newHelpCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "help [COMMAND]",
		Short:             "Print the help of a command",
		ValidArgsFunction: completeCommands,
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil {
				return console.ExplainParserError(err)
			}
			if err := console.NoArguments(about, rest); err != nil {
				return err
			}
			about.InitDefaultHelpFlag()
			about.InitDefaultVersionFlag()
			return about.Help()
		},
	}
}

// completeCommands completes the names of commands, and of the commands below them.
func completeCommands(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	about, rest, err := cmd.Root().Find(args)
	if err != nil || len(rest) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []cobra.Completion
	for _, below := range about.Commands() {
		if below.IsAvailableCommand() {
			names = append(names, cobra.CompletionWithDesc(below.Name(), below.Short))
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// readableColumns is the longest line of prose that reads well.
const readableColumns = 100

// printHelp prints the help of a command. On a terminal its sentences fill the lines,
// whatever their length in the source is.
func printHelp(env *console.Environment) func(*cobra.Command, []string) {
	return func(cmd *cobra.Command, _ []string) {
		long := cmd.Long
		if long == "" {
			long = cmd.Short
		}
		out := cmd.OutOrStdout()
		for _, p := range helpParagraphs(long) {
			if env.Columns > 0 && !p.verbatim {
				p.text = strings.Join(console.WrapWords(p.text, min(env.Columns, readableColumns)), "\n")
			}
			fmt.Fprintf(out, "%s\n\n", p.text)
		}
		fmt.Fprint(out, cmd.UsageString())
	}
}

// helpParagraph is a part of a help text between empty lines.
type helpParagraph struct {
	text     string
	verbatim bool // its lines stay as they are: a table, or a list
}

func helpParagraphs(text string) []helpParagraph {
	var all []helpParagraph
	for part := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		indented := strings.HasPrefix(part, " ") || strings.Contains(part, "\n ")
		all = append(all, helpParagraph{part, indented})
	}
	return all
}
