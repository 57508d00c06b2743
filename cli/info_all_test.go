package cli

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"periscope/cli/console"
	"periscope/keystore"
	"periscope/slackapi/sandbox/world"
)

// storeOfAll is a place with tokens in the keyring and in the file.
func storeOfAll(t *testing.T) *place {
	t.Helper()
	p := newPlace(t).withSandbox(t, world.Demo(1))
	for _, token := range []string{"xoxa-sandbox-acme", "xoxb-sandbox-lighthouse"} {
		p.run(t, token, "team", "add", "--token-stdin").want(t, console.StatusDone)
	}
	p.onTerminal().typing(t, "xoxa-sandbox-fresh", phrase, phrase).run(t, "", "team", "add", "--store", "file").want(t, console.StatusDone)
	p.InTerminal, p.OutTerminal = false, false
	return p
}

// TestInfoAll prints every stored token in a line, and asks for the passphrase once.
func TestInfoAll(t *testing.T) {
	t.Parallel()
	p := storeOfAll(t)
	p.vars["SLACK_TOKEN"] = "xoxb-sandbox-harbor" // is not stored
	got := p.onTerminal().typing(t, phrase).run(t, "", "info", "--all")
	got.want(t, console.StatusDone, "KEY", "STATE", "LEFT", "SCOPES", "acme-hq/workspace", "Lighthouse", "bot", "fresh-install/workspace", "chat:write", "lasts")
	if lines := strings.Count(got.out, "\n"); lines != 4 {
		t.Errorf("%d lines for 3 tokens:\n%s", lines, got.out)
	}
	p.typing(t, phrase).run(t, "", "info", "--all", "--format", "markdown").want(t, console.StatusDone,
		"# Stored tokens", "| key | team | kind | state | left | scopes |", "| `lighthouse/bot` | Lighthouse | bot | ok | lasts | `")
	var doc struct {
		Schema string
		Tokens []struct {
			Key, State string
			Store      keystore.Backend
			ExpiresAt  *time.Time `json:"expires_at"`
			ScopesTold bool       `json:"scopes_told"`
			Scopes     []string
			Errors     []any
		}
	}
	got = p.typing(t, phrase).run(t, "", "info", "--all", "--json")
	if err := json.Unmarshal([]byte(got.out), &doc); err != nil || doc.Schema != "periscope.info_all/v1" || len(doc.Tokens) != 3 {
		t.Fatalf("%v: %s", err, got.out)
	}
	for _, tok := range doc.Tokens {
		if tok.State != "ok" || !tok.ScopesTold || tok.Scopes == nil || len(tok.Errors) != 0 || tok.ExpiresAt != nil {
			t.Errorf("%+v", tok)
		}
	}
}

// TestInfoAllGoesOn prints what can be read when something cannot: the exit status tells.
func TestInfoAllGoesOn(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil  func(*testing.T, *place)
		status int
		see    []string
	}{
		"no passphrase": {func(_ *testing.T, p *place) {
			p.ReadSecret = func(context.Context) (string, error) { return "", console.ErrNoTerminal }
		}, console.StatusRefused, []string{"locked", "unknown", "ok", `"state": "locked"`}},
		"revoked": {func(t *testing.T, p *place) {
			t.Helper()
			p.vars["SLACK_API_URL"] = newSandbox(t, revoked(world.Demo(1), "xoxb-sandbox-lighthouse"))
		}, console.StatusRefused, []string{"account_inactive", "acme-hq/workspace", "team:read", `"state": "refused"`}},
		"unreachable": {func(_ *testing.T, p *place) {
			delete(p.vars, "SLACK_API_URL")
		}, console.StatusUnreachable, []string{"unreachable", `"state": "unreachable"`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := storeOfAll(t)
			if name == "unreachable" { // each token keeps the server that it was stored with
				gone := newPlace(t)
				gone.vars["PERISCOPE_CONFIG_DIR"], gone.Keyring = p.vars["PERISCOPE_CONFIG_DIR"], p.Keyring
				gone.vars["SLACK_API_URL"] = "http://127.0.0.1:1/api/"
				p = gone
			} else {
				c.spoil(t, p)
			}
			if name != "no passphrase" {
				p.onTerminal().typing(t, phrase, phrase)
			}
			p.Timeout = 2 * time.Second
			text := p.run(t, "", "info", "--all")
			doc := p.run(t, "", "info", "--all", "--json")
			text.want(t, c.status, "acme-hq/workspace", "lighthouse/bot", "fresh-install/workspace")
			doc.want(t, c.status)
			for _, see := range c.see {
				if !strings.Contains(text.out+text.err+doc.out, see) {
					t.Errorf("%q is not said:\n%s%s\n%s", see, text.out, text.err, doc.out)
				}
			}
		})
	}
}

// revoked is a world where one token was revoked.
func revoked(w world.World, token string) world.World {
	for i, team := range w.Teams {
		for j, in := range team.Installs {
			if in.Token == token {
				w.Teams[i].Installs[j].Revoked = true
			}
		}
	}
	return w
}

// TestInfoAllRefusesOneToken: --all and a flag that names a token contradict each other.
func TestInfoAllRefusesOneToken(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.run(t, "", "info", "--all", "--team", "acme/bot").want(t, console.StatusUsage, "--all means every stored token")
	p.run(t, "xoxb-sandbox-lighthouse", "info", "--all", "--token-stdin").want(t, console.StatusUsage, "--all means every stored token")
	p.run(t, "", "info", "--all").want(t, console.StatusDone, "no teams are stored")
	p.run(t, "", "info", "--all", "--json").want(t, console.StatusDone, `"tokens": []`)
}
