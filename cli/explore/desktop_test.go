package explore

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"periscope/cli/console"
)

// desktopOf is a desktop with variables of the environment.
func desktopOf(vars map[string]string) Desktop {
	return Desktop{&console.Environment{Getenv: func(name string) string { return vars[name] }}}
}

// TestWriteFile writes files that only the user can read, and replaces none without being told.
func TestWriteFile(t *testing.T) {
	t.Parallel()
	d, dir := desktopOf(nil), t.TempDir()
	path := filepath.Join(dir, "view.md")
	if err := d.WriteFile(path, []byte("one"), false); err != nil {
		t.Fatal(err)
	}
	if err := d.WriteFile(path, []byte("two"), false); !errors.Is(err, fs.ErrExist) {
		t.Errorf("writing over a file: %v", err)
	}
	if got, _ := os.ReadFile(path); string(got) != "one" {
		t.Errorf("the file holds %q", got)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := d.WriteFile(path, []byte("three"), true); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(path); string(got) != "three" {
		t.Errorf("the file holds %q", got)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("its mode is %v (%v)", info.Mode(), err)
	}
	if err := d.WriteFile(dir, nil, true); err == nil {
		t.Error("a directory was replaced")
	}
	if err := d.WriteFile(filepath.Join(dir, "no", "where"), nil, false); err == nil {
		t.Error("a file was written where there is no directory")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".periscope-*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestWriteFileThroughLinks replaces no file by way of a link that another user made.
func TestWriteFileThroughLinks(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	target, link := filepath.Join(dir, "target"), filepath.Join(dir, "link")
	if err := os.WriteFile(target, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, link); err != nil {
		t.Skip("links cannot be made here: " + err.Error())
	}
	if err := desktopOf(nil).WriteFile(link, []byte("new"), true); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(target); string(got) != "mine" {
		t.Errorf("the link's target holds %q", got)
	}
}

// TestClipboards finds the programs for a clipboard: over SSH none of this machine's, in tmux
// its own.
func TestClipboards(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("other systems have one program")
	}
	for _, c := range []struct {
		vars map[string]string
		want string
	}{
		{nil, ""},
		{map[string]string{"DISPLAY": ":0"}, "xclip xsel"},
		{map[string]string{"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "wl-copy"},
		{map[string]string{"DISPLAY": ":0", "SSH_CONNECTION": "1.2.3.4"}, ""},
		{map[string]string{"DISPLAY": ":0", "SSH_TTY": "/dev/pts/1", "TMUX": "/tmp/x"}, "tmux"},
		{map[string]string{"DISPLAY": ":0", "TMUX": "/tmp/x"}, "xclip xsel tmux"},
		{map[string]string{"WSL_DISTRO_NAME": "Debian"}, "clip.exe"},
	} {
		var names []string
		for _, command := range desktopOf(c.vars).clipboards() {
			names = append(names, command[0])
		}
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("%v: %q, want %q", c.vars, got, c.want)
		}
	}
}

// TestCopy runs the program without a shell, hands it the text on its standard input, and waits
// for it no longer than it may take.
func TestCopy(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the program is a script here")
	}
	dir := t.TempDir()
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	out := filepath.Join(dir, "clipboard")
	script := func(text string) {
		if err := os.WriteFile(filepath.Join(dir, "wl-copy"), []byte("#!/bin/sh\n"+text+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	d := desktopOf(map[string]string{"WAYLAND_DISPLAY": "wayland-0"})
	const text = "$(touch /tmp/x) `id` pins:write\n--clear"
	script("cat > " + out)
	if program, err := d.Copy(t.Context(), text); program != "wl-copy" || err != nil {
		t.Fatalf("copied by %q: %v", program, err)
	}
	if got, _ := os.ReadFile(out); string(got) != text {
		t.Errorf("the clipboard holds %q", got)
	}
	script("exit 3")
	if program, err := d.Copy(t.Context(), text); program != "wl-copy" || err == nil {
		t.Errorf("a program that failed: %q, %v", program, err)
	}
	script("exec sleep 30")
	began := time.Now()
	if _, err := d.Copy(t.Context(), text); err == nil || time.Since(began) > 20*time.Second {
		t.Errorf("a program that hangs: %v after %v", err, time.Since(began))
	}
	if program, err := desktopOf(nil).Copy(t.Context(), text); program != "" || err != nil {
		t.Errorf("without a clipboard: %q, %v", program, err)
	}
}

// TestBrowseOverSSH opens no browser on a machine where nobody sits.
func TestBrowseOverSSH(t *testing.T) {
	t.Parallel()
	d := desktopOf(map[string]string{"SSH_TTY": "/dev/pts/1"})
	d.Env.OpenURL = func(string) error { t.Error("a browser was opened"); return nil }
	if err := d.Browse("https://slack.example"); err == nil {
		t.Error("no browser, and no error")
	}
	d = desktopOf(nil)
	opened := ""
	d.Env.OpenURL = func(page string) error { opened = page; return nil }
	if err := d.Browse("https://slack.example"); err != nil || opened == "" {
		t.Errorf("opened %q: %v", opened, err)
	}
}
