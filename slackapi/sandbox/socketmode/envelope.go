package socketmode

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/coder/websocket"
)

// Types of envelopes.
const (
	EventsAPI     = "events_api"
	SlashCommands = "slash_commands"
	Interactive   = "interactive"
)

// Envelope is what an app is sent. It sends the id back.
type Envelope struct {
	Payload json.RawMessage `json:"payload"`
	ID      string          `json:"envelope_id"`
	Type    string          `json:"type"`
	// AcceptsPayload: the app may answer with more than the id.
	AcceptsPayload bool `json:"accepts_response_payload"`
	// Retry is of events alone.
	*Retry
}

// Retry says how often an event was sent before, and what became of it.
type Retry struct {
	Attempt int    `json:"retry_attempt"` // 0 is the first
	Reason  string `json:"retry_reason"`
}

// ErrNotAcknowledged says that an app did not acknowledge an envelope within three seconds.
var ErrNotAcknowledged = errors.New("it was not acknowledged within three seconds")

var errConnectionLost = errors.New("the connection ended before it was acknowledged")

// Send sends an envelope to one of an app's connections, in turn, and returns the payload
// that it is acknowledged with.
func (c *Connections) Send(ctx context.Context, app string, e Envelope) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, ackTime)
	defer cancel()
	e.ID = envelopeID(c.state.NewSecret())
	text, _ := json.Marshal(e) // strings, numbers and JSON: it cannot fail
	one, acked := c.choose(app, e.ID)
	if one == nil {
		return nil, errNoConnection
	}
	defer c.forget(app, e.ID)
	select {
	case <-one.greeted: // hello is the first message
	case <-ctx.Done():
		return nil, errConnectionLost
	}
	if err := one.ws.Write(ctx, websocket.MessageText, text); err != nil {
		return nil, errConnectionLost
	}
	select {
	case payload := <-acked:
		if !e.AcceptsPayload {
			return nil, nil
		}
		return payload, nil
	case <-one.ctx.Done():
		return nil, errConnectionLost
	case <-ctx.Done():
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return nil, ErrNotAcknowledged
		}
		return nil, ctx.Err()
	}
}

// RetryReason is the word for why an event is sent again. That of a connection that is not
// there is inferred.
func RetryReason(err error) string {
	if errors.Is(err, ErrNotAcknowledged) {
		return "timeout"
	}
	return "connection_failed"
}

// envelopeID writes 32 hexadecimals as Slack writes ids of envelopes.
func envelopeID(hex string) string {
	return hex[:8] + "-" + hex[8:12] + "-" + hex[12:16] + "-" + hex[16:20] + "-" + hex[20:]
}
