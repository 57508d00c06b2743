package slackapi

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

var farAway = time.Now().AddDate(1000, 0, 0)

func ignore(time.Time) {}

// strictServer counts calls in fixed windows of one minute, the way that
// forgives least: none beyond the tier, wherever the windows begin.
type strictServer struct {
	windowStart time.Time
	allowed     int
	calls       map[int]int // by window
}

func (s *strictServer) admit() bool {
	window := int(time.Since(s.windowStart) / time.Minute)
	s.calls[window]++
	return s.calls[window] <= s.allowed
}

// TestLimitUsesTheTierAndNoMore pages through ten minutes against a server with
// an uneven network in between.
func TestLimitUsesTheTierAndNoMore(t *testing.T) {
	t.Parallel()
	const minutes = 10
	for tier := 1; tier <= 4; tier++ {
		for seed := range uint64(5) {
			t.Run(fmt.Sprintf("tier %d, seed %d", tier, seed), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					random := rand.New(rand.NewPCG(seed, 0))
					upTo := func(d time.Duration) time.Duration { return time.Duration(random.Int64N(int64(d))) }
					server := &strictServer{
						windowStart: time.Now().Add(-upTo(time.Minute)),
						allowed:     perMinute[tier],
						calls:       map[int]int{},
					}
					l := newLimit(tier)
					total := 0
					for end := time.Now().Add(minutes * time.Minute); ; {
						if _, err := l.take(t.Context(), farAway, ignore); err != nil {
							t.Fatal(err)
						}
						if !time.Now().Before(end) {
							break
						}
						time.Sleep(upTo(100 * time.Millisecond))
						if !server.admit() {
							t.Fatal("the server answered an avoidable 429")
						}
						time.Sleep(upTo(100 * time.Millisecond))
						l.answered()
						total++
					}
					if most := minutes * perMinute[tier]; total*100 < most*95 {
						t.Errorf("%d calls in %d minutes, of %d allowed", total, minutes, most)
					}
				})
			})
		}
	}
}

func TestLimitLetsABurstThroughAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l, began := newLimit(2), time.Now()
		for range 20 {
			if _, err := l.take(t.Context(), farAway, ignore); err != nil {
				t.Fatal(err)
			}
			l.answered()
		}
		if waited := time.Since(began); waited != 0 {
			t.Errorf("the burst took %v", waited)
		}
		var told time.Time
		turn, err := l.take(t.Context(), farAway, func(until time.Time) { told = until })
		if err != nil || time.Since(began) != slotRest || !told.Equal(turn) {
			t.Errorf("call 21 came after %v, told %v: %v", time.Since(began), told.Sub(began), err)
		}
	})
}

// TestLimitCountsUntilTheAnswer: a call that is slow on its way may be counted
// by Slack long after it was sent.
func TestLimitCountsUntilTheAnswer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newLimit(1)
		if _, err := l.take(t.Context(), farAway, ignore); err != nil {
			t.Fatal(err)
		}
		go func() {
			time.Sleep(20 * time.Second)
			l.answered()
		}()
		began := time.Now()
		if _, err := l.take(t.Context(), farAway, ignore); err != nil {
			t.Fatal(err)
		}
		if waited := time.Since(began); waited != 20*time.Second+slotRest {
			t.Errorf("waited %v", waited)
		}
	})
}

func TestLimitLosesNoSlot(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		take func(t *testing.T, l *limit) error
		want error
	}{
		{"out of patience", func(t *testing.T, l *limit) error {
			turn, err := l.take(t.Context(), time.Now().Add(time.Second), ignore)
			if wait := time.Until(turn); wait < 50*time.Second {
				t.Errorf("advises to wait for %v only", wait)
			}
			return err
		}, errPatience},
		{"cancelled", func(t *testing.T, l *limit) error {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			_, err := l.take(ctx, farAway, ignore)
			return err
		}, context.DeadlineExceeded},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLimit(1)
				if _, err := l.take(t.Context(), farAway, ignore); err != nil {
					t.Fatal(err)
				}
				if err := test.take(t, l); !errors.Is(err, test.want) {
					t.Errorf("with the slot in use: %v", err)
				}
				l.answered()
				if err := test.take(t, l); !errors.Is(err, test.want) {
					t.Errorf("with the slot at rest: %v", err)
				}
				time.Sleep(slotRest)
				if _, err := l.take(t.Context(), time.Now(), ignore); err != nil {
					t.Errorf("after the rest: %v", err)
				}
			})
		})
	}
}

