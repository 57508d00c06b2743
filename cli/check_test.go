package cli

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/cli/check"
	"periscope/cli/console"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

func TestCheckSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for line, test := range map[string]struct {
		status int
		says   []string
	}{
		"--kind workspace chat:write":                      {console.StatusDone, []string{"accepted:", "retired on 2021-08-24", "--listen 127.0.0.1:3000 chat:write\n"}},
		"--kind workspace chat:write,pins:read users:read": {console.StatusNo, []string{"refused:", "mixed_scope", "basis: inferred", "fix: split into 2", "chat:write pins:read\n", "users:read\n"}},
		"--kind workspace chat:wrte":                       {console.StatusNo, []string{"invalid_scope", "fix: correct to chat:write", "Send this instead:"}},
		"dnd:write:user":                                   {console.StatusNo, []string{"rules: workspace apps", "wrong_audience", "--user USER_ID dnd:write:user\n"}},
		"--for user dnd:write:user":                        {console.StatusDone, []string{"to a user"}},
		"--user U1 dnd:write:user":                         {console.StatusDone, []string{"to user U1", "--user U1 dnd:write:user\n"}},
		"--kind workspace --for user chat:write":           {console.StatusNo, []string{"wrong_audience"}},
		"--for team chat:write":                            {console.StatusDone, []string{"rules: workspace apps"}},
		"--kind workspace channels:read":                   {console.StatusDone, []string{"superseded", "Better:", "conversations:read\n"}},
		"--kind workspace bot":                             {console.StatusNo, []string{"nothing left to ask for"}},
		"conversations:history chat:write":                 {console.StatusDone, []string{"rules: workspace apps"}},

		// Bot and user tokens: a set is accepted if every scope fits one of them.
		"chat:write":                         {console.StatusDone, []string{"accepted: Slack's install page would ask for this\n", "rules: bot and user tokens", "for the bot: chat:write\n"}},
		"chat:write search:read pins:read":   {console.StatusDone, []string{"for the bot: chat:write, pins:read\nfor the user: search:read\n", "Install it with:", "The user token then holds: search:read"}},
		"search:read":                        {console.StatusDone, []string{"for the user: search:read\n"}},
		"chat:wrte search:read":              {console.StatusNo, []string{"refused: Slack would answer invalid_scope", "fix: correct to chat:write", "Install this instead:"}},
		"openid chat:write":                  {console.StatusNo, []string{"mixed_scope", "fix: split into 2 installs", "This takes 2 installs:"}},
		"bot":                                {console.StatusNo, []string{"classic apps", "nothing left to ask for"}},
		"rtm:stream":                         {console.StatusNo, []string{"came with bot or client", "nothing left to ask for"}},
		"--kind bot search:read":             {console.StatusNo, []string{"Only user tokens can hold search:read"}},
		"--kind bot users:read.email":        {console.StatusNo, []string{"partner_missing", "only together with users:read", "fix: add users:read; or drop users:read.email", "- users:read\n"}},
		"users:read.email users:read":        {console.StatusDone, []string{"accepted"}},
		"--for user chat:write":              {console.StatusDone, []string{"on behalf of the user"}},
		"--kind user admin.chat:read":        {console.StatusDone, []string{"accepted"}},
		"--kind user --for bot chat:write":   {console.StatusDone, []string{"on behalf of the bot", "rules: bot tokens"}},
		"--kind bot --for user search:read":  {console.StatusDone, []string{"on behalf of the user", "rules: user tokens"}},
		"--for everybody chat:write":         {console.StatusUsage, []string{"neither bot nor user"}},
		"":                                   {console.StatusUsage, []string{"needs the scopes"}},
		",":                                  {console.StatusUsage, []string{"needs the scopes"}},
		"--team nobody/workspace chat:write": {console.StatusUsage, []string{"no stored team"}},
	} {
		newPlace(t).run(t, "", append([]string{"check"}, strings.Fields(line)...)...).want(t, test.status, test.says...)
	}
}

func TestCheckKnowsWhatIsGranted(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1))
	held := world.Demo(1).Teams[1].Installs[0].Grants[0]
	scope := string(held.Scopes[0])
	p.run(t, "", "check", "--kind", "workspace", "im:read").want(t, console.StatusDone, "superseded")
	p.run(t, "xoxa-sandbox-acme", "check", "--token-stdin", "conversations:read", "chat:write").want(t, console.StatusDone, "accepted")
	o := p.run(t, "xoxa-sandbox-acme", "check", "--token-stdin", "--json", "users:read")
	o.want(t, console.StatusDone, `"already_granted"`)
	p.vars["SLACK_TOKEN"] = "xapp-sandbox-acme"
	p.run(t, "", "check", scope).want(t, console.StatusDone, "SLACK_TOKEN is an app-level token")
	p.run(t, "", "check", scope, "--team", "a/b").want(t, console.StatusUsage, "both SLACK_TOKEN and --team")
	p.vars["SLACK_TOKEN"] = "xoxa-sandbox-umbrella"
	p.run(t, "", "check", scope).want(t, console.StatusRefused, "revoked")
	delete(p.vars, "SLACK_TOKEN")
	p.run(t, "xapp-sandbox-acme", "check", scope, "--token-stdin").want(t, console.StatusRefused, "app-level token")
}

