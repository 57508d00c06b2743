//go:build !unix

package process

import (
	"os"
	"syscall"
)

// heardSignals are the signals that end a program. A closed window comes as SIGTERM.
func heardSignals() []os.Signal { return []os.Signal{os.Interrupt, syscall.SIGTERM} }

func isStop(os.Signal) bool      { return false }
func isContinue(os.Signal) bool  { return false }
func isHangup(os.Signal) bool    { return false }
func wantsStacks(os.Signal) bool { return false }

// Number is the number of a signal.
func Number(sig os.Signal) int {
	n, _ := sig.(syscall.Signal)
	return int(n)
}

// There is no job control, and a closed pipe ends no process.

func stopGroup() {}
func stopSelf()  {}

func surviveBrokenPipes() (stop func()) { return func() {} }

// InForeground reports whether the process may change the modes of a terminal.
func InForeground(int) bool { return true }

// IgnoreBackground does nothing.
func IgnoreBackground() {}
