package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"periscope/cli/console"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

func someInfo(kind catalog.TokenKind, grants ...model.Grant) tokenInfo {
	p := model.NewPermissions(grants)
	p.Kind = kind
	return tokenInfo{
		team: model.Team{ID: "T1", Name: "Acme HQ"}, kind: kind, redacted: "…", fetched: noon, permissions: p,
	}
}

func TestDiffInWords(t *testing.T) {
	t.Parallel()
	before := someInfo(
		catalog.Workspace,
		model.Grant{Type: "channel", Scopes: []catalog.Scope{"chat:write", "pins:read"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"C1"}}},
		model.Grant{Type: "user", Scopes: []catalog.Scope{"dnd:write:user"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"U1", "U2"}}},
	)
	after := someInfo(
		catalog.Workspace,
		model.Grant{Type: "channel", Scopes: []catalog.Scope{"chat:write", "pins:write"}, Resources: model.ResourceSet{Wildcard: true, Excluded: []model.ResourceID{"C2"}}},
		model.Grant{Type: "user", Scopes: []catalog.Scope{"dnd:write:user"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"U2"}}},
	)
	c := compare(side{"a.json", before}, side{"acme/workspace", after})
	want := `--- Acme HQ (T1), workspace token …, 2026-03-04 12:00 UTC, a.json
+++ Acme HQ (T1), workspace token …, 2026-03-04 12:00 UTC, acme/workspace
+ channel  scope      pins:write
- channel  scope      pins:read
- channel  resource   C1
+ channel  resource   all
+ channel  exception  C2
- user U1  scope      dnd:write:user
`
	var got strings.Builder
	if err := c.print(&got); err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(want, got.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if doc := c.document(); doc.Same || !doc.SameTeam || doc.Types[0].Wildcard != "gained" || len(doc.Users) != 1 {
		t.Errorf("as JSON: %+v", doc)
	}
}

// TestDiffComparesNothingUnknown: what one side does not know is no difference.
func TestDiffComparesNothingUnknown(t *testing.T) {
	t.Parallel()
	sees := someInfo(
		catalog.Bot,
		model.Grant{Type: "channel", Scopes: []catalog.Scope{"channels:read"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"C1"}}},
		model.Grant{Type: "group", Scopes: []catalog.Scope{"groups:read"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"G1"}}},
	)
	blind := someInfo(catalog.Bot, sees.permissions.Grants[0])
	untold := someInfo(catalog.Bot, model.Grant{Type: "channel", Resources: model.ResourceSet{IDs: []model.ResourceID{"C1"}}})
	untold.permissions.ScopesUnknown = true

	c := compare(side{"a", blind}, side{"b", sees})
	if got, want := c.difference.Types, 1; len(got) != want || !got[0].IDs.Empty() {
		t.Errorf("groups that were never listed are gained: %+v", got)
	}
	c = compare(side{"a", blind}, side{"b", untold})
	if !c.difference.Empty() || !c.difference.ScopesUnknown || len(c.gaps) == 0 || c.gaps[0].What != "scopes" {
		t.Errorf("scopes that were not told are lost: %+v", c)
	}
	var page strings.Builder
	if err := c.print(&page); err != nil || !strings.Contains(page.String(), "Not compared: scopes, because Slack did not tell those of the token of AFTER.") {
		t.Errorf("%s, %v", page.String(), err)
	}
}

