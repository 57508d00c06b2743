//go:build unix

package e2e

import (
	"bufio"
	"bytes"
	"cmp"
	"io"
	"os"
	"os/exec"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
	"golang.org/x/sys/unix"
	"golang.org/x/term"
)

// timeout is how long a test waits for what it expects before it fails. It bounds
// a failure; no test waits for it to pass.
const timeout = 20 * time.Second

// pollInterval is how often a test looks again at what no output announces.
const pollInterval = 20 * time.Millisecond

// program is how the program is started: which one, where, and with what around it.
type program struct {
	name       string // which of the programs of TestMain
	home       string // its home and configuration directory
	w, h       int    // cells of its terminal
	keyringBus string // the address of a D-Bus with a keyring; empty: there is no keyring
	vars       []string
}

func (p program) environ() []string {
	bus := p.keyringBus
	if bus == "" {
		bus = "unix:path=" + p.home + "/no-bus"
	}
	return append([]string{
		programVar + "=" + p.name, "TERM=xterm-256color", "LANG=C.UTF-8", "HOME=" + p.home, "PERISCOPE_CONFIG_DIR=" + p.home,
		"PATH=" + os.Getenv("PATH"), "TMPDIR=" + p.home, "GOCOVERDIR=" + p.home, "DBUS_SESSION_BUS_ADDRESS=" + bus,
		"GORACE=atexit_sleep_ms=0",
	}, p.vars...)
}

// run runs the program without a terminal.
func (p program) run(t *testing.T, stdin string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = p.environ()
	cmd.Stdin = strings.NewReader(stdin)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	_ = cmd.Run() // how it ended is in its state
	if cmd.ProcessState == nil {
		t.Fatal("the program did not start")
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// terminal is the program in a pseudo-terminal, with an emulator that knows what a
// person would see.
type terminal struct {
	t      *testing.T
	tty    *os.File // our end of the pair
	slave  *os.File // the program's end, as far as it is ours
	cmd    *exec.Cmd
	screen *display
	before *term.State // the modes of the terminal before the program
	story  string      // that is told just now

	mu      sync.Mutex
	changed chan struct{} // closed and replaced when output has come
	output  bytes.Buffer
	closed  chan struct{} // closed when there is no more output

	waitOnce sync.Once     // for the end of the process
	ended    chan struct{} // closed then
}

// start runs Periscope in an empty home, on a screen of w by h cells.
func start(t *testing.T, w, h int, args ...string) *terminal {
	t.Helper()
	return program{name: periscope, home: t.TempDir(), w: w, h: h}.start(t, args...)
}

// start runs the program in a terminal.
func (p program) start(t *testing.T, args ...string) *terminal {
	t.Helper()
	return p.startCommand(t, exec.Command(os.Args[0], args...))
}

// startCommand runs a command in a terminal, in the environment of the program.
func (p program) startCommand(t *testing.T, cmd *exec.Cmd) *terminal {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	master = nonblocking(t, master)
	if err := setSize(master, p.w, p.h); err != nil {
		t.Fatal(err)
	}
	before, err := modesOf(master)
	if err != nil {
		t.Fatal(err)
	}
	s := &terminal{
		t: t, tty: master, slave: slave, before: before,
		screen:  &display{emulator: vt10x.New(vt10x.WithSize(p.w, p.h))},
		changed: make(chan struct{}),
		closed:  make(chan struct{}),
		cmd:     cmd,
	}
	s.cmd.Env = p.environ()
	s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = slave, slave, slave
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 1} // standard output
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill()
		_ = slave.Close()
		_ = master.Close()
		<-s.closed
	})
	go s.emulate()
	return s
}

// nonblocking returns a file in the place of another whose reading ends when it is closed.
func nonblocking(t *testing.T, f *os.File) *os.File {
	t.Helper()
	defer func() { _ = f.Close() }()
	fd, err := unix.FcntlInt(f.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(fd), f.Name())
}

// control calls f with the descriptor of a file, which stays nonblocking.
func control(tty *os.File, f func(fd int) error) error {
	conn, err := tty.SyscallConn()
	if err != nil {
		return err
	}
	controlled := conn.Control(func(fd uintptr) { err = f(int(fd)) })
	return cmp.Or(controlled, err)
}

// modesOf are the modes of a terminal, by our end of it.
func modesOf(tty *os.File) (modes *term.State, err error) {
	err = control(tty, func(fd int) (err error) {
		modes, err = term.GetState(fd)
		return err
	})
	return modes, err
}

