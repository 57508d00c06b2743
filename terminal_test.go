package main

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
	"golang.org/x/sys/unix"
)

// terminal is the real program in a real pseudo-terminal, with an emulator that
// knows what a person would see.
type terminal struct {
	t      *testing.T
	tty    *os.File // our end of the pair
	cmd    *exec.Cmd
	screen vt10x.Terminal
	before unix.Termios

	mu      sync.Mutex
	changed chan struct{} // closed and replaced whenever output came
	output  bytes.Buffer
	ended   chan struct{} // closed when the program's output ended
}

// patience is how long a story waits for what it expects before it fails. It
// bounds a failure; no story waits for it to pass.
const patience = 20 * time.Second

// start runs the program on a screen of w by h cells. as picks one of the
// programs of TestMain.
func start(t *testing.T, as string, w, h int, args ...string) *terminal {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(master, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)}); err != nil {
		t.Fatal(err)
	}
	before, err := unix.IoctlGetTermios(int(slave.Fd()), unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	term := &terminal{
		t: t, tty: master, before: *before,
		screen:  vt10x.New(vt10x.WithSize(w, h)),
		changed: make(chan struct{}),
		ended:   make(chan struct{}),
		cmd:     exec.Command(os.Args[0], args...),
	}
	term.cmd.Env = []string{
		runAs + "=" + as, "TERM=xterm-256color", "LANG=C.UTF-8", "HOME=" + home, "PERISCOPE_CONFIG_DIR=" + home,
		"PATH=" + os.Getenv("PATH"), "TMPDIR=" + home, "GOCOVERDIR=" + home,
	}
	term.cmd.Stdin, term.cmd.Stdout, term.cmd.Stderr = slave, slave, slave
	term.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := term.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = term.cmd.Process.Kill()
		_ = slave.Close()
		_ = master.Close()
		<-term.ended
	})
	go term.watch()
	return term
}

// watch feeds the emulator until the terminal is closed.
func (term *terminal) watch() {
	defer close(term.ended)
	r := bufio.NewReader(io.TeeReader(term.tty, locked{term}))
	for {
		err := term.screen.Parse(r)
		term.mu.Lock()
		close(term.changed)
		term.changed = make(chan struct{})
		term.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// locked keeps a copy of the raw output.
type locked struct{ term *terminal }

func (l locked) Write(p []byte) (int, error) {
	l.term.mu.Lock()
	defer l.term.mu.Unlock()
	return l.term.output.Write(p)
}

// until waits for a condition, looking again whenever output came.
func (term *terminal) until(what string, ok func() bool) {
	term.t.Helper()
	deadline := time.After(patience)
	for {
		term.mu.Lock()
		changed := term.changed
		term.mu.Unlock()
		if ok() {
			return
		}
		select {
		case <-changed:
		case <-deadline:
			term.t.Fatalf("waited in vain for %s; the screen:\n%s", what, term.screen)
		}
	}
}

// see waits until all texts are on the screen.
func (term *terminal) see(texts ...string) {
	term.t.Helper()
	for _, text := range texts {
		term.until("to see "+text, func() bool { return strings.Contains(term.screen.String(), text) })
	}
}

// wrote waits until the program has written the text, wherever it is by now.
func (term *terminal) wrote(text string) {
	term.t.Helper()
	term.until("the program to write "+text, func() bool {
		term.mu.Lock()
		defer term.mu.Unlock()
		return bytes.Contains(term.output.Bytes(), []byte(text))
	})
}

// gone waits until none of the texts is on the screen.
func (term *terminal) gone(texts ...string) {
	term.t.Helper()
	for _, text := range texts {
		term.until(text+" to go", func() bool { return !strings.Contains(term.screen.String(), text) })
	}
}

var keyBytes = map[string]string{
	"enter": "\r", "esc": "\x1b", "tab": "\t", "up": "\x1b[A", "down": "\x1b[B", "end": "\x1b[F", "home": "\x1b[H",
	"ctrl+c": "\x03", "ctrl+d": "\x04", "space": " ",
}

// press types keys, by name or as they are.
func (term *terminal) press(keys ...string) {
	term.t.Helper()
	for _, k := range keys {
		if bytes, named := keyBytes[k]; named {
			k = bytes
		}
		if _, err := io.WriteString(term.tty, k); err != nil {
			term.t.Fatal(err)
		}
	}
}

func (term *terminal) resize(w, h int) {
	term.t.Helper()
	term.screen.Resize(w, h)
	if err := pty.Setsize(term.tty, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)}); err != nil {
		term.t.Fatal(err)
	}
}

// ends waits for the program to end and returns its exit status.
func (term *terminal) ends() int {
	term.t.Helper()
	done := make(chan error, 1)
	go func() { done <- term.cmd.Wait() }()
	select {
	case <-done:
	case <-time.After(patience):
		term.t.Fatalf("the program did not end; the screen:\n%s", term.screen)
	}
	return term.cmd.ProcessState.ExitCode()
}

// restored fails unless the terminal is as it was before the program: its
// modes, its screen, its cursor, its mouse.
func (term *terminal) restored() {
	term.t.Helper()
	after, err := unix.IoctlGetTermios(int(term.tty.Fd()), unix.TCGETS)
	if err != nil {
		term.t.Fatal(err)
	}
	if *after != term.before {
		term.t.Errorf("the terminal's modes are %+v, were %+v", *after, term.before)
	}
	for _, sequence := range [][2]string{
		{"\x1b[?1049h", "\x1b[?1049l"}, // alternate screen
		{"\x1b[?25l", "\x1b[?25h"},     // cursor
		{"\x1b[?1002h", "\x1b[?1002l"}, // mouse
		{"\x1b[?2004h", "\x1b[?2004l"}, // bracketed paste
	} {
		on, off := sequence[0], sequence[1]
		term.until("the end of "+on[1:], func() bool {
			term.mu.Lock()
			defer term.mu.Unlock()
			out := term.output.String()
			return strings.LastIndex(out, off) >= strings.LastIndex(out, on)
		})
	}
}
