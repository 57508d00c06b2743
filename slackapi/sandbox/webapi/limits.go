package webapi

import (
	"net/http"
	"sync"
	"time"

	"periscope/model"
	"periscope/model/catalog"
)

// perMinute is how many calls a minute each of Slack's tiers allows at least.
// Methods with a limit of their own (tier 0; here auth.test) get "hundreds".
var perMinute = map[int]int{0: 600, 1: 1, 2: 20, 3: 50, 4: 100}

// Limits counts calls in windows of one minute, by method, team and app.
type Limits struct {
	now       func() time.Time
	unlimited bool // every call is admitted

	mu      sync.Mutex
	windows map[limitKey]window // bounded: only calls with a good token are counted
}

type limitKey struct {
	method string
	team   model.TeamID
	app    string
}

type window struct {
	start time.Time
	calls int
}

// NewLimits returns limits by a clock; unlimited ones admit every call.
func NewLimits(now func() time.Time, unlimited bool) *Limits {
	return &Limits{now: now, unlimited: unlimited, windows: map[limitKey]window{}}
}

// Reset forgets all calls.
func (l *Limits) Reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	clear(l.windows)
}

// Admit counts a call, or refuses it until the window ends. A refused call
// does not count.
func (l *Limits) Admit(c *Call) error {
	if l.unlimited {
		return nil
	}
	key := limitKey{method: c.Method}
	if c.Install != nil {
		key.team, key.app = c.Install.Team.ID, c.Install.AppID
	}
	m, _ := catalog.LookupMethod(c.Method)

	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	w := l.windows[key]
	if start := now.Truncate(time.Minute); !w.start.Equal(start) {
		w = window{start: start}
	}
	if w.calls >= perMinute[m.Tier] {
		return &SlackError{
			Code:       "ratelimited",
			Status:     http.StatusTooManyRequests,
			RetryAfter: wholeSeconds(w.start.Add(time.Minute).Sub(now)),
		}
	}
	w.calls++
	l.windows[key] = w
	return nil
}

// wholeSeconds rounds up: a client that waits this long is not early.
func wholeSeconds(d time.Duration) int {
	return int((d + time.Second - 1) / time.Second)
}
