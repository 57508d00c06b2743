// Package delivery is what the sandbox sends to apps: events, slash commands and
// clicks, signed, to one request URL.
//
// It promises to send to this machine only, whatever a name resolves to; that the
// events of a team arrive in order, and are tried again as at Slack; and that
// nothing runs any more once the outbox is closed. It changes nothing in the
// state but the triggers that it makes for people who use an app.
package delivery

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"periscope/model"
	"periscope/process"
)

// attempts are the pauses before each try to deliver an event. Slack: at once,
// and again at once, after one minute, and after five.
var attempts = [...]time.Duration{0, 0, time.Minute, 5 * time.Minute}

// Outbox sends events, slash commands and clicks to the request URL. The events of one team arrive in
// order: one that is being retried holds up those behind it.
type Outbox struct {
	poster

	mu      sync.Mutex
	url     string // empty: events go nowhere
	queues  map[model.TeamID]*queue
	ctx     context.Context // of all deliveries, until they are dropped; done for good once the outbox is closed
	cancel  context.CancelFunc
	workers sync.WaitGroup // one for each queue
}

// queue holds the events of a team that are not delivered yet. It is in the
// outbox for as long as it has a worker.
type queue struct {
	team   model.TeamID
	events []queuedEvent
}

// queuedEvent is the JSON of an event, and where it goes: the request URL of that moment.
type queuedEvent struct {
	url  string
	body []byte
}

// NewOutbox returns an outbox that signs with a secret, and sends nowhere yet. The
// client is that of [LoopbackClient], but in tests.
func NewOutbox(client *http.Client, secret string, now func() time.Time) *Outbox {
	o := &Outbox{poster: poster{client: client, secret: secret, now: now}}
	o.start()
	return o
}

func (o *Outbox) start() {
	o.queues = map[model.TeamID]*queue{}
	o.ctx, o.cancel = context.WithCancel(context.Background())
}

// Drop forgets what is not delivered yet.
func (o *Outbox) Drop() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.ctx.Err() == nil {
		o.cancel()
		o.start()
	}
}

// Close gives up on the events that are not delivered yet, and returns when
// nothing runs in the background any more.
func (o *Outbox) Close() {
	o.mu.Lock()
	o.cancel()
	o.mu.Unlock()
	o.workers.Wait()
	o.client.CloseIdleConnections()
}

// enqueue takes an event to be delivered after those that came before it.
func (o *Outbox) enqueue(team model.TeamID, body []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.ctx.Err() != nil || o.url == "" {
		return
	}
	q, busy := o.queues[team]
	if !busy {
		q = &queue{team: team}
		o.queues[team] = q
		ctx := o.ctx
		o.workers.Go(process.Guarded(func() { o.work(ctx, q) }))
	}
	q.events = append(q.events, queuedEvent{o.url, body})
}

// work delivers the events of a queue until there are none left.
func (o *Outbox) work(ctx context.Context, q *queue) {
	for e, more := o.next(ctx, q); more; e, more = o.next(ctx, q) {
		o.deliver(ctx, e)
	}
}

// next takes the first event from a queue, or ends the queue.
func (o *Outbox) next(ctx context.Context, q *queue) (first queuedEvent, more bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if ctx.Err() != nil {
		return queuedEvent{}, false
	}
	if len(q.events) == 0 {
		delete(o.queues, q.team)
		return queuedEvent{}, false
	}
	first, q.events = q.events[0], q.events[1:]
	return first, true
}

// deliver sends an event until the app takes it, wants no more of it, or all
// attempts have failed.
func (o *Outbox) deliver(ctx context.Context, e queuedEvent) {
	m := message{media: jsonMedia, body: e.body}
	for n, pause := range attempts {
		if !wait(ctx, pause) {
			return
		}
		got, err := o.post(ctx, e.url, m)
		if err == nil || got.header.Get("X-Slack-No-Retry") == "1" {
			return
		}
		m.header = http.Header{}
		m.header.Set("X-Slack-Retry-Num", strconv.Itoa(n+1))
		m.header.Set("X-Slack-Retry-Reason", retryReason(err))
	}
}

// wait lets time pass; false if the context ended.
func wait(ctx context.Context, pause time.Duration) bool {
	select {
	case <-ctx.Done():
	case <-time.After(pause):
	}
	return ctx.Err() == nil
}

// RequestURL is where events, commands and clicks are sent; empty is nowhere.
func (o *Outbox) RequestURL() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.url
}
