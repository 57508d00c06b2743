package listen

import (
	"context"
	"fmt"
	"net/http"

	"periscope/process"
)

// ProxyServer serves a proxy on an address of this machine.
type ProxyServer struct {
	URL    string // root, without a slash at its end
	server *http.Server
	failed chan error
}

// OpenProxy starts a server that the caller has set up. Its bounds are those of the caller.
func OpenProxy(addr string, server *http.Server) (*ProxyServer, error) {
	opened, listener, err := Open(addr, "--addr")
	if err != nil {
		return nil, err
	}
	s := &ProxyServer{opened.URL, server, make(chan error, 1)}
	process.Go(func() { s.failed <- server.Serve(listener) })
	return s, nil
}

// Wait returns when ctx ends, or with the reason why nothing is served any more.
func (s *ProxyServer) Wait(ctx context.Context) error {
	select {
	case err := <-s.failed:
		return fmt.Errorf("serving %s: %w", s.URL, err)
	case <-ctx.Done():
		return nil
	}
}

// Close ends the server at once.
func (s *ProxyServer) Close() { _ = s.server.Close() } // the listener's error changes nothing now
