package cli

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"periscope/cli/console"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
	"periscope/slackapi/text"
)

// TestInfoPrintsWhatTheWorldHolds compares the JSON of every workspace token with the
// world behind the sandbox, without a detour over the program's own types.
func TestInfoPrintsWhatTheWorldHolds(t *testing.T) {
	t.Parallel()
	world := world.Demo(world.DefaultResources)
	p := newPlace(t).withSandbox(t, world)
	for _, team := range world.Teams {
		for _, in := range team.Installs {
			if !strings.HasPrefix(in.Token, "xoxa-") {
				continue // Slack reports permissions by resource for workspace tokens only
			}
			t.Run(in.Token, func(t *testing.T) {
				got := p.run(t, in.Token, "info", "--token-stdin", "--json")
				if in.Revoked {
					got.want(t, console.StatusRefused, `"code": "token_revoked"`)
					return
				}
				got.want(t, console.StatusDone)
				if diff := gocmp.Diff(wantedInfo(team, in), decode(t, got.out)); diff != "" {
					t.Errorf("info (-world +printed):\n%s", diff)
				}
			})
		}
	}
}

func decode(t *testing.T, document string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(document), &v); err != nil {
		t.Fatalf("not JSON: %v\n%s", err, document)
	}
	return v
}

// wantedInfo is the document that info must print for an install.
func wantedInfo(team world.Team, in world.Install) any {
	grants := []any{}
	for _, kind := range []catalog.ResourceType{"team", "channel", "group", "mpim", "im", "app_home"} {
		grant := model.Grant{Type: kind}
		for _, g := range in.Grants {
			if g.Type == kind {
				grant = g
			}
		}
		grants = append(grants, wantedGrant(grant))
	}
	byScopes := map[string]*model.Grant{}
	var order []string
	for _, u := range slices.SortedFunc(slices.Values(in.Users), func(a, b model.UserGrant) int {
		return strings.Compare(string(a.User), string(b.User))
	}) {
		scopes := slices.Sorted(slices.Values(u.Scopes))
		key := console.Join(scopes)
		if byScopes[key] == nil {
			byScopes[key] = &model.Grant{Type: "user", Scopes: scopes}
			order = append(order, key)
		}
		byScopes[key].Resources.IDs = append(byScopes[key].Resources.IDs, u.User)
	}
	for _, key := range order {
		grants = append(grants, wantedGrant(*byScopes[key]))
	}
	return map[string]any{
		"schema":     "periscope.info/v1",
		"team":       map[string]any{"id": string(team.ID), "name": text.Clean(team.Name), "url": team.URL},
		"token":      map[string]any{"kind": "workspace", "redacted": "xoxa-…" + in.Token[len(in.Token)-4:], "scopes_told": true},
		"fetched_at": "2026-03-04T12:00:00Z",
		"grants":     grants,
		"unseen":     []any{},
		"complete":   true,
		"missing":    []any{},
	}
}

func wantedGrant(g model.Grant) any {
	return map[string]any{
		"type":   string(g.Type),
		"scopes": words(g.Scopes),
		"resources": map[string]any{
			"ids":          words(g.Resources.IDs),
			"wildcard":     g.Resources.Wildcard,
			"excluded_ids": words(g.Resources.Excluded),
		},
	}
}

func words[S ~string](all []S) []any {
	out := []any{}
	for _, s := range all {
		out = append(out, string(s))
	}
	return out
}

func TestInfoNeverPrintsNull(t *testing.T) {
	t.Parallel()
	for _, info := range []tokenInfo{
		{},
		{permissions: model.Permissions{Grants: []model.Grant{{Type: catalog.Channel}}}},
	} {
		printed, err := json.Marshal(info.document())
		if err != nil || strings.Contains(string(printed), "null") {
			t.Errorf("%s, %v", printed, err)
		}
	}
}

