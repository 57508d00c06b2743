package webapi

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"
)

// AnyMethod as the method of a [Fault] stands for all of them.
const AnyMethod = "*"

// Fault makes calls of a method go wrong. It takes effect before the method looks
// at the call, so that the code of a fault is answered to every caller, and with
// any arguments; only Truncate and Malformed let the method work first.
//
// Latency may come with any other, and HTTPStatus with Error; else a fault is
// one thing.
type Fault struct {
	Method string `json:"method"` // that the sandbox has, or [AnyMethod]
	// Error refuses with this code. The code "ratelimited" comes as at Slack, with
	// HTTP 429 and Retry-After; others with 200, unless HTTPStatus is set.
	Error string `json:"error,omitempty"`
	// HTTPStatus, from 400 to 599, answers with this status. Without Error the
	// body is a page of HTML, and no header says when to come back: such answers
	// come from what stands in front of Slack.
	HTTPStatus int `json:"http_status,omitempty"`
	LatencyMS  int `json:"latency_ms,omitempty"` // milliseconds to wait before all else; at most a minute
	// Truncate breaks the connection off in the middle of the reply.
	Truncate bool `json:"truncate,omitempty"`
	// Close breaks it off before anything was done.
	Close bool `json:"close,omitempty"`
	// Malformed answers with what is said to be JSON, and is not.
	Malformed bool `json:"malformed,omitempty"`
	// RetryAfter is the Retry-After of "ratelimited", in seconds; 0 is half a minute.
	RetryAfter int `json:"retry_after,omitempty"`
	// Count is how many calls it spoils; 0 is all, until [Faults.Clear].
	Count int `json:"count,omitempty"`
}

const (
	maxLatency   = 60_000 // milliseconds
	maxFaults    = 1000
	retrySeconds = 30 // Retry-After of an injected ratelimited
)

// Faults are those that wait for calls. It is safe for concurrent use.
type Faults struct {
	isMethod func(string) bool // that the sandbox answers

	mu      sync.Mutex
	waiting []Fault
}

// NewFaults returns faults for methods that the sandbox answers; at first there are none.
func NewFaults(isMethod func(string) bool) *Faults { return &Faults{isMethod: isMethod} }

// Add makes calls go wrong from now on. Where several faults are for a
// method, the one that was added first counts until it is used up.
func (fs *Faults) Add(f Fault) error {
	if err := fs.check(f); err != nil {
		return fmt.Errorf("adding a fault: %w", err)
	}
	return fs.add(f)
}

// All returns those that are not used up, the oldest first.
func (fs *Faults) All() []Fault {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	return slices.Concat([]Fault{}, fs.waiting) // never nil
}

// Clear makes all calls go well again.
func (fs *Faults) Clear() {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	fs.waiting = nil
}

// check refuses a fault that makes no sense.
func (fs *Faults) check(f Fault) error {
	kinds := 0
	for _, is := range []bool{f.Error != "" || f.HTTPStatus != 0, f.Truncate, f.Close, f.Malformed} {
		if is {
			kinds++
		}
	}
	switch {
	case f.Method == "":
		return fmt.Errorf(`"method" is missing: name one, or write %q for all`, AnyMethod)
	case f.Method != AnyMethod && !fs.isMethod(f.Method):
		return fmt.Errorf("the sandbox has no method %q", f.Method)
	case f.HTTPStatus != 0 && (f.HTTPStatus < 400 || f.HTTPStatus > 599):
		return fmt.Errorf(`"http_status" is %d, and must be from 400 to 599`, f.HTTPStatus)
	case f.LatencyMS < 0 || f.LatencyMS > maxLatency:
		return fmt.Errorf(`"latency_ms" is %d, and must be from 0 to %d`, f.LatencyMS, maxLatency)
	case f.RetryAfter != 0 && (f.Error != "ratelimited" || f.RetryAfter < 0 || f.RetryAfter > 3600):
		return errors.New(`"retry_after" goes with the error "ratelimited", and is a number of seconds, 3600 at most`)
	case f.Count < 0:
		return fmt.Errorf(`"count" is %d, and must be the number of calls, or 0 for all`, f.Count)
	case kinds > 1:
		return errors.New(`a fault is one of "error" (with "http_status" or without), "http_status", "truncate", "close" and "malformed"`)
	case kinds == 0 && f.LatencyMS == 0:
		return errors.New(`nothing would go wrong: set "error", "http_status", "latency_ms", "truncate", "close" or "malformed"`)
	}
	return nil
}

