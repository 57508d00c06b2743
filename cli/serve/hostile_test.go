package serve

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// TestRequestsAreBounded sends more of each than anybody needs: before the shell nobody hears
// how large the window is, and nothing bounds the variables of a connection's second session.
func TestRequestsAreBounded(t *testing.T) {
	t.Parallel()
	s := serveDemo(t, Options{})
	v := s.visit(t, nil)
	v.see("Acme HQ")
	second, err := v.client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("x", maxEnviron/4)
	taken := 0
	for ; taken < 8 && second.Setenv("LANG", long) == nil; taken++ {
	}
	if taken != 3 {
		t.Errorf("%d variables of %d bytes were taken", taken, len(long))
	}
	if err := second.RequestPty("xterm-256color", 24, 80, gossh.TerminalModes{}); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		if err := second.WindowChange(30, 100); err != nil {
			t.Fatal(err)
		}
		if err := second.Signal(gossh.SIGUSR1); err != nil {
			t.Fatal(err)
		}
	}
	w := &visitor{t: t, client: v.client, session: second, changed: make(chan struct{}, 1)}
	second.Stdout = w
	if err := second.Shell(); err != nil {
		t.Fatal(err)
	}
	w.see("Acme HQ")
}

// TestUnheardSizesHoldNothingUp: a connection ends though nobody hears how large its windows
// are: there is no room, or no shell.
func TestUnheardSizesHoldNothingUp(t *testing.T) {
	t.Parallel()
	s := serveDemo(t, Options{Limits: Limits{Sessions: 1, Idle: patience, Total: patience}})
	client, err := s.connect(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, shell := range []bool{false, true} {
		session, err := client.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		if err := session.RequestPty("dumb", 24, 80, gossh.TerminalModes{}); err != nil {
			t.Fatal(err)
		}
		if shell {
			if err := session.Shell(); err != nil {
				t.Fatal(err)
			}
		}
		for range 100 {
			_ = session.WindowChange(30, 100) // the server may have ended it
		}
	}
	answered := make(chan error, 1)
	go func() {
		_, _, err := client.SendRequest("anybody", true, nil)
		answered <- err
	}()
	select {
	case err := <-answered:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(patience):
		t.Error("the connection is held up")
	}
}

// deafContext and deafSession are those of a visitor who reads nothing.
type deafContext struct {
	ssh.Context
	base context.Context //nolint:containedctx // it is one
}

func (c deafContext) Deadline() (time.Time, bool) { return c.base.Deadline() }
func (c deafContext) Done() <-chan struct{}       { return c.base.Done() }
func (c deafContext) Err() error                  { return c.base.Err() }
func (c deafContext) Value(key any) any           { return c.base.Value(key) }

type deafSession struct {
	ssh.Session
	ctx    deafContext
	closed chan struct{}
}

func (d *deafSession) Context() ssh.Context  { return d.ctx }
func (d *deafSession) User() string          { return "deaf" }
func (d *deafSession) RemoteAddr() net.Addr  { return &net.TCPAddr{} }
func (d *deafSession) Environ() []string     { return nil }
func (d *deafSession) Stderr() io.ReadWriter { return d }
func (d *deafSession) Exit(int) error        { return nil }
func (d *deafSession) Pty() (ssh.Pty, <-chan ssh.Window, bool) {
	windows := make(chan ssh.Window)
	close(windows)
	return ssh.Pty{Term: "xterm", Window: ssh.Window{Width: 80, Height: 24}}, windows, true
}

func (d *deafSession) Read([]byte) (int, error) {
	<-d.closed
	return 0, net.ErrClosed
}

func (d *deafSession) Write([]byte) (int, error) {
	<-d.closed
	return 0, net.ErrClosed
}

// TestWhoReadsNothingIsLeft: a session ends in time though its visitor takes nothing of what
// is drawn, and the connection with it.
func TestWhoReadsNothingIsLeft(t *testing.T) {
	t.Parallel()
	server := NewServer(Options{
		HostKey: newKey(t), Limits: Limits{1, 50 * time.Millisecond, patience}, Resources: 20, Log: func(string, ...any) {},
	})
	server.patience = 50 * time.Millisecond
	here, there := net.Pipe()
	defer there.Close() //nolint:errcheck // a pipe of this test
	closed := make(chan struct{})
	c := &connection{Conn: here, late: time.NewTimer(patience), left: func() { close(closed) }}
	session := &deafSession{ctx: deafContext{base: context.WithValue(t.Context(), connectionKey{}, c)}, closed: closed}
	done := make(chan struct{})
	go func() {
		defer close(done)
		server.serve(t.Context(), session)
	}()
	select {
	case <-done:
	case <-time.After(patience):
		t.Error("the session goes on")
		_ = c.Close()
		<-done
	}
}

// TestConnectionAfterItsLastSession is bounded as it was before the first one.
func TestConnectionAfterItsLastSession(t *testing.T) {
	t.Parallel()
	here, there := net.Pipe()
	defer there.Close() //nolint:errcheck // a pipe of this test
	late := time.NewTimer(patience)
	c := &connection{Conn: here, late: late, left: func() {}}
	piece := make([]byte, startBytes)
	read := func() error {
		go func() { _, _ = there.Write(bytes.Clone(piece)) }() // the other end may be closed
		for sum := 0; sum < len(piece); {
			n, err := c.Read(piece[:4096])
			if sum += n; err != nil {
				return err
			}
		}
		return nil
	}
	c.begin()
	c.begin()
	c.end()
	if late.Stop() {
		t.Error("a connection with a session is late")
	}
	if err := errors.Join(read(), read()); err != nil {
		t.Errorf("while a session is under way: %v", err)
	}
	c.end()
	if !late.Stop() {
		t.Error("a connection without a session is never late")
	}
	if err := errors.Join(read(), read()); !errors.Is(err, net.ErrClosed) {
		t.Errorf("a connection without a session may send without end: %v", err)
	}
}
