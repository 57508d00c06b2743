package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/ssh"

	"periscope/cli/console"
	"periscope/cli/demo"
	"periscope/process"
	"periscope/slackapi/text"
	"periscope/ui"
)

// Exit statuses of a session.
const (
	statusDone    = 0
	statusRefused = 1
	statusNoTTY   = 2
	statusFault   = console.StatusFault
)

// Why a session ends that its visitor did not end.
var (
	errIdle     = errors.New("no key was pressed for a long time")
	errTotal    = errors.New("the time of one session is over")
	errShutDown = errors.New("the server ends")
)

// serve shows one visitor the demo.
func (s *Server) serve(server context.Context, session ssh.Session) {
	t, known := s.takeTerminal(session)
	if !known {
		t = openTerminal(session)
	}
	select {
	case s.sessions <- struct{}{}:
		defer func() { <-s.sessions }()
	default:
		leave(session, statusRefused, fmt.Sprintf("All %d places are taken. Please come again later.", s.opts.Sessions))
		return
	}
	connection := connectionOf(session.Context())
	connection.begin()
	defer connection.end()
	begin := time.Now()
	who := text.Cut(text.Clean(session.User()), text.MaxName) + " from " + session.RemoteAddr().String()
	s.opts.Log("%s came in", who)
	ctx, cancel := context.WithCancelCause(session.Context())
	left := make(chan struct{})
	defer close(left)
	process.Go(func() { closeIfStuck(ctx, left, connection, s.patience) })
	status, words := statusNoTTY, "This is a terminal program. Connect from a terminal, without -T and without a command."
	switch {
	case t.there && t.pty.Term == "dumb":
		words = "This terminal cannot be drawn on. On your own machine, periscope demo --plain talks line by line."
	case t.there:
		defer context.AfterFunc(server, func() { cancel(errShutDown) })()
		status, words = s.show(ctx, cancel, session, t.pty, t.latest)
	}
	cancel(nil)
	s.opts.Log("%s left after %s%s", who, time.Since(begin).Round(time.Second), because(words))
	leave(session, status, words)
}

// terminal is what a visitor sits at.
type terminal struct {
	there  bool // the visitor has one
	pty    ssh.Pty
	latest <-chan ssh.Window // sizes of its window
}

// openTerminal asks package ssh for a session's terminal. It may do so only while package ssh
// handles no other request of the session, which would write what is read here.
func openTerminal(session ssh.Session) terminal {
	pty, windows, there := session.Pty()
	latest := make(chan ssh.Window)
	if there {
		process.Go(func() { keepLatest(windows, latest) }) // which ends with the channel of the session
	}
	return terminal{there, pty, latest}
}

// takeTerminal returns the terminal that was opened when the session asked for a shell.
func (s *Server) takeTerminal(session ssh.Session) (t terminal, known bool) {
	value, _ := s.terminals.LoadAndDelete(session)
	t, known = value.(terminal)
	return t, known
}

// closeIfStuck closes the connection of a session that has not left some time after ctx ended:
// a visitor who reads nothing would hold the session with what is written last.
func closeIfStuck(ctx context.Context, left <-chan struct{}, c *connection, patience time.Duration) {
	<-ctx.Done()
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case <-left:
	case <-late.C:
		_ = c.Close() // nothing is lost with it
	}
}

// keepLatest passes on the sizes of a window, each unless the next one came first. It ends
// when no more come, whether anybody hears them or not: package ssh waits for it.
func keepLatest(windows <-chan ssh.Window, latest chan<- ssh.Window) {
	defer close(latest)
	var size ssh.Window
	var out chan<- ssh.Window // nil: it was passed on
	for {
		select {
		case w, open := <-windows:
			if !open {
				return
			}
			size, out = w, latest
		case out <- size:
			out = nil
		}
	}
}

func because(words string) string {
	if words == "" {
		return ""
	}
	return ": " + words
}

// leave says a last sentence, and ends the session.
func leave(session ssh.Session, status int, words string) {
	if words != "" {
		_, _ = io.WriteString(session.Stderr(), words+"\r\n") // the visitor may be gone
	}
	_ = session.Exit(status)
}

