// Package sarif validates what periscope drift --format sarif prints with the schema of
// SARIF 2.1.0. The schema is not ours: gosec, a part of golangci-lint, carries it among
// the data of its tests, so that it comes with this module.
package sarif

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

const (
	carrier    = "github.com/securego/gosec/v2"
	schemaFile = "report/sarif/testdata/sarif-schema-2.1.0.json"
)

// app is an app in which nearly everything is wrong. The name of its folder is hard to
// put into a URI.
var app = map[string]string{
	"manifest.yaml": `features:
  slash_commands:
    - command: /bell
      description: rings
oauth_config:
  scopes:
    bot:
      - chat:write
      - emoji:read
      - files:write
      - reactions:write # periscope: keep reactions:write "<next>" week
      # periscope: keep pins:read it listed pins once
`,
	"src #1/a b%20|ü/bot.py": `from slack_sdk import WebClient

client = WebClient(token=token)
client.pins_add(channel=channel, timestamp=ts)
client.chat_postMessage(channel=channel, text=text)
client.api_call("rtm.start")
client.api_call("workflows.stepCompleted")
`,
	"clean/bot.py": "from slack_sdk import WebClient\n\nWebClient().api_test()\n",
	"empty.yaml":   "oauth_config:\n  scopes:\n    bot: []\n",
}

// TestDriftHoldsTheSchema validates logs with findings of every kind that code, a manifest
// and a token can have, and one without any.
func TestDriftHoldsTheSchema(t *testing.T) {
	t.Parallel()
	schema, periscope, dir := compile(t), build(t), t.TempDir()
	for name, text := range app {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	token := sandbox(t, periscope)
	var kinds, found []string // of findings: those that there are, and those in a log
	for name, c := range map[string]struct {
		args     []string
		env      []string
		findings bool
	}{
		"none":              {args: []string{"--manifest", "empty.yaml", "--code", "clean"}},
		"manifest and code": {args: []string{"--manifest", "manifest.yaml", "--code", "src #1"}, findings: true},
		"allowed":           {args: []string{"--manifest", "manifest.yaml", "--code", "src #1", "--allow", "files:write=\u2028 a \"reason\" ", "--allow", "im:write=none"}, findings: true},
		"absolute":          {args: []string{"--manifest", filepath.Join(dir, "manifest.yaml"), "--code", filepath.Join(dir, "src #1")}, findings: true},
		"token":             {args: []string{"--manifest", "manifest.yaml", "--code", "src #1"}, env: token, findings: true},
		"token and code":    {args: []string{"--code", "src #1", "--fail-on", "none"}, env: token, findings: true},
	} {
		text := drift(t, periscope, dir, c.args, c.env)
		if err := validate(schema, text); err != nil {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
		var log struct {
			Schema string `json:"$schema"`
			Runs   []struct {
				Tool struct {
					Driver struct{ Rules []struct{ ID string } }
				}
				Results []struct{ RuleID string }
			}
		}
		if err := json.Unmarshal(text, &log); err != nil || len(log.Runs) != 1 {
			t.Fatalf("%s: %v\n%s", name, err, text)
		}
		if log.Schema != schema.ID {
			t.Errorf("%s: the log names %s as its schema, and was held to %s", name, log.Schema, schema.ID)
		}
		if (len(log.Runs[0].Results) > 0) != c.findings {
			t.Errorf("%s: %d results", name, len(log.Runs[0].Results))
		}
		for _, rule := range log.Runs[0].Tool.Driver.Rules {
			kinds = append(kinds, rule.ID)
		}
		for _, result := range log.Runs[0].Results {
			found = append(found, result.RuleID)
		}
	}
	slices.Sort(kinds)
	for _, kind := range slices.Compact(kinds) {
		// What may be missing takes a workspace token, and a team that hides its grants.
		if !slices.Contains(found, kind) && kind != "periscope/perhaps-missing" {
			t.Errorf("no log has a finding of the kind %s", kind)
		}
	}
}

// TestTheSchemaSeesFaults has the schema refuse logs that are wrong, so that a log which
// it lets pass is right.
func TestTheSchemaSeesFaults(t *testing.T) {
	t.Parallel()
	schema := compile(t)
	const right = `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Periscope","rules":[{"id":"x"}]}},"results":[` +
		`{"ruleId":"x","level":"error","message":{"text":"y"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"a%20b"},"region":{"startLine":1}}}],` +
		`"suppressions":[{"kind":"inSource","status":"accepted"}]}]}]}`
	if err := validate(schema, []byte(right)); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{
		`"2.1.0"`:                `"2.2"`,
		`"startLine":1`:          `"startLine":0`,
		`"error"`:                `"fatal"`,
		`"message":{"text":"y"}`: `"message":{}`,
		`"uri":"a%20b"`:          `"uri":"a%zz"`,
		`"kind":"inSource"`:      `"kind":"inManifest"`,
		`"name":"Periscope",`:    ``,
		`"ruleId":"x"`:           `"rule":"x"`,
	} {
		wrong := strings.Replace(right, from, to, 1)
		if err := validate(schema, []byte(wrong)); wrong == right || err == nil {
			t.Errorf("%s in place of %s is let pass", to, from)
		}
	}
}

func validate(schema *jsonschema.Schema, text []byte) error {
	log, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	return schema.Validate(log)
}

// compile reads the schema where its carrier has it.
func compile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	dir, err := exec.CommandContext(t.Context(), "go", "mod", "download", "-json", carrier).Output()
	var module struct{ Dir string }
	if err := errors.Join(err, json.Unmarshal(dir, &module)); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(module.Dir, filepath.FromSlash(schemaFile)))
	if err != nil {
		t.Fatalf("%s carries the schema no more: %v", carrier, err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	id, _ := doc.(map[string]any)["id"].(string)
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource(id, doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile(id)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// build builds the program.
func build(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "periscope")
	if said, err := exec.CommandContext(t.Context(), "go", "-C", "../..", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	return program
}

// drift prints the log of a comparison. Status 1 says that there is drift.
func drift(t *testing.T, periscope, dir string, args, env []string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), periscope, append([]string{"drift", "--format", "sarif"}, args...)...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), append([]string{"SLACK_TOKEN=", "SLACK_API_URL="}, env...)...)
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && (!ok || exit.ExitCode() != 1) {
		t.Fatalf("%q: %v: %s", args, err, said.String())
	}
	return out
}

var exported = regexp.MustCompile(`^ *export (SLACK_API_URL=.*)`)

// sandbox starts an emulated Slack, and returns what leads to a bot of it.
func sandbox(t *testing.T, periscope string) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), periscope, "sandbox", "--addr", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err := errors.Join(err, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = cmd.Process.Kill(), cmd.Wait() }) // which says that it was killed
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if m := exported.FindStringSubmatch(lines.Text()); m != nil {
			return []string{m[1], "SLACK_TOKEN=xoxb-sandbox-acme"}
		}
	}
	t.Fatal("the sandbox does not say where it is")
	return nil
}
