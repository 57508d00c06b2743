//go:build unix

package e2e

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// startShell starts a shell with job control in a terminal, which runs commands with the
// program.
func (p program) startShell(t *testing.T, commands ...string) *terminal {
	t.Helper()
	path, err := exec.LookPath("bash")
	if err != nil {
		t.Skipf("no shell whose job control is known: %v", err)
	}
	p.vars = append(p.vars, "PS1=ready> ", "P="+os.Args[0], "HISTFILE=")
	s := p.startCommand(t, exec.Command(path, "--norc", "--noprofile", "--noediting", "-i"))
	s.see("ready> ")
	for _, command := range commands {
		s.typeLine(command)
	}
	return s
}

// typeLine types a line into the shell.
func (s *terminal) typeLine(line string) {
	s.t.Helper()
	s.press(line, "\n")
}

// foreground is the process group that has the terminal; its number is that of the program.
func (s *terminal) foreground() int {
	s.t.Helper()
	var group int
	if err := control(s.tty, func(fd int) (err error) {
		group, err = unix.IoctlGetInt(fd, unix.TIOCGPGRP)
		return err
	}); err != nil {
		s.t.Fatal(err)
	}
	return group
}

// shows reports whether the terminal shows what is typed, and edits it by lines.
func (s *terminal) shows() (echo, lines bool) {
	s.t.Helper()
	if err := control(s.tty, func(fd int) error {
		modes, err := unix.IoctlGetTermios(fd, getModes)
		if err == nil {
			echo, lines = modes.Lflag&unix.ECHO != 0, modes.Lflag&unix.ICANON != 0
		}
		return err
	}); err != nil {
		s.t.Fatal(err)
	}
	return echo, lines
}

// hides waits until the terminal shows nothing of the line that is typed.
func (s *terminal) hides() {
	s.t.Helper()
	s.until("the echo to be off", func() bool {
		echo, lines := s.shows()
		return !echo && lines
	})
}

// inShell waits until the shell has the terminal, as it was.
func (s *terminal) inShell() {
	s.t.Helper()
	s.until("the shell", func() bool { return s.foreground() == s.cmd.Process.Pid })
	s.undrawn()
	s.until("echo and lines", func() bool {
		echo, lines := s.shows()
		return echo && lines
	})
	s.typeLine("echo in the $((1+0))st shell")
	s.see("in the 1st shell")
}

// leave ends the shell.
func (s *terminal) leave() {
	s.t.Helper()
	s.until("the shell", func() bool { return s.foreground() == s.cmd.Process.Pid })
	s.typeLine("exit")
	s.wait()
}

// stops are the ways to stop the program, from outside and by the key.
var stops = map[string]func(*terminal){
	"ctrl+z": func(s *terminal) { s.press("ctrl+z") },
	"SIGTSTP": func(s *terminal) {
		if err := syscall.Kill(s.foreground(), syscall.SIGTSTP); err != nil {
			s.t.Fatal(err)
		}
	},
}

// TestSuspendExplorer: the shell has the terminal while the explorer is stopped, and the
// explorer draws again and hears keys when it continues.
func TestSuspendExplorer(t *testing.T) {
	t.Parallel()
	for name, stop := range stops {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := program{name: periscope, home: t.TempDir(), w: 100, h: 30}.startShell(t, `"$P" demo`)
			s.see("Acme HQ", "all but 2")
			for range 2 {
				stop(s)
				s.inShell()
				s.typeLine("clear; fg")
				s.see("Acme HQ", "all but 2")
				s.press("?")
				s.see("esc close")
				s.press("esc")
				s.gone("esc close")
			}
			s.press("/", "ctrl+z") // from a text field, too
			s.inShell()
			s.typeLine("clear; fg")
			s.see("Acme HQ")
			s.press("ctrl+c")
			s.leave()
		})
	}
}