func TestInfoInWords(t *testing.T) {
	t.Parallel()
	ids := func(ids ...model.ResourceID) []model.ResourceID { return ids }
	info := tokenInfo{
		team:    model.Team{ID: "T1", Name: "Acme HQ", URL: "https://acme.slack.com/"},
		fetched: time.Unix(0, 0),
		permissions: model.Permissions{Grants: []model.Grant{
			{Type: "team"},
			{Type: "channel", Scopes: []catalog.Scope{"chat:write", "pins:read"}, Resources: model.ResourceSet{Wildcard: true, Excluded: ids("C1", "C2")}},
			{Type: "group", Scopes: []catalog.Scope{"chat:write"}},
			{Type: "im", Resources: model.ResourceSet{IDs: ids("D1", "D2", "D3", "D4")}},
			{Type: "app_home", Scopes: []catalog.Scope{"im:read"}, Resources: model.ResourceSet{IDs: ids("D5")}},
			{Type: "canvas", Scopes: []catalog.Scope{"canvas:read"}, Resources: model.ResourceSet{Wildcard: true}},
		}},
	}
	token, err := model.ParseToken("xoxa-sandbox-acme")
	if err != nil {
		t.Fatal(err)
	}
	info.kind, info.redacted = token.Kind(), token.String()
	want := `Acme HQ (T1) https://acme.slack.com/
workspace token xoxa-…acme

TYPE      WHERE           SCOPES
channel   all but C1, C2  chat:write, pins:read
group     none            chat:write
im        4 ids           none
app_home  D5              im:read
canvas    all             canvas:read
`
	var got strings.Builder
	if err := info.print(&got); err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(want, got.String()); diff != "" {
		t.Errorf("info (-want +got):\n%s", diff)
	}
}

// TestInfoOfTodaysTokens: what a token cannot list is named with the scope that
// would, and is not taken for none.
func TestInfoOfBotAndUserTokens(t *testing.T) {
	t.Parallel()
	grant := func(t catalog.ResourceType, ids []model.ResourceID, scopes ...catalog.Scope) model.Grant {
		return model.Grant{Type: t, Scopes: scopes, Resources: model.ResourceSet{IDs: ids}}
	}
	info := someInfo(
		catalog.Bot,
		grant(catalog.Team, []model.ResourceID{"T1"}, "users:read"),
		grant(catalog.Channel, []model.ResourceID{"C1"}, "channels:read", "chat:write"),
		grant(catalog.Group, nil, "chat:write"),
		grant(catalog.AppHome, nil, "chat:write", "im:read"),
	)
	table := `TYPE      WHERE                            SCOPES
team      T1                               users:read
channel   C1                               channels:read, chat:write
group     unknown, groups:read lists them  chat:write
mpim      unknown, mpim:read lists them    none
app_home  none                             chat:write, im:read
`
	var got strings.Builder
	if err := info.print(&got); err != nil || !strings.HasSuffix(got.String(), "\n\n"+table) {
		t.Errorf("%v, want\n%s\ngot\n%s", err, table, got.String())
	}
	want := []closedDocument{{catalog.Group, "groups:read"}, {catalog.MPIM, "mpim:read"}}
	if diff := gocmp.Diff(want, info.document().Unseen); diff != "" {
		t.Errorf("unseen (-want +got):\n%s", diff)
	}
}

// TestNothingUnfitIsPrinted runs every printing command against names that
// would take a terminal over.
func TestNothingUnfitIsPrinted(t *testing.T) {
	t.Parallel()
	world := world.Demo(world.DefaultResources)
	p := newPlace(t).withSandbox(t, world)
	for _, c := range world.Credentials() {
		p.run(t, c.Token, "team", "add", "--token-stdin")
		for _, args := range [][]string{{"info", "--token-stdin"}, {"info", "--token-stdin", "--json"}, {"team", "add", "--token-stdin"}, {"team", "list"}, {"team", "list", "--json"}} {
			o := p.run(t, c.Token, args...)
			if r, found := unfit(o.out + o.err); found {
				t.Errorf("%s for %s prints %U", args, c.TeamID, r)
			}
			if strings.Contains(o.out+o.err, c.Token) {
				t.Errorf("%s prints the token %s", args, c.TeamID)
			}
		}
	}
}

// TestMistypedTokensAreNotRepeated puts a token everywhere on a command line.
func TestMistypedTokensAreNotRepeated(t *testing.T) {
	t.Parallel()
	const token = "xoxb-sandbox-mistyped"
	p := newPlace(t)
	for _, args := range [][]string{
		{token},
		{"team", token},
		{"team", "add", token},
		{"team", "add", "--" + token},
		{"team", "add", "--api-url", token, "--token-stdin"},
		{"team", "remove", token},
		{"team", "remove", "--yes", token},
		{"info", token},
		{"info", "--team", token},
		{"info", "--team", "x" + token + "=,"},
		{"info", "--api-url=" + token},
		{"sandbox", "--addr", token},
		{"sandbox", "--addr", token + ":1"},
		{"demo", "--resources", token},
		{"demo", "--resources=" + token},
		{"version", "-" + token},
	} {
		for _, args := range [][]string{args, append(slices.Clone(args), "--json")} {
			o := p.run(t, "xoxa-sandbox-piped", args...)
			if o.status == console.StatusDone {
				t.Errorf("%s succeeds", args)
			}
			if strings.Contains(o.out+o.err, token) || strings.Contains(o.out+o.err, "sandbox-piped") {
				t.Errorf("%s repeats a token:\n%s%s", args, o.out, o.err)
			}
		}
	}
}

