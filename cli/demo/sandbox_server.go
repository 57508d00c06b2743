package demo

import (
	"fmt"
	"net/http"
	"sync"

	"periscope/cli/console"
	"periscope/cli/listen"
	"periscope/process"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// Bounds of the sandbox flag --resources.
const (
	MinResources = 1
	MaxResources = 1_000_000
)

// SandboxServer is the sandbox, an emulated Slack, listening on this machine.
type SandboxServer struct {
	*listen.Server
	// Sandbox waits for the world to be built: a large one takes a while, and the
	// first screen does not wait for it.
	Sandbox func() *sandbox.Sandbox
}

// ServeSandbox starts the sandbox on an address of this machine. Its world is built
// in the background; calls wait for it.
func ServeSandbox(addr string, world func() world.World, opts sandbox.Options) (*SandboxServer, error) {
	server, listener, err := listen.Open(addr, "--addr")
	if err != nil {
		return nil, err
	}
	if opts.BaseURL != "" { // by which other machines reach it
		server.URL = opts.BaseURL
	}
	opts.BaseURL = server.URL
	e := &SandboxServer{server, sync.OnceValue(func() *sandbox.Sandbox { return sandbox.New(world(), opts) })}
	process.Go(func() { e.Sandbox() })
	server.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { e.Sandbox().ServeHTTP(w, r) }))
	return e, nil
}

// SmallestWorld is the teams of the demo world, whatever its size: their ids, names and
// tokens do not depend on it.
func SmallestWorld() world.World { return world.Demo(MinResources) }

// APIURL is the root of its Web API.
func (e *SandboxServer) APIURL() string { return e.URL + "/api/" }

// ControlURL is the root of its control plane.
func (e *SandboxServer) ControlURL() string { return e.URL + "/sandbox/" }

// Close ends the server, and what the sandbox does in the background.
func (e *SandboxServer) Close() {
	e.Server.Close()
	e.Sandbox().Close()
}

// CheckResources refuses sizes of the world that make no sense.
func CheckResources(n int) error {
	if n < MinResources || n > MaxResources {
		return console.CommandLineError(fmt.Sprintf("--resources is %d", n),
			fmt.Sprintf("Choose a number from %d to %d.", MinResources, MaxResources))
	}
	return nil
}
