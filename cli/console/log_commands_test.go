package console

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
)

// TestLogsAreNoCommands: the service that runs a job obeys what looks like its commands, and
// names and arguments may look so.
func TestLogsAreNoCommands(t *testing.T) {
	t.Parallel()
	github := map[string]string{"GITHUB_ACTIONS": "true"}
	for _, test := range []struct {
		vars map[string]string
		args []string
		text string
		want string
	}{
		{github, nil, "::error::x\n  \u00a0::stop-commands::y\na ::error::z\n", ": :error::x\n  \u00a0: :stop-commands::y\na ::error::z\n"},
		{github, nil, "a ##[set-output name=b]c ##[x\n", "a # #[set-output name=b]c # #[x\n"},
		{github, nil, "# heading\n## heading [a](b)\n#[x] ##vso x\n", "# heading\n## heading [a](b)\n#[x] ##vso x\n"},
		{map[string]string{"TF_BUILD": "True"}, nil, "a ##vso[task.setvariable variable=b]c\n", "a # #vso[task.setvariable variable=b]c\n"},
		{map[string]string{"TEAMCITY_VERSION": "1"}, nil, "##teamcity[buildStop]\n", "# #teamcity[buildStop]\n"},
		{github, []string{"drift", "--format=github"}, "::error file=a::x ##[error]y\n", "::error file=a::x # #[error]y\n"},
		{github, []string{"drift", "--format", "json"}, "{\"a\": \"##[error]\"}\n", "{\"a\": \"#\\u0023[error]\"}\n"},
		{github, []string{"drift", "--format", "sarif"}, "{\"a\": \"##[error]\"}\n", "{\"a\": \"#\\u0023[error]\"}\n"},
		{nil, nil, "::error::x ##[y\n", "::error::x ##[y\n"},
	} {
		for first := range len(test.text) {
			out, _ := printedBy(test.vars, test.args, func(env *Environment) {
				_, _ = io.WriteString(env.Out, test.text[:first])
				_, _ = io.WriteString(env.Out, test.text[first:])
			})
			if out != test.want {
				t.Fatalf("%q, %q is printed as %q, want %q", test.text[:first], test.text[first:], out, test.want)
			}
		}
	}
	_, errs := printedBy(github, []string{"--format=github"}, func(env *Environment) { fmt.Fprintln(env.Err, "::error::x") })
	if errs != ": :error::x\n" {
		t.Errorf("on standard error %q", errs)
	}
}

// TestJSONInLogsMeansTheSame: a program that reads the output reads the same text.
func TestJSONInLogsMeansTheSame(t *testing.T) {
	t.Parallel()
	const name = `\##[error]x "##vso[y" ::z`
	out, _ := printedBy(map[string]string{"GITHUB_ACTIONS": "true"}, []string{"--json"}, func(env *Environment) { _ = WriteJSON(env.Out, name) })
	var read string
	if err := json.Unmarshal([]byte(out), &read); err != nil || read != name || strings.Contains(out, "##") {
		t.Errorf("%s: %q, %v", out, read, err)
	}
}

// TestWrappedLinesAreNoCommands: a line that is broken for a narrow terminal begins anew.
func TestWrappedLinesAreNoCommands(t *testing.T) {
	t.Parallel()
	c := logCommands{active: true}
	if got := c.neutralize("one\n::error::two\n", false); got != "one\n: :error::two\n" {
		t.Errorf("%q", got)
	}
}
