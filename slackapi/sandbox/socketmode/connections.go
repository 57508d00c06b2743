// Package socketmode is Socket Mode: the WebSocket connections that apps open, over which the
// sandbox sends them what other apps get at URLs, in envelopes that they acknowledge.
//
// It promises that an envelope goes to one connection of its app; that an app has ten
// connections at most, and is told before one ends; and that nothing runs any more once
// the connections are closed. It knows nothing of what is in an envelope.
package socketmode

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"github.com/coder/websocket"

	"periscope/process"
	"periscope/slackapi/sandbox/clock"
	"periscope/slackapi/sandbox/state"
)

// Path is what the paths of connections begin with.
const Path = "/link/"

// Slack: so many connections an app may have.
const maxConnections = 10

const (
	// connectionLife is after how long a connection is refreshed, as hello announces it.
	connectionLife = 18_060 * time.Second
	// debugLife is the same for clients that ask by debug_reconnects=true. Slack: six minutes.
	debugLife = 6 * time.Minute
	// partingTime is how long a connection stays open that is to be refreshed. Slack: about ten seconds.
	partingTime = 10 * time.Second
	// pingPause is how long no ping is sent; clients give up after thirty seconds without one.
	pingPause = 10 * time.Second
	pongTime  = 20 * time.Second
	// closingTime is how long the other end may take to answer that it closes too.
	closingTime = time.Second
	// ackTime is how long an app may take to acknowledge an envelope. Slack: three seconds.
	ackTime    = 3 * time.Second
	maxMessage = 1 << 20 // bytes of an acknowledgement
)

// host is the machine that Slack's messages name.
const host = "applink-sandbox"

// Connections are those of all apps.
type Connections struct {
	state *state.State
	clock *clock.Clock

	mu      sync.Mutex
	apps    map[string]*appConnections
	ctx     context.Context // of all connections; done once they are closed
	cancel  context.CancelFunc
	running sync.WaitGroup
}

// appConnections are the connections of one app.
type appConnections struct {
	// set is whether Socket Mode was turned on or off; until then it is on if the world says
	// so, or the app has connected.
	set       *bool
	connected bool // once, since URLs were set
	open      []*connection
	next      int // whose turn it is
	waiting   map[string]chan json.RawMessage
}

// connection is one WebSocket connection of an app.
type connection struct {
	ws      *websocket.Conn
	opened  time.Time
	greeted chan struct{} // closed once it was told hello
	parting bool          // it was told to disconnect
	ended   context.CancelFunc
	ctx     context.Context
}

// New returns connections, of which there are none yet.
func New(st *state.State, clock *clock.Clock) *Connections {
	c := &Connections{state: st, clock: clock, apps: map[string]*appConnections{}}
	c.ctx, c.cancel = context.WithCancel(context.Background())
	return c
}

// app returns the connections of an app; the lock is held.
func (c *Connections) app(id string) *appConnections {
	a := c.apps[id]
	if a == nil {
		a = &appConnections{waiting: map[string]chan json.RawMessage{}}
		c.apps[id] = a
	}
	return a
}

// Enabled reports whether what an app is told goes over its connections.
func (c *Connections) Enabled(app string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.enabled(app)
}

func (c *Connections) enabled(app string) bool {
	a := c.apps[app]
	if a != nil && a.set != nil {
		return *a.set
	}
	if a != nil && a.connected {
		return true
	}
	known := c.state.AppByID(app)
	return known != nil && known.SocketMode
}

// add makes a connection known, or says why it is not wanted. It is nil once all are closed.
func (c *Connections) add(app string, ws *websocket.Conn) (one *connection, refused string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ctx.Err() != nil {
		return nil, ""
	}
	one = &connection{ws: ws, opened: c.clock.Now(), greeted: make(chan struct{})}
	one.ctx, one.ended = context.WithCancel(c.ctx)
	c.running.Add(1)
	a := c.app(app)
	switch {
	case a.set != nil && !*a.set:
		return one, LinkDisabled
	case len(a.open) == maxConnections:
		return one, tooMany
	}
	a.connected = true
	a.open = append(a.open, one)
	return one, ""
}

func (c *Connections) remove(app string, one *connection) {
	one.ended()
	_ = one.ws.CloseNow()
	c.mu.Lock()
	defer c.mu.Unlock()
	a := c.app(app)
	for i, other := range a.open {
		if other == one {
			a.open = append(a.open[:i:i], a.open[i+1:]...)
			return
		}
	}
}

// Close ends all connections, and returns when nothing runs in the background any more.
func (c *Connections) Close() {
	c.mu.Lock()
	var all []*connection
	for _, a := range c.apps {
		all = append(all, a.open...)
	}
	c.mu.Unlock()
	var closing sync.WaitGroup
	for _, one := range all {
		closing.Go(process.Guarded(func() { one.close(websocket.StatusGoingAway) }))
	}
	closing.Wait()
	c.mu.Lock()
	c.cancel()
	c.mu.Unlock()
	c.running.Wait()
}

// close says that the connection ends, and waits a moment for the other end to say so too.
func (one *connection) close(status websocket.StatusCode) {
	late := time.AfterFunc(closingTime, one.ended)
	defer late.Stop()
	_ = one.ws.Close(status, "")
	one.ended()
}

// choose returns the connection whose turn it is, and where the acknowledgement arrives. One
// that is about to end gets nothing, unless there is no other.
func (c *Connections) choose(app, id string) (*connection, <-chan json.RawMessage) {
	c.mu.Lock()
	defer c.mu.Unlock()
	a := c.app(app)
	var chosen *connection
	for range a.open {
		one := a.open[a.next%len(a.open)]
		a.next++
		if chosen == nil || !one.parting {
			chosen = one
		}
		if chosen != nil && !chosen.parting {
			break
		}
	}
	if chosen == nil {
		return nil, nil
	}
	acked := make(chan json.RawMessage, 1)
	a.waiting[id] = acked
	return chosen, acked
}

func (c *Connections) forget(app, id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.app(app).waiting, id)
}

// write sends a message that nobody acknowledges.
func (one *connection) write(message any) {
	text, _ := json.Marshal(message) // strings and numbers only: it cannot fail
	ctx, cancel := context.WithTimeout(one.ctx, ackTime)
	defer cancel()
	_ = one.ws.Write(ctx, websocket.MessageText, text) // who reads will find the connection ended
}

// Why a connection ends, in Slack's words.
const (
	Warning          = "warning"           // it is about to end
	RefreshRequested = "refresh_requested" // its time is over
	LinkDisabled     = "link_disabled"     // Socket Mode was turned off
	tooMany          = "too_many_websockets"
)

type debugInfo struct {
	Host    string `json:"host"`
	Started string `json:"started,omitempty"`
	Build   int    `json:"build_number,omitempty"`
	Life    int    `json:"approximate_connection_time,omitempty"` // seconds
}

// errNoConnection says that an app in Socket Mode has no connection open.
var errNoConnection = errors.New("the app is in Socket Mode, and has no connection open")
