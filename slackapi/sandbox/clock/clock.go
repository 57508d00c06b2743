// Package clock is the clock of a sandbox: that of the machine, or of a test, and
// ahead of it by as much as a test has advanced it.
//
// It promises that a wait ends when the time has come by either: because it went by,
// or because the clock was advanced. It knows nothing of what the time is for.
package clock

import (
	"context"
	"sync"
	"time"
)

// Clock is safe for concurrent use.
type Clock struct {
	base func() time.Time

	mu       sync.Mutex
	ahead    time.Duration
	advanced chan struct{} // closed at the next advance
}

// New returns a clock that shows what base does, until it is advanced.
func New(base func() time.Time) *Clock {
	return &Clock{base: base, advanced: make(chan struct{})}
}

// Now reads the clock.
func (c *Clock) Now() time.Time {
	ahead, _ := c.state()
	return c.base().Add(ahead)
}

// Advance puts the clock ahead. It is never put back, but by [Clock.Reset].
func (c *Clock) Advance(by time.Duration) {
	c.set(func(ahead time.Duration) time.Duration { return ahead + max(by, 0) })
}

// Reset lets the clock show again what it was made with.
func (c *Clock) Reset() { c.set(func(time.Duration) time.Duration { return 0 }) }

func (c *Clock) set(change func(time.Duration) time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead = change(c.ahead)
	close(c.advanced)
	c.advanced = make(chan struct{})
}

func (c *Clock) state() (ahead time.Duration, advanced <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ahead, c.advanced
}

// Wait lets time pass, or be skipped; false if the context ended.
func (c *Clock) Wait(ctx context.Context, pause time.Duration) bool { return c.Timer(pause)(ctx) }

// Timer returns a [Clock.Wait] whose time begins now, and not when it is called.
func (c *Clock) Timer(pause time.Duration) func(context.Context) bool {
	from, advanced := c.state()
	end := time.Now().Add(pause) // by the machine: a test's clock may stand
	return func(ctx context.Context) bool {
		for left := pause; left > 0 && ctx.Err() == nil; {
			var ahead time.Duration
			timer := time.NewTimer(left)
			select {
			case <-ctx.Done():
			case <-timer.C:
			case <-advanced:
			}
			timer.Stop()
			ahead, advanced = c.state()
			left = time.Until(end) - max(ahead-from, 0)
		}
		return ctx.Err() == nil
	}
}
