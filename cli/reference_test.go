package cli

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"periscope/cli/console"
)

var update = flag.Bool("update", false, "write docs/commands.md")

// TestCommandReference keeps docs/commands.md equal to what the commands say of themselves.
func TestCommandReference(t *testing.T) {
	t.Parallel()
	const file = "../docs/commands.md"
	root := newRootCommand(&console.Environment{Getenv: func(string) string { return "" }})
	root.InitDefaultHelpFlag()
	root.InitDefaultVersionFlag()
	want := "# Commands\n\n<!-- made from the commands; go test ./cli -run TestCommandReference -update writes it -->\n\n" +
		"`periscope COMMAND --help` prints the same. With `--json` a command prints one object, as [schemas](schemas/README.md) says.\n\n" +
		commandIndex(root) + commandReference(root)
	got, err := os.ReadFile(file)
	if err == nil && string(got) == want {
		return
	}
	if !*update {
		t.Fatal("docs/commands.md is stale: run go test ./cli -run TestCommandReference -update")
	}
	if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

// commandIndex is a table of a command and those below it.
func commandIndex(root *cobra.Command) string {
	var b strings.Builder
	b.WriteString("| command | |\n|---|---|\n")
	visitShown(root, func(cmd *cobra.Command) {
		path := cmd.CommandPath()
		fmt.Fprintf(&b, "| [`%s`](#%s) | %s |\n", path, strings.ReplaceAll(path, " ", "-"), cmd.Short)
	})
	return b.String()
}

// commandReference is a section for a command, and one for each below it.
func commandReference(root *cobra.Command) string {
	var b strings.Builder
	visitShown(root, func(cmd *cobra.Command) {
		about := cmd.Long
		if about == "" {
			about = cmd.Short + "."
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n%s", cmd.CommandPath(), strings.TrimSpace(about), block("", cmd.UseLine()))
		b.WriteString(block("Examples", cmd.Example))
		own := cmd.NonInheritedFlags()
		b.WriteString(block("Flags", own.FlagUsages()))
		if cmd == root {
			return
		}
		if inherited := shownFlags(cmd.InheritedFlags()); len(inherited) > 0 {
			fmt.Fprintf(&b, "\nAlso %s, which every command has.\n", strings.Join(inherited, ", "))
		}
	})
	return b.String()
}

// block is text as it stands on a terminal.
func block(title, text string) string {
	text = strings.TrimRight(text, "\n ")
	if text == "" {
		return ""
	}
	if title != "" {
		title = "\n" + title + ":\n\n"
	}
	return title + "```\n" + text + "\n```\n"
}

func shownFlags(flags *pflag.FlagSet) []string {
	var names []string
	flags.VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, "`--"+f.Name+"`")
		}
	})
	return names
}

// visitShown visits a command and those below it that help shows, in its order.
func visitShown(cmd *cobra.Command, visit func(*cobra.Command)) {
	cmd.InitDefaultHelpFlag()
	visit(cmd)
	for _, below := range cmd.Commands() {
		if below.IsAvailableCommand() {
			visitShown(below, visit)
		}
	}
}
