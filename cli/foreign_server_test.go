package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
	"periscope/ui"
)

// TestListOfTeamsNamesAForeignServer: a program that can write the list of teams has no
// token sent to a server of its own. No command reads the token, let alone sends it.
func TestListOfTeamsNamesAForeignServer(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1))
	for _, token := range []string{"xoxa-sandbox-acme", "xoxe.xoxp-sandbox-lighthouse", "xoxb-sandbox-lighthouse"} {
		p.run(t, token, "team", "add", "--token-stdin").want(t, console.StatusDone)
	}
	api := p.vars["SLACK_API_URL"]
	list := filepath.Join(p.vars["PERISCOPE_CONFIG_DIR"], "teams.json")
	data, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	evil := strings.ReplaceAll(string(data), api, "https://evil.example/api/")
	if evil == string(data) {
		t.Fatal("the list does not name the server")
	}
	if err := os.WriteFile(list, []byte(evil), 0o600); err != nil {
		t.Fatal(err)
	}
	delete(p.vars, "SLACK_API_URL")
	p.secrets.asked = 0
	code := t.TempDir()
	if err := os.WriteFile(filepath.Join(code, "app.py"), []byte("print()\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"info", "--team", "acme-hq/workspace"},
		{"needs", "pins.add", "--team", "lighthouse/bot"},
		{"check", "pins:read", "--team", "lighthouse/bot"},
		{"request", "pins:read", "--team", "acme-hq/workspace", "--trigger-id", "1.2.a"},
		{"diff", "acme-hq/workspace", "lighthouse/bot"},
		{"drift", "--team", "lighthouse/bot", "--code", code},
		{"team", "refresh", "lighthouse/configuration"},
	} {
		p.run(t, "", args...).want(t, console.StatusRefused, "https://evil.example/api/, which is not Slack", "--api-url")
	}
	p.onTerminal().explore = func(ctx context.Context, from ui.Source, _ ui.Options) error {
		refused := func(what string, err error) {
			if _, ok := errors.AsType[*token.ForeignServerError](err); !ok {
				t.Errorf("%s: %v", what, err)
			}
		}
		_, err := from.Identify(ctx, "acme-hq/workspace")
		refused("identify", err)
		for _, err := range from.Permissions(ctx, "lighthouse/bot") {
			refused("permissions", err)
		}
		if installer, ok := from.(ui.Installer); ok {
			_, err := installer.TryManifest(ctx, "lighthouse/bot", model.Install{Bot: []catalog.Scope{"pins:read"}})
			refused("manifest", err)
			refused("install", installer.Install(ctx, "lighthouse/bot", model.Install{Bot: []catalog.Scope{"pins:read"}}))
		}
		return nil
	}
	p.run(t, "").want(t, console.StatusDone)
	if p.secrets.asked > 0 {
		t.Errorf("the keyring was asked %d times", p.secrets.asked)
	}
	p.InTerminal = false
	p.run(t, "", "info", "--team", "acme-hq/workspace", "--api-url", api).want(t, console.StatusDone)
}
