package watch_test

import (
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"periscope/cli"
	"periscope/cli/clitest"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// generous are scopes of which every app needs few.
var generous = []catalog.Scope{
	"channels:history", "channels:join", "channels:manage", "channels:read", "channels:write.invites", "channels:write.topic", "chat:write",
	"chat:write.customize", "chat:write.public", "emoji:read", "files:read", "files:write", "groups:history", "groups:read", "groups:write",
	"im:history", "im:read", "im:write", "mpim:history", "mpim:read", "mpim:write", "pins:read", "pins:write", "reactions:read",
	"reactions:write", "team:read", "users:read", "users:read.email",
}

func watchedWorld() world.World {
	in := func(t catalog.ResourceType, ids ...model.ResourceID) model.Grant {
		return model.Grant{Type: t, Resources: model.ResourceSet{IDs: ids}}
	}
	grants := []model.Grant{in(catalog.Channel, "C1"), in(catalog.Group, "G1")}
	return world.World{
		Apps: []world.App{{ID: "A1", Name: "Watched", ClientID: "1.2", ClientSecret: "made-up", Rotates: true, BotScopes: generous}},
		Teams: []world.Team{{
			ID: "T1", Name: "Watched", URL: "https://watched.slack.com/",
			Users: []world.User{
				{ID: "U1", Name: "ada", Email: "ada@watched.example"},
				{ID: "U2", Name: "robot", Bot: true},
				{ID: "U4", Name: "ben"},
			},
			Conversations: []world.Conversation{
				{ID: "C1", Type: catalog.Channel, Name: "general"},
				{ID: "C3", Type: catalog.Channel, Name: "elsewhere"},
				{ID: "G1", Type: catalog.Group, Name: "inside"},
			},
			Installs: []world.Install{
				{Token: botToken, AppID: "A1", AppUser: "U2", BotID: "B1", OAuthScopes: generous, Grants: grants},
				{Token: userToken, AppID: "A1", AppUser: "U1", OAuthScopes: generous, Grants: grants},
				{Token: userRefresh, AppID: "A1", AppUser: "U1", OAuthScopes: generous, Grants: grants, Renews: catalog.UserToken},
				{Token: refreshToken, AppID: "A1", AppUser: "U2", BotID: "B1", OAuthScopes: generous, Renews: catalog.Bot},
			},
		}},
	}
}

// document is what of watch --json the tests look at.
type document struct {
	ExitStatus int                       `json:"exit_status"`
	Calls      int                       `json:"calls"`
	Earlier    int                       `json:"calls_earlier"`
	Unseen     bool                      `json:"unseen"`
	Tokens     []tokenDocument           `json:"tokens"`
	Unsure     []struct{ Method string } `json:"unsure"`
}

type tokenDocument struct {
	Kind    catalog.TokenKind `json:"kind"`
	Least   []catalog.Scope   `json:"least"`
	Missing []catalog.Scope   `json:"missing"`
	Unused  []catalog.Scope   `json:"unused"`
	Exact   bool              `json:"exact"`
}

// outcome is what came of a run.
type outcome struct {
	status   int
	out, err string
}

func (o outcome) document(t *testing.T) document {
	t.Helper()
	clitest.CheckDocuments(t, o.out)
	var doc document
	if err := json.Unmarshal([]byte(o.out), &doc); err != nil {
		t.Fatalf("%v: %s\n%s", err, o.out, o.err)
	}
	return doc
}

// watch runs periscope watch on one of the apps, before a fresh sandbox over TLS.
func watch(t *testing.T, name string, flags ...string) outcome {
	t.Helper()
	env := clitest.NewEnvironment(t, nil)
	return watchIn(t, env, name, flags...)
}

func watchIn(t *testing.T, env *clitest.Environment, name string, flags ...string) outcome {
	t.Helper()
	s := sandbox.New(watchedWorld(), sandbox.Options{Unlimited: true})
	api := serve(t, s)
	env.Environ, env.Now = append(os.Environ(), appVar+"="+name), time.Now // certificates are of this time
	args := slices.Concat([]string{"watch", "--addr", "127.0.0.1:0", "--upstream", api}, flags, []string{"--", os.Args[0]})
	status := cli.Run(t.Context(), &env.Environment, args)
	return outcome{status, env.Out.String(), env.Err.String()}
}

// The set that watch names is the smallest one that is known, the app passes under it, and
// to one scope less fails with missing_scope, which names it.
func TestSmallestSetOfApps(t *testing.T) {
	t.Parallel()
	for name, a := range apps {
		if a.needs == nil {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := watch(t, name, "--json")
			if o.status != 0 {
				t.Fatalf("exit status %d: %s", o.status, o.err)
			}
			doc := o.document(t)
			at := slices.IndexFunc(doc.Tokens, func(d tokenDocument) bool { return d.Kind == a.kind })
			if at < 0 || !slices.Equal(doc.Tokens[at].Least, a.needs) || !doc.Tokens[at].Exact || len(doc.Tokens[at].Missing) > 0 {
				t.Fatalf("%+v\nwant %v", doc.Tokens, a.needs)
			}
			spare := model.Minus([]catalog.Scope{"files:write", "groups:write"}, a.needs)[0]
			if !slices.Contains(doc.Tokens[at].Unused, spare) {
				t.Errorf("%s is not called unused: %v", spare, doc.Tokens[at].Unused)
			}
			if o := watch(t, name, "--enforce", joined(a.needs)); o.status != 0 {
				t.Errorf("under %v: exit status %d: %s %s", a.needs, o.status, o.out, o.err)
			}
			for _, s := range a.needs {
				less := model.Minus(a.needs, []catalog.Scope{s})
				if len(less) == 0 {
					continue
				}
				o := watch(t, name, "--enforce", joined(less))
				if o.status != 9 || !strings.Contains(o.out, "missing_scope") || !strings.Contains(o.out, string(s)) {
					t.Errorf("under %v: exit status %d: %s", less, o.status, o.out)
				}
			}
		})
	}
}