func TestDiffOfTeamsAndFiles(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(5))
	for _, token := range []string{"xoxa-sandbox-acme", "xoxa-sandbox-fresh", "xoxb-sandbox-lighthouse"} {
		p.run(t, token, "team", "add", "--token-stdin").want(t, console.StatusDone)
	}
	dir := t.TempDir()
	save := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	saved := p.run(t, "", "info", "--team", "lighthouse/bot", "--json").out
	then := save("then.json", saved)
	changed := save("changed.json", strings.ReplaceAll(saved, "reactions:write", "pins:write"))
	broken := save("broken.json", saved[:len(saved)/2])
	wide := save("wide.json", "\xff\xfe{\x00}\x00")
	marked := save("marked.json", "\xef\xbb\xbf"+saved)

	for name, test := range map[string]struct {
		stdin  string
		vars   map[string]string
		args   []string
		status int
		says   []string
	}{
		"a file and its team now":      {args: []string{then}, says: []string{"Nothing differs.", "lighthouse/bot"}},
		"a byte order mark":            {args: []string{marked}, says: []string{"Nothing differs."}},
		"two keys":                     {args: []string{"acme-hq/workspace", "fresh-install/workspace"}, status: console.StatusNo, says: []string{"These are two teams"}},
		"a key with itself":            {args: []string{"acme-hq/workspace", "acme-hq/workspace"}, says: []string{"Nothing differs."}},
		"a file and a key":             {args: []string{changed, "lighthouse/bot"}, status: console.StatusNo, says: []string{"+ channel   scope  reactions:write", "- channel   scope  pins:write"}},
		"two files":                    {args: []string{then, changed}, status: console.StatusNo, says: []string{"+ channel   scope  pins:write"}},
		"standard input":               {stdin: saved, args: []string{"-", changed}, status: console.StatusNo},
		"standard input and now":       {stdin: saved, args: []string{"-"}, says: []string{"standard input", "Nothing differs."}},
		"a token that is named":        {vars: map[string]string{"SLACK_TOKEN": "xoxb-sandbox-lighthouse"}, args: []string{then}, says: []string{"Nothing differs."}},
		"a token of another team":      {args: []string{then, "--team", "acme-hq/workspace"}, status: console.StatusNo, says: []string{"These are two teams"}},
		"keys beside SLACK_TOKEN":      {vars: map[string]string{"SLACK_TOKEN": "xoxb-sandbox-x"}, args: []string{then, "lighthouse/bot"}},
		"json":                         {args: []string{"--json", changed}, status: console.StatusNo, says: []string{`"schema": "periscope.diff/v1"`, `"same": false`, `"not_compared"`}},
		"no side":                      {status: console.StatusUsage, says: []string{"compares two sides"}},
		"three sides":                  {args: []string{then, then, then}, status: console.StatusUsage, says: []string{"compares two sides"}},
		"standard input twice":         {args: []string{"-", "-"}, status: console.StatusUsage, says: []string{"both sides are standard input"}},
		"token and file piped":         {stdin: saved, args: []string{"-", "--token-stdin"}, status: console.StatusUsage, says: []string{"from standard input"}},
		"a key alone":                  {args: []string{"acme-hq/workspace"}, status: console.StatusUsage, says: []string{"nothing to compare acme-hq/workspace with"}},
		"both sides and a token":       {args: []string{then, then, "--team", "a/b"}, status: console.StatusUsage, says: []string{"and a token as well"}},
		"neither team nor file":        {args: []string{then, "nobody/bot"}, status: console.StatusUsage, says: []string{`no stored team and no file is called "nobody/bot"`}},
		"a file that is not there":     {args: []string{"./nothing.json"}, status: console.StatusUsage, says: []string{"./nothing.json cannot be read: no such file"}},
		"a directory":                  {args: []string{dir}, status: console.StatusUsage, says: []string{"cannot be read: it is a directory"}},
		"half a file":                  {args: []string{broken, "--json"}, status: console.StatusUsage, says: []string{`"bad_snapshot"`, "this is not JSON"}},
		"UTF-16":                       {args: []string{wide}, status: console.StatusUsage, says: []string{"UTF-16"}},
		"a token that was revoked":     {stdin: "xoxa-sandbox-umbrella", args: []string{then, "--token-stdin"}, status: console.StatusRefused, says: []string{"revoked"}},
		"a token of no use":            {stdin: "xapp-sandbox-acme", args: []string{then, "--token-stdin"}, status: console.StatusRefused, says: []string{"app-level token"}},
		"hostile names are not obeyed": {args: []string{then, "\x1b[2J"}, status: console.StatusUsage, says: []string{"␛[2J"}},
	} {
		t.Run(name, func(t *testing.T) {
			p.vars["SLACK_TOKEN"] = test.vars["SLACK_TOKEN"]
			o := p.run(t, test.stdin, append([]string{"diff"}, test.args...)...)
			o.want(t, test.status, test.says...)
			if r, found := unfit(o.out + o.err); found {
				t.Errorf("prints %U", r)
			}
			if strings.Contains(o.out, "null") {
				t.Errorf("an array is null: %s", o.out)
			}
		})
	}
}

// TestDiffWithoutTheOnlyStoredTeam: the file's own team is meant, not just any.
func TestDiffWithoutTheOnlyStoredTeam(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(5))
	for _, token := range []string{"xoxa-sandbox-acme", "xoxb-sandbox-lighthouse"} { // of the team, and of the kind
		p.run(t, token, "team", "add", "--token-stdin").want(t, console.StatusDone)
	}
	saved := p.run(t, "xoxb-sandbox-acme", "info", "--token-stdin", "--json").out
	p.run(t, saved, "diff", "-").want(t, console.StatusUsage, "standard input is of a bot token of Acme HQ (T0967I0Y4), and none is stored")
	p.run(t, "xoxb-sandbox-acme", "team", "add", "--token-stdin").want(t, console.StatusDone)
	p.run(t, saved, "diff", "-").want(t, console.StatusDone, "acme-hq/bot")
	p.run(t, "xoxb-sandbox-acme", "team", "add", "--token-stdin", "--name", "spare").want(t, console.StatusDone)
	p.run(t, saved, "diff", "-").want(t, console.StatusUsage, "several are stored", "acme-hq/bot, acme-hq/spare")
	p.run(t, saved, "diff", "-", "--team", "acme-hq/spare").want(t, console.StatusDone)
}

// TestDiffOfFilesNeedsNoStore: two files can be compared where nothing else works.
func TestDiffOfFilesNeedsNoStore(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(5))
	file := filepath.Join(t.TempDir(), "f.json")
	if err := os.WriteFile(file, []byte(p.run(t, "xoxb-sandbox-lighthouse", "info", "--token-stdin", "--json").out), 0o600); err != nil {
		t.Fatal(err)
	}
	p.Keyring = brokenKeyring{keystore.ErrNoKeyring}
	if err := os.WriteFile(filepath.Join(p.vars["PERISCOPE_CONFIG_DIR"], "teams.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.run(t, "", "diff", file, file).want(t, console.StatusDone, "Nothing differs.")
	p.run(t, "", "diff", file, "acme/bot").want(t, console.StatusUsage, "teams.json")
}
