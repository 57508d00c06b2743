package sandbox

import (
	"errors"
	"fmt"
	"slices"
	"sync"
)

// AnyMethod as the method of a [Fault] stands for all of them.
const AnyMethod = "*"

// Fault makes calls of a method go wrong. It strikes before the method looks at
// the call, so that the code of a fault is answered whoever calls, and with
// whatever arguments; only Truncate and Malformed let the method work first.
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
	// Count is how many calls it strikes; 0 is all, until [Sandbox.ClearFaults].
	Count int `json:"count,omitempty"`
}

const (
	maxLatency   = 60_000 // milliseconds
	maxFaults    = 1000
	retrySeconds = 30 // Retry-After of an injected ratelimited
)

// AddFault makes calls go wrong from now on. Where several faults are for a
// method, the one that was added first strikes until it is used up.
func (s *Sandbox) AddFault(f Fault) error {
	if err := f.check(); err != nil {
		return fmt.Errorf("adding a fault: %w", err)
	}
	return s.faults.add(f)
}

// Faults returns those that are not used up, in the order in which they strike.
func (s *Sandbox) Faults() []Fault {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	return slices.Concat([]Fault{}, s.faults.waiting) // never nil
}

// ClearFaults makes all calls go well again.
func (s *Sandbox) ClearFaults() {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.waiting = nil
}

func (f Fault) check() error {
	_, served := endpoints[f.Method]
	kinds := 0
	for _, is := range []bool{f.Error != "" || f.HTTPStatus != 0, f.Truncate, f.Close, f.Malformed} {
		if is {
			kinds++
		}
	}
	switch {
	case f.Method == "":
		return fmt.Errorf(`"method" is missing: name one, or write %q for all`, AnyMethod)
	case f.Method != AnyMethod && !served:
		return fmt.Errorf("the sandbox has no method %q", f.Method)
	case f.HTTPStatus != 0 && (f.HTTPStatus < 400 || f.HTTPStatus > 599):
		return fmt.Errorf(`"http_status" is %d, and must be from 400 to 599`, f.HTTPStatus)
	case f.LatencyMS < 0 || f.LatencyMS > maxLatency:
		return fmt.Errorf(`"latency_ms" is %d, and must be from 0 to %d`, f.LatencyMS, maxLatency)
	case f.Count < 0:
		return fmt.Errorf(`"count" is %d, and must be the number of calls, or 0 for all`, f.Count)
	case kinds > 1:
		return errors.New(`a fault is one of "error" (with "http_status" or without), "http_status", "truncate", "close" and "malformed"`)
	case kinds == 0 && f.LatencyMS == 0:
		return errors.New(`nothing would go wrong: set "error", "http_status", "latency_ms", "truncate", "close" or "malformed"`)
	}
	return nil
}

// faults are those that wait to strike.
type faults struct {
	mu      sync.Mutex
	waiting []Fault
}

func (fs *faults) add(f Fault) error {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	if len(fs.waiting) == maxFaults {
		return fmt.Errorf("adding a fault: %d wait to strike already", maxFaults)
	}
	fs.waiting = append(fs.waiting, f)
	return nil
}

// strike takes the fault for a call; without one, a fault that does nothing.
func (fs *faults) strike(method string) Fault {
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
