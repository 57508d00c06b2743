//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package console

import "golang.org/x/sys/unix"

// What the calls for the modes of a terminal are named.
const (
	getModes         = unix.TIOCGETA
	setModesAndFlush = unix.TIOCSETAF
)
