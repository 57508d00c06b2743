//go:build unix

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// commandStories are what people get of commands in a terminal of 80 columns.
var commandStories = []struct {
	wants string
	args  []string
	see   []string
	not   string
}{
	{"the version (0)", []string{"--version"}, []string{"periscope"}, "panic"},
	{"the manual reads as prose (A16)", []string{"man"}, []string{".TH", ".SH"}, "`KEY`"},
	{"the shell completes places of tokens (A21)", []string{"__complete", "team", "add", "--store", ""}, []string{"keyring", "file", "memory"}, "Error"},
	{"the shell completes scopes of all kinds (A21)", []string{"__complete", "check", "app_m"}, []string{"app_mentions:read"}, "Error"},
	{"a wrong length of time is told in our words (A21)", []string{"request", "chat:write", "--wait", "5"}, []string{"with its unit", "45s"}, "time: missing unit"},
	{"--help groups the commands and names what to type first (A22)", []string{"--help"}, []string{"What a token may do:", "demo"}, "in the view of D"},
	{"a check of bot scopes answers for apps of today (B14)", []string{"check", "chat:write", "users:read"}, []string{"chat:write"}, "mixed_scope"},
	{"what needs a method, without a token", []string{"needs", "conversations.history"}, []string{"channels:history", "groups:history"}, "panic"},
	{"every stored token, where none is (C6)", []string{"info", "--all"}, []string{"no teams are stored", "periscope team add"}, "panic"},
	{"serve refuses to let everybody in (C7)", []string{"serve"}, []string{"--authorized-keys", "--anyone"}, "panic"},
}

// TestStoriesOfCommands runs commands in a terminal.
func TestStoriesOfCommands(t *testing.T) {
	t.Parallel()
	for _, c := range commandStories {
		s := start(t, 100, 50, c.args...)
		s.story = c.wants
		s.wait()
		out := s.allOutput()
		for _, text := range c.see {
			if !strings.Contains(strings.Join(strings.Fields(out), " "), text) {
				t.Errorf("%s: no %q in:\n%s", c.wants, text, out)
			}
		}
		if strings.Contains(out, c.not) {
			t.Errorf("%s: %q in:\n%s", c.wants, c.not, out)
		}
	}
}

// TestDriftTellsWhatItCouldNotTrace lists a call whose method is not written down (A23).
func TestDriftTellsWhatItCouldNotTrace(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"man.yaml": "oauth_config:\n  scopes:\n    bot:\n      - chat:write\n",
		"app.py":   "from slack_sdk import WebClient\nclient = WebClient(token=t)\nclient.chat_postMessage(channel=c)\nclient.api_call(name)\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := start(t, 100, 40, "drift", "--manifest", filepath.Join(dir, "man.yaml"), "--code", dir)
	s.see("client.api_call(name)")
	s.wait()
}

// TestPlainOnADumbTerminal goes through choose, read, pick, compose, act and leave line by line,
// as terminals that can draw nothing are given (C3): no escape, no box.
func TestPlainOnADumbTerminal(t *testing.T) {
	t.Parallel()
	s := program{name: periscope, home: t.TempDir(), w: 100, h: 40, vars: []string{"TERM=dumb"}}.start(t, "demo", "--resources", "30")
	for _, line := range []struct{ see, typed string }{
		{"1. Acme HQ, workspace token", "1"},
		{"14 scopes", "pick pins:write"},
		{"Picked pins:write.", "compose"},
		{"no known reason to refuse", "ask"},
		{"waiting for a user", "act"},
		{"As whom?", "1"},
		{"yes approves", "yes"},
		{"was granted.", "changes"},
		{"gained pins:write", "quit"},
	} {
		s.see(line.see)
		s.press(line.typed, "\n")
	}
	s.endsWith(0)
	for _, r := range s.allOutput() {
		if r == '\x1b' || r >= 0x2500 && r <= 0x259f {
			t.Fatalf("%q is written to a terminal that draws nothing:\n%s", r, s.written())
		}
	}
}