func joined(scopes []catalog.Scope) string {
	words := make([]string, len(scopes))
	for i, s := range scopes {
		words[i] = string(s)
	}
	return strings.Join(words, ",")
}

// Runs are merged in a file, which holds no secret; the file is enforced, and compared.
func TestRunsAreMerged(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "calls.jsonl")
	watch(t, "pins", "--save", file)
	o := watch(t, "directory", "--save", file, "--json")
	doc := o.document(t)
	want := []catalog.Scope{"chat:write", "pins:read", "pins:write", "users:read", "users:read.email"}
	if doc.Earlier != 4 || doc.Calls != 2 || !slices.Equal(doc.Tokens[0].Least, want) {
		t.Errorf("%+v", doc)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{botToken, "watched\"", "pin me", "ada@", "made-up"} {
		if strings.Contains(string(data)+o.out+o.err, secret) {
			t.Errorf("%q is in the file, or printed", secret)
		}
	}
	for _, name := range []string{"pins", "directory"} {
		if o := watch(t, name, "--enforce", file); o.status != 0 {
			t.Errorf("%s under its own recording: %s %s", name, o.out, o.err)
		}
	}
	if o := watch(t, "reactions", "--enforce", file); o.status != 9 || !strings.Contains(o.out, "missing_scope reactions:write") {
		t.Errorf("%s", o.out)
	}
	before := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(before, []byte("my notes\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	o = watch(t, "pins", "--save", before)
	if after, _ := os.ReadFile(before); o.status != 2 || string(after) != "my notes\n" {
		t.Errorf("exit status %d, %q", o.status, after)
	}
}

func TestManifestIsEnforced(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "manifest.yaml")
	text := "display_information: {name: x}\noauth_config: {scopes: {bot: [chat:write, pins:read]}}\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if o := watch(t, "pins", "--enforce", file); o.status != 9 || !strings.Contains(o.out, "missing_scope pins:write") {
		t.Errorf("%s %s", o.out, o.err)
	}
}

// What changes something does not reach Slack in read-only mode.
func TestReadOnly(t *testing.T) {
	t.Parallel()
	if o := watch(t, "pins", "--read-only"); o.status != 9 || !strings.Contains(o.out, "chat.postMessage: restricted_action") ||
		!strings.Contains(o.out, "1 call: answered restricted_action") {
		t.Errorf("%s %s", o.out, o.err)
	}
	if o := watch(t, "reader", "--read-only"); o.status != 0 {
		t.Errorf("%s %s", o.out, o.err)
	}
}

