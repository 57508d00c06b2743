package cli

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"periscope/cli/console"
)

// shells are the shells that can complete command lines, each with its script.
var shells = map[string]func(root *cobra.Command, out io.Writer) error{
	"bash":       func(root *cobra.Command, out io.Writer) error { return root.GenBashCompletionV2(out, true) },
	"fish":       func(root *cobra.Command, out io.Writer) error { return root.GenFishCompletion(out, true) },
	"powershell": (*cobra.Command).GenPowerShellCompletionWithDesc,
	"zsh":        (*cobra.Command).GenZshCompletion,
}

func newCompletionCommand(env *console.Environment) *cobra.Command {
	names := slices.Sorted(maps.Keys(shells))
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print a script that teaches your shell to complete",
		Long: `Print a script that teaches your shell to complete commands, flags and the keys
of stored teams. SHELL is one of ` + strings.Join(names, ", ") + `.`,
		Example: `  source <(periscope completion bash)
  periscope completion fish > ~/.config/fish/completions/periscope.fish`,
		ValidArgs: names,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || shells[args[0]] == nil {
				return console.CommandLineError(cmd.CommandPath()+" takes the name of one shell it knows",
					"Choose "+strings.Join(names, ", ")+".")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := shells[args[0]](cmd.Root(), env.Out); err != nil {
				return fmt.Errorf("writing the script for %s: %w", args[0], err)
			}
			return nil
		},
	}
}
