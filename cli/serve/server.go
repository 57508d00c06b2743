// Package serve shows the demo to people who connect over SSH.
//
// It promises that each session has a sandbox of its own, which ends with it, and that no
// session reaches this machine: no keyring, no files, no variables, no commands, no
// subsystems, no forwarding. What a visitor may send, and hold without a session, is bounded.
// It refuses to let people in whose key nobody listed, unless anyone may come in, and more
// sessions, longer ones and idler ones than its limits say.
package serve

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/charmbracelet/ssh"
	gossh "golang.org/x/crypto/ssh"

	"periscope/process"
)

// Limits bound what visitors take.
type Limits struct {
	Sessions int           // at a time
	Idle     time.Duration // without a key or a click
	Total    time.Duration // of one session
}

// DefaultLimits are the limits that nobody chose.
var DefaultLimits = Limits{Sessions: 50, Idle: 10 * time.Minute, Total: 2 * time.Hour}

// Options say what is served, and to whom.
type Options struct {
	HostKey gossh.Signer
	// Keys are who may come in; nil: anyone.
	Keys []ssh.PublicKey
	Limits
	// Resources is the size of the largest team of each session's sandbox.
	Resources int
	// Log is told of sessions that begin and end. What visitors send is clean in it.
	Log func(format string, args ...any)
}

// Server shows the demo over SSH.
type Server struct {
	opts      Options
	ssh       ssh.Server
	visitors  *visitors
	sessions  chan struct{} // one for each that is under way
	terminals sync.Map      // by session, until it begins
	patience  time.Duration // with sessions that should have ended
}

// NewServer makes a server, which serves nothing yet.
func NewServer(opts Options) *Server {
	s := &Server{
		opts: opts, visitors: newVisitors(opts.Sessions, time.Now),
		sessions: make(chan struct{}, opts.Sessions), patience: farewell,
	}
	s.ssh = ssh.Server{
		Version:      "periscope",
		HostSigners:  []ssh.Signer{opts.HostKey},
		IdleTimeout:  opts.Idle + startTime, // of connections without a session
		MaxTimeout:   opts.Total + startTime,
		ConnCallback: s.visitors.accept,
		// All that is not here is refused: commands, subsystems such as sftp, forwarding.
		SessionRequestCallback: func(session ssh.Session, kind string) bool {
			if kind != "shell" {
				return false
			}
			s.terminals.Store(session, openTerminal(session))
			return true
		},
		ChannelHandlers:   map[string]ssh.ChannelHandler{"session": s.visitors.session},
		RequestHandlers:   map[string]ssh.RequestHandler{},
		SubsystemHandlers: map[string]ssh.SubsystemHandler{},
	}
	if opts.Keys != nil {
		s.ssh.PublicKeyHandler = func(_ ssh.Context, key ssh.PublicKey) bool {
			for _, known := range opts.Keys {
				if ssh.KeysEqual(key, known) {
					return true
				}
			}
			return false
		}
	}
	return s
}

// farewell is how long sessions may take to give their terminals back. disconnectTime is how
// long their clients may then take to say that they disconnect: OpenSSH reports a failure if
// nobody hears it.
const (
	farewell       = 3 * time.Second
	disconnectTime = time.Second
)

// Serve serves until ctx ends. Then all sessions end, each with its terminal given back.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	s.ssh.Handler = func(session ssh.Session) { s.serve(ctx, session) }
	failed := make(chan error, 1)
	process.Go(func() { failed <- s.ssh.Serve(listener) })
	select {
	case err := <-failed:
		return fmt.Errorf("serving SSH at %s: %w", listener.Addr(), err)
	case <-ctx.Done():
	}
	soon, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
	defer cancel()
	_ = listener.Close() // Shutdown closes it too
	fill(soon, s.sessions)
	goodbye, cancel := context.WithTimeout(soon, disconnectTime)
	defer cancel()
	fill(goodbye, s.visitors.room)
	if err := s.ssh.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("ending the connections: %w", err)
	}
	return nil
}

// fill waits until all places of a room are left, or ctx ends. It takes each that is left, so
// that nobody else does.
func fill(ctx context.Context, room chan<- struct{}) {
	for range cap(room) {
		select {
		case room <- struct{}{}:
		case <-ctx.Done():
			return
		}
	}
}
