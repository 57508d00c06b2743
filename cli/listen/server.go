package listen

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"syscall"
	"time"

	"periscope/cli/console"
)

// Server serves HTTP on an address of this machine, in the background.
type Server struct {
	URL    string // root, without a slash at its end
	Http   http.Server
	Failed chan error    // holds the reason why it no longer serves
	Closed chan struct{} // is closed by close
}

// Open takes an address, so that its URL is known, and serves nothing yet.
// flag is the one that named the address, for whoever must name another.
func Open(addr, flag string) (*Server, net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, nil, &console.Failure{
			ErrorCode: "address_in_use", Exit: console.StatusUsage,
			What: addr + " is in use by another program",
			Next: "Choose another address; with port 0, as in " + flag + " 127.0.0.1:0, any free port is taken.",
		}
	}
	if err != nil {
		return nil, nil, fmt.Errorf("listening at %s: %w", addr, err)
	}
	return &Server{
		URL: "http://" + listener.Addr().String(),
		Http: http.Server{
			ReadTimeout: 10 * time.Second, // a body that trickles in holds a connection no longer
			IdleTimeout: time.Minute,
			ErrorLog:    log.New(io.Discard, "", 0), // the screen may belong to the explorer
		},
		Failed: make(chan error, 1),
		Closed: make(chan struct{}),
	}, listener, nil
}

// Serve begins to serve.
func (s *Server) Serve(listener net.Listener, handler http.Handler) {
	s.Http.Handler = handler
	go func() { s.Failed <- s.Http.Serve(listener) }()
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

// Finish ends the server once the answers that are being written are out: Slack
// would send again what was heard, and a browser would show nothing. It waits for
// no longer than a second.
func (s *Server) Finish() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_ = s.Http.Shutdown(ctx) // close ends what is left
	s.Close()
}

// Close ends the server and all connections to it.
func (s *Server) Close() {
	close(s.Closed)
	_ = s.Http.Close() // the listener's error matters to nobody now
}
