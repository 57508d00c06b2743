package process

import (
	"context"
	"fmt"
	"sync"
)

// ErrEnding refuses an exchange because the process is ending.
var ErrEnding = fmt.Errorf("the program is ending: %w", context.Canceled)

// Exchanges counts the exchanges in flight. An exchange gives away something that works
// once, a refresh token or a code, for something that cannot be had again. It lasts from
// the request until what came is stored: if the process ended in between, it would be lost.
type Exchanges struct {
	mu        sync.Mutex
	inFlight  int
	questions int  // that are open, so that the user decides
	closed    bool // no other exchange begins
	finished  chan struct{}
	unpipe    func() // ends what begin did to broken pipes
}

// Begin begins an exchange, which lasts until end is called. It fails with [ErrEnding]
// when the process is about to end; end does nothing then.
func (x *Exchanges) Begin() (end func(), err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.closed {
		return func() {}, ErrEnding
	}
	x.inFlight++
	if x.inFlight == 1 {
		x.unpipe = surviveBrokenPipes()
	}
	return sync.OnceFunc(func() {
		x.mu.Lock()
		defer x.mu.Unlock()
		x.inFlight--
		if x.inFlight == 0 {
			x.unpipe()
		}
		x.tell()
	}), nil
}

// Question says that the user is asked something, until answered is called. A question
// may come before what an exchange brought is stored, and then a signal is an answer too.
func (x *Exchanges) Question() (answered func()) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.questions++
	x.tell()
	return sync.OnceFunc(func() {
		x.mu.Lock()
		defer x.mu.Unlock()
		x.questions--
	})
}

// InFlight reports whether the end of the process would lose something now.
func (x *Exchanges) InFlight() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.busy()
}

// Finished returns a channel that is closed once nothing would be lost.
func (x *Exchanges) Finished() <-chan struct{} {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.finished == nil {
		x.finished = make(chan struct{})
	}
	finished := x.finished
	x.tell()
	return finished
}

// closeIfFinished lets no other exchange begin, unless one is in flight.
func (x *Exchanges) closeIfFinished() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.busy() {
		return false
	}
	x.closed = true
	return true
}

func (x *Exchanges) busy() bool { return x.inFlight > 0 && x.questions == 0 }

// tell closes the channel of Finished if nothing would be lost.
func (x *Exchanges) tell() {
	if x.finished != nil && !x.busy() {
		close(x.finished)
		x.finished = nil
	}
}
