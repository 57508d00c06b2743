package console

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// Format is a form in which a command prints its result.
type Format string

const (
	TextFormat     Format = "text"     // for people, on a terminal or in a pipe
	JSONFormat     Format = "json"     // one object
	MarkdownFormat Format = "markdown" // for reviews and job summaries
	SARIFFormat    Format = "sarif"    // SARIF 2.1.0, for code scanning
	GitHubFormat   Format = "github"   // workflow commands, which GitHub shows beside the code
)

// FormatFlag chooses the form of a result: --format, and --json for --format json.
type FormatFlag struct {
	name    string
	json    bool
	offered []Format
}

// Register adds the flags to a command that offers these formats, the first by default.
func (f *FormatFlag) Register(cmd *cobra.Command, offered ...Format) {
	f.offered = offered
	names := Strings(offered)
	cmd.Flags().StringVar(&f.name, "format", string(offered[0]), "print the result as `FORMAT`: "+strings.Join(names, ", "))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions( // fails only for a flag that does not exist
		names, cobra.ShellCompDirectiveNoFileComp))
	RegisterJSON(cmd, &f.json)
	cmd.Flag("json").Usage = "print one JSON object, as --format json does"
}

// Format is what the command line chooses. It refuses formats that the command does not
// offer, and the two flags at once.
func (f *FormatFlag) Format(cmd *cobra.Command) (Format, error) {
	if f.json && cmd.Flags().Changed("format") {
		return "", CommandLineError("--json and --format both choose a format", "Leave one of them away: --json is --format json.")
	}
	if f.json {
		return JSONFormat, nil
	}
	if format := Format(f.name); slices.Contains(f.offered, format) {
		return format, nil
	}
	return "", CommandLineError(fmt.Sprintf("%s has no format %q", cmd.CommandPath(), f.name),
		"Choose one of "+strings.Join(Strings(f.offered), ", ")+".")
}

// Chosen reports whether the command line chooses a format.
func (f *FormatFlag) Chosen(cmd *cobra.Command) bool { return f.json || cmd.Flags().Changed("format") }

// wantsFormat reports whether a command line asks for a format, even if it cannot be parsed.
func wantsFormat(args []string, format Format) bool {
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	i := slices.Index(args, "--format")
	return i >= 0 && i+1 < len(args) && args[i+1] == string(format) || slices.Contains(args, "--format="+string(format))
}
