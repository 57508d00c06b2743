//go:build unix

package cli

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"periscope/cli/console"
)

// TestSpecialFilesOnTheCommandLine: a pipe that nobody writes to is not waited for, and
// a device that does not end is not read.
func TestSpecialFilesOnTheCommandLine(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	fifo := filepath.Join(t.TempDir(), "fifo.yaml")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, words := range map[string]string{
		fifo:        "is a pipe that nothing was written to",
		"/dev/zero": "cannot be read: it is a device",
		"/dev/null": "cannot be read: it is a device",
		t.TempDir(): "cannot be read: it is a directory",
	} {
		for _, args := range [][]string{
			{"diff", name, "-"}, {"drift", "--manifest", name, "--code", "."}, {"sandbox", "--world", name, "--print-world"},
		} {
			p.run(t, "{}", args...).want(t, console.StatusUsage, name+" "+words)
		}
	}
	p.run(t, `{"settings":{}}`, "drift", "--manifest", "-", "--code", fifo).want(t, console.StatusUsage, "it is not a directory")
}

// TestSilentPipeIsInterrupted: the first ctrl+c ends the wait for a pipe whose writer
// does not write.
func TestSilentPipeIsInterrupted(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	fifo := filepath.Join(t.TempDir(), "fifo.yaml")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	writer, err := os.OpenFile(fifo, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Close() //nolint:errcheck // nothing was written to it
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, args := range [][]string{
		{"diff", fifo, "-"}, {"drift", "--manifest", fifo, "--code", "."}, {"sandbox", "--world", fifo},
	} {
		if o := p.runUntil(ctx, "{}", args...); o.status == console.StatusDone {
			t.Errorf("%v: %+v", args, o)
		}
	}
}

// TestListOfTeamsThatIsAPipe is refused by every command that reads it.
func TestListOfTeamsThatIsAPipe(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	if err := syscall.Mkfifo(filepath.Join(p.vars["PERISCOPE_CONFIG_DIR"], "teams.json"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"team", "list"}, {"info"}, {"team", "remove", "acme/bot"}, {}} {
		if o := p.run(t, "", args...); o.status == console.StatusDone {
			t.Errorf("%v: %+v", args, o)
		}
	}
	p.run(t, "", "team", "list").want(t, console.StatusUsage, "it is a named pipe")
}
