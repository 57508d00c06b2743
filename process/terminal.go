package process

import (
	"slices"
	"time"
)

// Owner is what has the terminal, and changes its modes. Each of its functions may be
// nil, is called from goroutines of its own, and does nothing once the owner is done.
type Owner struct {
	// GiveBack makes the terminal as it was, at once, because the process ends. What the
	// owner writes to it afterwards must not arrive.
	GiveBack func()
	// Suspend gives the terminal back, calls stop, which returns when the process
	// continues, and takes the terminal again. It need not do so before it returns.
	Suspend func(stop func())
	// Resume takes the terminal again when the process continues after it was stopped
	// without a word, as SIGSTOP does.
	Resume func()
	// Say tells the user something.
	Say func(text string)
}

// Own says that the terminal has an owner, until done is called.
func (p *Process) Own(o *Owner) (done func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.owners = append(p.owners, o)
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.owners = slices.DeleteFunc(p.owners, func(other *Owner) bool { return other == o })
	}
}

// OnResume calls again each time the process continues and the owner has the terminal
// again, until done is called.
func (p *Process) OnResume(again func()) (done func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.resumed = append(p.resumed, &again)
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.resumed = slices.DeleteFunc(p.resumed, func(other *func()) bool { return other == &again })
	}
}

// owner is what has the terminal; the zero Owner if nothing has.
func (p *Process) owner() Owner {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.owners) == 0 {
		return Owner{}
	}
	return *p.owners[len(p.owners)-1]
}

// sayExchangeInFlight tells the user why a signal waits, without waiting for a terminal that takes nothing.
func (p *Process) sayExchangeInFlight() {
	say := p.owner().Say
	if say == nil {
		say = p.Say
	}
	if say != nil {
		Go(func() { say(ExchangeInFlight) })
	}
}

// givingBack is how long giving the terminal back may take: one that takes no output
// does not keep a process from its end.
const givingBack = 500 * time.Millisecond

// giveBack makes the terminal as it was before any owner.
func (p *Process) giveBack() {
	p.mu.Lock()
	owners := slices.Clone(p.owners)
	p.mu.Unlock()
	done := make(chan struct{})
	Go(func() {
		defer close(done)
		for _, o := range slices.Backward(owners) {
			if o.GiveBack != nil {
				o.GiveBack()
			}
		}
	})
	select {
	case <-done:
	case <-time.After(givingBack):
	}
}

// suspend stops the process, once the owner has given the terminal back.
func (p *Process) suspend() {
	p.mu.Lock()
	again := p.stopped || p.ownStops > 0 // it is on its way, or was already
	p.ownStops = max(0, p.ownStops-1)
	p.stopped = p.stopped || !again
	p.mu.Unlock()
	if again {
		return
	}
	suspend := p.owner().Suspend
	if suspend == nil {
		suspend = func(stop func()) { stop() }
	}
	Go(func() {
		suspend(p.stopAlone)
		p.tellResumed()
	})
}

// continued is called when the process continues.
func (p *Process) continued() {
	p.mu.Lock()
	waiting := p.waiting
	p.waiting = nil
	p.mu.Unlock()
	if waiting != nil { // Stop returns, and the owner takes the terminal
		close(waiting)
		return
	}
	resume := p.owner().Resume
	Go(func() {
		if resume != nil {
			resume()
		}
		p.tellResumed()
	})
}

func (p *Process) tellResumed() {
	p.mu.Lock()
	resumed := slices.Clone(p.resumed)
	p.mu.Unlock()
	for _, again := range resumed {
		(*again)()
	}
}

// stopAlone stops this process and no other of its group: they got the signal as well, or
// were not meant.
func (p *Process) stopAlone() { p.stop(false) }

// Stop stops the process and its group, as ctrl+z does, until it continues. The owner of
// the terminal has given it back. A system may refuse to stop a process that no shell
// could continue; then Stop returns at once.
func (p *Process) Stop() { p.stop(true) }

// awaitContinue returns when the process continues, or is not stopped. The time in which
// it is stopped does not count: it passes in one tick.
func awaitContinue(continued <-chan struct{}) {
	const ticks, tick = 20, 10 * time.Millisecond
	for range ticks {
		select {
		case <-continued:
			return
		case <-time.After(tick):
		}
	}
}

func (p *Process) stop(group bool) {
	p.mu.Lock()
	p.stopped = true
	waiting := make(chan struct{})
	p.waiting = waiting
	if group && p.heard {
		p.ownStops++
	}
	p.mu.Unlock()
	if group {
		stopGroup()
	}
	stopSelf()
	awaitContinue(waiting)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting, p.stopped = nil, false
}