// show runs the explorer for a visitor. A panic of it ends this session only.
func (s *Server) show(
	ctx context.Context, cancel context.CancelCauseFunc, session ssh.Session, pty ssh.Pty, windows <-chan ssh.Window,
) (status int, words string) {
	defer func() {
		if value := recover(); value != nil {
			s.opts.Log("a fault of Periscope: %v\n%s", value, debug.Stack())
			status, words = statusFault, "Sorry, this is a fault of Periscope. Connect again to go on."
		}
	}()
	defer time.AfterFunc(s.opts.Total, func() { cancel(errTotal) }).Stop()
	keys := &keyboard{Reader: session, idle: s.opts.Idle}
	keys.timer = time.AfterFunc(s.opts.Idle, func() { cancel(errIdle) })
	defer keys.timer.Stop()

	err := s.explore(ctx, session, keys, pty, windows)
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, errIdle):
		return statusDone, "No key was pressed for " + s.opts.Idle.String() + ". Connect again to go on."
	case errors.Is(cause, errTotal):
		return statusDone, "A session is over after " + s.opts.Total.String() + ". Connect again to go on."
	case errors.Is(cause, errShutDown):
		return statusDone, "The server ends."
	case err != nil && ctx.Err() == nil:
		return statusFault, text.Clean(err.Error())
	}
	return statusDone, ""
}

func (s *Server) explore(ctx context.Context, session ssh.Session, keys io.Reader, pty ssh.Pty, windows <-chan ssh.Window) error {
	environ := visitorEnviron(session.Environ(), pty.Term)
	source, stop, err := demo.NewSource(ctx, visitorEnvironment(environ), s.opts.Resources, "")
	if err != nil {
		return err
	}
	defer stop()
	sizes := make(chan ui.Window)
	process.Go(func() { // which ends with the session
		defer close(sizes)
		for {
			select {
			case w, open := <-windows:
				if !open {
					return
				}
				select {
				case sizes <- window(w):
				case <-ctx.Done():
					return
				}
			case <-ctx.Done():
				return
			}
		}
	})
	return ui.Run(ctx, source, ui.Options{
		Mode: "sandbox over SSH", In: keys, Out: session, Environ: environ,
		Remote: &ui.RemoteTerminal{Window: window(pty.Window), Resized: sizes},
	})
}

// maxCells bounds each side of a window that a visitor claims to have.
const maxCells = 500

func window(w ssh.Window) ui.Window {
	return ui.Window{Width: min(max(w.Width, 1), maxCells), Height: min(max(w.Height, 1), maxCells)}
}

// keyboard is what a visitor types. Each key shows that they are there.
type keyboard struct {
	io.Reader
	idle  time.Duration
	timer *time.Timer
}

func (k *keyboard) Read(p []byte) (int, error) {
	n, err := k.Reader.Read(p)
	if n > 0 {
		k.timer.Reset(k.idle)
	}
	return n, err
}

// terminalName is what names of terminals look like.
var terminalName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$`) })

// visitorVariables are the variables that a visitor's program may send: they tell what
// the terminal can show.
var visitorVariables = []string{"COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "TERM_PROGRAM"}

// visitorEnviron is what is known of a visitor's terminal, as variables. Nothing of this
// machine's own is among them.
func visitorEnviron(sent []string, term string) []string {
	if !terminalName().MatchString(term) {
		term = "xterm"
	}
	environ := []string{"TERM=" + term, "SSH_TTY=remote"}
	for _, variable := range sent {
		name, value, _ := strings.Cut(variable, "=")
		if slices.Contains(visitorVariables, name) && (value == "" || terminalName().MatchString(value)) {
			environ = append(environ, variable)
		}
	}
	return environ
}

// visitorEnvironment is an environment without anything of this machine's user.
func visitorEnvironment(environ []string) *console.Environment {
	return &console.Environment{
		In: strings.NewReader(""), Out: io.Discard, Err: io.Discard,
		ReadSecret: func(context.Context) (string, error) { return "", console.ErrNoTerminal },
		OpenURL:    func(string) error { return errors.New("there is no browser here") },
		Environ:    environ,
		Getenv:     func(string) string { return "" },
		Now:        time.Now,
		ReadOnly:   false,
		Process:    &process.Process{},
	}
}
