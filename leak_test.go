//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// life is all that the program does in one home, with tokens of every kind in one
// place, and all that it leaves behind where somebody can read it.
type life struct {
	*testing.T
	launch
	finder
	slack         *leakSlack
	place         string
	kept, refused []realistic
	passphrase    string
	signing       string
	heard         strings.Builder // all that was said, to know that something was
}

// The screen of the explorer.
const leakWidth, leakHeight = 120, 36

func newLife(t *testing.T, place, bus string) *life {
	t.Helper()
	c := chance{rand.New(rand.NewPCG(1, 2))}
	l := &life{T: t, place: place}
	l.launch = launch{home: t.TempDir(), as: "periscope with an easy file", w: leakWidth, h: leakHeight, bus: bus}
	l.kept, l.refused = c.tokens()
	l.passphrase, l.signing = c.letters(20), c.hex(32)
	l.slack = newLeakSlack(t, c, l.kept, l.add)
	l.vars = []string{"SLACK_API_URL=" + l.slack.url, "PERISCOPE_STORE=" + place}
	for _, token := range append(l.kept, l.refused...) {
		l.add(token.name+" token", secretPart(token.text))
		if token.refresh != "" {
			l.add("refresh token of "+token.name, secretPart(token.refresh))
		}
	}
	l.add("client secret", l.slack.clientSecret)
	l.add("signing secret", l.signing)
	l.add("passphrase", l.passphrase)
	return l
}

// secretPart is a token without the prefix that says what it is.
func secretPart(token string) string {
	_, rest, _ := strings.Cut(token, "-")
	return rest
}

// search fails the test if a text tells a secret.
func (l *life) search(where, text string) {
	l.Helper()
	for _, found := range l.find(text) {
		l.Errorf("%s tells the %s", where, found)
	}
}

// on starts the program on the terminal.
func (l *life) on(args ...string) *terminal {
	l.Helper()
	return l.start(l.T, args...)
}

// left waits for the program on a terminal to end as expected, and searches all
// that it wrote, and every screen that it drew.
func (l *life) left(s *terminal, what string, status int) {
	l.Helper()
	if got := s.ends(); got != status {
		l.Errorf("%s ended with status %d, want %d; the screen:\n%s", what, got, status, s.screen)
	}
	s.restored()
	output := s.everything()
	l.heard.WriteString(output)
	l.search("the terminal of "+what, output)
	l.search("a screen of "+what, frames(output, l.w, l.h))
}

// piped runs the program without a terminal, and searches what it says.
func (l *life) piped(in string, vars []string, args ...string) {
	l.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(l.environ(), vars...)
	cmd.Stdin = strings.NewReader(in)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	_ = cmd.Run() // a refusal is as good as an answer here
	what := "periscope " + strings.Join(args, " ")
	l.search("standard output of "+what, out.String())
	l.search("standard error of "+what, errs.String())
	l.heard.WriteString(out.String() + errs.String())
}

// look searches every file of the home, and what the system tells of a program
// that runs, its children and the threads of each.
func (l *life) look(s *terminal) {
	l.Helper()
	err := filepath.WalkDir(l.home, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // likewise
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		l.search("the file "+d.Name(), path+apart+string(data))
		if errors.Is(err, fs.ErrNotExist) {
			return nil // the program has put it in the place of another meanwhile
		}
		return err
	})
	if err != nil {
		l.Error(err)
	}
	if s == nil || runtime.GOOS != "linux" {
		return // no other system shows the rest as files
	}
	for _, pid := range family(s.cmd.Process.Pid) {
		threads, _ := filepath.Glob(filepath.Join("/proc", strconv.Itoa(pid), "task", "*"))
		if len(threads) == 0 {
			l.Errorf("process %d has no threads", pid)
		}
		for _, thread := range threads {
			for _, name := range []string{"cmdline", "environ", "comm"} {
				data, _ := os.ReadFile(filepath.Join(thread, name)) // a thread may have ended
				l.search(fmt.Sprintf("%s of process %d", name, pid), strings.ReplaceAll(string(data), "\x00", apart))
			}
		}
	}
}

// showed fails the test if a token was never even shown redacted: then it tests nothing.
func (l *life) showed(tokens []realistic) {
	l.Helper()
	for _, token := range tokens {
		prefix, _, _ := strings.Cut(token.text, "-")
		if redacted := prefix + "-…" + token.text[len(token.text)-4:]; !strings.Contains(l.heard.String(), redacted) {
			l.Errorf("%s never appears as %s", token.name, redacted)
		}
	}
}

func TestNoSecretLeavesTheEncryptedFile(t *testing.T) {
	t.Parallel()
	newLife(t, "file", "").lasting()
}

func TestNoSecretLeavesTheKeyring(t *testing.T) {
	t.Parallel()
	newLife(t, "keyring", secretService(t)).lasting()
}

func TestNoSecretLeavesTheMemory(t *testing.T) {
	t.Parallel()
	l := newLife(t, "memory", "")
	for i, token := range l.kept {
		s := l.typeIn(token)
		s.see("1 Teams", "Acme HQ")
		l.look(s)
		if i == 0 {
			l.tour(s)
		}
		if i > 0 {
			l.readActivity(s)
		}
		s.press("q")
		l.left(s, "the explorer with "+token.name+" in memory", 0)
	}
	l.wrongly()
	l.look(nil)
	l.showed(l.kept)
}

// lasting is a life with tokens in a place that outlasts the program.
func (l *life) lasting() {
	l.Helper()
	for i, token := range l.kept {
		s := l.typeIn(token)
		if l.place == "file" {
			l.unlock(s, i == 0)
		}
		s.see("stored acme-hq/" + token.name)
		l.left(s, "adding "+token.name, 0)
	}
	l.sign()
	l.commands()
	l.wrongly()

	s := l.on("--listen", "127.0.0.1:0")
	if l.place == "file" {
		l.unlock(s, false)
	}
	s.see("1 Teams", "Acme HQ", "all but 2")
	l.look(s)
	l.tour(s)
	l.openToday(s)
	l.addInExplorer(s)
	l.renewInExplorer(s)
	l.look(s)
	s.press("q")
	l.left(s, "the explorer", 0)

	l.showed(l.kept[:1]) // the others were renewed, or added anew
	for _, token := range l.kept {
		s := l.on("team", "remove", "acme-hq/"+token.name, "--yes")
		if l.place == "file" {
			l.unlock(s, false)
		}
		l.left(s, "removing "+token.name, 0)
	}
	l.look(nil)
}

// typeIn begins to add a token, and answers what is asked about it.
func (l *life) typeIn(token realistic) *terminal {
	l.Helper()
	args := []string{"team", "add", "--name", token.name}
	if token.refresh == "" {
		s := l.on(args...)
		s.see("Token (not shown")
		s.answer(token.text)
		return s
	}
	s := l.on(append(args, "--rotating")...)
	s.see("Access token")
	s.answer(token.text)
	s.see("Refresh token")
	s.answer(token.refresh)
	s.see("Client ID")
	if !token.byApp {
		s.press("enter")
		return s
	}
	s.press(l.slack.clientID, "enter")
	s.see("Client secret")
	s.answer(l.slack.clientSecret)
	return s
}

// unlock types the passphrase, twice where it is a new one.
func (l *life) unlock(s *terminal, isNew bool) {
	l.Helper()
	if isNew {
		s.see("New passphrase")
		l.look(s)
		s.answer(l.passphrase)
		s.see("The same again")
	} else {
		s.see("Passphrase of ")
		l.look(s)
	}
	s.answer(l.passphrase)
}
