//go:build linux

package e2e

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// TestBrowserInheritsNoSecret: the browser that an install opens does not get the
// secrets of the environment, nor the state of the installation in an argument.
func TestBrowserInheritsNoSecret(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	opened := filepath.Join(home, "opened")
	if err := syscall.Mkfifo(opened, 0o600); err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\n{ echo \"opened $1\"; env; } >" + opened + "\n"
	if err := os.WriteFile(filepath.Join(home, "xdg-open"), []byte(script), 0o700); err != nil { //nolint:gosec // it is a program
		t.Fatal(err)
	}
	s := program{name: quickPeriscope, home: home, w: 120, h: 30, vars: []string{
		"PATH=" + home + ":" + os.Getenv("PATH"),
		"SLACK_TOKEN=hidden-token", "SLACK_CLIENT_SECRET=hidden-secret", "SLACK_SIGNING_SECRET=hidden-signing",
	}}.start(t, "team", "add", "--oauth", "--kind", "user", "--client-id", "1.2", "--scopes", "search:read",
		"--store", "file", "--callback", "127.0.0.1:0", "--api-url", "http://127.0.0.1:1/api/")
	s.see("New passphrase")
	s.answerHidden("a passphrase")
	s.see("again")
	s.answerHidden("a passphrase")
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		<-s.end()
		if f, err := os.OpenFile(opened, os.O_RDWR, 0); err == nil {
			_ = f.Close() // ends the wait below if no browser was opened
		}
	}()
	defer func() {
		_ = s.cmd.Process.Kill()
		<-ended
	}()
	inherited, err := os.ReadFile(opened) // waits for the browser
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`^opened http://127.0.0.1:\d+/start/\w+\n`).Match(inherited) || !strings.Contains(string(inherited), "HOME=") {
		t.Fatalf("the browser was opened with %q", inherited)
	}
	if strings.Contains(string(inherited), "hidden-") {
		t.Errorf("the browser inherited a secret:\n%s", inherited)
	}
}
