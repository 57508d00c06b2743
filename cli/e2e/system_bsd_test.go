//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package e2e

import (
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// getModes is what the call for the modes of a terminal is named.
const getModes = unix.TIOCGETA

// handlesSignal would report whether a process does something of its own at a signal.
func handlesSignal(t *testing.T, _ int, _ syscall.Signal) bool {
	t.Helper()
	t.Skip("this system does not say which signals a process handles")
	return false
}
