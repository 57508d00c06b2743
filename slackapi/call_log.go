package slackapi

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"time"

	"periscope/slackapi/text"
)

// Attempt is one attempt at a call, as it went: for a person who wants to see what
// is said to Slack. Nothing in it is secret, and all text is clean.
type Attempt struct {
	At         time.Time // when it was sent
	Method     string
	Args       url.Values // without what looks like a secret; the token is no argument
	HTTPStatus int        // 0 if no reply came
	Code       string     // empty: it succeeded; else Slack's code, or "unreachable" or "malformed"
	Took       time.Duration
	Retry      int    // 0 for the first attempt
	Reply      string // its first 2 KiB, without what looks like a secret
}

// callLog notes the attempts at one call for [OnCall]; nil notes nothing.
type callLog struct {
	tell func(Attempt)
	call Attempt // the attempt under way
	body prefixWriter
}

// sent begins the record of an attempt.
func (l *callLog) sent() {
	if l == nil {
		return
	}
	l.call = Attempt{At: time.Now(), Method: l.call.Method, Args: l.call.Args, Retry: l.call.Retry + 1}
	l.body = prefixWriter{}
}

// replied notes the status of a reply, and its body as it will be read.
func (l *callLog) replied(resp *http.Response) {
	if l == nil {
		return
	}
	l.call.HTTPStatus = resp.StatusCode
	resp.Body = struct {
		io.Reader
		io.Closer
	}{io.TeeReader(resp.Body, &l.body), resp.Body}
}

// ended tells how the attempt went.
func (l *callLog) ended(err error) {
	if l == nil {
		return
	}
	l.call.Code = codeOf(err)
	l.call.Took = time.Since(l.call.At)
	l.call.Reply = text.Redact(l.body.prefix)
	l.tell(l.call)
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

// prefixWriter keeps the first bytes that are written to it, and drops the rest.
type prefixWriter struct{ prefix []byte }

const maxPrefix = 2 << 10

func (h *prefixWriter) Write(p []byte) (int, error) {
	h.prefix = append(h.prefix, p[:min(len(p), maxPrefix-len(h.prefix))]...)
	return len(p), nil
}
