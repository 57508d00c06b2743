package cli

import (
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

func (p *place) listPath() string { return filepath.Join(p.vars["PERISCOPE_CONFIG_DIR"], "teams.json") }

// stray puts a token into the keyring that no team is listed for.
func (p *place) stray(t *testing.T, account, secret string) {
	t.Helper()
	token, err := model.ParseToken(secret)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.secrets.Set(t.Context(), account, keystore.Credential{Token: token}); err != nil {
		t.Fatal(err)
	}
}

// disordered is a place where a team has lost its token and two tokens their team.
func disordered(t *testing.T) *place {
	p := newPlace(t).withSandbox(t, world.Demo(1))
	p.run(t, "xoxa-sandbox-acme", "team", "add", "--token-stdin").want(t, console.StatusDone)
	if err := p.secrets.Delete(t.Context(), "acme-hq/workspace"); err != nil {
		t.Fatal(err)
	}
	p.stray(t, "fresh/bot", "xoxa-sandbox-fresh")
	p.stray(t, "um\x1b[31m\u202ebrella", "xoxa-sandbox-umbrella") // which Slack has revoked
	return p
}

func TestDoctorNamesAndMends(t *testing.T) {
	t.Parallel()
	p := disordered(t)
	reported := p.run(t, "", "team", "doctor")
	reported.want(t, console.StatusNo, "not mended: acme-hq/workspace: the team is listed", "not mended: fresh/bot: the keyring holds a token")
	if r, bad := unfit(reported.out + reported.err); bad {
		t.Errorf("prints %q", r)
	}
	p.run(t, "", "team", "doctor").want(t, console.StatusNo, "not mended: fresh/bot") // nothing was changed
	mended := p.run(t, "", "team", "doctor", "--yes")
	if strings.Contains(mended.err, "[y/N]") {
		t.Errorf("asks nobody: %s", mended.err)
	}
	mended.want(t, console.StatusNo,
		"mended: acme-hq/workspace", "no longer listed", "mended: fresh/bot", "listed as the workspace token of Fresh Install",
		"not mended: um", "revoked")
	p.run(t, "", "info", "--team", "fresh/bot").want(t, console.StatusDone, "Fresh Install")
	p.run(t, "", "team", "list", "--json").want(t, console.StatusDone, `"fresh/bot"`)
	// A token that Slack does not accept goes only when somebody says so.
	p.onTerminal().run(t, "y\nn\n", "team", "doctor").want(t, console.StatusNo, "Remove the token?")
	p.run(t, strings.Repeat("y\n", 2), "team", "doctor").want(t, console.StatusDone, "removed")
	p.run(t, "", "team", "doctor").want(t, console.StatusDone, "nothing is wrong")
}

func TestDoctorAsks(t *testing.T) {
	t.Parallel()
	p := disordered(t).onTerminal()
	p.run(t, strings.Repeat("n\n", 3), "team", "doctor").want(t, console.StatusNo, "Take it off the list? [y/N]", "Ask Slack whose it is, and list it? [y/N]")
	if accounts, err := p.secrets.Accounts(t.Context()); len(accounts) != 2 || err != nil {
		t.Errorf("the keyring holds %q, %v", accounts, err)
	}
	p.run(t, "", "team", "list").want(t, console.StatusDone, "acme-hq/workspace")
}

func TestDoctorWithoutSlackRemovesNothing(t *testing.T) {
	t.Parallel()
	p := disordered(t).onTerminal()
	p.run(t, strings.Repeat("y\n", 5), "team", "doctor", "--api-url", "http://127.0.0.1:1/api/").want(t, console.StatusNo, "not mended: fresh/bot")
	if accounts, err := p.secrets.Accounts(t.Context()); len(accounts) != 2 || err != nil {
		t.Errorf("the keyring holds %q, %v", accounts, err)
	}
}

func TestDoctorKeepsAnUnreadableListAside(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1))
	p.run(t, "xoxa-sandbox-acme", "team", "add", "--token-stdin").want(t, console.StatusDone)
	if err := os.WriteFile(p.listPath(), []byte("{oh no"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.run(t, "", "team", "list").want(t, console.StatusUsage, p.listPath(), "team doctor")
	p.run(t, "", "team", "doctor").want(t, console.StatusNo, p.listPath())
	if data, _ := os.ReadFile(p.listPath()); string(data) != "{oh no" {
		t.Errorf("the list was changed to %q without a question", data)
	}
	aside := p.listPath() + ".unreadable-20260304T120000Z"
	p.run(t, "", "team", "doctor", "--yes").want(t, console.StatusDone, "kept as "+aside, "mended: acme-hq/workspace")
	if data, err := os.ReadFile(aside); string(data) != "{oh no" {
		t.Errorf("aside lies %q, %v", data, err)
	}
	p.run(t, "", "info").want(t, console.StatusDone, "Acme HQ")
}

func TestDoctorJSON(t *testing.T) {
	t.Parallel()
	p := disordered(t)
	if err := p.secrets.Delete(t.Context(), "um\x1b[31m\u202ebrella"); err != nil {
		t.Fatal(err)
	}
	o := p.run(t, "", "team", "doctor", "--json")
	o.want(t, console.StatusNo)
	want := map[string]any{
		"schema": "periscope.doctor/v1",
		"findings": []any{
			map[string]any{
				"code": "no_token", "key": "acme-hq/workspace", "store": "keyring", "mended": false, "result": "",
				"message": "acme-hq/workspace: the team is listed, and the keyring holds no token for it",
			},
			map[string]any{
				"code": "not_listed", "key": "fresh/bot", "store": "keyring", "mended": false, "result": "",
				"message": "fresh/bot: the keyring holds a token, and no team is listed for it",
			},
		},
	}
	if diff := cmp.Diff(any(want), decode(t, o.out)); diff != "" {
		t.Errorf("team doctor (-want +got):\n%s", diff)
	}
	p.run(t, "", "team", "doctor", "--json", "--yes").want(t, console.StatusDone, `"mended": true`)
	p.run(t, "", "team", "doctor", "--json").want(t, console.StatusDone, `"findings": []`)
}

func TestDoctorSaysWhatItCouldNotLookInto(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1)).withoutKeyring()
	p.run(t, "", "team", "doctor").want(t, console.StatusDone, "nothing is wrong") // and nobody misses the keyring
	p.Keyring = brokenKeyring{keystore.ErrKeyringLocked}
	o := p.run(t, "", "team", "doctor", "--yes")
	o.want(t, console.StatusNo, "the keyring could not be looked into", "locked")
	if strings.Contains(o.out, "\nmended") {
		t.Errorf("claims to have mended something: %s", o.out)
	}
}
