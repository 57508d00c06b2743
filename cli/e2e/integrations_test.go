//go:build unix

package e2e

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// The files that make Periscope a step of other people's CI, run as their CI runs them: the
// action by a runner of GitHub, the hooks by pre-commit. Stage hooks of .ci/run has what they want.

// skipUnlessHooks leaves a test to the stage that has pre-commit.
func skipUnlessHooks(t *testing.T) {
	t.Helper()
	if os.Getenv("PERISCOPE_TESTS") != "hooks" {
		t.Skip("builds Periscope as other people's CI does; runs with PERISCOPE_TESTS=hooks, as in .ci/run hooks")
	}
}

// published is Periscope's repository as others get it: what git has, without its history.
func published(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if out, status := script(t, "../..", `git checkout-index --all --prefix="$TO/"`, "TO="+dir); status != 0 {
		t.Fatal(out)
	}
	return dir
}

// The files of an app whose code and manifest agree, and what makes them differ: the code
// then lacks a scope, and the manifest has one too many.
const (
	agreedManifest = "oauth_config:\n  scopes:\n    bot:\n      - chat:write\n"
	agreedCode     = "from slack_sdk import WebClient\n\nclient = WebClient(token=token)\nclient.chat_postMessage(channel=c)\n"

	oneTooMany = "      - files:write # uploads\n"
	oneLacking = "client.pins_add(channel=c, timestamp=ts)\n"
)

// write makes a file of an app.
func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, []byte(text), 0o600)); err != nil {
		t.Fatal(err)
	}
}

// sampleApp writes an app whose code and manifest agree, or differ.
func sampleApp(t *testing.T, agree bool) string {
	t.Helper()
	dir, manifest, code := t.TempDir(), agreedManifest, agreedCode
	if !agree {
		manifest, code = manifest+oneTooMany, code+oneLacking
	}
	write(t, dir, "manifest.yaml", manifest)
	write(t, dir, "src/bot.py", code)
	return dir
}

// script runs a script as a runner does: from a file, with bash, which stops at the first error.
func script(t *testing.T, dir, text string, env ...string) (out string, status int) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "script.sh")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "bash", "--noprofile", "--norc", "-eo", "pipefail", file)
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
		Required    bool
	}
	Runs struct {
		Using string
		Steps []struct {
			Uses, Name, Shell, Run string
			Env, With              map[string]string
		}
	}
}

var expression = regexp.MustCompile(`\$\{\{ *([a-z_.-]+) *\}\}`)

// run runs the steps with inputs, as GitHub does with a composite action: each in a shell of
// its own, in the app's folder, which sees inputs only where a step's env names them. The
// summary is that of all steps.
func (a action) run(t *testing.T, source, app, temp string, inputs map[string]string) (out, summary string, status int) {
	t.Helper()
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
	files := t.TempDir()
	env := []string{
		"CI=true", "GITHUB_ACTIONS=true", "GITHUB_WORKSPACE=" + app, "GITHUB_ACTION_PATH=" + source, "RUNNER_TEMP=" + temp,
		"PERISCOPE_TESTS=", "SLACK_TOKEN=", // the app's CI has neither
	}
	for _, name := range []string{"GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH"} {
		write(t, files, name, "") // a runner makes them
		env = append(env, name+"="+filepath.Join(files, name))
	}
	var all strings.Builder
	for _, step := range a.Runs.Steps {
		if step.Uses != "" { // it installs Go, which this machine has
			for _, name := range []string{"go-version-file", "cache-dependency-path"} {
				if _, err := os.Stat(resolve(step.With[name])); err != nil {
					t.Errorf("%s: %s: %v", step.Uses, name, err)
				}
			}
			continue
		}
		if expression.MatchString(step.Run) || step.Shell != "bash" {
			t.Errorf("%q puts an input into the text of a script, or is not for bash but for %q", step.Name, step.Shell)
		}
		stepEnv := slices.Clone(env)
		for _, name := range slices.Sorted(maps.Keys(step.Env)) {
			stepEnv = append(stepEnv, name+"="+resolve(step.Env[name]))
		}
		out, status = script(t, app, step.Run, stepEnv...)
		all.WriteString(out)
		if status != 0 {
			break
		}
	}
	text, err := os.ReadFile(filepath.Join(files, "GITHUB_STEP_SUMMARY"))
	if err != nil {
		t.Fatal(err)
	}
	return all.String(), string(text), status
}

