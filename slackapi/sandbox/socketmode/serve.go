package socketmode

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/coder/websocket"

	"periscope/process"
)

// ServeHTTP opens a connection, for who has a ticket for it, and returns when it has ended.
func (c *Connections) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	app, good := c.state.UseTicket(query.Get("ticket"))
	if !good || app != query.Get("app_id") {
		const why = "this is no URL that apps.connections.open gave, or it was used, or is older than thirty seconds"
		http.Error(w, why, http.StatusForbidden)
		return
	}
	// Whatever origin is named (SDKs name Slack's): no page of a browser can read a ticket.
	ws, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	if err != nil {
		return // it has answered
	}
	ws.SetReadLimit(maxMessage)
	life := connectionLife
	if query.Get("debug_reconnects") == "true" {
		life = debugLife
	}
	c.run(app, ws, life)
}

func (c *Connections) run(app string, ws *websocket.Conn, life time.Duration) {
	one, refused := c.add(app, ws)
	if one == nil {
		_ = ws.CloseNow()
		return
	}
	defer c.running.Done()
	defer c.remove(app, one)
	if refused != "" {
		c.part(one, refused)
	} else {
		wait := c.clock.Timer(life)
		c.hello(app, one, life)
		c.running.Go(process.Guarded(func() { c.keepAlive(one) }))
		c.running.Go(process.Guarded(func() {
			if wait(one.ctx) {
				c.part(one, Warning)
			}
		}))
	}
	c.receive(app, one)
}

type helloMessage struct {
	Type        string            `json:"type"` // "hello"
	Connections int               `json:"num_connections"`
	Debug       debugInfo         `json:"debug_info"`
	App         map[string]string `json:"connection_info"`
}

// hello tells an app that it is connected. Envelopes come after.
func (c *Connections) hello(app string, one *connection, life time.Duration) {
	c.mu.Lock()
	n := len(c.app(app).open)
	c.mu.Unlock()
	one.write(helloMessage{
		Type: "hello", Connections: n, App: map[string]string{"app_id": app},
		Debug: debugInfo{
			Host: host, Started: one.opened.UTC().Format("2006-01-02 15:04:05.000"), Build: 1, Life: int(life / time.Second),
		},
	})
	close(one.greeted)
}

// keepAlive sends pings, and ends a connection that does not answer them.
func (c *Connections) keepAlive(one *connection) {
	for {
		ctx, cancel := context.WithTimeout(one.ctx, pongTime)
		err := one.ws.Ping(ctx)
		cancel()
		if err != nil {
			one.ended()
			return
		}
		pause := time.NewTimer(pingPause)
		select {
		case <-one.ctx.Done():
			pause.Stop()
			return
		case <-pause.C:
		}
	}
}

// receive reads what an app sends until the connection ends: acknowledgements.
func (c *Connections) receive(app string, one *connection) {
	for {
		_, text, err := one.ws.Read(one.ctx)
		if err != nil {
			return
		}
		var ack struct {
			ID      string          `json:"envelope_id"`
			Payload json.RawMessage `json:"payload"`
		}
		if json.Unmarshal(text, &ack) != nil {
			continue // Slack ignores what it does not understand
		}
		c.mu.Lock()
		waiting, found := c.app(app).waiting[ack.ID]
		delete(c.app(app).waiting, ack.ID)
		c.mu.Unlock()
		if found {
			waiting <- ack.Payload // there is room for it
		}
	}
}
