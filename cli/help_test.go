package cli

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"periscope/cli/console"
)

// TestHelpFillsTheTerminal: sentences fill the lines of the terminal, descriptions of
// flags stay in their column, and commands that are there to be copied stay whole.
func TestHelpFillsTheTerminal(t *testing.T) {
	t.Parallel()
	for _, columns := range []int{60, 120} {
		env, out := helpEnvironment(t, columns)
		if status := Run(t.Context(), env, []string{"request", "--help"}); status != 0 {
			t.Fatalf("status %d", status)
		}
		prose, usage, _ := strings.Cut(out.String(), "Usage:")
		first, _, _ := strings.Cut(prose, "\n")
		if len(first) > columns || len(first) < min(columns, readableColumns)-15 {
			t.Errorf("the first of %d columns is %q", columns, first)
		}
		for line := range strings.Lines(usage) {
			if len(line) > columns+1 && !strings.HasPrefix(line, "  periscope") {
				t.Errorf("%d columns: %q", columns, line)
			}
		}
		if !strings.Contains(usage, "periscope request --trigger-id 12345.98765.abcd2358fdea --user U061F7AUR dnd:write:user") {
			t.Error("an example was broken")
		}
	}
}

// TestCommandsAreGrouped: the help lists every command once, under the title of a group.
func TestCommandsAreGrouped(t *testing.T) {
	t.Parallel()
	env, out := helpEnvironment(t, 0)
	if status := Run(t.Context(), env, []string{"--help"}); status != 0 {
		t.Fatalf("status %d", status)
	}
	if strings.Contains(out.String(), "Additional Commands") {
		t.Error("there are commands without a group")
	}
	for _, cmd := range newRootCommand(env).Commands() {
		if n := strings.Count(out.String(), "\n  "+cmd.Name()+" "); n != 1 && !cmd.Hidden {
			t.Errorf("%s is listed %d times", cmd.Name(), n)
		}
	}
}

// TestManualPage: it tells of every command and flag, in paragraphs that man fills.
func TestManualPage(t *testing.T) {
	t.Parallel()
	env, _ := helpEnvironment(t, 0)
	root := newRootCommand(env)
	page := string(manualPage(root))
	var look func(*cobra.Command)
	look = func(cmd *cobra.Command) {
		for _, below := range cmd.Commands() {
			if below.Hidden {
				continue
			}
			if !strings.Contains(page, `.SS "`+roff(strings.TrimSuffix(below.UseLine(), " [flags]"))+`"`) {
				t.Errorf("nothing of %q", below.UseLine())
			}
			look(below)
		}
	}
	look(root)
	for _, want := range []string{`\fB\-\-store\fR \fIPLACE\fR`, "conversations and for which people. Without a command"} {
		if !strings.Contains(page, want) {
			t.Errorf("without %q", want)
		}
	}
	if strings.Contains(page, "`") && !strings.Contains(root.Long, "`") {
		t.Error("there are marks of the flag library on the page")
	}
	groff, err := exec.LookPath("groff")
	if err != nil {
		t.Skip("without groff, the page's language is not checked")
	}
	check := exec.CommandContext(t.Context(), groff, "-man", "-Tutf8", "-ww", "-z")
	check.Stdin = strings.NewReader(page)
	if said, err := check.CombinedOutput(); err != nil || len(said) > 0 {
		t.Errorf("groff says: %s (%v)", said, err)
	}
}

// TestFlagsCompleteWhatTheyTake: names of files are completed only where a file is taken.
func TestFlagsCompleteWhatTheyTake(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		line []string
		want string
	}{
		{[]string{"info", "--store", ""}, "keyring\tthe keyring of the operating system\nfile\t"},
		{[]string{"info", "--api-url", ""}, ":4\n"},
		{[]string{"drift", "--manifest", ""}, "json\nyaml\nyml\n:8\n"},
		{[]string{"sandbox", "--world", ""}, "json\nyaml\nyml\n:8\n"},
		{[]string{"drift", "--code", ""}, ":16\n"},
		{[]string{"help", ""}, "check\t"},
		{[]string{"help", "team", ""}, "add\t"},
	} {
		env, out := helpEnvironment(t, 0)
		if status := Run(t.Context(), env, append([]string{"__complete"}, test.line...)); status != 0 || !strings.HasPrefix(out.String(), test.want) {
			t.Errorf("%q: status %d, %q; want %q", test.line, status, out, test.want)
		}
	}
}

// helpEnvironment is one whose output is a terminal of so many columns; 0: it is none.
func helpEnvironment(t *testing.T, columns int) (*console.Environment, *bytes.Buffer) {
	t.Helper()
	env, out := newPlace(t).Environment, &bytes.Buffer{}
	env.Out, env.Err, env.Columns = out, &bytes.Buffer{}, columns
	return &env, out
}
