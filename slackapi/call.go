package slackapi

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/hashicorp/go-retryablehttp"

	"periscope/model/catalog"
)

// Server faults and dropped connections are tried again this often, with pauses
// that double from the first to the last.
const (
	maxFaults  = 3
	pauseFirst = 500 * time.Millisecond
	pauseLast  = 5 * time.Second
)

// worthTelling is the shortest wait that [OnWait] hears of.
const worthTelling = 500 * time.Millisecond

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
		limit:    c.limit(method),
		record:   c.record(name, args),
		deadline: time.Now().Add(c.maxWait),
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

// exchange is one call: all attempts at it, and the waiting before each. The
// retry library drives it; the methods below are its hooks, in the order of
// their turn: wait, read, again, pause, wait.
type exchange struct {
	client   *Client
	http     *http.Client
	method   catalog.Method
	limit    *limit
	record   *record
	deadline time.Time // no attempt begins after it
	once     bool      // after faults, do not try again
	decode   func(*http.Response) error

	inFlight bool          // an attempt has taken its slot of the limit
	faults   int           // attempts that failed for no fault of ours
	limited  int           // attempts that were answered 429
	rest     time.Duration // to pause before the next attempt, whatever the limit says
	outcome  error         // of an attempt that is not worth repeating
}

func (x *exchange) run(ctx context.Context, args url.Values) error {
	req, err := x.request(ctx, args)
	if err != nil {
		return err
	}
	if err := x.wait(req.Request); err != nil {
		return err
	}
	retry := retryablehttp.Client{
		HTTPClient:   x.http,
		RetryMax:     math.MaxInt, // again counts for itself: faults are few, rate limits have a deadline
		CheckRetry:   x.again,
		Backoff:      x.pause,
		PrepareRetry: x.wait,
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
	if _, err := retry.Do(req); err != nil { //nolint:bodyclose // read closes the body of every attempt
		return x.explain(err)
	}
	return x.outcome
}

// request builds the documented kind of request: arguments in the query of a
// GET, in the form of a POST, and the token in its header.
func (x *exchange) request(ctx context.Context, args url.Values) (*retryablehttp.Request, error) {
	target := x.client.base.JoinPath(x.method.Name)
	var form any
	if x.method.Verb == http.MethodGet {
		target.RawQuery = args.Encode()
	} else {
		form = strings.NewReader(args.Encode())
	}
	req, err := retryablehttp.NewRequestWithContext(ctx, x.method.Verb, target.String(), form)
	if err != nil {
		return nil, fmt.Errorf("calling %s: %w", x.method.Name, err)
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	req.Header.Set("User-Agent", "periscope")
	x.client.authorize(req.Header)
	req.SetResponseHandler(x.read)
	return req, nil
}

// wait holds the next attempt back until rate limits allow it.
func (x *exchange) wait(req *http.Request) error {
	turn, err := x.limit.take(req.Context(), x.deadline, func(until time.Time) {
		if time.Until(until) > worthTelling {
			x.client.onWait(Wait{x.method.Name, until})
		}
	})
	if errors.Is(err, errPatience) {
		return &RateLimitedError{x.method.Name, time.Until(turn)}
	}
	if x.inFlight = err == nil; x.inFlight {
		x.record.sent()
	}
	return err
}

// read decodes a reply. It reports to the retry library only what is worth
// another attempt: the library closes idle connections over every other error.
func (x *exchange) read(resp *http.Response) error {
	x.record.replied(resp)
	err := x.decode(resp)
	x.record.ended(err)
	if _, ok := errors.AsType[*RateLimitedError](err); ok {
		x.limit.hold(retryAfter(resp.Header.Get("Retry-After"), x.limited))
		return err
	}
	if fault(err) {
		return err
	}
	x.outcome = err
	return nil
}

// again decides whether to make another attempt. It is asked after the headers
// of a reply, which decide nothing, and after its body.
func (x *exchange) again(ctx context.Context, resp *http.Response, err error) (bool, error) {
	if x.inFlight {
		x.inFlight = false
		x.limit.answered()
		if resp == nil {
			x.record.ended(err) // else read does
		}
	}
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	if err == nil {
		return false, nil
	}
	if _, ok := errors.AsType[*RateLimitedError](err); ok {
		x.limited++
		x.rest = 0 // wait knows how long
		return true, nil
	}
	x.rest = retryablehttp.DefaultBackoff(pauseFirst, pauseLast, x.faults, nil)
	x.faults++
	return !x.once && x.faults <= maxFaults && fault(x.explain(err)), nil
}

// pause hands the library what again found. The library's own choice would
// honour any Retry-After, however long, without telling anybody.
func (x *exchange) pause(_, _ time.Duration, _ int, _ *http.Response) time.Duration {
	return x.rest
}

// explain turns what package net and its kin say into errors of ours.
func (x *exchange) explain(err error) error {
	if _, ok := errors.AsType[failure](err); ok {
		return err
	}
	return &UnreachableError{x.method.Name, x.client.host, err}
}

// fault reports whether err is Slack's or the network's trouble, and may pass.
func fault(err error) bool {
	f, ok := errors.AsType[failure](err)
	return ok && f.Passing()
}