func setSize(tty *os.File, w, h int) error {
	return control(tty, func(fd int) error {
		return unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Col: uint16(w), Row: uint16(h)})
	})
}

// display is what a person sees: the emulator's screen between two frames, never within one.
// So does a terminal with synchronized output (mode 2026), which the driver says it has.
type display struct {
	emulator vt10x.Terminal

	mu    sync.Mutex
	shown string
}

// String is what is shown, by rows.
func (d *display) String() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.shown
}

// show shows what the emulator has drawn.
func (d *display) show() {
	drawn := d.emulator.String()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.shown = drawn
}

// A frame of synchronized output, and what asks for the mode and says that it is there.
const (
	frameBegins, frameEnds = "\x1b[?2026h", "\x1b[?2026l"
	asksForFrames          = "\x1b[?2026$p"
	hasFrames              = "\x1b[?2026;2$y"
)

// emulate feeds the emulator until the terminal is closed.
func (s *terminal) emulate() {
	defer close(s.closed)
	r := bufio.NewReader(io.TeeReader(s.tty, outputCopy{s}))
	asked := 0
	for {
		err := s.screen.emulator.Parse(r)
		output := s.written()
		if err != nil || strings.LastIndex(output, frameBegins) <= strings.LastIndex(output, frameEnds) {
			s.screen.show()
		}
		for ; asked < strings.Count(output, asksForFrames); asked++ {
			_, _ = io.WriteString(s.tty, hasFrames) // nobody reads it if the program has ended
		}
		s.mu.Lock()
		close(s.changed)
		s.changed = make(chan struct{})
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// outputCopy keeps a copy of what the program writes.
type outputCopy struct{ s *terminal }

func (c outputCopy) Write(p []byte) (int, error) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return c.s.output.Write(p)
}

// written is what the program has written so far.
func (s *terminal) written() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.output.String()
}