func TestCheckJSON(t *testing.T) {
	t.Parallel()
	o := newPlace(t).run(t, "", "check", "--json", "--kind", "workspace", "users:read", "chat:write", "nope")
	o.want(t, console.StatusNo)
	if strings.Contains(o.out, "null") {
		t.Errorf("an array is null: %s", o.out)
	}
	if o.err != "" {
		t.Errorf("standard error holds %s", o.err)
	}
	doc, _ := decode(t, o.out).(map[string]any)
	want := map[string]any{
		"schema": "periscope.check/v1", "ok": false, "refusal": "invalid_scope", "for": "team", "user": "",
		"scopes": []any{"users:read", "chat:write", "nope"},
		"split":  []any{[]any{"users:read"}, []any{"chat:write"}, []any{"nope"}},
	}
	for key, value := range want {
		if diff := cmp.Diff(value, doc[key]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", key, diff)
		}
	}
	problems, _ := doc["problems"].([]any)
	if len(problems) != 2 {
		t.Fatalf("problems: %v", problems)
	}
	for _, p := range problems {
		p, _ := p.(map[string]any)
		for _, key := range []string{"code", "scopes", "message", "basis", "fix"} {
			if p[key] == nil || p[key] == "" {
				t.Errorf("a problem without %s: %v", key, p)
			}
		}
	}
}

// TestCheckJSONDivides the scopes between the bot and the user.
func TestCheckJSONDivides(t *testing.T) {
	t.Parallel()
	o := newPlace(t).run(t, "", "check", "--json", "search:read", "chat:write")
	o.want(t, console.StatusDone)
	doc, _ := decode(t, o.out).(map[string]any)
	want := map[string]any{
		"rules": "bot or user", "ok": true, "for": "", "scopes": []any{"search:read", "chat:write"},
		"by_kind": []any{
			map[string]any{"kind": "bot", "scopes": []any{"chat:write"}}, map[string]any{"kind": "user", "scopes": []any{"search:read"}},
		},
		"split": []any{[]any{"chat:write"}, []any{"search:read"}}, "problems": []any{}, "stored": []any{},
	}
	for key, value := range want {
		if diff := cmp.Diff(value, doc[key]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", key, diff)
		}
	}
	if strings.Contains(o.out, "null") {
		t.Errorf("an array is null: %s", o.out)
	}
}

// TestCheckInstallsNothing: what check once did with --open has a command of its own.
func TestCheckInstallsNothing(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"check --open pins:write":                                  "type `periscope install pins:write`",
		"check --team acme/bot --open --no-browser pins:write":     "type `periscope install --team acme/bot pins:write`",
		"check --kind bot --client-id 1.2 --open a:b,c:d":          "type `periscope install --kind bot --client-id 1.2 a:b c:d`",
		"check --callback 127.0.0.1:0 pins:write":                  "--callback has moved",
		"check --name deploy --replace --team acme/bot pins:write": "has moved: a check installs nothing",
	} {
		newPlace(t).run(t, "", strings.Fields(line)...).want(t, console.StatusUsage, want)
	}
	help := newPlace(t).run(t, "", "check", "--help").out
	if strings.Contains(help, "--open") || strings.Contains(help, "--callback") {
		t.Errorf("the help of check has the old flags:\n%s", help)
	}
}

// TestMendedRequestsAreFine: whatever two scopes are asked for, of whomever, the
// requests that check recommends have no problem, and check says no only where
// Slack's rules do.
func TestMendedRequestsAreFine(t *testing.T) {
	t.Parallel()
	scopes := []catalog.Scope{"", "no:such", "chat:wirte"}
	for i, e := range catalog.Scopes() {
		if i%7 == 0 || e.Class == catalog.UnclearClass { // all pairs are the model's affair
			scopes = append(scopes, e.Scope)
		}
	}
	for _, a := range scopes {
		for _, b := range scopes {
			for _, audience := range []model.Audience{model.ForTeam, model.ForUser} {
				c := check.Judge(model.Request{For: audience, User: "U1", Scopes: []catalog.Scope{a, b}}, nil)
				refused := slices.ContainsFunc(c.Problems, func(p model.Problem) bool { return p.Severity() == model.Refused })
				if c.OK() == refused {
					t.Errorf("%s, %s of %s: ok %v with problems %v", a, b, audience, c.OK(), c.Problems)
				}
				for _, r := range c.Instead {
					if left := model.Validate(r, nil); len(left) > 0 {
						t.Errorf("%s, %s of %s: recommends %v, which has %v", a, b, audience, r, left)
					}
				}
			}
		}
	}
}

func TestHostileScopesArePrintedHarmlessly(t *testing.T) {
	t.Parallel()
	o := newPlace(t).run(t, "", "check", "chat\x1b[2J:write", "a\u202eb")
	o.want(t, console.StatusNo)
	if r, found := unfit(o.out + o.err); found {
		t.Errorf("%+q is printed: %s", r, o.out)
	}
}

func TestScopesComplete(t *testing.T) {
	t.Parallel()
	o := newPlace(t).run(t, "", "__complete", "check", "chat:write", "")
	o.want(t, console.StatusDone, "pins:read\t")
	if strings.Contains(o.out, "\nchat:write\t") || strings.HasPrefix(o.out, "chat:write\t") || strings.Contains(o.out, "\nbot\t") {
		t.Errorf("completes what is named or not offered: %s", o.out)
	}
}

// TestCheckInstallsAtTheServerOfTheStoredToken: a token that was stored for another
// server than Slack's has its install page there.
func TestCheckInstallsAtTheServerOfTheStoredToken(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	server := newSandbox(t, world.Demo(1))
	p.run(t, "xoxb-sandbox-lighthouse", "team", "add", "--token-stdin", "--api-url", server, "--client-id", "1.2").want(t, console.StatusDone)
	p.run(t, "", "check", "--team", "lighthouse/bot", "pins:write").want(t, console.StatusDone, strings.TrimSuffix(server, "api/")+"oauth/v2/authorize")
}
