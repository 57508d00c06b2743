package slackapi

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"time"

	"periscope/slackapi/text"
)

// Call is one attempt at a call, as it went: for a person who wants to see what
// is said to Slack. Nothing in it is secret, and all text is clean.
type Call struct {
	At         time.Time // when it was sent
	Method     string
	Args       url.Values // without what looks like a secret; the token is no argument
	HTTPStatus int        // 0 if no reply came
	Code       string     // empty: it succeeded; else Slack's code, or "unreachable" or "malformed"
	Took       time.Duration
	Retry      int    // 0 for the first attempt
	Reply      string // its first 2 KiB, without what looks like a secret
}

// OnCall registers who is told of every attempt, once it was answered or failed.
// It is called from the goroutines that use the client, perhaps from several at
// once.
func OnCall(told func(Call)) Option {
	return func(c *Client) { c.onCall = told }
}

// record is what is noted of an exchange for [OnCall]; nil notes nothing.
type record struct {
	told func(Call)
	call Call // the attempt under way
	body head
}

func (c *Client) record(method string, args url.Values) *record {
	if c.onCall == nil {
		return nil
	}
	shown := url.Values{}
	for name, values := range args {
		for _, v := range values {
			shown.Add(text.Clean(name), text.Redact([]byte(v))) // people paste tokens where others belong
		}
	}
	return &record{told: c.onCall, call: Call{Method: method, Args: shown, Retry: -1}}
}

// sent begins the record of an attempt.
func (r *record) sent() {
	if r == nil {
		return
	}
	r.call = Call{At: time.Now(), Method: r.call.Method, Args: r.call.Args, Retry: r.call.Retry + 1}
	r.body = head{}
}

// replied notes the status of a reply, and its body as it will be read.
func (r *record) replied(resp *http.Response) {
	if r == nil {
		return
	}
	r.call.HTTPStatus = resp.StatusCode
	resp.Body = struct {
		io.Reader
		io.Closer
	}{io.TeeReader(resp.Body, &r.body), resp.Body}
}

// ended tells how the attempt went.
func (r *record) ended(err error) {
	if r == nil {
		return
	}
	r.call.Code = codeOf(err)
	r.call.Took = time.Since(r.call.At)
	r.call.Reply = text.Redact(r.body.kept)
	r.told(r.call)
}

// codeOf is the Code of a [Call] that ended so.
func codeOf(err error) string {
	if err == nil {
		return ""
	}
	if refused, ok := errors.AsType[*Error](err); ok {
		return refused.Code
	}
	if _, ok := errors.AsType[*RateLimitedError](err); ok {
		return "ratelimited"
	}
	if _, ok := errors.AsType[*MalformedError](err); ok {
		return "malformed"
	}
	return "unreachable"
}

// head keeps the first bytes that are written to it, and drops the rest.
type head struct{ kept []byte }

const maxHead = 2 << 10

func (h *head) Write(p []byte) (int, error) {
	h.kept = append(h.kept, p[:min(len(p), maxHead-len(h.kept))]...)
	return len(p), nil
}
