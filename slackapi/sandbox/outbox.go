package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"periscope/model"
)

// ErrUndelivered says that a command or a click did not arrive, or that the app
// did not answer with 2xx within three seconds. As with Slack neither is sent again.
var ErrUndelivered = errors.New("the request URL did not take it")

// attempts are the pauses before each try to deliver an event. Slack: at once,
// and again at once, after one minute, and after five.
var attempts = [...]time.Duration{0, 0, time.Minute, 5 * time.Minute}

// outbox sends what happens to the request URL. The events of one team arrive in
// order: one that is being retried holds up those behind it.
type outbox struct {
	client *http.Client
	secret string
	now    func() time.Time

	mu      sync.Mutex
	url     string // empty: there is nobody to tell
	queues  map[model.TeamID]*queue
	ctx     context.Context // of all deliveries, until they are dropped; done for good once the outbox is closed
	cancel  context.CancelFunc
	workers sync.WaitGroup // one for each queue
}

// queue holds the events of a team that are not delivered yet. It is in the
// outbox for as long as it has a worker.
type queue struct {
	team   model.TeamID
	events []event
}

// event is the JSON of an event, and where it goes: the request URL when it happened.
type event struct {
	url  string
	body []byte
}

func newOutbox(secret string, now func() time.Time) *outbox {
	o := &outbox{client: localClient(), secret: secret, now: now}
	o.start()
	return o
}

func (o *outbox) start() {
	o.queues = map[model.TeamID]*queue{}
	o.ctx, o.cancel = context.WithCancel(context.Background())
}

// drop forgets what is not delivered yet.
func (o *outbox) drop() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.ctx.Err() == nil {
		o.cancel()
		o.start()
	}
}

func (o *outbox) close() {
	o.mu.Lock()
	o.cancel()
	o.mu.Unlock()
	o.workers.Wait()
	o.client.CloseIdleConnections()
}

// enqueue takes an event to be delivered after those that came before it.
func (o *outbox) enqueue(team model.TeamID, body []byte) {
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
		o.workers.Go(func() { o.work(ctx, q) })
	}
	q.events = append(q.events, event{o.url, body})
}

// work delivers the events of a queue until there are none left.
func (o *outbox) work(ctx context.Context, q *queue) {
	for e, more := o.Next(ctx, q); more; e, more = o.Next(ctx, q) {
		o.deliver(ctx, e)
	}
}

// Next takes the first event from a queue, or ends the queue.
func (o *outbox) Next(ctx context.Context, q *queue) (first event, more bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if ctx.Err() != nil {
		return event{}, false
	}
	if len(q.events) == 0 {
		delete(o.queues, q.team)
		return event{}, false
	}
	first, q.events = q.events[0], q.events[1:]
	return first, true
}

// deliver sends an event until the app takes it, wants no more of it, or all
// attempts have failed.
func (o *outbox) deliver(ctx context.Context, e event) {
	p := parcel{media: jsonMedia, body: e.body}
	for n, pause := range attempts {
		if !wait(ctx, pause) {
			return
		}
		got, err := o.post(ctx, e.url, p)
		if err == nil || got.header.Get("X-Slack-No-Retry") == "1" {
			return
		}
		p.header = http.Header{}
		p.header.Set("X-Slack-Retry-Num", strconv.Itoa(n+1))
		p.header.Set("X-Slack-Retry-Reason", retryReason(err))
	}
}

// wait lets time pass, and reports whether that was all that happened.
func wait(ctx context.Context, pause time.Duration) bool {
	select {
	case <-ctx.Done():
	case <-time.After(pause):
	}
	return ctx.Err() == nil
}

// submit sends a form once, if there is a request URL.
func (o *outbox) submit(ctx context.Context, form url.Values) error {
	to := o.target()
	if to == "" {
		return nil
	}
	if _, err := o.post(ctx, to, parcel{media: formMedia, body: []byte(form.Encode())}); err != nil {
		return fmt.Errorf("%w: %w", ErrUndelivered, err)
	}
	return nil
}

func (o *outbox) target() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.url
}