func TestLimitHoldsWhatIsAlreadyWaiting(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l, began := newLimit(0), time.Now()
		l.hold(10*time.Second, false)
		go func() {
			time.Sleep(5 * time.Second)
			l.hold(20*time.Second, false)
			l.hold(time.Second, false) // a shorter hold does not cut a longer one
		}()
		if _, err := l.take(t.Context(), farAway, ignore); err != nil {
			t.Fatal(err)
		}
		if waited := time.Since(began); waited != 25*time.Second {
			t.Errorf("waited %v", waited)
		}
	})
}

// TestParseRetryAfter has every form in which a server may say how long to wait.
func TestParseRetryAfter(t *testing.T) {
	t.Parallel()
	const (
		second = time.Second
		now    = "Wed, 04 Mar 2026 09:00:00 GMT" // by the clock of the server
	)
	for _, test := range []struct {
		name, header, date string
		want               time.Duration
		usable             bool
	}{
		{"seconds", "12", "", 12 * second, true},
		{"with space around", " 7 ", "", 7 * second, true},
		{"zero", "0", "", 0, true},
		{"a sign of plus", "+5", "", 0, false},
		{"as long as is waited for", "90", "", 90 * second, true},
		{"a day and more", "86401", "", 86401 * second, true},
		{"three years", "99999999", "", 99999999 * second, true},
		{"more than a duration holds", "99999999999", "", longestRetryAfter, true},
		{"more than an integer holds", "99999999999999999999", "", longestRetryAfter, true},
		{"more than a float holds", strings.Repeat("9", 400), "", longestRetryAfter, true},
		{"fraction", "1.5", "", 2 * second, true},
		{"fraction of nothing", "0.01", "", second, true},
		{"two points", "1.5.2", "", 0, false},
		{"a point", ".", "", 0, false},
		{"negative", "-1", "", 0, false},
		{"negative beyond all", "-99999999999999999999", "", 0, false},
		{"missing", "", "", 0, false},
		{"a word", "soon", "", 0, false},
		{"a unit", "30s", "", 0, false},
		{"an exponent", "1e3", "", 0, false},
		{"infinity", "Inf", "", 0, false},
		{"no number", "NaN", "", 0, false},
		{"hexadecimal", "0x1p4", "", 0, false},
		{"a list", "5, 7", "", 0, false},
		{"date, by its own clock", "Wed, 04 Mar 2026 09:00:40 GMT", now, 40 * second, true},
		{"date, by our clock", "Wed, 04 Mar 2026 12:01:00 GMT", "", 60 * second, true},
		{"date, beside nonsense", "Wed, 04 Mar 2026 12:01:00 GMT", "today", 60 * second, true},
		{"date of old form", "Wednesday, 04-Mar-26 09:00:30 GMT", now, 30 * second, true},
		{"date of C", "Wed Mar  4 09:00:10 2026", now, 10 * second, true},
		{"date that is over", "Fri, 31 Dec 1999 23:59:59 GMT", now, 0, true},
		{"date beyond all", "Fri, 31 Dec 9999 23:59:59 GMT", now, longestRetryAfter, true},
	} {
		header := http.Header{}
		if test.header != "" {
			header.Set("Retry-After", test.header)
		}
		if test.date != "" {
			header.Set("Date", test.date)
		}
		got, usable := parseRetryAfter(header, time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC))
		if got != test.want || usable != test.usable {
			t.Errorf("%s: %q is %v, %v, want %v, %v", test.name, test.header, got, usable, test.want, test.usable)
		}
	}
}

func FuzzRetryAfter(f *testing.F) {
	f.Add("30", "")
	f.Add("-9223372036854775808", "")
	f.Add("\x00", "\x00")
	f.Add("Fri, 31 Dec 1999 23:59:59 GMT", "Wed, 04 Mar 2026 12:00:00 GMT")
	f.Fuzz(func(t *testing.T, header, date string) {
		for nth := range 3 {
			d, _ := retryAfter(http.Header{"Retry-After": {header}, "Date": {date}}, time.Now(), nth)
			if d < time.Second || d > longestRetryAfter {
				t.Fatalf("%q holds calls for %v", header, d)
			}
		}
	})
}
