// Package delivery is what the sandbox sends to apps: events, slash commands, clicks and
// views, signed, to the URLs of an app, or over its connections of Socket Mode.
//
// It promises to send to this machine only, whatever a name resolves to; that each
// event is tried again by itself, as at Slack; that what waits is bounded; and that
// nothing runs any more once the outbox is closed. It changes nothing in the
// state but the triggers and messages of people who use an app.
package delivery

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"periscope/model"
	"periscope/process"
	"periscope/slackapi/sandbox/clock"
	"periscope/slackapi/sandbox/socketmode"
)

// pauses are what is waited before an event is tried again. Slack: at once,
// after one minute, and after five.
var pauses = [...]time.Duration{0, time.Minute, 5 * time.Minute}

// What waits is bounded: an app that takes nothing must not fill the memory.
const (
	maxQueued   = 10_000 // events of a team that were not tried yet; beyond, the oldest is given up
	maxRetrying = 1_000  // events that wait to be tried again; beyond, an event is given up
	maxSlow     = 50     // events of a team that wait for an answer; beyond, the next waits
)

// patience is how long the first attempt of an event may take before the next event is tried.
const patience = 100 * time.Millisecond

// Outbox sends events, slash commands and clicks to apps. The events of one team are
// first tried in order. One that fails is tried again by itself, and holds up no other; nor
// does one that the app is slow to answer.
type Outbox struct {
	poster
	sockets *socketmode.Connections // nil: no app has any

	mu       sync.Mutex
	urls     map[string]URLs // by app; under "" those of all others
	queues   map[model.TeamID]*queue
	retrying int
	ctx      context.Context // of all deliveries, until they are dropped; done for good once the outbox is closed
	cancel   context.CancelFunc
	workers  sync.WaitGroup // one for each queue, and for each event that is tried again
}

// queue holds the events of a team that were not tried yet. It is in the
// outbox for as long as it has a worker.
type queue struct {
	team   model.TeamID
	events []queuedEvent
}

// queuedEvent is the JSON of an event, and where it goes: the URL of that moment, or, where that
// is empty, the app's connections.
type queuedEvent struct {
	app  string
	url  string
	body []byte
}

// NewOutbox returns an outbox that signs with a secret, and sends nowhere yet. The
// client is that of [LoopbackClient], but in tests.
func NewOutbox(client *http.Client, secret string, clock *clock.Clock) *Outbox {
	o := &Outbox{poster: poster{client: client, secret: secret, clock: clock}, urls: map[string]URLs{}}
	o.start()
	return o
}

// UseConnections has apps in Socket Mode get what they are sent over their connections. It is
// called before anything is sent.
func (o *Outbox) UseConnections(c *socketmode.Connections) { o.sockets = c }

// inSocketMode reports whether an app is sent all over its connections.
func (o *Outbox) inSocketMode(app string) bool { return o.sockets != nil && o.sockets.Enabled(app) }

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
// nothing runs in the background any more. Connections are not the outbox's.
func (o *Outbox) Close() {
	o.mu.Lock()
	o.cancel()
	o.mu.Unlock()
	o.workers.Wait()
	o.client.CloseIdleConnections()
}

// enqueue takes an event of an app, to be tried after those that came before it.
func (o *Outbox) enqueue(team model.TeamID, app string, body []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	to, overSocket := o.urlsOf(app).Events, o.inSocketMode(app)
	if overSocket {
		to = ""
	}
	if o.ctx.Err() != nil || to == "" && !overSocket {
		return
	}
	q, busy := o.queues[team]
	if !busy {
		q = &queue{team: team}
		o.queues[team] = q
		ctx := o.ctx
		o.workers.Go(process.Guarded(func() { o.work(ctx, q) }))
	}
	if len(q.events) == maxQueued {
		q.events = slices.Delete(q.events, 0, 1)
	}
	q.events = append(q.events, queuedEvent{app, to, body})
}

// work tries the events of a queue until there are none left. An event whose answer takes
// longer than patience holds up the next no more.
func (o *Outbox) work(ctx context.Context, q *queue) {
	slow := make(chan struct{}, maxSlow)
	for e, more := o.next(ctx, q); more; e, more = o.next(ctx, q) {
		slow <- struct{}{}
		tried := make(chan struct{})
		o.workers.Go(process.Guarded(func() {
			err := o.attempt(ctx, e, 0, nil)
			<-slow
			close(tried)
			if err != nil && o.mayRetry() {
				o.retry(ctx, e, err)
			}
		}))
		patient := time.NewTimer(patience)
		select {
		case <-tried:
		case <-patient.C:
		}
		patient.Stop()
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

// mayRetry takes a place among the events that are tried again, if there is one.
func (o *Outbox) mayRetry() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.retrying == maxRetrying {
		return false
	}
	o.retrying++
	return true
}

// retry tries an event again, until the app takes it, wants no more of it, or all
// attempts have failed.
func (o *Outbox) retry(ctx context.Context, e queuedEvent, err error) {
	defer func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.retrying--
	}()
	for n, pause := range pauses {
		if !o.clock.Wait(ctx, pause) {
			return
		}
		if err = o.attempt(ctx, e, n+1, err); err == nil {
			return
		}
	}
}

// attempt sends an event for the first time, or again: then last is why it was not taken before.
// An error asks for another attempt.
func (o *Outbox) attempt(ctx context.Context, e queuedEvent, retry int, last error) error {
	if e.url == "" {
		return o.attemptOverSocket(ctx, e, retry, last)
	}
	var again http.Header
	if retry > 0 {
		again = http.Header{}
		again.Set("X-Slack-Retry-Num", strconv.Itoa(retry))
		again.Set("X-Slack-Retry-Reason", retryReason(last))
	}
	got, err := o.post(ctx, e.url, message{media: jsonMedia, body: e.body, header: again})
	if got.header.Get("X-Slack-No-Retry") == "1" || errors.Is(ctx.Err(), context.Canceled) {
		return nil
	}
	return err
}

func (o *Outbox) attemptOverSocket(ctx context.Context, e queuedEvent, retry int, last error) error {
	envelope := socketmode.Envelope{Type: socketmode.EventsAPI, Payload: e.body, Retry: &socketmode.Retry{Attempt: retry}}
	if retry > 0 {
		envelope.Reason = socketmode.RetryReason(last)
	}
	_, err := o.sockets.Send(ctx, e.app, envelope)
	if errors.Is(ctx.Err(), context.Canceled) {
		return nil
	}
	return err
}
