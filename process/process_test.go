package process

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestExchangesAreCounted(t *testing.T) {
	t.Parallel()
	var x Exchanges
	finished := func() bool {
		select {
		case <-x.Finished():
			return true
		default:
			return false
		}
	}
	if x.InFlight() || !finished() {
		t.Error("an exchange is in flight before one began")
	}
	endFirst, _ := x.Begin()
	endSecond, _ := x.Begin()
	waiting := x.Finished()
	endFirst()
	endFirst() // twice counts once
	if !x.InFlight() || finished() || x.closeIfFinished() {
		t.Error("the second exchange is forgotten")
	}
	answered := x.Question()
	if x.InFlight() || !finished() {
		t.Error("a question to the user does not let a signal through")
	}
	answered()
	if !x.InFlight() {
		t.Error("an answered question ends the exchange")
	}
	endSecond()
	<-waiting
	if x.InFlight() || !finished() || !x.closeIfFinished() {
		t.Error("an exchange is in flight after all have ended")
	}
	if end, err := x.Begin(); !errors.Is(err, ErrEnding) || !errors.Is(err, context.Canceled) {
		t.Errorf("an exchange begins while the process ends: %v", err)
	} else {
		end()
	}
}

// ended is how a supervised program ended.
type ended struct {
	status int
	end    End
}

// supervise runs a program under a supervisor whose clock stands still until the test
// moves it. The test must not be parallel: panics are of the whole process.
func supervise(t *testing.T, p *Process, program func(context.Context) int) (*supervisor, chan time.Time, chan ended) {
	t.Helper()
	var reported End
	s := newSupervisor(p, func(e End, status int) int {
		reported = e
		return status
	})
	clock, done, exited := make(chan time.Time), make(chan ended, 1), make(chan struct{})
	s.after = func(time.Duration) <-chan time.Time { return clock }
	s.exit = func(status int) {
		done <- ended{status, reported}
		<-exited
	}
	t.Cleanup(func() { close(exited) })
	t.Cleanup(s.listen())
	go func() {
		status := s.run(program)
		s.finishExchanges()
		end := s.stop()
		select {
		case done <- ended{status, end}:
		default:
		}
	}()
	return s, clock, done
}

func untilCancelled(ctx context.Context) int {
	<-ctx.Done()
	return 7
}

func TestSignalWaitsForAnExchangeAndNotForLonger(t *testing.T) {
	said := make(chan string, 8)
	p := &Process{Say: func(text string) { said <- text }}
	end, err := p.Begin()
	if err != nil {
		t.Fatal(err)
	}
	s, clock, done := supervise(t, p, untilCancelled)
	hup := heardSignals()[0]
	s.signals <- hup
	if text := <-said; text != ExchangeInFlight {
		t.Errorf("says %q", text)
	}
	if s.ctx.Err() != nil {
		t.Error("the program was ended in an exchange")
	}
	clock <- time.Time{} // the exchange takes too long
	<-s.ctx.Done()
	end()
	if got := <-done; got.status != 7 || got.end.Signal != hup {
		t.Errorf("ends with %+v", got)
	}
}

// TestSignalAtAQuestionOfAnExchange: the signal is the answer, and what came is stored after
// it; neither another signal nor a slow keyring loses it.
func TestSignalAtAQuestionOfAnExchange(t *testing.T) {
	said := make(chan string, 8)
	p := &Process{Say: func(text string) { said <- text }}
	store := make(chan struct{})
	s, clock, done := supervise(t, p, func(ctx context.Context) int {
		end, err := p.Begin()
		if err != nil {
			t.Error(err)
		}
		defer end()
		answered := p.Question()
		<-ctx.Done()
		answered()
		<-store
		return 7
	})
	for !p.asks() {
		time.Sleep(time.Millisecond)
	}
	signals := heardSignals()
	s.signals <- signals[0]
	<-s.ctx.Done()
	for !p.InFlight() {
		time.Sleep(time.Millisecond)
	}
	s.signals <- signals[1]
	for _, because := range []string{"another signal", "the end that does not come"} {
		select {
		case text := <-said:
			if text != ExchangeInFlight {
				t.Errorf("says %q", text)
			}
		case got := <-done:
			t.Fatalf("%s: ends with %+v, and the token is lost", because, got)
		}
		if because == "another signal" {
			clock <- time.Time{}
		}
	}
	close(store)
	if got := <-done; got.status != 7 || got.end.Signal != signals[0] {
		t.Errorf("ends with %+v", got)
	}
}

func (x *Exchanges) asks() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.questions > 0
}

func TestProgramThatDoesNotEndIsEnded(t *testing.T) {
	p := &Process{}
	given := make(chan struct{})
	defer p.Own(&Owner{GiveBack: func() { close(given) }})()
	hang := make(chan struct{})
	defer close(hang)
	s, clock, done := supervise(t, p, func(context.Context) int {
		<-hang
		return 0
	})
	s.signals <- heardSignals()[0]
	<-s.ctx.Done()
	clock <- time.Time{}
	<-given
	if got := <-done; got.status != NotEnded || got.end.Signal == nil {
		t.Errorf("ends with %+v", got)
	}
}

func TestPanicOfAGoroutineEndsTheProgram(t *testing.T) {
	p := &Process{}
	_, _, done := supervise(t, p, func(ctx context.Context) int {
		Go(func() { panic("broken") })
		<-ctx.Done()
		if _, ok := context.Cause(ctx).(*PanicError); !ok { //nolint:errorlint // it is the cause itself
			t.Errorf("the cause is %v", context.Cause(ctx))
		}
		return 7
	})
	if got := <-done; got.end.Panic == nil || got.end.Panic.Value != "broken" || got.end.Panic.Stack == "" {
		t.Errorf("ends with %+v", got)
	}
}
