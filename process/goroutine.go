package process

import (
	"fmt"
	"runtime/debug"
	"sync/atomic"
)

// PanicError is a panic that was caught, with where it happened.
type PanicError struct {
	Value any
	Stack string
}

func (p *PanicError) Error() string { return fmt.Sprint(p.Value) }

// onPanic hears of the panics of all goroutines. It is of the whole process, as signals
// are: a panic that nothing catches ends everything, whatever it was started by.
var onPanic atomic.Pointer[func(*PanicError)]

// Go runs f in a goroutine. If f panics, the program of [Process.Run] ends in order;
// outside of Run the panic goes on. All our goroutines are started with Go or [Guarded],
// because a panic in any other leaves the terminal as it is.
func Go(f func()) { go Guarded(f)() }

// Guarded returns f for what starts a goroutine itself, such as [sync.WaitGroup.Go].
func Guarded(f func()) func() {
	return func() {
		defer func() {
			tell := onPanic.Load()
			if tell == nil {
				return
			}
			if value := recover(); value != nil {
				(*tell)(&PanicError{value, string(debug.Stack())})
			}
		}()
		f()
	}
}