func (fs *Faults) add(f Fault) error {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	if len(fs.waiting) == maxFaults {
		return fmt.Errorf("adding a fault: %d wait to strike already", maxFaults)
	}
	fs.waiting = append(fs.waiting, f)
	return nil
}

// Take takes the fault for a call; without one, a fault that does nothing.
func (fs *Faults) Take(method string) Fault {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	i := slices.IndexFunc(fs.waiting, func(f Fault) bool { return f.Method == method || f.Method == AnyMethod })
	if i < 0 {
		return Fault{}
	}
	f := fs.waiting[i]
	switch f.Count {
	case 0:
	case 1:
		fs.waiting = slices.Delete(fs.waiting, i, i+1)
	default:
		fs.waiting[i].Count--
	}
	return f
}

// Before waits as long as the fault has a call wait, and returns the refusal
// that the call gets in place of an answer, or nil if the method may answer.
func (f Fault) Before(ctx context.Context) error {
	if f.LatencyMS > 0 {
		select {
		case <-ctx.Done(): // the client hung up
			return &SlackError{Code: "request_timeout"}
		case <-time.After(time.Duration(f.LatencyMS) * time.Millisecond):
		}
	}
	switch {
	case f.Error == "ratelimited" && f.HTTPStatus == 0:
		return &SlackError{Code: f.Error, Status: http.StatusTooManyRequests, RetryAfter: cmp.Or(f.RetryAfter, retrySeconds)}
	case f.Error != "" || f.HTTPStatus != 0 || f.Close:
		return &SlackError{Code: f.Error, Status: f.HTTPStatus}
	}
	return nil
}

// After sends a reply, or what the fault leaves of it.
func (f Fault) After(w http.ResponseWriter, reply any, err error) {
	switch {
	case f.Close:
		panic(http.ErrAbortHandler) // breaks the connection off, which net/http offers no other way to
	case f.HTTPStatus != 0 && f.Error == "":
		f.page(w)
		return
	case f.Truncate, f.Malformed:
		w = &spoiled{w, f}
	}
	if err != nil {
		WriteError(w, err)
		return
	}
	WriteJSON(w, http.StatusOK, reply)
}

// page answers as a proxy in front of Slack does.
func (f Fault) page(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(f.HTTPStatus)
	_, _ = fmt.Fprintf(w, "<html><body><h1>%d %s</h1></body></html>\n", f.HTTPStatus, http.StatusText(f.HTTPStatus))
}

// Kind names the fault by the field that makes it one; without a fault it is empty.
func (f Fault) Kind() string {
	switch {
	case f.Error != "":
		return "error"
	case f.HTTPStatus != 0:
		return "http_status"
	case f.Truncate:
		return "truncate"
	case f.Close:
		return "close"
	case f.Malformed:
		return "malformed"
	case f.LatencyMS != 0:
		return "latency_ms"
	}
	return ""
}

// spoiled is where a reply goes that a fault cuts short or garbles. A reply is
// written at once, and its length is announced before.
type spoiled struct {
	http.ResponseWriter
	fault Fault
}

func (s *spoiled) Write(body []byte) (int, error) {
	if s.fault.Truncate { // net/http breaks a connection off that got less than was announced
		return s.ResponseWriter.Write(body[:len(body)/2])
	}
	garbled := slices.Clone(body)
	garbled[0] = '<'
	return s.ResponseWriter.Write(garbled)
}
