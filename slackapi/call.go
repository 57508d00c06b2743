package slackapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// faultPauses are the pauses before a call is tried again after a server fault or
// a dropped connection. After the last attempt the failure is final.
var faultPauses = [...]time.Duration{500 * time.Millisecond, time.Second, 2 * time.Second}

// replyTo is a pointer to a reply of type R.
type replyTo[R any] interface {
	*R
	reply
}

// call makes one call, with as many attempts as it takes, and returns the reply.
// With an [*Error] comes the reply that says so, as far as it could be read.
// Each of how changes the exchange before it begins.
func call[R any, P replyTo[R]](
	ctx context.Context, c *Client, name string, args url.Values, how ...func(*exchange),
) (P, error) {
	var r P
	method := lookup(name)
	x := &exchange{
		client:   c,
		http:     c.http,
		method:   method,
		limit:    c.limitOf(method),
		log:      c.newCallLog(name, args),
		budget:   c.timeout,
		left:     c.timeout,
		patience: c.maxWait,
		decode: func(resp *http.Response) error {
			r = new(R) // nothing of an earlier attempt's reply may shine through
			return c.decode(name, resp, r)
		},
	}
	for _, change := range how {
		change(x)
	}
	err := x.run(ctx, args)
	if err != nil && ctx.Err() != nil {
		return nil, fmt.Errorf("calling %s: %w", name, ctx.Err())
	}
	return r, err
}

// lookup asks the catalogue for a method's verb and tier. Slack takes a form by
// POST for any method, and tier 2 is what most of them allow, so that is how a
// method without a record is called.
func lookup(name string) catalog.Method {
	if m, ok := catalog.LookupMethod(name); ok {
		return m
	}
	return catalog.Method{Name: name, Verb: http.MethodPost, Tier: 2}
}

// limitOf returns the limit of a method, which all calls of it share.
func (c *Client) limitOf(m catalog.Method) *limit {
	c.mu.Lock()
	defer c.mu.Unlock()
	l, ok := c.limits[m.Name]
	if !ok {
		l = newLimit(m.Tier)
		c.limits[m.Name] = l
	}
	return l
}

func (c *Client) newCallLog(method string, args url.Values) *callLog {
	if c.onCall == nil {
		return nil
	}
	shown := url.Values{}
	for name, values := range args {
		for _, v := range values {
			shown.Add(text.Clean(name), text.Redact([]byte(v))) // people paste tokens where others belong
		}
	}
	return &callLog{tell: c.onCall, call: Attempt{Method: method, Args: shown, Retry: -1}}
}

// exchange is one call: all attempts at it, and the waiting before each.
type exchange struct {
	client   *Client
	http     *http.Client
	method   catalog.Method
	limit    *limit
	log      *callLog
	silence  *silence
	budget   time.Duration // that the attempts, and the pauses after faults, may take together
	left     time.Duration // of the budget
	patience time.Duration // how much longer rate limits may hold the call back
	untold   time.Duration // waits for rate limits of which [OnWait] did not hear
	once     bool          // after faults, do not try again
	decode   func(*http.Response) error
}

// run makes attempts until one settles the call, or the time for it is used up. Rate
// limits may hold it back any number of times while patience lasts; faults are few.
func (x *exchange) run(ctx context.Context, args url.Values) error {
	x.silence = newSilence(x.client, x.method.Name)
	x.silence.resume()
	defer x.silence.end()
	faults, limited := 0, 0
	for {
		if err := x.wait(ctx); err != nil {
			return err
		}
		err := x.attempt(ctx, args, limited)
		switch {
		case isRateLimited(err):
			limited++ // wait knows for how long
		case isFault(err) && !x.once && faults < len(faultPauses) && faultPauses[faults] < x.left:
			x.left -= faultPauses[faults]
			if err := sleep(ctx, faultPauses[faults]); err != nil {
				return err
			}
			faults++
		default:
			return err
		}
	}
}

// attempt makes one attempt, after so many that were answered 429, within the time that
// is left for the call.
func (x *exchange) attempt(ctx context.Context, args url.Values, limited int) error {
	began := time.Now()
	within, cancel := context.WithTimeout(ctx, x.left)
	defer cancel()
	req, err := x.request(within, args)
	if err != nil {
		x.limit.answered()
		return err
	}
	err = x.send(req, limited)
	x.left -= time.Since(began)
	if failed, ok := errors.AsType[*UnreachableError](err); ok && within.Err() != nil && ctx.Err() == nil {
		failed.Err = &timeoutError{x.budget, failed.Err}
	}
	return err
}

// request builds the documented kind of request: arguments in the query of a
// GET, in the form of a POST, and the token in its header.
func (x *exchange) request(ctx context.Context, args url.Values) (*http.Request, error) {
	target := x.client.base.JoinPath(x.method.Name)
	var form io.Reader = http.NoBody // an empty body is none, and never chunked
	if x.method.Verb == http.MethodGet {
		target.RawQuery = args.Encode()
	} else if len(args) > 0 {
		form = strings.NewReader(args.Encode())
	}
	req, err := http.NewRequestWithContext(ctx, x.method.Verb, target.String(), form)
	if err != nil {
		return nil, fmt.Errorf("calling %s: %w", x.method.Name, err)
	}
	if x.method.Verb != http.MethodGet {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	req.Header.Set("User-Agent", "periscope")
	x.client.authorize(req.Header)
	return req, nil
}

// wait holds the next attempt back until rate limits allow it. After success
// send must follow, which gives the slot of the limit back.
func (x *exchange) wait(ctx context.Context) error {
	began := time.Now()
	turn, err := x.limit.take(ctx, began.Add(x.patience), x.tellWait)
	x.silence.resume()
	x.patience -= time.Since(began)
	if errors.Is(err, errPatience) {
		return &RateLimitedError{x.method.Name, time.Until(turn), x.limit.isGuess()}
	}
	return err
}

// tellWait reports a wait that begins. Short ones are reported once they add up.
func (x *exchange) tellWait(until time.Time) {
	x.silence.pause()
	if x.untold += time.Until(until); x.untold >= SilenceTold {
		x.untold = 0
		x.silence.end()
		x.client.onWait(Wait{x.method.Name, until})
	}
}

// send makes one attempt, after so many that were answered 429.
func (x *exchange) send(req *http.Request, limited int) error {
	x.log.sent()
	// An http.Client would look where a redirect leads, if only to leave it alone.
	resp, err := x.http.Transport.RoundTrip(req) //nolint:bodyclose // decode closes it
	x.limit.answered()
	if err != nil {
		err = &UnreachableError{x.method.Name, x.client.host, err}
		x.log.ended(err)
		return err
	}
	x.log.replied(resp)
	err = x.decode(resp)
	x.log.ended(err)
	if isRateLimited(err) {
		x.limit.hold(retryAfter(resp.Header, time.Now(), limited))
	}
	return err
}

func isRateLimited(err error) bool {
	_, ok := errors.AsType[*RateLimitedError](err)
	return ok
}

// once makes a call that must not be repeated on a guess, and that rate limits may
// hold back for so long. It takes a connection of its own: over one that was used
// before, package http would by itself send a GET again when the connection is dropped.
func once(patience time.Duration) func(*exchange) {
	return func(x *exchange) {
		x.once = true
		x.http = x.client.fresh
		x.patience = min(x.patience, patience)
	}
}

// isFault reports whether err is Slack's or the network's trouble, and may pass.
func isFault(err error) bool {
	f, ok := errors.AsType[failure](err)
	return ok && f.Passing()
}
