package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"runtime"
	"strings"
	"time"

	"golang.org/x/term"
)

// MaxInput bounds what is read where one token or one answer is expected.
const MaxInput = 4096

// ErrNoTerminal says that there is nobody to ask.
var ErrNoTerminal = errors.New("there is no terminal to ask on")

// readPassword reads a line from the terminal with the echo switched off, and
// switches it on again however the reading ends. Where standard input is piped,
// the terminal is still there to ask on, by its own name.
func readPassword(ctx context.Context) (string, error) {
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
	fd := int(in.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return "", ErrNoTerminal
	}
	defer func() {
		if ctx.Err() != nil {
			awaitHiding(fd, before)
		}
		_ = term.Restore(fd, before) // there is nothing left to try
	}()
	return UnlessCancelled(ctx, func() (string, error) {
		line, err := term.ReadPassword(fd)
		return string(line), err
	})
}

// awaitHiding waits until a terminal is not as it was before. A reading that nobody
// waits for any more may have only just begun: were the echo switched on before it
// is switched off, it would stay off.
func awaitHiding(fd int, before *term.State) {
	for range 100 {
		if now, err := term.GetState(fd); err != nil || !reflect.DeepEqual(now, before) {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// ReadAll reads everything that is piped in, up to a bound that no token reaches.
func ReadAll(ctx context.Context, r io.Reader) (string, error) {
	return UnlessCancelled(ctx, func() (string, error) {
		all, err := io.ReadAll(io.LimitReader(r, MaxInput))
		return string(all), err
	})
}

// AskSecret asks for a line that is not shown.
func (env *Environment) AskSecret(ctx context.Context, prompt string) (string, error) {
	fmt.Fprint(env.Err, prompt)
	typed, err := env.ReadSecret(ctx)
	fmt.Fprintln(env.Err) // the line break that was not shown either
	return typed, err
}

// Ask asks for a line. No answer, as with ctrl+d, is an empty one.
func (env *Environment) Ask(ctx context.Context, prompt string) (string, error) {
	fmt.Fprint(env.Err, prompt)
	line, err := UnlessCancelled(ctx, func() (string, error) { return readLine(env.In) })
	return strings.TrimSpace(line), err
}

// readLine reads one line and nothing of the next, which may answer another question.
func readLine(r io.Reader) (string, error) {
	var line []byte
	for one := make([]byte, 1); len(line) < MaxInput; {
		n, err := r.Read(one)
		if n > 0 && one[0] == '\n' || errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", err
		}
		line = append(line, one[:n]...)
	}
	return string(line), nil
}

// Confirm asks a question that is answered with y or n; anything but yes is no.
func Confirm(ctx context.Context, env *Environment, question string) (bool, error) {
	answer, err := env.Ask(ctx, question+" [y/N] ")
	switch strings.ToLower(answer) {
	case "y", "yes":
		return true, err
	}
	return false, err
}

// UnlessCancelled runs a read that nothing can interrupt, and stops waiting for
// it when ctx ends. The read itself ends with the process.
func UnlessCancelled(ctx context.Context, read func() (string, error)) (string, error) {
	type result struct {
		text string
		err  error
	}
	done := make(chan result, 1)
	go func() {
		text, err := read()
		done <- result{text, err}
	}()
	select {
	case r := <-done:
		return r.text, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