func TestExitStatus(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		app    string
		flags  []string
		status int
		says   string
	}{
		"its own":             {"fails", nil, 9, "No call of Slack was seen, so no scope is called unused."},
		"its own comes first": {"fails", []string{"--fail-on", "unused"}, 9, ""},
		"unused":              {"reader", []string{"--fail-on", "missing,unused"}, 1, "Unused\n"},
		"nothing is missing":  {"reader", []string{"--fail-on", "missing"}, 0, "Smallest set of scopes for the bot token: channels:history, channels:read"},
		"refused":             {"reader", []string{"--enforce", "channels:read"}, 9, "bot token: channels:read; and channels:history for what was refused\n"},
		"nothing was seen":    {"quiet", []string{"--fail-on", "unused"}, 0, "new WebClient(token, { slackApiUrl"},
		"no shim":             {"quiet", []string{"--no-shim"}, 0, "--no-shim"},
		"bad kind":            {"quiet", []string{"--fail-on", "x"}, 2, ""},
		"bad scope":           {"quiet", []string{"--enforce", "chat:wriet"}, 2, ""},
		"no scope":            {"quiet", []string{"--enforce", ""}, 2, ""},
		"no file":             {"quiet", []string{"--enforce", "calls.jsonl"}, 2, ""},
		"not this machine":    {"quiet", []string{"--addr", "0.0.0.0:0"}, 2, ""},
		"in the clear":        {"quiet", []string{"--upstream", "http://example.com/api/"}, 2, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := watch(t, c.app, c.flags...)
			if o.status != c.status || !strings.Contains(o.out, c.says) {
				t.Errorf("exit status %d, want %d:\n%s\n%s", o.status, c.status, o.out, o.err)
			}
		})
	}
}

// The app gets the secrets that are its own, and its output is on standard error where the
// result alone is to be on standard output.
func TestStreams(t *testing.T) {
	t.Parallel()
	env := clitest.NewEnvironment(t, nil)
	secret := strings.Repeat("ab", 16)
	env.Vars["SLACK_SIGNING_SECRET"] = secret
	o := watchIn(t, env, "reader", "--format", "markdown")
	if !strings.HasPrefix(o.out, "# Slack scopes that the app used\n") || !strings.Contains(o.out, "Smallest set: `channels:history`, `channels:read`") {
		t.Errorf("%s", o.out)
	}
	if !strings.Contains(o.err, "done, (secret)") { // the app has it, and what passes through us hides it
		t.Errorf("%s", o.err)
	}
	text := watch(t, "reader")
	if !strings.Contains(text.out, "done, ") || !strings.Contains(text.err, " conversations.history ok, bot ") {
		t.Errorf("%s\n%s", text.out, text.err)
	}
}

func TestCommandThatDoesNotStart(t *testing.T) {
	t.Parallel()
	env := clitest.NewEnvironment(t, nil)
	status := cli.Run(t.Context(), &env.Environment, []string{"watch", "--addr", "127.0.0.1:0", "--", "no-such-command-here"})
	if status != 2 || !strings.Contains(env.Err.String(), "no-such-command-here cannot be started") {
		t.Errorf("exit status %d: %s", status, &env.Err)
	}
	if status := cli.Run(t.Context(), &env.Environment, []string{"watch", "npm", "start"}); status != 2 ||
		!strings.Contains(env.Err.String(), "begins behind --") {
		t.Errorf("exit status %d: %s", status, &env.Err)
	}
}

// TestNoEmptyRecording: a run in which nothing was called, or that could not begin, leaves no
// file that is none of a recording; one that was there stays.
func TestNoEmptyRecording(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close() //nolint:errcheck // nothing was sent
	file, there := filepath.Join(dir, "calls.jsonl"), filepath.Join(dir, "there.jsonl")
	if err := os.WriteFile(there, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if o := watch(t, "pins", "--addr", taken.Addr().String(), "--save", file); o.status != 2 {
		t.Errorf("exit status %d: %s", o.status, o.err)
	}
	watch(t, "quiet", "--save", file)
	watch(t, "quiet", "--save", there)
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Errorf("an empty file is left: %v", err)
	}
	if _, err := os.Stat(there); err != nil {
		t.Error(err)
	}
}
