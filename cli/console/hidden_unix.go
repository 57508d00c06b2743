//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package console

import (
	"context"
	"errors"
	"io"
	"time"

	"golang.org/x/sys/unix"

	"periscope/process"
)

// switchEchoOff switches the echo of a terminal off, and drops what was typed and not read.
func switchEchoOff(terminal int) {
	modes, err := unix.IoctlGetTermios(terminal, getModes)
	if err != nil {
		return
	}
	modes.Lflag &^= unix.ECHO
	modes.Lflag |= unix.ICANON | unix.ISIG
	modes.Iflag |= unix.ICRNL
	_ = unix.IoctlSetTermios(terminal, setModesAndFlush, modes) // hidden tells whether it has worked
}

// isHidden reports whether the echo of a terminal is off.
func isHidden(terminal int) bool {
	modes, err := unix.IoctlGetTermios(terminal, getModes)
	return err == nil && modes.Lflag&unix.ECHO == 0
}

// readTick is how long a reading waits for input before it looks whether it is still
// wanted, and whether the terminal is still its own.
const readTick = 50 * time.Millisecond

// readHiddenLine reads a line. It reads nothing while another program has the terminal,
// which would stop this one, and nothing that is shown as it is typed.
func readHiddenLine(ctx context.Context, e *echo) (string, error) {
	var line []byte
	for one := make([]byte, 1); len(line) < MaxInput; {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		switch ready, err := hasInput(e.terminal); {
		case err != nil:
			return "", err
		case !ready:
			continue
		case !process.InForeground(e.terminal) && !isClosed(e.terminal):
			time.Sleep(readTick) // what is typed is for another program
			continue
		case !isHidden(e.terminal) && !isClosed(e.terminal):
			e.hide()
			continue
		}
		n, err := unix.Read(e.terminal, one)
		switch {
		case errors.Is(err, unix.EINTR), errors.Is(err, unix.EAGAIN):
			continue
		case err != nil:
			return "", err
		case n == 0 && len(line) == 0:
			return "", io.EOF
		case n == 0 || one[0] == '\n':
			return string(line), nil
		}
		line = append(line, one[0])
	}
	return string(line), nil
}

// isClosed reports whether the other end of a terminal is gone: the window was closed.
func isClosed(terminal int) bool {
	_, err := unix.IoctlGetTermios(terminal, getModes)
	return err != nil
}

// hasInput waits until a read would return at once, but no longer than a tick. Not every
// system can poll a terminal; all can select.
func hasInput(terminal int) (bool, error) {
	var set unix.FdSet
	set.Set(terminal)
	tick := unix.NsecToTimeval(readTick.Nanoseconds())
	n, err := unix.Select(terminal+1, &set, nil, nil, &tick)
	if errors.Is(err, unix.EINTR) {
		return false, nil
	}
	return n > 0, err
}
