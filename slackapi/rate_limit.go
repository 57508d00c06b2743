package slackapi

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// perMinute is how many calls of one method each tier allows one app in one
// team, at the least. Slack: 1+, 20+, 50+ and 100+ in any minute.
var perMinute = [...]int{1: 1, 2: 20, 3: 50, 4: 100}

// slotRest is how long a slot of the tier rests after its call was answered.
// Slack counted that call when it arrived, some time before the answer, so that
// after a minute Slack has forgotten it, however slow the network was and
// wherever Slack's windows begin. The rest allows for clocks that differ a little.
const slotRest = time.Minute + 100*time.Millisecond

// errPatience says that a turn comes too late; the caller knows what it was for.
var errPatience = errors.New("the turn comes too late")

// limit keeps one method within its tier: a burst goes out at once, and no
// minute sees more calls than the tier allows. golang.org/x/time/rate would not
// do: a bucket that is full lets its burst and a minute's refill through in the
// same minute, nearly twice what Slack allows.
//
// Each call takes a slot before it is sent and gives it back once it is answered.
type limit struct {
	// slots holds, for each call the tier allows in a minute, when it may next
	// be made. Nil for methods with a limit of their own.
	slots chan time.Time

	mu           sync.Mutex
	blockedUntil time.Time // until when Slack told us not to call
	guess        bool      // Slack told us so without a usable time
}

func newLimit(tier int) *limit {
	l := &limit{}
	if tier > 0 && tier < len(perMinute) {
		l.slots = make(chan time.Time, perMinute[tier])
		for range cap(l.slots) {
			l.slots <- time.Time{}
		}
	}
	return l
}

// take waits for a turn, and tells when it must wait for one. If the turn comes
// after the deadline, it returns the time of the turn and errPatience without
// waiting. After success the caller owes an answered.
func (l *limit) take(ctx context.Context, deadline time.Time, tell func(until time.Time)) (time.Time, error) {
	rested, err := l.slot(ctx, deadline)
	if err != nil {
		return time.Now().Add(slotRest), err // no slot is free before one in use has rested
	}
	for {
		turn := rested
		if until := l.blocked(); until.After(turn) {
			turn = until
		}
		switch wait := time.Until(turn); {
		case wait <= 0:
			return turn, nil
		case turn.After(deadline):
			err = errPatience
		default:
			tell(turn)
			err = sleep(ctx, wait)
		}
		if err != nil {
			l.give(rested)
			return turn, err
		}
	}
}

// slot takes the slot that was given back first. It waits only while other
// calls, sent or waiting for their turn, have them all.
func (l *limit) slot(ctx context.Context, deadline time.Time) (time.Time, error) {
	if l.slots == nil {
		return time.Time{}, nil
	}
	select {
	case rested := <-l.slots:
		return rested, nil
	default:
	}
	select {
	case rested := <-l.slots:
		return rested, nil
	case <-time.After(time.Until(deadline)):
		return time.Time{}, errPatience
	case <-ctx.Done():
		return time.Time{}, ctx.Err()
	}
}

func (l *limit) give(rested time.Time) {
	if l.slots != nil {
		l.slots <- rested
	}
}

// answered gives back the slot of a call that was answered, or failed, just now.
func (l *limit) answered() { l.give(time.Now().Add(slotRest)) }

// hold keeps all calls of the method back for d, because Slack said so. guess says that
// Slack gave no usable time.
func (l *limit) hold(d time.Duration, guess bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if until := time.Now().Add(d); until.After(l.blockedUntil) {
		l.blockedUntil, l.guess = until, guess
	}
}

// isGuess reports whether the limit holds calls back for a time that Slack did not name.
func (l *limit) isGuess() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.guess && time.Now().Before(l.blockedUntil)
}

func (l *limit) blocked() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.blockedUntil
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// A 429 without a usable Retry-After holds calls for restBase, and twice as
// long each further time; longer than restMax is pointless, because Slack's
// windows are a minute.
const (
	restBase = 30 * time.Second
	restMax  = time.Minute
)

// longestRetryAfter is what a longer Retry-After counts as: a hundred years.
const longestRetryAfter = 100 * 366 * 24 * time.Hour

// parseRetryAfter reads the Retry-After header of a reply that came at a time, by this
// machine's clock. Slack sends whole seconds. Fractions are rounded up, and a date, the
// other form of HTTP, is measured from the date of the reply itself, whose clock need not
// be ours. A time that is over is zero. What is neither, and what is below zero, is not
// usable.
func parseRetryAfter(header http.Header, now time.Time) (d time.Duration, usable bool) {
	value := strings.TrimSpace(header.Get("Retry-After"))
	if at, err := http.ParseTime(value); err == nil {
		if sent, err := http.ParseTime(header.Get("Date")); err == nil {
			now = sent
		}
		return min(max(at.Sub(now), 0), longestRetryAfter), true
	}
	if strings.Trim(value, "0123456789.") != "" { // ParseFloat knows infinities, exponents and hexadecimals
		return 0, false
	}
	seconds, err := strconv.ParseFloat(value, 64) // of too many digits it makes infinity
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, false
	}
	if seconds >= longestRetryAfter.Seconds() {
		return longestRetryAfter, true
	}
	return time.Duration(math.Ceil(seconds)) * time.Second, true
}

// retryAfter is how long to hold calls after a 429 that is the nth, from 0, of one call.
// Times under a second count as one, and from the third 429 on each wait is at least
// twice as long as the last: what Slack named turned out too short before. guess says that what came of it is not Slack's.
func retryAfter(header http.Header, now time.Time, nth int) (d time.Duration, guess bool) {
	asked, usable := parseRetryAfter(header, now)
	switch {
	case usable:
		least := time.Second << min(max(nth-1, 0), 10)
		return max(asked, least), asked < least
	case nth > 0:
		return restMax, true
	}
	return restBase, true
}
