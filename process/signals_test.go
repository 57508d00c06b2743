//go:build unix

package process

import (
	"context"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestSignalsDuringAnExchange: neither the second nor the third ends the process before what
// came is stored, and each is answered.
func TestSignalsDuringAnExchange(t *testing.T) {
	said := make(chan string, 8)
	p := &Process{Say: func(text string) { said <- text }}
	end, err := p.Begin()
	if err != nil {
		t.Fatal(err)
	}
	s, _, done := supervise(t, p, untilCancelled)
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGQUIT} {
		s.signals <- sig
		select {
		case text := <-said:
			if text != ExchangeInFlight {
				t.Errorf("%v: says %q", sig, text)
			}
		case got := <-done:
			t.Fatalf("%v: ends with %+v, and the token is lost", sig, got)
		}
	}
	if s.ctx.Err() != nil {
		t.Error("the program was ended in an exchange")
	}
	end()
	if got := <-done; got.status != 7 || got.end.Signal != syscall.SIGTERM {
		t.Errorf("ends with %+v", got)
	}
}

// stuck is a program that does not end with its context, and the channels of its supervisor.
func stuck(t *testing.T) (s *supervisor, done chan ended) {
	t.Helper()
	hang := make(chan struct{})
	t.Cleanup(func() { close(hang) })
	s, _, done = supervise(t, &Process{}, func(context.Context) int {
		<-hang
		return 0
	})
	s.signals <- syscall.SIGTERM
	<-s.ctx.Done()
	return s, done
}

// TestSecondSignalEndsAStuckProgram at once, and does not wait until it would be ended.
func TestSecondSignalEndsAStuckProgram(t *testing.T) {
	for _, second := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT, syscall.SIGQUIT} {
		s, done := stuck(t)
		s.signals <- second
		select {
		case got := <-done:
			if got.status != NotEnded || got.end.Signal != syscall.SIGTERM {
				t.Errorf("%v: ends with %+v", second, got)
			}
		case <-time.After(10 * time.Second): // bounds a failure
			t.Fatalf("%v ends nothing", second)
		}
	}
}

// TestHangupIsNoSecondSignal: the system and the shell both send one when a window is closed.
func TestHangupIsNoSecondSignal(t *testing.T) {
	s, done := stuck(t)
	s.signals <- syscall.SIGHUP
	s.signals <- syscall.SIGHUP
	s.signals <- syscall.SIGCONT // which is handled after them
	for len(s.signals) > 0 {
		time.Sleep(time.Millisecond)
	}
	select {
	case got := <-done:
		t.Fatalf("ends with %+v", got)
	default:
	}
	s.signals <- syscall.SIGTERM
	<-done
}

// TestStacksAreThoseOfAllGoroutines: SIGQUIT and SIGABRT are sent to see what a program is
// doing, and it is seldom the goroutine that hears them.
func TestStacksAreThoseOfAllGoroutines(t *testing.T) {
	for sig, wants := range map[syscall.Signal]bool{
		syscall.SIGQUIT: true, syscall.SIGABRT: true, syscall.SIGTERM: false, syscall.SIGINT: false, syscall.SIGHUP: false,
	} {
		running := make(chan struct{})
		s, _, done := supervise(t, &Process{}, func(ctx context.Context) int {
			close(running)
			return untilCancelled(ctx)
		})
		<-running // a goroutine that did not run yet has no function in its stack
		s.signals <- sig
		got := (<-done).end
		if !wants && got.Stacks != "" {
			t.Errorf("%v shows stacks", sig)
		}
		if wants && (strings.Count(got.Stacks, "goroutine ") < 2 || !strings.Contains(got.Stacks, "process.TestStacksAreThoseOfAllGoroutines.func")) {
			t.Errorf("%v shows\n%s", sig, got.Stacks)
		}
	}
}

// TestQuestionLetsASignalThrough: a signal that waits for an exchange goes through once
// something is asked, because then it is an answer; and waits again when the answer is given.
func TestQuestionLetsASignalThrough(t *testing.T) {
	said := make(chan string, 8)
	p := &Process{Say: func(text string) { said <- text }}
	end, err := p.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	s, _, done := supervise(t, p, func(ctx context.Context) int {
		<-ctx.Done()
		end()
		return 7
	})
	p.Question()() // which was answered before the signal
	s.signals <- syscall.SIGINT
	select {
	case <-said:
	case <-s.ctx.Done():
		t.Fatal("an answered question lets the signal through")
	}
	defer p.Question()()
	select {
	case <-s.ctx.Done():
	case <-time.After(10 * time.Second): // bounds a failure
		t.Fatal("the question keeps the signal waiting")
	}
	if got := <-done; got.status != 7 {
		t.Errorf("ends with %+v", got)
	}
}

// TestStopWaitsForAnExchange: a stopped process hears no answer.
func TestStopWaitsForAnExchange(t *testing.T) {
	said := make(chan string, 8)
	p := &Process{Say: func(text string) { said <- text }}
	stopped := make(chan struct{}, 1)
	defer p.Own(&Owner{Suspend: func(func()) { stopped <- struct{}{} }})()
	end, err := p.Begin()
	if err != nil {
		t.Fatal(err)
	}
	s, _, done := supervise(t, p, untilCancelled)
	s.signals <- syscall.SIGTSTP
	select {
	case <-said:
	case <-stopped:
		t.Fatal("the process stops in an exchange")
	}
	end()
	<-stopped
	s.signals <- syscall.SIGTERM
	<-done
}

// TestRunWaitsForAnExchange that outlives the program: what it brings is not stored yet.
func TestRunWaitsForAnExchange(t *testing.T) {
	p := &Process{}
	end, err := p.Begin()
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan int, 1)
	go func() { done <- p.Run(func(context.Context) int { return 7 }, func(End, int) int { return 0 }) }()
	select {
	case <-done:
		t.Fatal("the process would end in an exchange")
	case <-time.After(50 * time.Millisecond): // nothing can come, if it waits
	}
	end()
	if status := <-done; status != 7 {
		t.Errorf("ends with %d", status)
	}
}
