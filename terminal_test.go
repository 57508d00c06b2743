//go:build unix

package main

import (
	"bufio"
	"bytes"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
	"golang.org/x/term"
)

// terminal is the real program in a real pseudo-terminal, with an emulator that
// knows what a person would see.
type terminal struct {
	t      *testing.T
	tty    *os.File // our end of the pair
	slave  *os.File // the program's end, as far as it is ours
	cmd    *exec.Cmd
	screen vt10x.Terminal
	before *term.State

	mu      sync.Mutex
	changed chan struct{} // closed and replaced whenever output came
	output  bytes.Buffer
	ended   chan struct{} // closed when the program's output ended

	await  sync.Once     // for the program's end
	waited chan struct{} // closed then
}

// patience is how long a story waits for what it expects before it fails. It
// bounds a failure; no story waits for it to pass.
const patience = 20 * time.Second

// glance is how often a story looks again at what the terminal does not tell of.
const glance = 20 * time.Millisecond

// start runs the program on a screen of w by h cells. as picks one of the
// programs of TestMain.
func start(t *testing.T, as string, w, h int, args ...string) *terminal {
	t.Helper()
	return startIn(t, t.TempDir(), as, w, h, args...)
}

// startIn runs the program in a home that other runs may have lived in.
func startIn(t *testing.T, home, as string, w, h int, args ...string) *terminal {
	t.Helper()
	return launch{home: home, as: as, w: w, h: h}.start(t, args...)
}

// launch is how the program is started.
type launch struct {
	home string
	as   string // which of the programs of TestMain
	w, h int
	bus  string    // the address of a bus with a keyring; empty: there is no keyring
	vars []string  // besides those of the home
	in   io.Reader // what is piped in; nil: standard input is the terminal
}

func (l launch) environ() []string {
	bus := l.bus
	if bus == "" {
		bus = "unix:path=" + l.home + "/no-bus"
	}
	return append([]string{
		runAs + "=" + l.as, "TERM=xterm-256color", "LANG=C.UTF-8", "HOME=" + l.home, "PERISCOPE_CONFIG_DIR=" + l.home,
		"PATH=" + os.Getenv("PATH"), "TMPDIR=" + l.home, "GOCOVERDIR=" + l.home, "DBUS_SESSION_BUS_ADDRESS=" + bus,
		"GORACE=atexit_sleep_ms=0",
	}, l.vars...)
}

func (l launch) start(t *testing.T, args ...string) *terminal {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(master, &pty.Winsize{Cols: uint16(l.w), Rows: uint16(l.h)}); err != nil {
		t.Fatal(err)
	}
	before, err := term.GetState(int(slave.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	s := &terminal{
		t: t, tty: master, slave: slave, before: before,
		screen:  vt10x.New(vt10x.WithSize(l.w, l.h)),
		changed: make(chan struct{}),
		ended:   make(chan struct{}),
		cmd:     exec.Command(os.Args[0], args...),
	}
	s.cmd.Env = l.environ()
	s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = slave, slave, slave
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 1} // standard output
	if l.in != nil {
		s.cmd.Stdin = l.in
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill()
		_ = slave.Close()
		_ = master.Close()
		<-s.ended
	})
	go s.watch()
	return s
}

// watch feeds the emulator until the terminal is closed.
func (s *terminal) watch() {
	defer close(s.ended)
	r := bufio.NewReader(io.TeeReader(s.tty, locked{s}))
	for {
		err := s.screen.Parse(r)
		s.mu.Lock()
		close(s.changed)
		s.changed = make(chan struct{})
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// locked keeps a copy of the raw output.
type locked struct{ s *terminal }

func (l locked) Write(p []byte) (int, error) {
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	return l.s.output.Write(p)
}

// until waits for a condition, looking again whenever output came.
func (s *terminal) until(what string, ok func() bool) {
	s.t.Helper()
	deadline := time.After(patience)
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if ok() {
			return
		}
		select {
		case <-changed:
		case <-time.After(glance): // what is waited for may not be on the screen
		case <-deadline:
			s.t.Fatalf("waited in vain for %s; the screen:\n%s", what, s.screen)
		}
	}
}

// see waits until all texts are on the screen.
func (s *terminal) see(texts ...string) {
	s.t.Helper()
	for _, text := range texts {
		s.until("to see "+text, func() bool { return strings.Contains(s.screen.String(), text) })
	}
}

// wrote waits until the program has written the text, wherever it is by now.
func (s *terminal) wrote(text string) {
	s.t.Helper()
	s.until("the program to write "+text, func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return bytes.Contains(s.output.Bytes(), []byte(text))
	})
}

