//go:build unix

package e2e

import (
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// The secrets that are typed.
const (
	typedToken      = "xoxa-sandbox-acme"
	typedPassphrase = "correct horse"
)

// emulatedSlack is the address of a Slack whose teams can be added.
func emulatedSlack(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(sandbox.New(world.Demo(50), sandbox.Options{}))
	t.Cleanup(server.Close)
	return server.URL + "/api/"
}

// TestAddTeamOverSSH starts without a team and without a keyring, stores one team in
// an encrypted file, and opens it in the explorer.
func TestAddTeamOverSSH(t *testing.T) {
	if runtime.GOOS == "darwin" {
		t.Skip("there is always a keyring here, and it is not ours to write to")
	}
	t.Parallel()
	home, slack := t.TempDir(), emulatedSlack(t)
	quick := program{name: quickPeriscope, home: home, w: 100, h: 30}

	first := quick.start(t)
	first.see("periscope team add")
	first.endsWith(0)

	add := quick.start(t, "team", "add", "--api-url", slack)
	add.see("Token (not shown as you type or paste)")
	add.answerHidden(typedToken)
	add.see("This machine has no keyring", "[f/m/N]")
	add.requireHidden(typedToken)
	add.press("f", "enter")
	add.see("New passphrase")
	add.answerHidden(typedPassphrase)
	add.see("The same again")
	add.answerHidden(typedPassphrase)
	add.see("stored acme-hq/workspace")
	add.endsWith(0)
	add.requireNotLeft(home, typedToken, typedPassphrase)

	explore := quick.start(t)
	explore.see("Passphrase of ")
	explore.answerHidden("wrong horse")
	explore.see("try 2 of 3")
	explore.answerHidden(typedPassphrase)
	explore.see("1 Teams", "Acme HQ", "all but 2")
	explore.requireHidden(typedToken)
	explore.press("q")
	explore.endsWith(0)
	explore.requireNotLeft(home, typedToken, typedPassphrase)
}

// TestAddTeamForOneRun stores nothing at all.
func TestAddTeamForOneRun(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	term := program{name: periscope, home: home, w: 100, h: 30}.start(t, "team", "add", "--store", "memory", "--api-url", emulatedSlack(t))
	term.see("Token (not shown")
	term.answerHidden(typedToken)
	term.see("1 Teams", "Acme HQ", "all but 2")
	term.requireHidden(typedToken)
	term.press("q")
	term.endsWith(0)
	term.requireNotLeft(home, typedToken)
	for _, name := range []string{"teams.json", "tokens.age"} {
		if _, err := os.Stat(filepath.Join(home, name)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("left behind: %s, %v", name, err)
		}
	}
}

func TestCtrlCAtPassphrase(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	term := program{name: periscope, home: home, w: 100, h: 30}.start(t, "team", "add", "--store", "file", "--api-url", emulatedSlack(t))
	term.see("Token (not shown")
	term.answerHidden(typedToken)
	term.see("New passphrase")
	term.press("ctrl+c")
	term.endsWith(130)
	term.requireNotLeft(home, typedToken)
}

// requireHidden fails the test if what others can read while the program runs shows
// one of the secrets.
func (s *terminal) requireHidden(secrets ...string) {
	s.t.Helper()
	s.requireWithout(s.processes(), secrets)
}

// requireNotLeft fails the test if the program wrote one of the secrets to the
// terminal or to a file of its home.
func (s *terminal) requireNotLeft(home string, secrets ...string) {
	s.t.Helper()
	s.requireWithout(files(s.t, home), secrets)
	s.requireWithout(map[string]string{"the terminal": s.written()}, secrets)
}

func (s *terminal) requireWithout(texts map[string]string, secrets []string) {
	s.t.Helper()
	for where, text := range texts {
		for _, secret := range secrets {
			if strings.Contains(text, secret) {
				s.t.Errorf("%s shows %s…", where, secret[:4])
			}
		}
	}
}
