package sandbox

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

// limits counts calls in windows of one minute, by method, team and app.
type limits struct {
	now func() time.Time
	off bool // every call is admitted

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

func newLimits(opts Options) *limits {
	return &limits{now: opts.Now, off: opts.Unlimited, windows: map[limitKey]window{}}
}

// reset forgets all calls.
func (l *limits) reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	clear(l.windows)
}

// admit counts a call, or refuses it until the window ends. A refused call
// does not count.
func (l *limits) admit(c *call) error {
	if l.off {
		return nil
	}
	key := limitKey{method: c.method}
	if c.install != nil {
		key.team, key.app = c.install.team.ID, c.install.AppID
	}
	m, _ := catalog.LookupMethod(c.method)

	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	w := l.windows[key]
	if start := now.Truncate(time.Minute); !w.start.Equal(start) {
		w = window{start: start}
	}
	if w.calls >= perMinute[m.Tier] {
		return &failure{
			Code:       "ratelimited",
			status:     http.StatusTooManyRequests,
			retryAfter: wholeSeconds(w.start.Add(time.Minute).Sub(now)),
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