// gone waits until none of the texts is on the screen.
func (s *terminal) gone(texts ...string) {
	s.t.Helper()
	for _, text := range texts {
		s.until(text+" to go", func() bool { return !strings.Contains(s.screen.String(), text) })
	}
}

var keyBytes = map[string]string{
	"enter": "\r", "esc": "\x1b", "tab": "\t", "up": "\x1b[A", "down": "\x1b[B", "end": "\x1b[F", "home": "\x1b[H",
	"ctrl+c": "\x03", "ctrl+d": "\x04", "space": " ",
}

// press types keys, by name or as they are.
func (s *terminal) press(keys ...string) {
	s.t.Helper()
	for _, k := range keys {
		if bytes, named := keyBytes[k]; named {
			k = bytes
		}
		if _, err := io.WriteString(s.tty, k); err != nil {
			s.t.Fatal(err)
		}
	}
}

// answer types a line that must not be shown, once the program hides it. The
// question has to be on the screen: what an earlier one changed is then undone.
func (s *terminal) answer(secret string) {
	s.t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(time.Millisecond) {
		now, err := term.GetState(int(s.tty.Fd()))
		if err != nil {
			s.t.Fatal(err)
		}
		if !reflect.DeepEqual(now, s.before) {
			break
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("what is typed now would be shown; the screen:\n%s", s.screen)
		}
	}
	s.press(secret, "enter")
}

// leaks fails the test if any of the secrets was ever written to the terminal, or
// is in a file of the home.
func (s *terminal) leaks(home string, secrets ...string) {
	s.t.Helper()
	s.mu.Lock()
	all := map[string]string{"the terminal": s.output.String()}
	s.mu.Unlock()
	err := filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		all[path] = string(data)
		return err
	})
	if err != nil {
		s.t.Error(err)
	}
	for where, text := range all {
		for _, secret := range secrets {
			if strings.Contains(text, secret) {
				s.t.Errorf("%s shows %s…", where, secret[:4])
			}
		}
	}
}

func (s *terminal) resize(w, h int) {
	s.t.Helper()
	s.screen.Resize(w, h)
	if err := pty.Setsize(s.tty, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)}); err != nil {
		s.t.Fatal(err)
	}
}

// ends waits for the program to end and returns its exit status.
func (s *terminal) ends() int {
	s.t.Helper()
	select {
	case <-s.over():
	case <-time.After(patience):
		s.t.Fatalf("the program did not end; the screen:\n%s", s.screen)
	}
	return s.cmd.ProcessState.ExitCode()
}

// over is closed when the program has ended.
func (s *terminal) over() <-chan struct{} {
	s.await.Do(func() {
		s.waited = make(chan struct{})
		go func() {
			_ = s.cmd.Wait() // how it ended is in its state
			close(s.waited)
		}()
	})
	return s.waited
}

// onceSeen does something if a text is on the screen before the program has ended.
func (s *terminal) onceSeen(text string, do func()) {
	s.t.Helper()
	over := false
	s.until("to see "+text+", or the end", func() bool {
		select {
		case <-s.over():
			over = true
		default:
		}
		return over || strings.Contains(s.screen.String(), text)
	})
	if !over {
		do()
	}
}

// everything is all that the program has written. It must have ended; nothing can
// be asked of the terminal afterwards.
func (s *terminal) everything() string {
	s.t.Helper()
	_ = s.slave.Close() // whereupon there is an end to read
	select {
	case <-s.ended:
	case <-time.After(patience):
		s.t.Fatal("the program has ended, and its output has not")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.output.String()
}

// restored fails unless the terminal is as it was before the program: its
// modes, its screen, its cursor, its mouse.
func (s *terminal) restored() {
	s.t.Helper()
	after, err := term.GetState(int(s.tty.Fd()))
	if err != nil {
		s.t.Fatal(err)
	}
	if !reflect.DeepEqual(after, s.before) {
		s.t.Errorf("the terminal's modes are %+v, were %+v", after, s.before)
	}
	for _, sequence := range [][2]string{
		{"\x1b[?1049h", "\x1b[?1049l"}, // alternate screen
		{"\x1b[?25l", "\x1b[?25h"},     // cursor
		{"\x1b[?1002h", "\x1b[?1002l"}, // mouse
		{"\x1b[?2004h", "\x1b[?2004l"}, // bracketed paste
	} {
		on, off := sequence[0], sequence[1]
		s.until("the end of "+on[1:], func() bool {
			s.mu.Lock()
			defer s.mu.Unlock()
			out := s.output.String()
			return strings.LastIndex(out, off) >= strings.LastIndex(out, on)
		})
	}
}