// TestStopWithoutAWord: SIGSTOP tells the program nothing, and the shell takes the terminal as
// it is. When the program continues it draws everything again, and hears keys.
func TestStopWithoutAWord(t *testing.T) {
	t.Parallel()
	for command, test := range map[string]struct{ shows, key, answer string }{
		"demo":                     {"all but 2", "?", "esc close"},
		"watch --addr 127.0.0.1:0": {"No call of Slack yet", "p", "paused"},
	} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			s := program{name: periscope, home: t.TempDir(), w: 100, h: 30}.startShell(t, `"$P" `+command)
			s.see(test.shows)
			if err := syscall.Kill(s.foreground(), syscall.SIGSTOP); err != nil {
				t.Fatal(err)
			}
			s.until("the shell", func() bool { return s.foreground() == s.cmd.Process.Pid })
			s.typeLine("")
			s.typeLine("clear; echo cle''ared; fg")
			s.until("the screen to be drawn again", func() bool {
				_, after, cleared := strings.Cut(s.written(), "cleared")
				return cleared && strings.Contains(after, "\x1b[?1049h")
			})
			s.see(test.shows)
			if echo, lines := s.shows(); echo || lines {
				t.Errorf("echo %v, lines %v", echo, lines)
			}
			s.press(test.key)
			s.see(test.answer)
			s.press("ctrl+c")
			s.leave()
		})
	}
}

// TestSuspendWithoutAShell: where nothing could continue the program, it goes on.
func TestSuspendWithoutAShell(t *testing.T) {
	t.Parallel()
	s := start(t, 80, 24, "demo")
	s.see("Acme HQ")
	drawn := func(times int) { // the whole of it: an empty screen has no dialog either
		s.until("the screen to be drawn again", func() bool {
			drawings := strings.Split(s.written(), "\x1b[?1049h")
			return len(drawings) > times && strings.Contains(drawings[len(drawings)-1], "Acme HQ")
		})
		s.see("Acme HQ")
	}
	s.press("ctrl+z")
	drawn(2)
	s.press("?")
	s.see("esc close")
	s.signal(syscall.SIGTSTP)
	drawn(3)
	s.see("esc close")
	s.press("esc")
	s.gone("esc close")
	s.see("? help") // before the next key: esc and q at once are alt+q
	s.press("q")
	s.endsWith(0)
}

// TestSuspendPrompt: the echo is on while the shell has the terminal, and off when the
// program has it again, however it was stopped.
func TestSuspendPrompt(t *testing.T) {
	t.Parallel()
	stops := map[string]func(*terminal){"SIGSTOP": func(s *terminal) {
		if err := syscall.Kill(s.foreground(), syscall.SIGSTOP); err != nil {
			s.t.Fatal(err)
		}
		s.until("the shell", func() bool { return s.foreground() == s.cmd.Process.Pid })
		s.typeLine("") // which ends what was typed before, in the shell
		s.typeLine("stty echo")
	}, "ctrl+z": stops["ctrl+z"], "SIGTSTP": stops["SIGTSTP"]}
	for name, stop := range stops {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := program{name: quickPeriscope, home: t.TempDir(), w: 100, h: 30}.startShell(t,
				"stty noflsh", `"$P" team add --store file --api-url `+emulatedSlack(t))
			s.see("Token (not shown")
			s.hides()
			if name == "ctrl+z" { // which comes after it, and with noflsh the terminal keeps it
				s.press("first-half")
			}
			stop(s)
			s.inShell()
			s.typeLine("clear; fg")
			s.see("Token (not shown")
			s.hides()
			s.press(typedToken, "enter")
			s.see("New passphrase") // the token was read, and nothing of what came before it
			s.requireWithout(map[string]string{"the terminal": s.written()}, []string{typedToken, "first-half"})
			s.press("ctrl+c")
			s.leave()
		})
	}
}

// TestKillWhileSuspended: a stopped program that is told to end does so, and leaves the
// terminal to the shell.
func TestKillWhileSuspended(t *testing.T) {
	t.Parallel()
	for command, shown := range map[string]string{"demo": "Acme HQ", "team add": "Token (not shown"} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			s := program{name: periscope, home: t.TempDir(), w: 100, h: 30}.startShell(t, `"$P" `+command)
			s.see(shown)
			if strings.Contains(command, "add") {
				s.hides()
			}
			s.press("ctrl+z")
			s.inShell()
			// Right after the signal the shell still takes the job for a stopped one.
			s.typeLine("p=$(jobs -p); kill %1; while kill -0 $p 2>&-; do sleep .05; done")
			s.see("Exit 130")
			s.inShell()
			s.leave()
		})
	}
}
