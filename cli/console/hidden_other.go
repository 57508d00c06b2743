//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package console

import (
	"context"

	"golang.org/x/term"
)

// switchEchoOff does nothing: the reading itself switches the echo off.
func switchEchoOff(int) {}

// readHiddenLine reads a line.
func readHiddenLine(_ context.Context, e *echo) (string, error) {
	line, err := term.ReadPassword(e.terminal)
	return string(line), err
}
