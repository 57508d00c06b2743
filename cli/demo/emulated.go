package demo

import (
	"fmt"
	"net/http"
	"sync"

	"periscope/cli/console"
	"periscope/cli/listen"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// Bounds of the sandbox flag --resources.
const (
	FewestResources = 1
	MostResources   = 1_000_000
)

// Emulator is an emulated Slack that listens on this machine.
type Emulator struct {
	*listen.Server
	// slack waits for the world to be built: a large one takes a while, and
	// nobody should look at an empty screen for it.
	Slack func() *sandbox.Sandbox
}

// Emulate starts an emulated Slack on an address of this machine. Its world is
// built beside the program; calls wait for it.
func Emulate(addr string, world func() world.World, opts sandbox.Options) (*Emulator, error) {
	server, listener, err := listen.Open(addr, "--addr")
	if err != nil {
		return nil, err
	}
	opts.BaseURL = server.URL
	e := &Emulator{server, sync.OnceValue(func() *sandbox.Sandbox { return sandbox.New(world(), opts) })}
	go e.Slack()
	server.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { e.Slack().ServeHTTP(w, r) }))
	return e, nil
}

// Teams is the teams of the demo world, whatever its size: their ids, names and
// tokens do not depend on it.
func Teams() world.World { return world.Demo(FewestResources) }

// ApiURL is the root of its Web API.
func (e *Emulator) ApiURL() string { return e.URL + "/api/" }

// ControlURL is the root of its control plane.
func (e *Emulator) ControlURL() string { return e.URL + "/sandbox/" }

// Close ends the server, and what the sandbox does in the background.
func (e *Emulator) Close() {
	e.Server.Close()
	e.Slack().Close()
}

// CheckResources refuses sizes of the world that make no sense.
func CheckResources(n int) error {
	if n < FewestResources || n > MostResources {
		return console.Misuse(fmt.Sprintf("--resources is %d", n),
			fmt.Sprintf("Choose a number from %d to %d.", FewestResources, MostResources))
	}
	return nil
}
