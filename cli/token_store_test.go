package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/slackapi/sandbox/world"
	"periscope/ui"
)

const phrase = "correct horse" // the passphrase of these tests

// withoutKeyring takes the keyring away, as over SSH or in a container.
func (p *place) withoutKeyring() *place {
	p.Keyring = brokenKeyring{keystore.ErrNoKeyring}
	return p
}

// typing answers the questions whose answers are not shown, in this order. It
// fails the test when there are more questions, or fewer.
func (p *place) typing(t *testing.T, secrets ...string) *place {
	t.Helper()
	p.ReadSecret = func(context.Context) (string, error) {
		if len(secrets) == 0 {
			t.Error("asked for more than was expected")
			return "", console.ErrNoTerminal
		}
		next := secrets[0]
		secrets = secrets[1:]
		return next, nil
	}
	t.Cleanup(func() {
		if len(secrets) > 0 {
			t.Errorf("%d answers were never asked for", len(secrets))
		}
	})
	return p
}

func (p *place) tokenFile() string {
	return filepath.Join(p.vars["PERISCOPE_CONFIG_DIR"], "tokens.age")
}

func (p *place) wantNoTokens(t *testing.T) {
	t.Helper()
	p.run(t, "", "team", "list", "--json").want(t, console.StatusDone, `"teams": []`)
	if _, err := os.Stat(p.tokenFile()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("there is an encrypted file: %v", err)
	}
}

func TestWithoutAKeyringTheFileIsOffered(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1)).withoutKeyring().onTerminal()
	p.typing(t, "xoxa-sandbox-acme", phrase, phrase).run(t, "f\n", "team", "add").want(t, console.StatusDone,
		"no keyring", "[f/m/N]", "without it nobody reads the tokens", "stored acme-hq/workspace", "encrypted in "+p.tokenFile())
	p.run(t, "", "team", "list").want(t, console.StatusDone, "acme-hq/workspace", "file")

	// One run asks once; what it asks for is forgotten with it.
	p.typing(t, phrase, phrase).run(t, "", "info").want(t, console.StatusDone, "Passphrase of "+p.tokenFile(), "Acme HQ")
	p.run(t, "", "info", "--json").want(t, console.StatusDone, "periscope.info/v1")

	// The next token needs the passphrase once, and no question about the place.
	p.typing(t, "xoxa-sandbox-fresh", phrase).run(t, "", "team", "add", "--store", "file").want(t, console.StatusDone, "stored fresh-install/workspace")
	p.explore = func(ctx context.Context, from ui.Source, _ ui.Options) error {
		for _, team := range from.Teams() {
			if _, err := from.Identify(ctx, team.Key); err != nil {
				t.Errorf("%s: %v", team.Key, err)
			}
		}
		return nil
	}
	p.typing(t, phrase).run(t, "").want(t, console.StatusDone)
	p.typing(t, phrase).run(t, "y\n", "team", "remove", "acme-hq/workspace").want(t, console.StatusDone, "removed")
	p.typing(t, phrase).run(t, "", "team", "doctor").want(t, console.StatusDone, "nothing is wrong")
}

func TestWithoutAKeyringMemoryOpensTheExplorer(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{
		"asked":  {"team", "add"},
		"chosen": {"team", "add", "--store", "memory"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t).withSandbox(t, world.Demo(1)).withoutKeyring().onTerminal().typing(t, "xoxa-sandbox-acme")
			opened := 0
			p.explore = func(ctx context.Context, from ui.Source, _ ui.Options) error {
				opened++
				if got := names(from); !slices.Equal(got, []string{"Acme HQ"}) {
					t.Errorf("explores %v", got)
				}
				_, err := from.Identify(ctx, from.Teams()[0].Key)
				return err
			}
			p.run(t, "m\n", args...).want(t, console.StatusDone)
			if opened != 1 {
				t.Errorf("the explorer was opened %d times", opened)
			}
			p.wantNoTokens(t)
		})
	}
}

