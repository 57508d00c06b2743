// Package process is the life of this process: which signals end or stop it, what has
// to be finished before it ends, who has the terminal and must give it back, and what a
// panic in any goroutine does.
//
// It promises that
//
//   - while an exchange is in flight no signal that a program can catch ends or stops
//     the process, see [Exchanges];
//   - SIGHUP, SIGINT, SIGTERM, SIGQUIT and SIGABRT end the program in order: its context
//     ends, and what has the terminal gives it back. If the program does not end within
//     a moment, or at a second signal, the terminal is given back all the same;
//   - a stopped process has given the terminal back, and takes it again when it continues;
//   - a panic of a goroutine that was started with [Go] ends the program in the same way;
//   - no core file of the process is written where the system has a say in that.
//
// It refuses to know what is exchanged, drawn or asked for. Against SIGKILL, SIGSTOP and
// the fatal errors of Go's runtime it can do nothing.
package process

import (
	"context"
	"os"
	"sync"
	"sync/atomic"
)

// Process is the one process that this is. Its zero value is ready for use; without
// [Process.Run] it hears no signals.
type Process struct {
	Exchanges
	// Say tells the user something when no owner of the terminal does; nil: it is not told.
	Say func(text string)
	// Exits: the process exits with the status that [Process.Run] returns, and no signal that
	// comes in between changes that.
	Exits bool

	mu       sync.Mutex
	owners   []*Owner      // of the terminal; the last one has it
	resumed  []*func()     // what is called when the process continues
	waiting  chan struct{} // is closed when the process continues; nil: it was not stopped by [Process.Stop]
	stopped  bool          // it was told to stop, and has not continued
	ownStops int           // signals to stop that the process sent to its group, and has not heard yet
	heard    bool          // signals are: the process is in Run

	untilTold  atomic.Bool // see EndsWhenTold
	handedOver atomic.Bool // see HandOver
}

// HandOver says that the signals that end a program are for another one, which this one
// runs and passes them on to: until taken back, they do not end this one.
func (p *Process) HandOver() (takeBack func()) {
	p.handedOver.Store(true)
	return func() { p.handedOver.Store(false) }
}

// EndsWhenTold says that the program runs until a signal tells it to end, as servers do,
// and that its own exit status counts then.
func (p *Process) EndsWhenTold() { p.untilTold.Store(true) }

// MeantToBeTold reports whether [Process.EndsWhenTold] was called.
func (p *Process) MeantToBeTold() bool { return p.untilTold.Load() }

// End is why a program ended, when it did not end by itself.
type End struct {
	Signal os.Signal   // that asked for it; nil: none did
	Panic  *PanicError // of the program or of a goroutine; nil: there was none
	Stacks string      // of all goroutines, if the signal asks for them
}

// NotEnded is the exit status of a program that was cut off.
const NotEnded = -1

// Run runs a program until it ends, and returns its exit status. Signals and panics end
// the program's context; the [*PanicError] of a goroutine is the cause then. If one did,
// report returns the status instead; it is told the program's own, or [NotEnded].
func (p *Process) Run(program func(context.Context) int, report func(e End, status int) int) int {
	s := newSupervisor(p, report)
	defer s.listen()()
	status := s.run(program)
	s.finishExchanges()
	if e := s.stop(); e != (End{}) {
		return report(e, status)
	}
	return status
}