func TestActionRunsAsInCI(t *testing.T) {
	skipUnlessHooks(t)
	source, temp := published(t), t.TempDir()
	text, err := os.ReadFile(filepath.Join(source, "action.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var a action
	if err := yaml.Unmarshal(text, &a); err != nil || a.Runs.Using != "composite" {
		t.Fatalf("%v, %+v", err, a)
	}
	slack := watchedSlack(t)
	t.Setenv("SLACK_API_URL", slack) // which the steps inherit, as from a workflow's env
	const token = "xoxb-sandbox-lighthouse"

	for name, c := range map[string]struct {
		differ        bool
		inputs        map[string]string
		status        int
		says, summary []string // what is in them
		saysNot       string
	}{
		"agree": {
			inputs: map[string]string{"sarif": "out.sarif"},
			says:   []string{"No drift: manifest and code"}, summary: []string{"# No drift: manifest and code"}, saysNot: "::",
		},
		"differ": {
			differ: true, inputs: map[string]string{"code": "src\n", "sarif": "out.sarif"}, status: 1,
			says: []string{
				"::error file=src/bot.py,line=5,title=Missing::pins.add needs pins:write",
				"::error file=manifest.yaml,line=5,col=9,title=Unused::files:write",
			},
			summary: []string{"## Missing", "## Unused"},
		},
		"allowed": {
			differ: true, inputs: map[string]string{"code": "src", "fail-on": "unused", "allow": "files:write=$(touch pwned) it's for later\n"},
			says: []string{"::notice file=manifest.yaml,line=5,col=9,title=Unused::"}, summary: []string{"## Allowed"}, saysNot: "::error file=manifest",
		},
		"token": {
			inputs: map[string]string{"token": token}, status: 1,
			says: []string{"title=Undeclared::"}, summary: []string{"## Undeclared"}, saysNot: token,
		},
		"no manifest": {inputs: map[string]string{"manifest": "gone.yaml"}, status: 2, says: []string{"gone.yaml"}},
		"bad input":   {inputs: map[string]string{"fail-on": "everything"}, status: 2, says: []string{`no kind of findings "everything"`}},
	} {
		app := sampleApp(t, !c.differ)
		out, summary, status := a.run(t, source, app, temp, c.inputs)
		if status != c.status {
			t.Errorf("%s: exit status %d, want %d:\n%s", name, status, c.status, out)
		}
		for _, want := range c.says {
			if !strings.Contains(out, want) {
				t.Errorf("%s: %q is not said:\n%s", name, want, out)
			}
		}
		for _, want := range c.summary {
			if !strings.Contains(summary, want) {
				t.Errorf("%s: %q is not in the summary:\n%s", name, want, summary)
			}
		}
		if c.saysNot != "" && (strings.Contains(out, c.saysNot) || strings.Contains(summary, c.saysNot)) {
			t.Errorf("%s: %q is said:\n%s\n%s", name, c.saysNot, out, summary)
		}
		if c.inputs["sarif"] != "" {
			sarif, err := os.ReadFile(filepath.Join(app, "out.sarif"))
			if err != nil || !bytes.Contains(sarif, []byte(`"2.1.0"`)) || bytes.Contains(sarif, []byte(`"level": "error",`)) != c.differ {
				t.Errorf("%s: %v\n%s", name, err, sarif)
			}
		}
		if _, err := os.Stat(filepath.Join(app, "pwned")); err == nil {
			t.Errorf("%s: an input was run as a command", name)
		}
	}
}

// TestPreCommitHooksRunAsInCI has pre-commit install the hooks and run them before commits to
// an app: one that agrees, one that does not, and the latter as the hooks have mended it.
func TestPreCommitHooksRunAsInCI(t *testing.T) {
	skipUnlessHooks(t)
	source, home := published(t), t.TempDir()
	write(t, home, "gitconfig", "[user]\n\tname = A\n\temail = a@example.com\n[init]\n\tdefaultBranch = main\n[commit]\n\tgpgsign = false\n")
	env := []string{"GIT_CONFIG_GLOBAL=" + filepath.Join(home, "gitconfig"), "PRE_COMMIT_HOME=" + filepath.Join(home, "pre-commit"), "SLACK_TOKEN=", "SLACK_API_URL="}
	for _, name := range []string{"GOMODCACHE", "GOCACHE"} { // pre-commit sets GOPATH, and would have all modules fetched again
		out, status := script(t, source, "go env "+name)
		if status != 0 {
			t.Fatal(out)
		}
		env = append(env, name+"="+strings.TrimSpace(out))
	}
	git := func(dir, text string) (out string, status int) { return script(t, dir, text, env...) }
	revision, status := git(source, "git init -q; git add -A; git commit -qm all; git rev-parse HEAD")
	if status != 0 {
		t.Fatal(revision)
	}
	app := sampleApp(t, true)
	write(t, app, ".pre-commit-config.yaml", "repos:\n  - repo: "+source+"\n    rev: "+strings.TrimSpace(revision)+"\n    hooks:\n      - id: periscope-drift\n      - id: periscope-fix\n")
	if out, status := git(app, "git init -q; pre-commit install; git add -A; git commit -m first"); status != 0 || strings.Count(out, "Passed") != 2 {
		t.Fatalf("an app that agrees: exit status %d:\n%s", status, out)
	}
	write(t, app, "manifest.yaml", agreedManifest+oneTooMany)
	write(t, app, "src/bot.py", agreedCode+oneLacking)
	out, status := git(app, "git add -A; git commit -m second")
	for _, want := range []string{"src/bot.py:5: pins.add needs pins:write", "files:write", "- exit code: 1", "- files were modified by this hook"} {
		if status == 0 || !strings.Contains(out, want) {
			t.Errorf("an app that differs: exit status %d, without %q:\n%s", status, want, out)
		}
	}
	manifest, err := os.ReadFile(filepath.Join(app, "manifest.yaml"))
	if want := agreedManifest + "      - pins:write\n"; err != nil || string(manifest) != want {
		t.Errorf("%v:\n%s", err, manifest)
	}
	if out, status := git(app, "git add -A; git commit -m second; git log --oneline"); status != 0 || strings.Count(out, "Passed") != 2 {
		t.Errorf("an app that was mended: exit status %d:\n%s", status, out)
	}
}
