package cli

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"periscope/cli/console"
	"periscope/cli/project"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/slackapi/sandbox/world"
)

const driftManifest = `display_information:
  name: Deploy Bell
oauth_config:
  scopes:
    bot: [channels:history, channels:read, chat:write, files:write, im:read, users:read, pins:read]
    bot_optional: [pins:read]
`

const driftCode = `from slack_sdk import WebClient

client = WebClient(token=token)
client.chat_postMessage(channel=channel, text=text)
client.conversations_history(channel=channel)
client.conversations_list()
client.pins_add(channel=channel, timestamp=ts)
client.files_getUploadURLExternal(filename="x", length=1)
client.search_messages(query=q)
`

// driftFiles writes a manifest and code that disagree with Lighthouse's bot.
func driftFiles(t *testing.T) (manifest, code string) {
	t.Helper()
	dir := t.TempDir()
	manifest, code = filepath.Join(dir, "manifest.yaml"), filepath.Join(dir, "src")
	for file, text := range map[string]string{
		manifest: driftManifest, filepath.Join(code, "app.py"): driftCode, filepath.Join(code, ".secret"): "x",
	} {
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return manifest, code
}

const bell = "xoxb-sandbox-lighthouse"

func TestDriftJSON(t *testing.T) {
	t.Parallel()
	manifest, code := driftFiles(t)
	p := newPlace(t).withSandbox(t, world.Demo(5))
	o := p.run(t, bell, "drift", "--json", "--manifest", manifest, "--token-stdin", "--code", code, "--client-id", "12.34")
	o.want(t, console.StatusNo)
	if strings.Contains(o.out, "null") {
		t.Errorf("an array is null: %s", o.out)
	}
	var doc driftDocument
	if err := json.Unmarshal([]byte(o.out), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Schema != "periscope.drift/v1" || !doc.Drift || doc.Kind != catalog.Bot || doc.Calls != 6 || doc.Files != 1 {
		t.Errorf("%+v", doc)
	}
	names := func(docs []scopeDocument) []string {
		var all []string
		for _, d := range docs {
			all = append(all, string(d.Scope)+" of "+string(d.Kind))
		}
		return all
	}
	for what, test := range map[string]struct{ got, want []string }{
		"granted":       {names(doc.Granted), []string{"channels:history of bot", "channels:read of bot", "chat:write of bot", "im:read of bot", "reactions:write of bot", "users:read of bot"}},
		"not installed": {names(doc.NotInstalled), []string{"files:write of bot"}},
		"undeclared":    {names(doc.Undeclared), []string{"reactions:write of bot"}},
		"unused":        {names(doc.Unused), []string{"reactions:write of bot", "users:read of bot"}},
	} {
		if diff := gocmp.Diff(test.want, test.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	file := filepath.ToSlash(code) + "/app.py"
	call := func(method, scope string, kind catalog.TokenKind, line int, declared bool) callDocument {
		return callDocument{scopeDocument{catalog.Scope(scope), kind}, method, file, line, catalog.OneScope, declared, []catalog.Scope{}, ""}
	}
	missing := []callDocument{
		call("files.getUploadURLExternal", "files:write", catalog.Bot, 8, true),
		call("pins.add", "pins:write", catalog.Bot, 7, false),
	}
	if diff := gocmp.Diff(missing, doc.Missing, gocmp.AllowUnexported(callDocument{})); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
	elsewhere := []callDocument{call("search.messages", "search:read", catalog.UserToken, 9, false)}
	if diff := gocmp.Diff(elsewhere, doc.Elsewhere, gocmp.AllowUnexported(callDocument{})); diff != "" {
		t.Errorf("elsewhere (-want +got):\n%s", diff)
	}
	if last := len(doc.Declared) - 1; last != 6 || !doc.Declared[last].Optional || doc.Declared[last].Scope != "pins:read" {
		t.Errorf("declared: %+v", doc.Declared)
	}
	if diff := gocmp.Diff([]project.Skip{{Reason: project.SkipHidden, Count: 1, First: filepath.ToSlash(code) + "/.secret"}}, doc.Skipped); diff != "" {
		t.Errorf("skipped (-want +got):\n%s", diff)
	}
	for _, part := range []string{"/oauth/v2/authorize?", "client_id=12.34", "files%3Awrite", "pins%3Awrite", "chat%3Awrite"} {
		if !strings.Contains(doc.InstallURL, part) {
			t.Errorf("%s is not in %s", part, doc.InstallURL)
		}
	}
	if strings.Contains(doc.InstallURL, "pins%3Aread") {
		t.Errorf("the install asks for what may be declined: %s", doc.InstallURL)
	}
}

// TestDriftOfAgreement has nothing to say against what agrees.
func TestDriftOfAgreement(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(5))
	code := t.TempDir()
	text := strings.Join(slices.DeleteFunc(strings.SplitAfter(driftCode, "\n"), func(line string) bool {
		return strings.Contains(line, "pins") || strings.Contains(line, "files_")
	}), "") + "client.reactions_add(name='x')\nclient.users_info(user='U1')\n"
	if err := os.WriteFile(filepath.Join(code, "app.py"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	manifest := strings.NewReplacer("files:write", "reactions:write").Replace(driftManifest)
	p.vars["SLACK_TOKEN"] = bell
	p.run(t, manifest, "drift", "--manifest", "-", "--code", code, "--client-id", "1.2").
		want(t, console.StatusDone, "No drift: manifest, token and code of a bot token agree.", "search.messages is for a user token with search:read")
	o := p.run(t, manifest, "drift", "--manifest", "-", "--code", code, "--json", "--client-id", "1.2")
	o.want(t, console.StatusDone, `"drift": false`, `"install_url": ""`)
}

func TestDriftOfTwoSides(t *testing.T) {
	t.Parallel()
	manifest, code := driftFiles(t)
	both := `{"oauth_config":{"scopes":{"bot":["chat:write"],"user":["users:read"]}}}`
	for name, test := range map[string]struct {
		stdin  string
		vars   map[string]string
		args   []string
		status int
		says   []string
	}{
		"manifest and token":      {vars: map[string]string{"SLACK_TOKEN": bell}, args: []string{"--manifest", manifest}, status: console.StatusNo, says: []string{"Drift between manifest and token of a bot token: 1 not installed, 1 undeclared."}},
		"manifest and code":       {args: []string{"--manifest", manifest, "--code", code}, status: console.StatusNo, says: []string{"Drift between manifest and code of a bot token", "app.py:7: pins.add needs pins:write\n", "Searched 1 file and found 6 calls. Skipped: 1 hidden ("}},
		"token and code":          {stdin: bell, args: []string{"--token-stdin", "--code", code}, status: console.StatusNo, says: []string{"Drift between token and code", "app.py:8: files.getUploadURLExternal needs files:write\n"}},
		"declared, not installed": {stdin: bell, args: []string{"--token-stdin", "--manifest", manifest, "--code", code}, status: console.StatusNo, says: []string{"needs files:write, which the manifest declares"}},
		"a client id":             {args: []string{"--manifest", manifest, "--code", code, "--client-id", "1.2"}, status: console.StatusNo, says: []string{"Install the app again at", "client_id=1.2"}},
		"of users":                {stdin: both, args: []string{"--manifest", "-", "--code", code, "--kind", "user"}, status: console.StatusNo, says: []string{"of a user token"}},
		"of a user's token":       {vars: map[string]string{"SLACK_TOKEN": "xoxp-sandbox-greenhouse"}, stdin: both, args: []string{"--manifest", "-"}, status: console.StatusNo, says: []string{"of a user token"}},
		"for users only":          {stdin: `{"oauth_config":{"scopes":{"user":["users:read"]}}}`, args: []string{"--manifest", "-", "--code", code}, status: console.StatusNo, says: []string{"of a user token"}},
		"of both, unsaid":         {stdin: both, args: []string{"--manifest", "-", "--code", code}, status: console.StatusNo, says: []string{"of a bot token", "with --kind user the others"}},
		"workspace token, code":   {stdin: "xoxa-sandbox-acme", args: []string{"--token-stdin", "--code", code}, status: console.StatusNo, says: []string{"of a workspace token"}},

		"no side":                 {status: console.StatusUsage, says: []string{"compares two or more", "add --manifest FILE or a token (--team KEY, --token-stdin or SLACK_TOKEN) or --code DIR"}},
		"one side":                {args: []string{"--code", code}, status: console.StatusUsage, says: []string{"add --manifest FILE or a token"}},
		"workspace and manifest":  {stdin: "xoxa-sandbox-acme", args: []string{"--token-stdin", "--manifest", manifest}, status: console.StatusUsage, says: []string{"manifests declare scopes for bot and user tokens"}},
		"not the token's kind":    {stdin: bell, args: []string{"--token-stdin", "--manifest", manifest, "--kind", "user"}, status: console.StatusUsage, says: []string{"--kind says user"}},
		"no such kind":            {args: []string{"--code", code, "--manifest", manifest, "--kind", "robot"}, status: console.StatusUsage, says: []string{"--kind is bot, user"}},
		"a token that tells none": {stdin: "xapp-sandbox-x", args: []string{"--token-stdin", "--manifest", manifest}, status: console.StatusRefused, says: []string{"app-level token"}},
		"a variable that tells none": {
			vars: map[string]string{"SLACK_TOKEN": "xapp-sandbox-x"}, args: []string{"--manifest", manifest}, status: console.StatusUsage,
			says: []string{"it is left out", "nothing to compare with"},
		},
		"a variable that is not missed": {
			vars: map[string]string{"SLACK_TOKEN": "xapp-sandbox-x"}, args: []string{"--manifest", manifest, "--code", code}, status: console.StatusNo,
			says: []string{"it is left out", "Drift between manifest and code"},
		},
		"everything piped":     {stdin: bell, args: []string{"--token-stdin", "--manifest", "-"}, status: console.StatusUsage, says: []string{"both to be read from standard input"}},
		"no manifest":          {stdin: "hello", args: []string{"--manifest", "-", "--code", code}, status: console.StatusUsage, says: []string{"standard input:1:1: "}},
		"another file":         {stdin: `{"name": "bell", "version": "1.0.0"}`, args: []string{"--manifest", "-", "--code", code}, status: console.StatusUsage, says: []string{"standard input:1:1: there is none of the fields of a manifest"}},
		"a list of no scopes":  {stdin: "oauth_config:\n  scopes:\n    bot: {}\n", args: []string{"--manifest", "-", "--code", code, "--json"}, status: console.StatusUsage, says: []string{`"bad_manifest"`, "standard input:3:10: "}},
		"a hostile manifest":   {stdin: "\x1b]0;x\a: [", args: []string{"--manifest", "-", "--code", code}, status: console.StatusUsage},
		"no such manifest":     {args: []string{"--manifest", manifest + "x", "--code", code}, status: console.StatusUsage, says: []string{"cannot be read: no such file"}},
		"no such code":         {args: []string{"--manifest", manifest, "--code", code + "x"}, status: console.StatusUsage, says: []string{"cannot be searched: no such file"}},
		"a file for code":      {args: []string{"--manifest", manifest, "--code", manifest}, status: console.StatusUsage, says: []string{"it is not a directory"}},
		"hostile scopes":       {stdin: `{"oauth_config":{"scopes":{"bot":["\u001b[2J\u202e"]}}}`, vars: map[string]string{"SLACK_TOKEN": bell}, args: []string{"--manifest", "-"}, status: console.StatusNo, says: []string{"␛[2J�"}},
		"a token that is gone": {stdin: "xoxb-sandbox-gone", args: []string{"--token-stdin", "--manifest", manifest}, status: console.StatusRefused},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t).withSandbox(t, world.Demo(5))
			maps.Copy(p.vars, test.vars)
			o := p.run(t, test.stdin, append([]string{"drift"}, test.args...)...)
			o.want(t, test.status, test.says...)
			if r, found := unfit(o.out + o.err); found {
				t.Errorf("prints %U", r)
			}
		})
	}
}

// TestDriftKnowsTheStoredClientID: who installed with Periscope need not repeat it.
func TestDriftKnowsTheStoredClientID(t *testing.T) {
	t.Parallel()
	env := newPlace(t).Environment
	stored := token.Selection{APIURL: "https://slack.com/api/", Entry: keystore.Entry{ClientID: "12.34"}}
	declared := drift.Manifest{ManifestScopes: drift.ManifestScopes{Bot: []catalog.Scope{"chat:write"}, User: []catalog.Scope{"search:read"}}}
	lacks := driftReport{Drift: drift.Drift{Kind: catalog.UserToken, NotInstalled: []catalog.Scope{"users:read"}}}
	for name, test := range map[string]struct {
		flag   string
		token  token.Selection
		report driftReport
		want   string
	}{
		"stored":  {"", stored, lacks, "https://slack.com/oauth/v2/authorize?client_id=12.34&scope=chat%3Awrite&user_scope=search%3Aread%2Cusers%3Aread"},
		"named":   {"5.6", stored, lacks, "https://slack.com/oauth/v2/authorize?client_id=5.6&scope=chat%3Awrite&user_scope=search%3Aread%2Cusers%3Aread"},
		"unknown": {"", token.Selection{}, lacks, ""},
		"the manifest lacks": {"", stored, driftReport{Drift: drift.Drift{Kind: catalog.Bot, Manifest: []drift.ManifestFinding{
			{Code: drift.FeatureWithoutScope, Kind: catalog.Bot, Scopes: []catalog.Scope{"commands"}},
			{Code: drift.OptionalOnly, Kind: catalog.Bot, Scopes: []catalog.Scope{"pins:read"}},
			{Code: drift.PartnerMissing, Kind: catalog.UserToken, Scopes: []catalog.Scope{"users:read"}},
		}}}, "https://slack.com/oauth/v2/authorize?client_id=12.34&scope=chat%3Awrite%2Ccommands&user_scope=search%3Aread"},
		"nothing lacks": {"5.6", stored, driftReport{Drift: drift.Drift{Kind: catalog.Bot, Undeclared: []catalog.Scope{"users:read"}}}, ""},
	} {
		o := driftOptions{env: &env, clientID: test.flag}
		if got, err := o.installURL(test.report, &declared, test.token); got != test.want || err != nil {
			t.Errorf("%s: %q, %v, want %q", name, got, err, test.want)
		}
	}
	if len(declared.User) != 1 {
		t.Errorf("the manifest was changed: %v", declared)
	}
}

// TestDriftNeverPrintsNull of anything empty.
func TestDriftNeverPrintsNull(t *testing.T) {
	t.Parallel()
	for _, a := range []driftReport{{}, {Drift: drift.Drift{
		Missing: []drift.UnmetNeed{{}}, ForOtherToken: []drift.UnmetNeed{{CallSites: []drift.CallSite{{}}}}, PerhapsUnused: []drift.PerhapsUnused{{}},
	}}} {
		printed, err := json.Marshal(a.document())
		if err != nil || strings.Contains(string(printed), "null") {
			t.Errorf("%s, %v", printed, err)
		}
	}
}

// TestDriftWithoutAToken checks that what a manifest declares is not called held,
// and that names of scopes that no token of the kind can hold are told apart.
func TestDriftWithoutAToken(t *testing.T) {
	t.Parallel()
	_, code := driftFiles(t)
	manifest := filepath.Join(t.TempDir(), "manifest.json")
	text := `{"oauth_config":{"scopes":{"bot":["chat:write","stars:write","search:read","made:up","reactions:write"]}}}`
	if err := os.WriteFile(manifest, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	o := newPlace(t).run(t, "", "drift", "--manifest", manifest, "--code", code)
	o.want(t, console.StatusNo)
	for _, want := range []string{
		"these calls would fail.", "Declared, and no call was found that needs it.\n  reactions:write\n",
		"made:up, a name that Slack's documentation does not have", "search:read, which bot tokens cannot hold",
		"search.messages is for a user token with search:read",
	} {
		if !strings.Contains(o.out, want) {
			t.Errorf("%q is not in\n%s", want, o.out)
		}
	}
	if strings.Contains(strings.ToLower(o.out), "held") {
		t.Errorf("nothing is held:\n%s", o.out)
	}
}
