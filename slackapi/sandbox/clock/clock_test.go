package clock_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"periscope/slackapi/sandbox/clock"
)

func TestAnAdvancedClockEndsWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		c := clock.New(time.Now)
		ended := make(chan time.Duration)
		go func() {
			c.Wait(t.Context(), 5*time.Minute)
			ended <- time.Since(start)
		}()
		synctest.Wait()
		c.Advance(4 * time.Minute)
		if took := <-ended; took != time.Minute {
			t.Errorf("the wait of five minutes ended after %v, want one: four were skipped", took)
		}
		if got := time.Until(c.Now()); got != 4*time.Minute {
			t.Errorf("the clock is ahead by %v", got)
		}
		c.Advance(-time.Hour)
		if got := time.Until(c.Now()); got != 4*time.Minute {
			t.Errorf("the clock was put back: ahead by %v", got)
		}
		c.Reset()
		if !c.Now().Equal(time.Now()) {
			t.Error("a reset clock is ahead")
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if c.Wait(ctx, time.Hour) {
			t.Error("a wait goes on after its context ended")
		}
	})
}
