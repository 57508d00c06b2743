package console

import (
	"testing"

	"github.com/spf13/cobra"
)

// commandLine runs args on a small tree of commands, as package cli runs its own.
func commandLine(args ...string) error {
	run := func(*cobra.Command, []string) error { return nil }
	root := &cobra.Command{Use: "app", Args: NoArguments, RunE: run, SilenceErrors: true, SilenceUsage: true}
	team := &cobra.Command{Use: "team", Args: NoArguments, RunE: run}
	list := &cobra.Command{Use: "list", Args: NoArguments, RunE: run}
	RegisterJSON(list, new(bool))
	list.Flags().Duration("wait", 0, "")
	list.Flags().Int("number", 0, "")
	team.AddCommand(list)
	root.AddCommand(team)
	root.SetFlagErrorFunc(ExplainFlagError)
	root.SetArgs(args)
	return root.Execute()
}

func TestMistakesOnACommandLineAreExplained(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		args          []string
		message, next string // empty: nothing is wrong
	}{
		{[]string{"team", "list", "--json"}, "", ""},
		{[]string{"team", "lst"}, `app team has no command "lst"`, "Did you mean list?"},
		{[]string{"team", "zzz"}, `app team has no command "zzz"`, "See `app team --help`."},
		{[]string{"team", "lst", "--json"}, `app team has no command "lst"`, "Did you mean list?"},
		{[]string{"team", "list", "acme"}, `app team list takes no arguments, and was given "acme"`, "See `app team list --help`."},
		{[]string{"team", "list", "--jsn"}, "app team list has no flag --jsn", "Did you mean --json?"},
		{[]string{"team", "list", "-z"}, "app team list has no flag -z", "See `app team list --help`."},
		{[]string{"team", "list", "--wait", "5\x7f"}, `--wait is "5\x7f", which is no length of time`, "Write a number with its unit, as in 90s, 5m or 1h30m."},
		{[]string{"team", "list", "--number", "1\x1b"}, `--number is "1\x1b", which is no whole number`, "Write digits alone, as in 1000."},
		{[]string{"team", "list", "--json=maybe"}, `--json is "maybe", which is neither true nor false`, "Write --json, or leave it away."},
		{[]string{"team", "list", "--wait"}, "flag needs an argument: --wait", "See `app team list --help`."},
		{[]string{"team", "list", ""}, `app team list takes no arguments, and was given ""`, "See `app team list --help`."},
		{[]string{"team", "list", "--"}, "", ""},
		{[]string{"team", "list", "-"}, `app team list takes no arguments, and was given "-"`, "See `app team list --help`."},
		{[]string{"team", "list", "--=x"}, "bad flag syntax: --=x", "See `app team list --help`."},
	} {
		err := commandLine(test.args...)
		f := Error{}
		if err != nil {
			f = Describe(err)
		}
		if f.Message != test.message || f.Next != test.next || err != nil && f.Status != StatusUsage {
			t.Errorf("%q: %+v", test.args, f)
		}
	}
}

func TestTokensAreNoArguments(t *testing.T) {
	t.Parallel()
	if err := RefuseTokens([]string{"team", "add", "xoxb-…", "xoxb-"}); err != nil {
		t.Errorf("no token, and refused: %v", err)
	}
	for _, arg := range []string{"xoxb-" + "12345678901-abcdefghij", "--team=xoxp-" + "12345678901-abcdefghij"} {
		if err := RefuseTokens([]string{"info", arg}); err == nil || Describe(err).Status != StatusUsage {
			t.Errorf("%s: %v", arg, err)
		}
	}
}

func TestReadOnly(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]bool{"": false, "0": false, "false": false, "1": true, "true": true, "yes, please": true} {
		env := &Environment{Getenv: func(string) string { return value }}
		RegisterReadOnly(&cobra.Command{}, env)
		if env.ReadOnly != want {
			t.Errorf("PERISCOPE_READ_ONLY=%q: %t", value, env.ReadOnly)
		}
		if err := RefuseReadOnly(env, "install apps"); (err != nil) != want {
			t.Errorf("PERISCOPE_READ_ONLY=%q: %v", value, err)
		}
	}
}
