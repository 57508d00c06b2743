package cli

import (
	"context"
	"strings"
	"testing"

	"periscope/cli/console"
	"periscope/slackapi/sandbox/world"
	"periscope/ui"
)

func TestTeamAlreadyStored(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		answers string
		args    []string
		status  int
		says    string
		holds   map[string]bool // keys afterwards
	}{
		"replace":            {"r\n", nil, console.StatusDone, "replaced acme-hq/workspace", map[string]bool{"acme-hq/workspace": true}},
		"add":                {"a\n\n", nil, console.StatusDone, "Its name [workspace-2]", map[string]bool{"acme-hq/workspace": true, "acme-hq/workspace-2": true}},
		"add by name":        {"a\ndeploy\n", nil, console.StatusDone, "stored acme-hq/deploy", map[string]bool{"acme-hq/workspace": true, "acme-hq/deploy": true}},
		"add by a bad name":  {"a\nnot a name\n", nil, console.StatusUsage, "cannot be the name", map[string]bool{"acme-hq/workspace": true}},
		"add by that name":   {"a\nworkspace\nn\n", nil, console.StatusNo, "nothing was stored", map[string]bool{"acme-hq/workspace": true}},
		"neither":            {"\n", nil, console.StatusNo, "nothing was stored", map[string]bool{"acme-hq/workspace": true}},
		"replace, as a flag": {"", []string{"--replace"}, console.StatusDone, "replaced", map[string]bool{"acme-hq/workspace": true}},
		"add, as a flag":     {"", []string{"--name", "deploy"}, console.StatusDone, "stored acme-hq/deploy", map[string]bool{"acme-hq/workspace": true, "acme-hq/deploy": true}},
		"a bad name":         {"", []string{"--name", "de/ploy"}, console.StatusUsage, "cannot be the name", map[string]bool{"acme-hq/workspace": true}},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t).withSandbox(t, world.Demo(1)).onTerminal()
			p.typing(t, "xoxa-sandbox-acme").run(t, "", "team", "add").want(t, console.StatusDone)
			p.ReadSecret = func(context.Context) (string, error) { return "xoxa-sandbox-acme", nil }
			p.run(t, test.answers+"\n", append([]string{"team", "add"}, test.args...)...).want(t, test.status, test.says)
			for key, want := range map[string]bool{"acme-hq/workspace": false, "acme-hq/workspace-2": false, "acme-hq/deploy": false} {
				want = want || test.holds[key]
				_, err := p.secrets.Get(t.Context(), key)
				if got := err == nil; got != want {
					t.Errorf("%s is stored: %v", key, got)
				}
			}
		})
	}
}

// TestTeamAddSaysWhereTokensAre tells where at Slack a token is found before it asks for one,
// and nothing of that where one is piped in.
func TestTeamAddSaysWhereTokensAre(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1)).onTerminal()
	got := p.typing(t, "xoxb-sandbox-lighthouse").run(t, "", "team", "add")
	got.want(t, console.StatusDone)
	place, prompt := strings.Index(got.err, "your app, OAuth & Permissions"), strings.Index(got.err, "Token (not shown")
	if place < 0 || place > prompt {
		t.Errorf("asked without saying where a token is:\n%s", got.err)
	}
	p.typing(t, "xoxb-sandbox-lighthouse", "no token").run(t, "\n", "team", "add", "--rotating").want(t, console.StatusRefused, "xoxe-1-", "App Credentials")
	p = newPlace(t).withSandbox(t, world.Demo(1))
	if got := p.run(t, "xoxb-sandbox-lighthouse", "team", "add", "--token-stdin"); strings.Contains(got.err, "OAuth") {
		t.Errorf("a pipe is told where tokens are:\n%s", got.err)
	}
}

func TestTeamAlreadyStoredWithoutATerminal(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1))
	add := []string{"team", "add", "--token-stdin"}
	p.run(t, "xoxa-sandbox-acme", add...).want(t, console.StatusDone)
	p.run(t, "xoxa-sandbox-acme", add...).want(t, console.StatusUsage, "already", "--replace", "--name")
	p.run(t, "xoxa-sandbox-acme", append(add, "--name", "deploy")...).want(t, console.StatusDone)
	p.run(t, "xoxa-sandbox-acme", append(add, "--name", "deploy")...).want(t, console.StatusUsage, "acme-hq/deploy")
	p.run(t, "", "info", "--team", "acme-hq/deploy").want(t, console.StatusDone, "Acme HQ")
}

func TestReadOnly(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1))
	p.run(t, "xoxa-sandbox-acme", "team", "add", "--token-stdin").want(t, console.StatusDone)
	refused := [][]string{
		{"team", "add"},
		{"team", "add", "--token-stdin"},
		{"team", "remove", "acme-hq/workspace", "--yes"},
		{"team", "doctor", "--yes"},
		{"request", "--trigger-id", "1.2.a", "pins:read"},
	}
	for _, args := range refused {
		p.run(t, "xoxa-sandbox-fresh", append(args, "--read-only")...).want(t, console.StatusUsage, "read-only mode does not", "PERISCOPE_READ_ONLY")
	}
	for _, set := range []string{"1", "true", "yes", "anything"} {
		p.vars["PERISCOPE_READ_ONLY"] = set
		for _, args := range refused {
			p.run(t, "xoxa-sandbox-fresh", args...).want(t, console.StatusUsage, "read-only mode does not")
		}
	}
	p.run(t, "", "info").want(t, console.StatusDone)
	p.run(t, "", "team", "list").want(t, console.StatusDone, "acme-hq/workspace")
	p.run(t, "", "team", "doctor").want(t, console.StatusDone, "nothing is wrong")
	p.onTerminal().explore = func(context.Context, ui.Source, ui.Options) error { return nil }
	p.run(t, "").want(t, console.StatusDone)
	if _, err := p.secrets.Get(t.Context(), "acme-hq/workspace"); err != nil {
		t.Errorf("the token: %v", err)
	}
	for _, unset := range []string{"", "0", "false"} {
		p.vars["PERISCOPE_READ_ONLY"] = unset
		p.run(t, "", "team", "remove", "nobody/bot", "--yes").want(t, console.StatusUsage, "no stored team")
	}
}
