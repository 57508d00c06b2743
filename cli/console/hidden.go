package console

import (
	"context"
	"os"
	"runtime"
	"sync"

	"golang.org/x/term"

	"periscope/process"
)

// readHidden reads a line from the terminal with the echo switched off, and switches the
// echo on again however the reading ends: also when a signal or a panic ends the process.
// While the process is stopped the echo is on, for the shell; when it continues, the echo
// is off again before anything is read. Where standard input is piped, readHidden opens
// the terminal by its own name.
func readHidden(ctx context.Context, p *process.Process) (string, error) {
	in := os.Stdin
	if !term.IsTerminal(int(in.Fd())) {
		name := "/dev/tty"
		if runtime.GOOS == "windows" {
			name = "CONIN$"
		}
		tty, err := os.OpenFile(name, os.O_RDWR, 0)
		if err != nil {
			return "", ErrNoTerminal
		}
		defer tty.Close() //nolint:errcheck // nothing was written to it
		in = tty
	}
	before, err := term.GetState(int(in.Fd()))
	if err != nil {
		return "", ErrNoTerminal
	}
	echo := &echo{terminal: int(in.Fd()), before: before}
	defer p.Own(&process.Owner{
		GiveBack: echo.restore,
		Suspend: func(stop func()) {
			echo.show()
			stop()
			echo.hide()
		},
		Resume: echo.hide,
	})()
	defer echo.restore()
	echo.hide()
	line, err := UnlessCancelled(ctx, func() (string, error) { return readHiddenLine(ctx, echo) })
	echo.whole = err == nil
	return line, err
}

// echo is whether a terminal shows what is typed.
type echo struct {
	terminal int // file descriptor
	before   *term.State

	mu    sync.Mutex
	over  bool // the terminal is as it was before, and stays so
	whole bool // the line was read to its end
}

// restore makes the terminal as it was before, for good.
func (e *echo) restore() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.over {
		e.over = true
		e.showAgain()
	}
}

// showAgain makes the terminal as it was. The beginning of a secret that was typed is
// dropped: the shell would read it, and show it.
func (e *echo) showAgain() {
	e.set(func() {
		if !e.whole {
			switchEchoOff(e.terminal)
		}
		_ = term.Restore(e.terminal, e.before) // there is nothing left to try
	})
}

// show makes the terminal as it was before, for a while.
func (e *echo) show() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.over {
		e.showAgain()
	}
}

// hide switches the echo off. What was typed before that, and was shown, is not read.
func (e *echo) hide() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.over {
		e.set(func() { switchEchoOff(e.terminal) })
	}
}

// set changes the modes of the terminal, unless another program has it now.
func (e *echo) set(change func()) {
	if process.InForeground(e.terminal) {
		change()
	}
}