func TestNothingIsStoredUnlessTheUserSaysWhere(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		answer string
		args   []string
		store  string
		status int
		says   string
	}{
		"no":                      {"\n", []string{}, "", console.StatusNo, "nothing was stored"},
		"something else":          {"yes\n", []string{}, "", console.StatusNo, "nothing was stored"},
		"no answer":               {" ", []string{}, "", console.StatusNo, "nothing was stored"},
		"the keyring, and no":     {"f\n", []string{"--store", "keyring"}, "", console.StatusRefused, "--store file"},
		"the keyring, by setting": {"f\n", []string{}, "keyring", console.StatusRefused, "no keyring"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t).withSandbox(t, world.Demo(1)).withoutKeyring().onTerminal().typing(t, "xoxa-sandbox-acme")
			p.vars["PERISCOPE_STORE"] = test.store
			o := p.run(t, test.answer, append([]string{"team", "add"}, test.args...)...)
			o.want(t, test.status, test.says)
			if asked := strings.Contains(o.err, "[f/m/N]"); asked != (test.status == console.StatusNo) {
				t.Errorf("asked is %v:\n%s", asked, o.err)
			}
			p.wantNoTokens(t)
		})
	}
}

// TestLockedOrHungKeyringIsNotReplaced: only where there is no keyring is another place offered.
func TestLockedOrHungKeyringIsNotReplaced(t *testing.T) {
	t.Parallel()
	for _, failure := range []error{keystore.ErrKeyringLocked, keystore.ErrKeyringTimeout, errors.New("the keyring refuses")} {
		p := newPlace(t).withSandbox(t, world.Demo(1)).onTerminal().typing(t, "xoxa-sandbox-acme")
		p.Keyring = brokenKeyring{failure}
		if o := p.run(t, "f\n", "team", "add"); o.status == console.StatusDone || !strings.Contains(o.err, failure.Error()) || strings.Contains(o.err, "[f/m/N]") {
			t.Errorf("%v: status %d\n%s", failure, o.status, o.err)
		}
		p.wantNoTokens(t)
	}
}

func TestPassphraseIsChosenWithCare(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1)).onTerminal()
	p.typing(t, "xoxa-sandbox-acme", "short", "short", phrase, "other words", phrase, phrase).
		run(t, "", "team", "add", "--store", "file").want(t, console.StatusDone, "too short", "not the same", "try 3 of 3", "stored")

	p = newPlace(t).withSandbox(t, world.Demo(1)).onTerminal()
	p.typing(t, "xoxa-sandbox-acme", phrase, "a", phrase, "b", phrase, "c").
		run(t, "", "team", "add", "--store", "file").want(t, console.StatusUsage, "not the same", "nothing was stored")
	p.wantNoTokens(t)
}

func TestWrongPassphraseLosesNothing(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1)).onTerminal()
	p.typing(t, "xoxa-sandbox-acme", phrase, phrase).run(t, "", "team", "add", "--store", "file").want(t, console.StatusDone)
	before, err := os.ReadFile(p.tokenFile())
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"info"}, {}, {"team", "remove", "acme-hq/workspace", "--yes"}} {
		p.typing(t, "a", "b", "c").run(t, "", args...).want(t, console.StatusRefused, "does not open", "try 2 of 3", "try 3 of 3")
	}
	p.typing(t, "xoxa-sandbox-fresh", "a", "b", "c").run(t, "", "team", "add", "--store", "file").want(t, console.StatusRefused, "does not open")
	if after, _ := os.ReadFile(p.tokenFile()); !bytes.Equal(after, before) {
		t.Error("the file has changed")
	}
	p.typing(t, "a", phrase).run(t, "", "info").want(t, console.StatusDone, "Acme HQ")
}

func TestPassphraseIsForgottenOnceTheTokenIsRead(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1)).onTerminal()
	p.typing(t, "xoxa-sandbox-acme", phrase, phrase).run(t, "", "team", "add", "--store", "file").want(t, console.StatusDone)
	p.Out, p.Err = io.Discard, io.Discard
	store, err := token.OpenStore(&p.typing(t, phrase).Environment, "")
	if err != nil {
		t.Fatal(err)
	}
	c, err := store.Credential(t.Context(), "acme-hq/workspace")
	if err != nil || c.Token.Reveal() != "xoxa-sandbox-acme" || store.Unlocked() {
		t.Errorf("Credential: %v, %v; the passphrase is kept: %v", c, err, store.Unlocked())
	}
}

