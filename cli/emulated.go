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

	"periscope/slackapi/sandbox"
)

// Bounds of the sandbox flag --resources.
const (
	fewestResources = 1
	mostResources   = 1_000_000
)

// emulated is an emulated Slack that listens on this machine.
type emulated struct {
	URL    string // root of its Web API
	server *http.Server
	failed chan error // holds the reason why it no longer serves
}

// emulate starts an emulated Slack on an address of this machine.
func emulate(addr string, world sandbox.World) (*emulated, error) {
	listener, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, &failure{
			"address_in_use", statusUsage,
			addr + " is in use by another program",
			"Choose another address; with port 0, as in --addr 127.0.0.1:0, any free port is taken.",
		}
	}
	if err != nil {
		return nil, fmt.Errorf("starting the sandbox: %w", err)
	}
	e := &emulated{
		URL: "http://" + listener.Addr().String() + "/api/",
		server: &http.Server{
			Handler:           sandbox.New(world, sandbox.Options{}),
			ReadHeaderTimeout: 10 * time.Second,
			IdleTimeout:       time.Minute,
			ErrorLog:          log.New(io.Discard, "", 0), // the screen may belong to the explorer
		},
		failed: make(chan error, 1),
	}
	go func() { e.failed <- e.server.Serve(listener) }()
	return e, nil
}

// wait returns when ctx ends or the server fails.
func (e *emulated) wait(ctx context.Context) error {
	select {
	case err := <-e.failed:
		return fmt.Errorf("running the sandbox: %w", err)
	case <-ctx.Done():
		return nil
	}
}

// close ends the server and all connections to it.
func (e *emulated) close() { _ = e.server.Close() } // the listener's error matters to nobody now

// checkResources refuses sizes of the world that make no sense.
func checkResources(n int) error {
	if n < fewestResources || n > mostResources {
		return usage(fmt.Sprintf("--resources is %d", n),
			fmt.Sprintf("Choose a number from %d to %d.", fewestResources, mostResources))
	}
	return nil
}
