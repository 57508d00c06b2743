package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/cli/console"
	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi/sandbox/world"
)

func TestTeamAddAsksWithoutEcho(t *testing.T) {
	p := newPlace(t).onTerminal().withSandbox(t, world.Demo(1))
	p.ReadSecret = func(context.Context) (string, error) { return "xoxa-sandbox-acme", nil }
	p.run(t, "", "team", "add").want(t, console.StatusDone, "stored acme-hq/workspace: workspace token xoxa-…acme of Acme HQ")
	token, err := p.secrets.Get(t.Context(), "acme-hq/workspace")
	if err != nil || token.Reveal() != "xoxa-sandbox-acme" {
		t.Errorf("the keyring holds %v, %v", token, err)
	}
}

func TestTeamAddRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		token  string
		status int
		says   string
	}{
		"what is no token":  {"hunter2", console.StatusRefused, "this is not a Slack token"},
		"a refresh token":   {"xoxe-sandbox-acme", console.StatusRefused, "this is a refresh token"},
		"a session":         {"xoxc-sandbox-acme", console.StatusRefused, "this is a person's own login"},
		"an unknown token":  {"xoxb-sandbox-nobody", console.StatusRefused, "Slack does not accept this token"},
		"a revoked token":   {"xoxa-sandbox-umbrella", console.StatusRefused, "revoked"},
		"nothing":           {"\n", console.StatusRefused, "no token given"},
		"the wrong spacing": {"xoxa sandbox acme", console.StatusRefused, "space or line break"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t).withSandbox(t, world.Demo(1))
			p.run(t, test.token, "team", "add", "--token-stdin").want(t, test.status, test.says)
			p.run(t, "", "team", "list", "--json").want(t, console.StatusDone, `"teams": []`)
		})
	}
}

func TestTeamAddWithoutAKeyringStoresNothing(t *testing.T) {
	p := newPlace(t).withSandbox(t, world.Demo(1))
	p.Keyring = brokenKeyring{keystore.ErrNoKeyring}
	p.run(t, "xoxa-sandbox-acme", "team", "add", "--token-stdin").want(t, console.StatusRefused, "no keyring", "SLACK_TOKEN")
	p.run(t, "", "team", "list", "--json").want(t, console.StatusDone, `"teams": []`)
	err := filepath.WalkDir(p.vars["PERISCOPE_CONFIG_DIR"], func(path string, _ os.DirEntry, err error) error {
		if data, _ := os.ReadFile(path); strings.Contains(string(data), "sandbox-acme") {
			t.Errorf("%s holds the token", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

type brokenKeyring struct{ err error }

func (b brokenKeyring) Get(context.Context, string) (model.Token, error) { return model.Token{}, b.err }
func (b brokenKeyring) Set(context.Context, string, model.Token) error   { return b.err }
func (b brokenKeyring) Credential(context.Context, string) (keystore.Credential, error) {
	return keystore.Credential{}, b.err
}

func (b brokenKeyring) SetCredential(context.Context, string, keystore.Credential) error {
	return b.err
}
func (b brokenKeyring) Delete(context.Context, string) error       { return b.err }
func (b brokenKeyring) Accounts(context.Context) ([]string, error) { return nil, b.err }

func TestTeamListJSON(t *testing.T) {
	world := world.Demo(1)
	p := newPlace(t).withSandbox(t, world)
	p.run(t, "xoxa-sandbox-fresh", "team", "add", "--token-stdin").want(t, console.StatusDone)
	got := decode(t, p.run(t, "", "team", "list", "--json").out)
	want := map[string]any{
		"schema": "periscope.teams/v1",
		"teams": []any{map[string]any{
			"key":      "fresh-install/workspace",
			"team":     map[string]any{"id": string(world.Teams[1].ID), "name": "Fresh Install", "url": "https://fresh-install.slack.com/"},
			"token":    map[string]any{"kind": "workspace", "redacted": "xoxa-…resh"},
			"added_at": "2026-03-04T12:00:00Z",
			"api_url":  p.vars["SLACK_API_URL"],
			"store":    "keyring",
			"rotates":  false, "expires_at": nil, "signs": false,
		}},
	}
	if diff := cmp.Diff(any(want), got); diff != "" {
		t.Errorf("team list (-want +got):\n%s", diff)
	}
	if p.secrets.asked != 0 {
		t.Errorf("the keyring was read %d times", p.secrets.asked)
	}
}

func TestStoredTeamsAreAskedForWhereTheyWereAdded(t *testing.T) {
	p := newPlace(t)
	api := newSandbox(t, world.Demo(1))
	p.run(t, "xoxa-sandbox-acme", "team", "add", "--token-stdin", "--api-url", api).want(t, console.StatusDone)
	p.run(t, "", "info").want(t, console.StatusDone, "Acme HQ")
}

func TestTeamRemoveAsks(t *testing.T) {
	for answer, status := range map[string]int{"y\n": console.StatusDone, "YES\n": console.StatusDone, "n\n": console.StatusNo, "\n": console.StatusNo, " ": console.StatusNo, "yesterday\n": console.StatusNo} {
		p := newPlace(t).withSandbox(t, world.Demo(1))
		p.run(t, "xoxa-sandbox-acme", "team", "add", "--token-stdin").want(t, console.StatusDone)
		p.onTerminal().run(t, answer, "team", "remove", "acme-hq/workspace").want(t, status, "Remove acme-hq/workspace")
		_, err := p.secrets.Get(t.Context(), "acme-hq/workspace")
		if removed := errors.Is(err, keystore.ErrNotFound); removed != (status == console.StatusDone) {
			t.Errorf("after the answer %q, removed is %v", answer, removed)
		}
	}
}

func TestTeamRemoveNeedsATerminalOrYes(t *testing.T) {
	p := newPlace(t)
	p.run(t, "y\n", "team", "remove", "acme/bot").want(t, console.StatusUsage, "--yes")
	p.run(t, "", "team", "remove", "acme/bot", "--yes").want(t, console.StatusUsage, "no stored team")
	p.run(t, "", "team", "remove").want(t, console.StatusUsage, "the key of one team")
}

func TestQuestionsEndWithCtrlC(t *testing.T) {
	silence, _ := io.Pipe()
	for _, args := range [][]string{{"team", "remove", "acme/bot"}, {"team", "add"}, {"info", "--token-stdin"}} {
		p := newPlace(t)
		p.In = silence
		p.InTerminal = args[0] == "team"
		p.ReadSecret = func(ctx context.Context) (string, error) {
			return console.UnlessCancelled(ctx, func() (string, error) { select {} })
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		p.runUntil(ctx, "", args...).want(t, console.StatusInterrupted, "interrupted")
	}
}
