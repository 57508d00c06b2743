package cli

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"periscope/cli/console"
)

func TestWrongCommandLines(t *testing.T) {
	t.Parallel()
	for line, says := range map[string]string{
		"inof":                "did you mean info?",
		"zzz":                 "see `periscope --help`",
		"team lst":            "did you mean list?",
		"team zzz":            "see `periscope team --help`",
		"inof --json":         "did you mean info?",
		"info acme":           "periscope info takes no arguments",
		"info --jsn":          "did you mean --json?",
		"info --zzz":          "periscope info has no flag --zzz",
		"info -z":             "periscope info has no flag -z",
		"info --team":         "needs an argument",
		"version extra":       "takes no arguments",
		"man extra":           "takes no arguments",
		"sandbox extra":       "takes no arguments",
		"demo extra":          "takes no arguments",
		"team list extra":     "takes no arguments",
		"team add token":      "takes no arguments",
		"team remove a/b c/d": "takes the key of one team, and was given 2",
		"completion zzz":      "choose bash, fish, powershell, zsh",
		"completion":          "choose bash, fish, powershell, zsh",
		"help inof":           "did you mean info?",
		"help team lst":       "did you mean list?",
		"demo --resources x":  "--resources",
	} {
		o := newPlace(t).run(t, "", strings.Fields(line)...)
		o.want(t, console.StatusUsage, says)
		if o.out != "" && !strings.Contains(line, "--json") {
			t.Errorf("%s writes an error to standard output: %s", line, o.out)
		}
		newPlace(t).run(t, "", append(strings.Fields(line), "--json")...).want(t, console.StatusUsage, "periscope.error/v1")
	}
}

// TestFlagsThatExcludeEachOther are a mistake that only cobra knows about.
func TestFlagsThatExcludeEachOther(t *testing.T) {
	t.Parallel()
	newPlace(t).run(t, "", "sandbox", "--print-world", "--json").
		want(t, console.StatusUsage, `"code": "usage"`, "see `periscope --help`")
}

func TestHelpOfEveryCommand(t *testing.T) {
	t.Parallel()
	visit(newRootCommand(&newPlace(t).Environment), func(cmd *cobra.Command) {
		args := strings.Fields(cmd.CommandPath() + " --help")[1:]
		o := newPlace(t).run(t, "", args...)
		o.want(t, console.StatusDone, "Usage:")
		if o.err != "" {
			t.Errorf("%s writes to standard error: %s", args, o.err)
		}
		if cmd.Short == "" || strings.HasSuffix(cmd.Short, ".") {
			t.Errorf("%s: short description %q", cmd.CommandPath(), cmd.Short)
		}
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if f.Usage == "" {
				t.Errorf("%s: --%s does not say what it does", cmd.CommandPath(), f.Name)
			}
		})
	})
}

func visit(cmd *cobra.Command, see func(*cobra.Command)) {
	see(cmd)
	for _, sub := range cmd.Commands() {
		visit(sub, see)
	}
}
