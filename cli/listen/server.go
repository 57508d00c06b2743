// Package listen hears HTTP on this machine: what Slack sends to an app (slash commands,
// clicks and events), the code of an installation, and calls to the sandbox.
//
// It promises that a server that is finished has written its answers, and that nothing is
// printed. It refuses messages of Slack without a valid signature, and an address at which
// this machine cannot listen, with what to choose instead.
package listen

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"periscope/process"
)

// Server serves HTTP on an address of this machine, in the background.
type Server struct {
	URL    string // root, without a slash at its end
	server http.Server
	Failed chan error    // holds the reason why it no longer serves
	Closed chan struct{} // is closed when the server ends
}

// writeTimeout is how long an answer may take, from the request to its last byte, so that a peer
// that does not read is not waited for without end. A fault of the sandbox may take a minute
// before it answers.
const writeTimeout = 2 * time.Minute

// TCP listens on an address. The flag that named the address is for the error, which has
// to name another.
func TCP(addr, flag string) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, unusableAddress(addr, flag, err)
	}
	return listener, nil
}

// CheckFree refuses an address as [TCP] does, and leaves it free.
func CheckFree(addr, flag string) error {
	listener, err := TCP(addr, flag)
	if err != nil {
		return err
	}
	_ = listener.Close() // nobody was told of it
	return nil
}

// Open takes an address, as [TCP] does, so that its URL is known, and serves nothing yet.
func Open(addr, flag string) (*Server, net.Listener, error) {
	listener, err := TCP(addr, flag)
	if err != nil {
		return nil, nil, err
	}
	return &Server{
		URL: "http://" + listener.Addr().String(),
		server: http.Server{
			ReadTimeout:  10 * time.Second, // a body that trickles in holds a connection no longer
			WriteTimeout: writeTimeout,
			IdleTimeout:  time.Minute,
			ErrorLog:     log.New(io.Discard, "", 0), // the screen may belong to the explorer
		},
		Failed: make(chan error, 1),
		Closed: make(chan struct{}),
	}, listener, nil
}

// Serve begins to serve. Behind [LimitConnections] each connection carries one message,
// so that those which have nothing to say make room.
func (s *Server) Serve(listener net.Listener, handler http.Handler) {
	if _, limited := listener.(*limitedListener); limited {
		s.server.SetKeepAlivesEnabled(false)
		s.server.WriteTimeout = 20 * time.Second // a peer that does not read makes room too
		s.server.MaxHeaderBytes = 64 << 10
	}
	s.server.Handler = handler
	process.Go(func() { s.Failed <- s.server.Serve(listener) })
}

// Wait returns when ctx ends or the server fails.
func (s *Server) Wait(ctx context.Context) error {
	select {
	case err := <-s.Failed:
		return fmt.Errorf("serving %s: %w", s.URL, err)
	case <-ctx.Done():
		return nil
	}
}

// Finish ends the server once the answers that are being written are out. Without
// them Slack would send again what was heard, and a browser would show nothing. It
// waits for no longer than a second.
func (s *Server) Finish() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_ = s.server.Shutdown(ctx) // Close ends what is left
	s.Close()
}

// Close ends the server and all connections to it.
func (s *Server) Close() {
	close(s.Closed)
	_ = s.server.Close() // the listener's error changes nothing now
}