// until waits for a condition, and looks again when output has come.
func (s *terminal) until(what string, ok func() bool) {
	s.t.Helper()
	deadline := time.After(timeout)
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if ok() {
			return
		}
		select {
		case <-changed:
		case <-time.After(pollInterval): // the condition may not be about the screen
		case <-deadline:
			s.t.Fatalf("%s: waited in vain for %s; the screen:\n%s", s.story, what, s.screen)
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

// questionDelay is longer than the time for which a question that appeared by itself ignores
// keys and clicks, because they were made before it could be seen.
const questionDelay = 250 * time.Millisecond

// retryAfter is how long a test waits for what a key or click does before it makes another. It
// is long, because a busy machine may still do it: then the second one means something else.
const retryAfter = 4 * time.Second

// answer answers a question, which may have appeared by itself, and waits until it is gone.
func (s *terminal) answer(question, key string) {
	s.t.Helper()
	s.see(question)
	time.Sleep(questionDelay)
	s.doUntil(question+" to be answered", func() { s.press(key) }, func() bool {
		return !strings.Contains(s.screen.String(), question)
	})
}

// doUntil does something, and does it again, once in a long time, until a condition holds.
func (s *terminal) doUntil(what string, do func(), ok func() bool) {
	s.t.Helper()
	do()
	last := time.Now()
	s.until(what, func() bool {
		if ok() {
			return true
		}
		if time.Since(last) > retryAfter {
			do()
			last = time.Now()
		}
		return false
	})
}

// gone waits until none of the texts is on the screen.
func (s *terminal) gone(texts ...string) {
	s.t.Helper()
	for _, text := range texts {
		s.until(text+" to go", func() bool { return !strings.Contains(s.screen.String(), text) })
	}
}

// sees waits until a text is on the screen, or the program has ended: then it is false.
func (s *terminal) sees(text string) bool {
	s.t.Helper()
	ended := false
	s.until("to see "+text+", or the end", func() bool {
		select {
		case <-s.end():
			ended = true
		default:
		}
		return ended || strings.Contains(s.screen.String(), text)
	})
	return !ended
}

var keyBytes = map[string]string{
	"enter": "\r", "esc": "\x1b", "tab": "\t", "up": "\x1b[A", "down": "\x1b[B", "end": "\x1b[F", "home": "\x1b[H",
	"ctrl+c": "\x03", "ctrl+d": "\x04", "ctrl+z": "\x1a", "ctrl+\\": "\x1c", "space": " ",
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

// paste sends a text as a terminal does that was told to paste it.
func (s *terminal) paste(text string) {
	s.t.Helper()
	s.press("\x1b[200~" + text + "\x1b[201~")
}

// answerHidden types a line that must not be shown, once the program hides it. The
// question has to be on the screen: what an earlier one changed is then undone.
func (s *terminal) answerHidden(secret string) {
	s.t.Helper()
	s.untilHidden()
	s.press(secret, "enter")
}

// untilHidden waits until what is typed is not shown.
func (s *terminal) untilHidden() {
	s.t.Helper()
	for deadline := time.Now().Add(timeout); ; time.Sleep(time.Millisecond) {
		now, err := modesOf(s.tty)
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
}

// resize gives the terminal another size, and waits until the program has cleared it, to draw
// all of it again: what is shown before is drawn for the old size, or half for each.
func (s *terminal) resize(w, h int) {
	s.t.Helper()
	before := len(s.written())
	s.resizeAtOnce(w, h)
	s.until("the screen to be cleared for its new size", func() bool {
		_, after, known := strings.Cut(s.written()[before:], "\x1b[r")
		return known && strings.Contains(after, "\x1b[2J")
	})
}

// resizeAtOnce gives the terminal another size, and does not wait for the program.
func (s *terminal) resizeAtOnce(w, h int) {
	s.t.Helper()
	s.screen.emulator.Resize(w, h)
	if err := setSize(s.tty, w, h); err != nil {
		s.t.Fatal(err)
	}
}

// hangUp closes the terminal, as closing its window does. When it returns the system has
// sent SIGHUP.
func (s *terminal) hangUp() {
	s.t.Helper()
	if err := s.tty.Close(); err != nil {
		s.t.Fatal(err)
	}
	<-s.closed
}

func (s *terminal) signal(sig os.Signal) {
	s.t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		s.t.Fatal(err)
	}
}

// end is closed when the program has ended.
func (s *terminal) end() <-chan struct{} {
	s.waitOnce.Do(func() {
		s.ended = make(chan struct{})
		go func() {
			_ = s.cmd.Wait() // how it ended is in its state
			close(s.ended)
		}()
	})
	return s.ended
}

// wait waits for the program to end and returns its exit status.
func (s *terminal) wait() int {
	s.t.Helper()
	select {
	case <-s.end():
	case <-time.After(timeout):
		s.t.Fatalf("the program did not end; the screen:\n%s", s.screen)
	}
	return s.cmd.ProcessState.ExitCode()
}

// endsWith fails the test unless the program ends with a status and leaves the
// terminal as it was.
func (s *terminal) endsWith(status int) {
	s.t.Helper()
	if got := s.wait(); got != status {
		s.t.Errorf("the program ended with status %d, want %d; the screen:\n%s", got, status, s.screen)
	}
	s.restored()
}

// allOutput is all that the program has written. The program must have ended;
// the terminal cannot be used afterwards.
func (s *terminal) allOutput() string {
	s.t.Helper()
	_ = s.slave.Close() // so that there is an end to read
	select {
	case <-s.closed:
	case <-time.After(timeout):
		s.t.Fatal("the program has ended, and its output has not")
	}
	return s.written()
}

// restored fails the test unless the terminal is as it was before the program: its
// modes, its screen, its cursor, its mouse.
func (s *terminal) restored() {
	s.t.Helper()
	after, err := modesOf(s.tty)
	if err != nil {
		s.t.Fatal(err)
	}
	if !reflect.DeepEqual(after, s.before) {
		s.t.Errorf("the terminal's modes are %+v, were %+v", after, s.before)
	}
	s.undrawn()
}

// undrawn waits until all is off that the explorer switches on.
func (s *terminal) undrawn() {
	s.t.Helper()
	for _, sequence := range [][2]string{
		{"\x1b[?1049h", "\x1b[?1049l"}, // alternate screen
		{"\x1b[?25l", "\x1b[?25h"},     // cursor
		{"\x1b[?1002h", "\x1b[?1002l"}, // mouse
		{"\x1b[?1006h", "\x1b[?1006l"},
		{"\x1b[?2004h", "\x1b[?2004l"}, // bracketed paste
		{"\x1b[>4;2m", "\x1b[>4m"},     // modifyOtherKeys
	} {
		on, off := sequence[0], sequence[1]
		s.until("the end of "+on[1:], func() bool {
			out := s.written()
			return strings.LastIndex(out, off) >= strings.LastIndex(out, on)
		})
	}
	s.until("the end of the keyboard's modes", func() bool {
		return len(keyboardPushed.FindAllString(s.written(), -1)) <= strings.Count(s.written(), "\x1b[<1u")
	})
}

// keyboardPushed begins a mode of the kitty keyboard.
var keyboardPushed = regexp.MustCompile(`\x1b\[>\d*u`)
