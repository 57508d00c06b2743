package cli

import (
	"bytes"
	"context"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"periscope/cli/console"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
	"periscope/ui"
)

// fuzzToken is what is piped into the commands of the fuzz targets.
const fuzzToken = "xoxb-sandbox-lighthouse"

// leavesTheTest reports whether arguments would have a command read files of the machine,
// listen, start programs, call servers, or work for long: a fuzz target must not.
func leavesTheTest(args []string) bool {
	if len(args) > 8 {
		return true
	}
	for _, arg := range args {
		name, value, _ := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		if slices.Contains([]string{"listen", "addr", "callback", "api-url", "resources", "sandbox", "watch", "serve", "oauth", "open"}, name) {
			return true
		}
		for _, path := range []string{arg, value} {
			if _, err := os.Lstat(path); err == nil || strings.ContainsAny(path, `/\:`) {
				return true
			}
		}
	}
	return false
}

// fuzzRun runs a command in a place with an emulated Slack, and checks what holds for
// every command line: it ends with a known status and without a fault, and prints neither
// the token nor a character that a terminal obeys.
func fuzzRun(t *testing.T, api, stdin string, args ...string) {
	t.Helper()
	p := newPlace(t)
	p.vars["SLACK_API_URL"] = api
	p.explore = func(context.Context, ui.Source, ui.Options) error { return nil }
	p.ReadSecret = func(context.Context) (string, error) { return "", console.ErrNoTerminal }
	p.OpenURL = func(string) error { return console.ErrNoTerminal }
	env := p.Environment
	var out, errs bytes.Buffer
	env.Out, env.Err, env.In = &out, &errs, strings.NewReader(stdin)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	status := Run(ctx, &env, args)
	known := []int{
		console.StatusDone, console.StatusNo, console.StatusUsage, console.StatusRefused, console.StatusUnreachable, console.StatusInterrupted,
	}
	if !slices.Contains(known, status) {
		t.Errorf("%q: exit status %d", args, status)
	}
	if status != console.StatusDone && errs.Len() == 0 && status != console.StatusNo {
		t.Errorf("%q: exit status %d, and says nothing", args, status)
	}
	printed := out.String() + errs.String()
	if strings.Contains(printed, fuzzToken) {
		t.Errorf("%q: the token is shown: %s", args, printed)
	}
	if r, bad := unfit(printed); bad {
		t.Errorf("%q: prints %q: %q", args, r, printed)
	}
}

// fuzzSlack is an emulated Slack for a fuzz target.
func fuzzSlack(f *testing.F) (api string) {
	f.Helper()
	s := sandbox.New(world.Demo(1), sandbox.Options{Unlimited: true})
	server := httptest.NewServer(s)
	f.Cleanup(func() { server.Close(); s.Close() })
	return server.URL + "/api/"
}

// FuzzArguments gives commands any arguments, separated by NUL.
func FuzzArguments(f *testing.F) {
	for _, line := range []string{
		"info", "info --json --token-stdin", "needs chat.postMessage --token-stdin", "check pins:read --kind bot --json", "diff a b",
		"team list --json", "team add --token-stdin --name deploy-bot", "team remove acme --yes", "team doctor", "team refresh a",
		"request pins:read --trigger-id 1.2.a --token-stdin --wait 1s", "drift --manifest - --token-stdin", "version --json", "help info",
		"completion zsh", "man", "infoo", "--read-only", "check --validate chat:write --team x", "__complete info --team ",
		"", "diff ", "diff  --", "drift --manifest  --code .", "info --team ", "--\x1b", "-", "---", "--=", "-=", "team remove \xff --yes", "check ,",
		"request --wait -1s pins:read", "help \u202e", "info 0123456789abcdef0123456789abcdef", "XOXB-SANDBOX-ACME",
	} {
		f.Add(strings.ReplaceAll(line, " ", "\x00"))
	}
	api := fuzzSlack(f)
	f.Fuzz(func(t *testing.T, line string) {
		if args := strings.Split(line, "\x00"); !leavesTheTest(args) {
			fuzzRun(t, api, fuzzToken, args...)
		}
	})
}

// FuzzManifestWithCode compares any manifest with any code, in files of any language.
func FuzzManifestWithCode(f *testing.F) {
	const manifest = "oauth_config:\n  scopes:\n    bot: [chat:write, 'pins:\\x1bread']\nsettings:\n  event_subscriptions:\n    bot_events: [message.im]\n"
	f.Add(manifest, "client.chat_postMessage(channel='C1')\n", "app.py")
	f.Add(manifest, "await client.pins.add({channel})", "src.ts")
	f.Add(`{"settings":{}}`, "api.PostMessage(\"C1\")", "\u202egpj.go")
	f.Add("features: {bot_user: {display_name: a}}", "slack_api 'conversations.list'\n\x1b]0;x\a", "a.rb")
	api := fuzzSlack(f)
	f.Fuzz(func(t *testing.T, manifest, code, name string) {
		dir := t.TempDir()
		if filepath.Base(name) != name || os.WriteFile(filepath.Join(dir, name), []byte(code), 0o600) != nil {
			return
		}
		if strings.Contains(manifest+code+name, fuzzToken) {
			return
		}
		for _, format := range []string{"--json", "--team="} {
			fuzzRun(t, api, manifest, "drift", "--manifest", "-", "--code", dir, format)
		}
	})
}

// FuzzPlain talks to the demo with any lines.
func FuzzPlain(f *testing.F) {
	f.Add("1\nscopes\npick pins:write pins.add\nc\n1\nask\nt\n1\nyes\nd\nquit\n")
	f.Add("5\nn conversations.history\n1\nask\nno\nD\nX missing_scope\nresources channel a\nmore\n3 \x1b[31m\n\xff\n99999999999999999999\n")
	f.Fuzz(func(t *testing.T, lines string) {
		if strings.Count(lines, "\n") > 40 || strings.Contains(lines, fuzzToken) {
			return
		}
		var out, errs bytes.Buffer
		env := newPlace(t).Environment
		env.In, env.Out, env.Err = strings.NewReader(lines), &out, &errs
		if status := Run(t.Context(), &env, []string{"demo", "--plain", "--resources", "1"}); status != console.StatusDone {
			t.Errorf("status %d: %s", status, &errs)
		}
		if r, bad := unfit(out.String() + errs.String()); bad {
			t.Errorf("%q is printed: %q", r, &out)
		}
	})
}
