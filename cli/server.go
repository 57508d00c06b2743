package cli

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
)

// server serves HTTP on an address of this machine, in the background.
type server struct {
	URL    string // root, without a slash at its end
	http   http.Server
	failed chan error    // holds the reason why it no longer serves
	closed chan struct{} // is closed by close
}

// listen takes an address, so that its URL is known, and serves nothing yet.
// flag is the one that named the address, for whoever must name another.
func listen(addr, flag string) (*server, net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, nil, &failure{
			"address_in_use", statusUsage,
			addr + " is in use by another program",
			"Choose another address; with port 0, as in " + flag + " 127.0.0.1:0, any free port is taken.",
		}
	}
	if err != nil {
		return nil, nil, fmt.Errorf("listening at %s: %w", addr, err)
	}
	return &server{
		URL: "http://" + listener.Addr().String(),
		http: http.Server{
			ReadTimeout: 10 * time.Second, // a body that trickles in holds a connection no longer
			IdleTimeout: time.Minute,
			ErrorLog:    log.New(io.Discard, "", 0), // the screen may belong to the explorer
		},
		failed: make(chan error, 1),
		closed: make(chan struct{}),
	}, listener, nil
}

// serve begins to serve.
func (s *server) serve(listener net.Listener, handler http.Handler) {
	s.http.Handler = handler
	go func() { s.failed <- s.http.Serve(listener) }()
}

// wait returns when ctx ends or the server fails.
func (s *server) wait(ctx context.Context) error {
	select {
	case err := <-s.failed:
		return fmt.Errorf("serving %s: %w", s.URL, err)
	case <-ctx.Done():
		return nil
	}
}

// finish ends the server once the answers that are being written are out: Slack
// would send again what was heard, and a browser would show nothing. It waits for
// no longer than a second.
func (s *server) finish() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_ = s.http.Shutdown(ctx) // close ends what is left
	s.close()
}

// close ends the server and all connections to it.
func (s *server) close() {
	close(s.closed)
	_ = s.http.Close() // the listener's error matters to nobody now
}
