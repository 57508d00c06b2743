package ui

import (
	"io"
	"os"
	"sync"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/term"
)

// terminal is the terminal that the explorer draws on. Bubble Tea restores it at every end
// that it sees; a terminal restores itself, at once, at all others.
type terminal struct {
	out    io.Writer
	file   *os.File    // out, if it is one; else nil
	input  int         // file descriptor of the terminal that keys come from; -1: there is none
	before *term.State // its modes; nil: it has none

	mu    sync.Mutex
	count int  // writes
	muted bool // nothing more is written
}

// newTerminal is the terminal of in and out, as it is before the explorer changes it.
func newTerminal(in io.Reader, out io.Writer) *terminal {
	t := &terminal{out: out, input: -1}
	t.file, _ = out.(*os.File)
	if f, ok := in.(*os.File); ok {
		if before, err := term.GetState(int(f.Fd())); err == nil {
			t.input, t.before = int(f.Fd()), before
		}
	}
	return t
}

// writer is what Bubble Tea writes to: a file, where the terminal is one.
func (t *terminal) writer() io.Writer {
	if t.file == nil {
		return t
	}
	return terminalFile{t}
}

// Write writes to the terminal, unless it is muted.
func (t *terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.muted {
		return len(p), nil
	}
	t.count++
	return t.out.Write(p)
}

// writes is how often something was written.
func (t *terminal) writes() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.count
}

// mute drops all that is written from now on.
func (t *terminal) mute() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.muted = true
}

// giveBack makes the terminal as it was, and mutes it.
func (t *terminal) giveBack() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.muted {
		return
	}
	t.muted = true
	if t.count > 0 {
		_, _ = io.WriteString(t.out, undrawn()) // nor here
	}
	if t.before != nil {
		_ = term.Restore(t.input, t.before) // there is nothing left to try
	}
}

// undrawn undoes all that Bubble Tea switches on for a view of ours. The keyboard is first:
// each of the two screens has a stack of its own for it.
func undrawn() string {
	return ansi.ResetModifyOtherKeys + ansi.PopKittyKeyboard(1) +
		ansi.ResetModeMouseButtonEvent + ansi.ResetModeMouseAnyEvent + ansi.ResetModeMouseExtSgr +
		ansi.ResetModeFocusEvent + ansi.ResetModeBracketedPaste + ansi.SetWindowTitle("") +
		ansi.ResetModeSynchronizedOutput + ansi.ResetModeUnicodeCore + ansi.ResetStyle +
		ansi.ResetModeAltScreenSaveCursor + ansi.SetModeTextCursorEnable
}

// terminalFile is a terminal that is a file, as Bubble Tea has to know to switch modes.
type terminalFile struct{ *terminal }

// Read reads from the file.
func (t terminalFile) Read(p []byte) (int, error) { return t.file.Read(p) }

// Close does nothing: the file is not ours.
func (t terminalFile) Close() error { return nil }

// Fd is the file's descriptor.
func (t terminalFile) Fd() uintptr { return t.file.Fd() }

// size is the terminal's size.
func (t *terminal) size() (width, height int, ok bool) {
	if t.file == nil {
		return 0, 0, false
	}
	width, height, err := term.GetSize(int(t.file.Fd()))
	return width, height, err == nil
}
