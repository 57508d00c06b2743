//go:build unix

package e2e

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// endings are the ways to end a program from outside that a program can see, with its exit status.
var endings = map[string]struct {
	end    func(*terminal)
	status int
}{
	"SIGHUP":  {func(s *terminal) { s.signal(syscall.SIGHUP) }, 130},
	"SIGTERM": {func(s *terminal) { s.signal(syscall.SIGTERM) }, 130},
	"SIGINT":  {func(s *terminal) { s.signal(syscall.SIGINT) }, 130},
	"SIGQUIT": {func(s *terminal) { s.signal(syscall.SIGQUIT) }, 128 + 3},
	"SIGABRT": {func(s *terminal) { s.signal(syscall.SIGABRT) }, 128 + 6},
	"two signals": {func(s *terminal) {
		s.signal(syscall.SIGTERM)
		s.signal(syscall.SIGINT)
	}, 130},
	"a panic in a goroutine": {func(s *terminal) { s.signal(syscall.SIGUSR1) }, 70},
}

// panicking is a program that panics at SIGUSR1, with a token.
func panicking(t *testing.T) program {
	t.Helper()
	return program{name: panickingOnSignal, home: t.TempDir(), w: 80, h: 24, vars: []string{"PANIC_WITH=xoxb-sandbox-lighthouse"}}
}

// TestTerminalIsGivenBack: by the explorer, at every end that a program can see.
func TestTerminalIsGivenBack(t *testing.T) {
	t.Parallel()
	for name, ending := range endings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := panicking(t).start(t, "demo")
			s.see("Acme HQ")
			ending.end(s)
			s.endsWith(ending.status)
			if output := s.allOutput(); strings.Contains(output, "sandbox-lighthouse") {
				t.Error("the token of the panic is shown")
			}
		})
	}
}

// TestTerminalIsGivenBackAtOnce: also while the explorer takes the terminal.
func TestTerminalIsGivenBackAtOnce(t *testing.T) {
	t.Parallel()
	for _, bytes := range []int{0, 1, 30, 300} { // that were written before the signal
		for _, sig := range []syscall.Signal{syscall.SIGHUP, syscall.SIGQUIT} {
			s := panicking(t).start(t, "demo")
			s.until("output", func() bool { return len(s.written()) >= bytes })
			s.signal(sig)
			s.wait()
			s.restored()
		}
	}
}

// TestEchoIsBack: after every way out of a prompt for a secret.
func TestEchoIsBack(t *testing.T) {
	t.Parallel()
	keys := map[string]int{"ctrl+c": 130, "ctrl+\\": 128 + 3, "ctrl+d": 2, "enter": 3}
	prompt := func(t *testing.T) *terminal {
		t.Helper()
		s := panicking(t).start(t, "team", "add", "--store", "file", "--api-url", "http://127.0.0.1:1/")
		s.see("Token (not shown")
		s.untilHidden()
		return s
	}
	for name, ending := range endings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := prompt(t)
			ending.end(s)
			s.endsWith(ending.status)
		})
	}
	for key, status := range keys {
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			s := prompt(t)
			s.press(key)
			s.endsWith(status)
		})
	}
	t.Run("the window is closed", func(t *testing.T) {
		t.Parallel()
		s := prompt(t)
		s.hangUp()
		if status := s.wait(); status != 130 && status != 2 { // the end of input may be read before the signal
			t.Errorf("exit status %d", status)
		}
	})
}

// TestQuitShowsStacks: SIGQUIT is sent to see what a program is doing.
func TestQuitShowsStacks(t *testing.T) {
	t.Parallel()
	s := start(t, 80, 24, "demo")
	s.see("Acme HQ")
	s.signal(syscall.SIGQUIT)
	s.wait()
	if output := s.allOutput(); !strings.Contains(output, "goroutine ") || !strings.Contains(output, "(*Program).eventLoop(") {
		t.Errorf("no stacks:\n%s", output)
	}
}

// TestIgnoredHangup: who starts a program with nohup does not want it to end with the terminal.
func TestIgnoredHangup(t *testing.T) {
	t.Parallel()
	p := program{name: periscope, home: t.TempDir(), w: 80, h: 24}
	s := p.startCommand(t, exec.Command("sh", "-c", `trap "" HUP; exec "$0" demo`, os.Args[0]))
	s.see("Acme HQ")
	s.signal(syscall.SIGHUP)
	s.press("?")
	s.see("esc close")
	s.press("esc")
	s.gone("esc close")
	s.press("q")
	s.endsWith(0)
}

// TestSignalEndsTheReadingOfASilentPipe: a pipe whose writer says nothing is read for ever.
func TestSignalEndsTheReadingOfASilentPipe(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	pipe := home + "/pipe"
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	writer, err := os.OpenFile(pipe, os.O_RDWR, 0) // to open it for writing alone would wait for the program
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = writer.Close() }()
	s := program{name: periscope, home: home, w: 80, h: 24}.start(t, "sandbox", "--world", pipe)
	s.until("the handling of signals", func() bool { return handlesSignal(t, s.cmd.Process.Pid, syscall.SIGTSTP) }) // which Go alone does not
	s.signal(syscall.SIGTERM)
	s.signal(syscall.SIGTERM)
	s.endsWith(130)
	if !strings.Contains(s.allOutput(), "periscope: interrupted") {
		t.Errorf("says %q", s.written())
	}
}
