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
	if c, ok := session.Context().Value(connectionKey{}).(*connection); ok {
		c.start()
	}
	select {
	case s.sessions <- struct{}{}:
		defer func() { <-s.sessions }()
	default:
		leave(session, statusRefused, fmt.Sprintf("All %d places are taken. Please come again later.", s.opts.Sessions))
		return
	}
	begin := time.Now()
	who := text.Cut(text.Clean(session.User()), text.MaxName) + " from " + session.RemoteAddr().String()
	s.opts.Log("%s came in", who)
	status, words := s.show(server, session)
	s.opts.Log("%s left after %s%s", who, time.Since(begin).Round(time.Second), because(words))
	leave(session, status, words)
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
func (s *Server) show(server context.Context, session ssh.Session) (status int, words string) {
	pty, windows, isTerminal := session.Pty()
	if !isTerminal {
		return statusNoTTY, "This is a terminal program. Connect from a terminal, without -T and without a command."
	}
	if pty.Term == "dumb" {
		return statusNoTTY, "This terminal cannot be drawn on. On your own machine, periscope demo --plain talks line by line."
	}
	defer func() {
		if value := recover(); value != nil {
			s.opts.Log("a fault of Periscope: %v\n%s", value, debug.Stack())
			status, words = statusFault, "Sorry, this is a fault of Periscope. Connect again to go on."
		}
	}()
	ctx, cancel := context.WithCancelCause(session.Context())
	defer cancel(nil)
	defer context.AfterFunc(server, func() { cancel(errShutDown) })()
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
	process.Go(func() { // which ends with the channel of the session
		defer close(sizes)
		for w := range windows {
			select {
			case sizes <- window(w):
			case <-ctx.Done(): // and the rest is dropped
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
var terminalName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$`)

// visitorVariables are the variables that a visitor's program may send: they tell what
// the terminal can show.
var visitorVariables = []string{"COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "TERM_PROGRAM"}

// visitorEnviron is what is known of a visitor's terminal, as variables. Nothing of this
// machine's own is among them.
func visitorEnviron(sent []string, term string) []string {
	if !terminalName.MatchString(term) {
		term = "xterm"
	}
	environ := []string{"TERM=" + term, "SSH_TTY=remote"}
	for _, variable := range sent {
		name, value, _ := strings.Cut(variable, "=")
		if slices.Contains(visitorVariables, name) && (value == "" || terminalName.MatchString(value)) {
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
