//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestBrowserInheritsNoSecret: the browser that an install opens is a program
// like any other, and all that it inherits could be read there.
func TestBrowserInheritsNoSecret(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	heard := filepath.Join(home, "heard")
	if err := syscall.Mkfifo(heard, 0o600); err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\n{ echo \"opened $1\"; env; } >" + heard + "\n"
	if err := os.WriteFile(filepath.Join(home, "xdg-open"), []byte(script), 0o700); err != nil { //nolint:gosec // it is a program
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "team", "add", "--oauth", "--kind", "user", "--client-id", "1.2", "--scopes", "search:read",
		"--callback", "127.0.0.1:0", "--api-url", "http://127.0.0.1:1/api/")
	cmd.Env = []string{
		runAs + "=periscope", "HOME=" + home, "PERISCOPE_CONFIG_DIR=" + home, "PATH=" + home + ":" + os.Getenv("PATH"), "GOCOVERDIR=" + home,
		"SLACK_TOKEN=hidden-token", "SLACK_CLIENT_SECRET=hidden-secret", "SLACK_SIGNING_SECRET=hidden-signing",
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = cmd.Wait()
		if f, err := os.OpenFile(heard, os.O_RDWR, 0); err == nil {
			_ = f.Close() // whoever still listens hears that nobody speaks
		}
	}()
	defer func() {
		_ = cmd.Process.Kill()
		<-ended
	}()
	inherited, err := os.ReadFile(heard) // waits for the browser
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(inherited), "opened http://127.0.0.1:1/oauth/v2/authorize?") || !strings.Contains(string(inherited), "HOME=") {
		t.Fatalf("the browser heard %q", inherited)
	}
	if strings.Contains(string(inherited), "hidden-") {
		t.Errorf("the browser inherited a secret:\n%s", inherited)
	}
}