func TestTokenStdinOnATerminalWouldShowTheToken(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"info", "--token-stdin"}, {"team", "add", "--token-stdin"}} {
		newPlace(t).onTerminal().run(t, "xoxa-sandbox-acme", args...).want(t, console.StatusUsage, "standard input is a terminal")
	}
}

func TestWhichTokenIsMeant(t *testing.T) {
	t.Parallel()
	world := world.Demo(1)
	stored := func(t *testing.T, tokens ...string) *place {
		p := newPlace(t).withSandbox(t, world)
		for _, token := range tokens {
			p.run(t, token, "team", "add", "--token-stdin").want(t, console.StatusDone)
		}
		return p
	}
	for name, test := range map[string]struct {
		stored []string
		vars   map[string]string
		stdin  string
		args   []string
		status int
		says   string
	}{
		"stdin":                  {stdin: "xoxa-sandbox-acme", args: []string{"--token-stdin"}, says: "Acme HQ"},
		"stdin with a line end":  {stdin: " xoxa-sandbox-acme\r\n", args: []string{"--token-stdin"}, says: "Acme HQ"},
		"variable":               {vars: map[string]string{"SLACK_TOKEN": "xoxa-sandbox-fresh"}, says: "Fresh Install"},
		"the only stored":        {stored: []string{"xoxa-sandbox-fresh"}, says: "Fresh Install"},
		"a stored one":           {stored: []string{"xoxa-sandbox-fresh", "xoxa-sandbox-acme"}, args: []string{"--team", "acme-hq/workspace"}, says: "Acme HQ"},
		"variable before stored": {stored: []string{"xoxa-sandbox-fresh"}, vars: map[string]string{"SLACK_TOKEN": "xoxa-sandbox-acme"}, says: "Acme HQ"},
		"none":                   {status: console.StatusUsage, says: "no token was given"},
		"several stored":         {stored: []string{"xoxa-sandbox-fresh", "xoxa-sandbox-acme"}, status: console.StatusUsage, says: "--team: fresh-install/workspace, acme-hq/workspace"},
		"unknown":                {args: []string{"--team", "nobody/bot"}, status: console.StatusUsage, says: `no stored team is called "nobody/bot"`},
		"stdin and variable":     {stdin: "x", vars: map[string]string{"SLACK_TOKEN": "x"}, args: []string{"--token-stdin"}, status: console.StatusUsage, says: "both --token-stdin and SLACK_TOKEN name a token"},
		"stdin and team":         {stdin: "x", args: []string{"--token-stdin", "--team", "a/bot"}, status: console.StatusUsage, says: "both --token-stdin and --team"},
		"variable and team":      {vars: map[string]string{"SLACK_TOKEN": "x"}, args: []string{"--team", "a/bot"}, status: console.StatusUsage, says: "both SLACK_TOKEN and --team"},
		"nothing piped":          {args: []string{"--token-stdin"}, status: console.StatusRefused, says: "no token given"},
		"two piped":              {stdin: "xoxa-sandbox-acme\nxoxa-sandbox-fresh", args: []string{"--token-stdin"}, status: console.StatusRefused, says: "a space or line break inside"},
		"a megabyte piped":       {stdin: "xoxa-" + strings.Repeat("a", 1<<20), args: []string{"--token-stdin"}, status: console.StatusRefused, says: "longer than any Slack token"},
		"bad variable":           {vars: map[string]string{"SLACK_TOKEN": "hunter2"}, status: console.StatusRefused, says: "SLACK_TOKEN: this is not a Slack token"},
		"bot token":              {stdin: "xoxb-sandbox-acme", args: []string{"--token-stdin"}, says: "bot token xoxb-…acme"},
		"user token":             {stdin: "xoxp-sandbox-acme", args: []string{"--token-stdin"}, says: "user token xoxp-…acme"},
		"app-level token":        {stdin: "xapp-sandbox-acme", args: []string{"--token-stdin"}, status: console.StatusRefused, says: "this is an app-level token"},
	} {
		t.Run(name, func(t *testing.T) {
			p := stored(t, test.stored...)
			maps.Copy(p.vars, test.vars)
			p.run(t, test.stdin, append([]string{"info"}, test.args...)...).want(t, test.status, test.says)
		})
	}
}