func TestDamagedTokenFileIsNamed(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1)).onTerminal()
	p.typing(t, "xoxa-sandbox-acme", phrase, phrase).run(t, "", "team", "add", "--store", "file").want(t, console.StatusDone)
	if err := os.Truncate(p.tokenFile(), 100); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"info"}, {}, {"team", "remove", "acme-hq/workspace", "--yes"}} {
		p.typing(t, phrase).run(t, "", args...).want(t, console.StatusUsage, p.tokenFile(), "damaged or cut short", "backup")
	}
	p.typing(t, phrase).run(t, "", "team", "doctor").want(t, console.StatusNo, "could not be looked into", p.tokenFile())
	if info, err := os.Stat(p.tokenFile()); err != nil || info.Size() != 100 {
		t.Errorf("the file was touched: %v, %v", info, err)
	}
}

func TestFileWithoutATerminal(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1))
	// The token is piped in, and the passphrase typed on the terminal that is still there.
	p.typing(t, phrase, phrase).run(t, "xoxa-sandbox-acme", "team", "add", "--token-stdin", "--store", "file").want(t, console.StatusDone, "encrypted in")
	// Without one, it says what to do.
	p.ReadSecret = func(context.Context) (string, error) { return "", console.ErrNoTerminal }
	p.run(t, "", "info", "--json").want(t, console.StatusRefused, `"code": "file_locked"`, "SLACK_TOKEN")
	p.run(t, "", "team", "list").want(t, console.StatusDone, "acme-hq/workspace")
}

func TestMemoryNeedsATerminal(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1))
	p.run(t, "xoxa-sandbox-acme", "team", "add", "--token-stdin", "--store", "memory").want(t, console.StatusUsage, "needs a terminal", "one run")
	p.wantNoTokens(t)
}

func TestStoreChoosesWhatIsSeen(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1)).onTerminal()
	p.typing(t, "xoxa-sandbox-acme").run(t, "", "team", "add").want(t, console.StatusDone, "in the keyring")
	p.typing(t, "xoxa-sandbox-fresh", phrase, phrase).run(t, "", "team", "add", "--store", "file").want(t, console.StatusDone)
	list := func(args ...string) string { return p.run(t, "", append([]string{"team", "list"}, args...)...).out }
	for place, want := range map[string][2]bool{"": {true, true}, "keyring": {true, false}, "file": {false, true}, "memory": {false, false}} {
		args := []string{"--store", place}
		if place == "" {
			args = nil
		}
		for i, key := range []string{"acme-hq/workspace", "fresh-install/workspace"} {
			if got := strings.Contains(list(args...), key); got != want[i] {
				t.Errorf("team list %v: %s is listed: %v", args, key, got)
			}
		}
		p.vars["PERISCOPE_STORE"] = place
		if got := strings.Contains(list(), "acme-hq"); got != want[0] {
			t.Errorf("PERISCOPE_STORE=%s: acme-hq is listed: %v", place, got)
		}
		delete(p.vars, "PERISCOPE_STORE")
	}
	p.run(t, "", "info", "--store", "keyring").want(t, console.StatusDone, "Acme HQ") // without a passphrase
	p.run(t, "", "info", "--store", "file", "--team", "acme-hq/workspace").want(t, console.StatusUsage, "no stored team in the file")
	p.run(t, "", "team", "list", "--store", "attic").want(t, console.StatusUsage, "attic", "keyring, file")
	p.vars["PERISCOPE_STORE"] = "attic"
	p.run(t, "").want(t, console.StatusUsage, "attic", "keyring, file")
}

// TestSeveralTokensOfOneFileAskOnce checks that commands that need several stored
// tokens ask for the passphrase once, and for none of a key that is not stored.
func TestSeveralTokensOfOneFileAskOnce(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1)).withoutKeyring().onTerminal()
	p.typing(t, "xoxb-sandbox-lighthouse", phrase, phrase).run(t, "", "team", "add", "--store", "file").want(t, console.StatusDone)
	p.typing(t, "xoxp-sandbox-greenhouse", phrase).run(t, "", "team", "add", "--store", "file").want(t, console.StatusDone)
	p.typing(t, "xoxe.xoxp-sandbox-lighthouse", phrase).run(t, "", "team", "add", "--store", "file").want(t, console.StatusDone)
	p.typing(t, phrase).run(t, "", "diff", "lighthouse/bot", "greenhouse/user").want(t, console.StatusNo, "These are two teams")
	p.typing(t, phrase).run(t, "", "check", "--team", "lighthouse/bot", "--validate", "groups:read").want(t, console.StatusDone, "Slack would take")
	p.typing(t).run(t, "", "diff", "nobody/bot", "nobody/user").want(t, console.StatusUsage, "no stored team and no file")
}
