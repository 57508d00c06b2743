package process

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"time"
)

// ExchangeInFlight is what the user is told when a signal has to wait.
const ExchangeInFlight = "finishing the renewal; ending now would lose the token"

const (
	// exchangePatience is how long a signal waits for an exchange. Each ends earlier by
	// itself: only a disk that hangs makes it last.
	exchangePatience = 90 * time.Second
	// endPatience is how long the program may take to end by itself after its context has.
	endPatience = 3 * time.Second
)

// supervisor hears the signals and panics of a program, one after the other.
type supervisor struct {
	process *Process
	cancel  context.CancelCauseFunc // of the program's context
	ctx     context.Context
	report  func(End, int) int
	exit    func(status int)
	after   func(time.Duration) <-chan time.Time

	signals  chan os.Signal
	panics   chan *PanicError
	done     chan struct{} // is closed when the program has ended
	finished chan struct{} // is closed when listening has

	// What listening knows.
	end       End
	ended     bool // the context has
	suspend   bool // once no exchange is in flight
	exchanges <-chan time.Time
	program   <-chan time.Time
	waited    bool // for exchanges as long as their patience lasts
}

func newSupervisor(p *Process, report func(End, int) int) *supervisor {
	ctx, cancel := context.WithCancelCause(context.Background())
	return &supervisor{
		process: p, ctx: ctx, cancel: cancel, report: report, exit: os.Exit, after: time.After,
		signals: make(chan os.Signal, 16), // none is lost while one is handled
		panics:  make(chan *PanicError, 1),
		done:    make(chan struct{}), finished: make(chan struct{}),
	}
}

// ignoredSignals takes signals that come after the program was ended by one. Nothing reads it.
var ignoredSignals = make(chan os.Signal, 1)

// listen begins to hear signals and panics, until the returned function is called.
func (s *supervisor) listen() (unlisten func()) {
	s.process.mu.Lock()
	s.process.heard = true
	s.process.mu.Unlock()
	signal.Notify(s.signals, heardSignals()...)
	tell := func(p *PanicError) {
		select {
		case s.panics <- p:
		default: // the first one ends the program
		}
	}
	before := onPanic.Swap(&tell)
	go s.hear() // it must outlive every other goroutine, and only calls what is guarded
	return func() {
		onPanic.Store(before)
		if s.end.Signal != nil || s.process.Exits { // the process ends now, with its own status: another signal changes nothing
			signal.Notify(ignoredSignals, heardSignals()...)
		}
		signal.Stop(s.signals)
		s.cancel(nil)
	}
}

// run runs the program. Its panic is heard like that of any goroutine.
func (s *supervisor) run(program func(context.Context) int) (status int) {
	status = NotEnded //nolint:wastedassign // it stays so after a panic
	defer func() {
		if value := recover(); value != nil {
			select {
			case s.panics <- &PanicError{value, string(debug.Stack())}:
			default:
			}
		}
	}()
	return program(s.ctx)
}

// finishExchanges waits until the end of the process loses nothing, and lets no other
// exchange begin.
func (s *supervisor) finishExchanges() {
	for patience := s.after(exchangePatience); !s.process.closeIfFinished(); {
		s.process.sayExchangeInFlight()
		select {
		case <-s.process.Finished():
		case <-patience:
			return
		}
	}
}

// stop ends the hearing, and returns why the program ended.
func (s *supervisor) stop() End {
	close(s.done)
	<-s.finished
	select {
	case p := <-s.panics:
		s.end.Panic = p
	default:
	}
	return s.end
}

func (s *supervisor) hear() {
	defer close(s.finished)
	for {
		var exchanged <-chan struct{}
		if s.suspend || s.end != (End{}) && !s.ended {
			exchanged = s.process.Finished()
		}
		select {
		case <-s.done:
			return
		case p := <-s.panics:
			if s.end.Panic == nil {
				s.end.Panic = p
			}
			s.tryToEnd()
		case sig := <-s.signals:
			s.receive(sig)
		case <-exchanged:
			s.exchanged()
		case <-s.exchanges:
			s.waited = true
			s.endContext()
		case <-s.program:
			if s.stillExchanges() {
				s.waited, s.program = true, s.after(exchangePatience)
				continue
			}
			s.force()
		}
	}
}

// receive handles a signal.
func (s *supervisor) receive(sig os.Signal) {
	switch {
	case isContinue(sig):
		s.process.continued()
	case isStop(sig):
		s.suspend = true
		if s.process.InFlight() {
			s.process.sayExchangeInFlight()
			return
		}
		s.exchanged()
	case s.process.handedOver.Load():
	case s.end.Signal == nil:
		s.end.Signal = sig
		if wantsStacks(sig) {
			s.end.Stacks = stacks()
		}
		s.tryToEnd()
	case !s.ended:
		s.process.sayExchangeInFlight()
	case s.stillExchanges(), isHangup(sig): // which both the system and the shell send
	default:
		s.force()
	}
}

// stillExchanges reports whether the program, whose context has ended, stores what an
// exchange brought, and tells the user so. It was let go because it asked something.
func (s *supervisor) stillExchanges() bool {
	if s.waited || !s.process.InFlight() {
		return false
	}
	s.process.sayExchangeInFlight()
	return true
}

// exchanged does what waited for the exchanges in flight.
func (s *supervisor) exchanged() {
	if s.end != (End{}) {
		s.tryToEnd()
	} else if s.suspend {
		s.process.suspend()
	}
	s.suspend = false
}

// tryToEnd ends the program's context, unless an exchange is in flight.
func (s *supervisor) tryToEnd() {
	switch {
	case s.ended:
	case s.process.closeIfFinished():
		s.endContext()
	default:
		s.process.sayExchangeInFlight()
		if s.exchanges == nil {
			s.exchanges = s.after(exchangePatience)
		}
	}
}

func (s *supervisor) endContext() {
	s.ended, s.exchanges = true, nil
	s.program = s.after(endPatience)
	if s.end.Panic != nil {
		s.cancel(s.end.Panic)
	}
	s.cancel(nil)
}

// force ends the process without the program, which does not end by itself or not soon enough.
func (s *supervisor) force() {
	s.process.giveBack()
	s.exit(s.report(s.end, NotEnded))
}

// stacks are the stacks of all goroutines.
func stacks() string {
	buf := make([]byte, 1<<20)
	return string(buf[:runtime.Stack(buf, true)])
}
