//go:build unix

package e2e

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// The files that make Periscope a step of other people's CI, run as their CI runs them.

const repository = "../.."

// sampleApp writes an app whose code lacks a scope, and whose manifest has one too many.
func sampleApp(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"manifest.yaml": "oauth_config:\n  scopes:\n    bot:\n      - chat:write\n      - files:write # uploads\n",
		"src/bot.py":    "from slack_sdk import WebClient\n\nclient = WebClient(token=token)\nclient.pins_add(channel=c, timestamp=ts)\nclient.chat_postMessage(channel=c)\n",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// script runs a script as a runner does: bash, which stops at the first error.
func script(t *testing.T, dir, text string, env ...string) (out string, status int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	var both bytes.Buffer
	cmd.Stdout, cmd.Stderr = &both, &both
	err := cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return both.String(), exit.ExitCode()
	}
	if err != nil {
		t.Fatal(err)
	}
	return both.String(), 0
}

// action is what this test reads of action.yml.
type action struct {
	Inputs map[string]struct {
		Description string
		Default     string
	}
	Runs struct {
		Using string
		Steps []struct {
			Uses, Name, Shell, Run string
			Env                    map[string]string
		}
	}
}

var expression = regexp.MustCompile(`\$\{\{ *([a-z_.-]+) *\}\}`)

// run runs the steps with inputs, as GitHub does with a composite action.
func (a action) run(t *testing.T, app, temp string, inputs map[string]string) (out string, status int) {
	t.Helper()
	source, err := filepath.Abs(repository)
	if err != nil {
		t.Fatal(err)
	}
	resolve := func(s string) string {
		return expression.ReplaceAllStringFunc(s, func(e string) string {
			name := expression.FindStringSubmatch(e)[1]
			if name == "github.action_path" {
				return source
			}
			input, known := a.Inputs[strings.TrimPrefix(name, "inputs.")]
			if !known {
				t.Fatalf("action.yml has no %s", name)
			}
			if given, ok := inputs[strings.TrimPrefix(name, "inputs.")]; ok {
				return given
			}
			return input.Default
		})
	}
	for _, step := range a.Runs.Steps {
		if step.Uses != "" {
			continue // the machine has Go
		}
		if _, err := os.Stat(filepath.Join(temp, "periscope")); err == nil && strings.Contains(step.Run, "build") {
			continue // an earlier run built it
		}
		if expression.MatchString(step.Run) {
			t.Errorf("%q puts an input into the text of a script", step.Name)
		}
		env := []string{"RUNNER_TEMP=" + temp, "GITHUB_STEP_SUMMARY=" + filepath.Join(temp, "summary.md"), "SLACK_API_URL="}
		for name, value := range step.Env {
			env = append(env, name+"="+resolve(value))
		}
		if out, status = script(t, app, step.Run, env...); status != 0 {
			return out, status
		}
	}
	return out, status
}

func TestActionRunsAsInCI(t *testing.T) {
	t.Parallel()
	skipUnlessFull(t)
	text, err := os.ReadFile(filepath.Join(repository, "action.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var a action
	if err := yaml.Unmarshal(text, &a); err != nil || a.Runs.Using != "composite" {
		t.Fatalf("%v, %+v", err, a)
	}
	app, temp := sampleApp(t), t.TempDir()
	out, status := a.run(t, app, temp, map[string]string{"code": "src\n", "sarif": "out.sarif"})
	for _, want := range []string{
		"::error file=src/bot.py,line=4,title=Missing::pins.add needs pins:write",
		"::error file=manifest.yaml,line=5,col=9,title=Unused::files:write",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not said:\n%s", want, out)
		}
	}
	summary, err := os.ReadFile(filepath.Join(temp, "summary.md"))
	sarif, sarifErr := os.ReadFile(filepath.Join(app, "out.sarif"))
	if status != 1 || err != nil || sarifErr != nil || !bytes.Contains(summary, []byte("## Missing")) || !bytes.Contains(sarif, []byte(`"2.1.0"`)) {
		t.Errorf("exit status %d, %v, %v\n%s\n%s", status, err, sarifErr, summary, sarif)
	}
	out, status = a.run(t, app, temp, map[string]string{"code": "src", "fail-on": "unused", "allow": "files:write=$(touch pwned) it's for later\n"})
	if status != 0 || !strings.Contains(out, "::notice file=manifest.yaml,line=5,col=9,title=Unused::") {
		t.Errorf("exit status %d:\n%s", status, out)
	}
	if _, err := os.Stat(filepath.Join(app, "pwned")); err == nil {
		t.Error("an input was run as a command")
	}
	if out, status = a.run(t, app, temp, map[string]string{"manifest": "gone.yaml"}); status != 2 {
		t.Errorf("exit status %d without a manifest:\n%s", status, out)
	}
}

// TestPreCommitHooksRunAsInCI installs the program as pre-commit does for hooks in Go,
// and runs each hook.
func TestPreCommitHooksRunAsInCI(t *testing.T) {
	t.Parallel()
	skipUnlessFull(t)
	text, err := os.ReadFile(filepath.Join(repository, ".pre-commit-hooks.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct {
		ID, Entry, Language string
		Args                []string
		PassFilenames       bool `yaml:"pass_filenames"`
	}
	if err := yaml.Unmarshal(text, &hooks); err != nil || len(hooks) != 2 {
		t.Fatalf("%v, %+v", err, hooks)
	}
	bin, app := t.TempDir(), sampleApp(t)
	if out, status := script(t, repository, "go install .", "GOBIN="+bin); status != 0 {
		t.Fatal(out)
	}
	for _, hook := range hooks {
		if hook.Language != "golang" || hook.PassFilenames {
			t.Errorf("%+v", hook)
		}
	}
	path := "PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH")
	run := func(i int) (string, int) {
		return script(t, app, hooks[i].Entry+" "+strings.Join(hooks[i].Args, " "), path, "SLACK_TOKEN=", "SLACK_API_URL=")
	}
	if out, status := run(0); status != 1 || !strings.Contains(out, "src/bot.py:4: pins.add needs pins:write") {
		t.Errorf("%s: exit status %d:\n%s", hooks[0].ID, status, out)
	}
	if out, status := run(1); status != 0 {
		t.Errorf("%s: exit status %d:\n%s", hooks[1].ID, status, out)
	}
	if out, status := run(0); status != 0 {
		t.Errorf("after %s, %s: exit status %d:\n%s", hooks[1].ID, hooks[0].ID, status, out)
	}
	manifest, err := os.ReadFile(filepath.Join(app, "manifest.yaml"))
	if want := "oauth_config:\n  scopes:\n    bot:\n      - chat:write\n      - pins:write\n"; err != nil || string(manifest) != want {
		t.Errorf("%v:\n%s", err, manifest)
	}
}
