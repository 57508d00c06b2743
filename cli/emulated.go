package cli

import (
	"fmt"
	"net/http"
	"sync"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// Bounds of the sandbox flag --resources.
const (
	fewestResources = 1
	mostResources   = 1_000_000
)

// emulated is an emulated Slack that listens on this machine.
type emulated struct {
	*server
	// slack waits for the world to be built: a large one takes a while, and
	// nobody should look at an empty screen for it.
	slack func() *sandbox.Sandbox
}

// emulate starts an emulated Slack on an address of this machine. Its world is
// built beside the program; calls wait for it.
func emulate(addr string, world func() world.World, opts sandbox.Options) (*emulated, error) {
	server, listener, err := listen(addr, "--addr")
	if err != nil {
		return nil, err
	}
	opts.BaseURL = server.URL
	e := &emulated{server, sync.OnceValue(func() *sandbox.Sandbox { return sandbox.New(world(), opts) })}
	go e.slack()
	server.serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { e.slack().ServeHTTP(w, r) }))
	return e, nil
}

// cast is the teams of the demo world, whatever its size: their ids, names and
// tokens do not depend on it.
func cast() world.World { return world.Demo(fewestResources) }

// apiURL is the root of its Web API.
func (e *emulated) apiURL() string { return e.URL + "/api/" }

// controlURL is the root of its control plane.
func (e *emulated) controlURL() string { return e.URL + "/sandbox/" }

// close ends the server, and what the sandbox does in the background.
func (e *emulated) close() {
	e.server.close()
	e.slack().Close()
}

// checkResources refuses sizes of the world that make no sense.
func checkResources(n int) error {
	if n < fewestResources || n > mostResources {
		return usage(fmt.Sprintf("--resources is %d", n),
			fmt.Sprintf("Choose a number from %d to %d.", fewestResources, mostResources))
	}
	return nil
}
