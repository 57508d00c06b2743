package socketmode

import (
	"fmt"
	"maps"
	"slices"

	"github.com/coder/websocket"

	"periscope/process"
)

type disconnectMessage struct {
	Type   string    `json:"type"` // "disconnect"
	Reason string    `json:"reason"`
	Debug  debugInfo `json:"debug_info"`
}

// part tells a connection to disconnect, and ends it: at once, or in ten seconds, so that the
// app may open another before.
func (c *Connections) part(one *connection, reason string) {
	c.mu.Lock()
	one.parting = true
	c.mu.Unlock()
	wait := c.clock.Timer(partingTime)
	one.write(disconnectMessage{"disconnect", reason, debugInfo{Host: host}})
	if (reason == Warning || reason == RefreshRequested) && !wait(one.ctx) {
		return
	}
	one.close(websocket.StatusNormalClosure)
}

// Disconnect tells all connections of an app to disconnect, for a reason, and returns how many
// there are. [LinkDisabled] turns Socket Mode off.
func (c *Connections) Disconnect(app, reason string) (int, error) {
	if !slices.Contains([]string{Warning, RefreshRequested, LinkDisabled}, reason) {
		return 0, fmt.Errorf("disconnecting: the reason %q is none: write warning, refresh_requested or link_disabled", reason)
	}
	if reason == LinkDisabled {
		return c.Set(app, false), nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.partAll(app, reason), nil
}

// partAll parts all connections of an app; the lock is held.
func (c *Connections) partAll(app, reason string) int {
	all := c.app(app).open
	if c.ctx.Err() != nil {
		return 0
	}
	for _, one := range all {
		one.parting = true
		c.running.Go(process.Guarded(func() { c.part(one, reason) }))
	}
	return len(all)
}

// Set turns Socket Mode of an app on or off. Connections of an app that may not have them
// are ended; how many is returned.
func (c *Connections) Set(app string, on bool) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.app(app).set = &on
	if on {
		return 0
	}
	return c.partAll(app, LinkDisabled)
}

// URLsSet has an app leave Socket Mode, because it was given URLs: until it connects again,
// or Socket Mode is turned on.
func (c *Connections) URLsSet(app string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	a := c.app(app)
	a.connected = false
	if a.set != nil && *a.set {
		a.set = nil
	}
	c.partAll(app, LinkDisabled)
}

// Status is what is known of the connections of an app.
type Status struct {
	App         string `json:"app"`
	On          bool   `json:"on"` // Socket Mode
	Connections int    `json:"connections"`
}

// All returns the apps that were ever connected or turned on or off, and those that the world has in
// Socket Mode, by id.
func (c *Connections) All() []Status {
	c.mu.Lock()
	defer c.mu.Unlock()
	ids := map[string]bool{}
	for id := range c.apps {
		ids[id] = true
	}
	for _, id := range c.state.SocketModeApps() {
		ids[id] = true
	}
	all := []Status{}
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		all = append(all, Status{id, c.enabled(id), len(c.app(id).open)})
	}
	return all
}

// Reset forgets what was turned on and off. Connections stay open.
func (c *Connections) Reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, a := range c.apps {
		a.set, a.connected = nil, len(a.open) > 0
		if len(a.open) == 0 {
			delete(c.apps, id)
		}
	}
}
