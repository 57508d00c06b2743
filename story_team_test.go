//go:build unix

package main

import (
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// The secrets of these stories.
const (
	typedToken      = "xoxa-sandbox-acme"
	typedPassphrase = "correct horse"
)

// emulatedSlack is the address of a Slack that the stories can add teams of.
func emulatedSlack(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(sandbox.New(world.Demo(50), sandbox.Options{}))
	t.Cleanup(server.Close)
	return server.URL + "/api/"
}

// TestStoryTeamOverSSH is the first evening of somebody who works over SSH: no
// team, no keyring, one team in an encrypted file, and the explorer.
func TestStoryTeamOverSSH(t *testing.T) {
	if runtime.GOOS == "darwin" {
		t.Skip("there is always a keyring here, and it is not ours to write to")
	}
	t.Parallel()
	home, slack := t.TempDir(), emulatedSlack(t)

	first := startIn(t, home, "periscope with an easy file", 100, 30)
	first.see("periscope team add")
	first.ends()

	add := startIn(t, home, "periscope with an easy file", 100, 30, "team", "add", "--api-url", slack)
	add.see("Token (not shown as you type or paste)")
	add.answer(typedToken)
	add.see("This machine has no keyring", "[f/m/N]")
	add.hides(typedToken)
	add.press("f", "enter")
	add.see("New passphrase")
	add.answer(typedPassphrase)
	add.see("The same again")
	add.answer(typedPassphrase)
	add.see("stored acme-hq/workspace")
	if status := add.ends(); status != 0 {
		t.Errorf("team add ended with status %d", status)
	}
	add.restored()
	add.leaks(home, typedToken, typedPassphrase)

	explore := startIn(t, home, "periscope with an easy file", 100, 30)
	explore.see("Passphrase of ")
	explore.answer("wrong horse")
	explore.see("try 2 of 3")
	explore.answer(typedPassphrase)
	explore.see("1 Teams", "Acme HQ", "all but 2")
	explore.hides(typedToken)
	explore.press("q")
	if status := explore.ends(); status != 0 {
		t.Errorf("the explorer ended with status %d", status)
	}
	explore.restored()
	explore.leaks(home, typedToken, typedPassphrase)
}

// TestStoryTeamForOneRun keeps nothing at all.
func TestStoryTeamForOneRun(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	term := startIn(t, home, "periscope", 100, 30, "team", "add", "--store", "memory", "--api-url", emulatedSlack(t))
	term.see("Token (not shown")
	term.answer(typedToken)
	term.see("1 Teams", "Acme HQ", "all but 2")
	term.hides(typedToken)
	term.press("q")
	if status := term.ends(); status != 0 {
		t.Errorf("status %d", status)
	}
	term.restored()
	term.leaks(home, typedToken)
	for _, name := range []string{"teams.json", "tokens.age"} {
		if _, err := os.Stat(filepath.Join(home, name)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("left behind: %s, %v", name, err)
		}
	}
}

func TestStoryPassphraseAndCtrlC(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	term := startIn(t, home, "periscope", 100, 30, "team", "add", "--store", "file", "--api-url", emulatedSlack(t))
	term.see("Token (not shown")
	term.answer(typedToken)
	term.see("New passphrase")
	term.press("ctrl+c")
	if status := term.ends(); status != 130 {
		t.Errorf("ctrl+c ended the program with status %d", status)
	}
	term.restored()
	term.leaks(home, typedToken)
}

// hides looks at the program and its children from outside, as ps does, and
// fails if their command lines or variables show a secret.
func (s *terminal) hides(secrets ...string) {
	s.t.Helper()
	if runtime.GOOS != "linux" {
		return // no other system shows both as files
	}
	for _, pid := range family(s.cmd.Process.Pid) {
		for _, name := range []string{"cmdline", "environ"} {
			path := filepath.Join("/proc", strconv.Itoa(pid), name)
			data, err := os.ReadFile(path)
			if err != nil || len(data) == 0 {
				s.t.Errorf("%s: %v", path, err)
			}
			for _, secret := range secrets {
				if strings.Contains(string(data), secret) {
					s.t.Errorf("%s shows %s…", path, secret[:4])
				}
			}
		}
	}
}

// family is a process with the children of all its threads, and theirs.
func family(pid int) []int {
	pids := []int{pid}
	lists, _ := filepath.Glob(filepath.Join("/proc", strconv.Itoa(pid), "task", "*", "children"))
	for _, list := range lists {
		data, _ := os.ReadFile(list) // a thread that ended has none
		for child := range strings.FieldsSeq(string(data)) {
			if n, err := strconv.Atoi(child); err == nil {
				pids = append(pids, family(n)...)
			}
		}
	}
	return pids
}
