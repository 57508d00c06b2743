package cli

import (
	"github.com/spf13/cobra"

	"periscope/cli/console"
)

// newHelpCommand is help, which unlike cobra's own refuses commands that do not exist.
func newHelpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Print the help of a command",
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil {
				return console.ParseError(err)
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
