package cli

import (
	"fmt"

	mcobra "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"

	"periscope/cli/console"
)

func newManCommand(env *console.Environment) *cobra.Command {
	return &cobra.Command{
		Use:     "man",
		Short:   "Print the manual page",
		Example: `  periscope man > ~/.local/share/man/man1/periscope.1`,
		Args:    console.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			page, err := mcobra.NewManPage(1, cmd.Root())
			if err != nil {
				return fmt.Errorf("making the manual page: %w", err)
			}
			_, err = fmt.Fprint(env.Out, page.Build(roff.NewDocument()))
			return err
		},
	}
}
