//go:build unix

package e2e

import (
	"strings"
	"syscall"
	"testing"
)

func TestFirstStart(t *testing.T) {
	t.Parallel()
	term := start(t, 80, 24)
	term.see("periscope demo", "periscope team add")
	term.endsWith(0)
}

func TestInterrupts(t *testing.T) {
	t.Parallel()
	for name, interrupt := range map[string]func(*terminal){
		"ctrl+c":  func(term *terminal) { term.press("ctrl+c") },
		"SIGTERM": func(term *terminal) { term.signal(syscall.SIGTERM) },
		"SIGINT":  func(term *terminal) { term.signal(syscall.SIGINT) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := start(t, 80, 24, "demo")
			term.see("Acme HQ")
			interrupt(term)
			term.wait()
			term.restored()
		})
	}
}

func TestCtrlCAtOnce(t *testing.T) {
	t.Parallel()
	term := start(t, 80, 24, "demo", "--resources", "100000")
	term.press("ctrl+c")
	term.wait()
	term.restored()
}

// TestPanic is about a fault of Periscope itself: what it says, what it does not
// say, and its exit status.
func TestPanic(t *testing.T) {
	t.Parallel()
	const token = "xoxb-sandbox-lighthouse"
	p := program{name: panickingPeriscope, home: t.TempDir(), vars: []string{"PANIC_WITH=" + token + "\x1b[2J"}}
	for _, args := range [][]string{
		{"team", "list", "--store", "file"},
		{"team", "list", "--store", "file", "--json"},
	} {
		stdout, stderr, status := p.run(t, "", args...)
		if status != 70 {
			t.Errorf("%s: status %d", args, status)
		}
		lines := strings.SplitN(stderr, "\n", 4)
		if len(lines) < 4 {
			t.Fatalf("%s says only %q", args, stderr)
		}
		if want := "periscope: Periscope stopped because of a fault of its own: the file of xoxb-…␛[2J is broken"; lines[0] != want {
			t.Errorf("%s says first:\n%s\nwant:\n%s", args, lines[0], want)
		}
		if !strings.HasPrefix(lines[1], "report it") || lines[2] != "" || !strings.HasPrefix(lines[3], "goroutine ") {
			t.Errorf("%s says after the fault:\n%s", args, strings.Join(lines[1:], "\n"))
		}
		if strings.Contains(stdout+stderr, token) || strings.Contains(stdout+stderr, "\x1b") {
			t.Errorf("%s shows the token, or what a terminal obeys", args)
		}
		if isJSON := strings.Contains(stdout, `"code": "fault"`); isJSON != (args[len(args)-1] == "--json") {
			t.Errorf("%s prints %q", args, stdout)
		}
	}
}

// TestPanicInExplorer: the terminal is as before, also after a fault of Periscope.
func TestPanicInExplorer(t *testing.T) {
	t.Parallel()
	const token = "xoxb-sandbox-lighthouse"
	p := program{name: panickingExplorer, home: t.TempDir(), w: 80, h: 24, vars: []string{"PANIC_WITH=" + token}}
	term := p.start(t, "demo")
	term.endsWith(70)
	output := term.allOutput()
	said := strings.Join(strings.Fields(output), " ") // lines are broken where the terminal ends
	if !strings.Contains(said, "fault of its own: the source of xoxb-… is broken report it") {
		t.Errorf("the fault is not reported as such:\n%s", output)
	}
	if !strings.Contains(output, "panickingSource.Permissions") {
		t.Errorf("the stack does not show where it happened:\n%s", output)
	}
	if strings.Contains(output, token) {
		t.Errorf("the token is shown:\n%s", output)
	}
}
