package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"periscope/process"
)

// MaxInput bounds what is read where one token or one answer is expected.
const MaxInput = 4096

// ErrNoTerminal says that there is no terminal, so that no question can be asked.
var ErrNoTerminal = errors.New("there is no terminal to ask on")

// ReadPiped reads everything that is piped in, up to a bound that no token reaches.
func ReadPiped(ctx context.Context, r io.Reader) (string, error) {
	return UnlessCancelled(ctx, func() (string, error) {
		all, err := io.ReadAll(io.LimitReader(r, MaxInput))
		return string(all), err
	})
}

// AskSecret asks for a line that is not shown as it is typed.
func (env *Environment) AskSecret(ctx context.Context, prompt string) (string, error) {
	defer env.question(prompt)()
	typed, err := env.ReadSecret(ctx)
	fmt.Fprintln(env.Err) // the line break that was not shown either
	return typed, err
}

// Ask asks for a line, and returns it without the space around it. ctrl+d is an
// empty answer.
func (env *Environment) Ask(ctx context.Context, prompt string) (string, error) {
	line, err := env.AskForAnswer(ctx, prompt)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return line, err
}

// AskForAnswer is [Environment.Ask], but that ctrl+d is no answer: the error is [io.EOF], as
// it is where the terminal was closed.
func (env *Environment) AskForAnswer(ctx context.Context, prompt string) (string, error) {
	defer env.question(prompt)()
	line, err := UnlessCancelled(ctx, func() (string, error) { return readLine(env.In) })
	return strings.TrimSpace(line), err
}

// CanExplore reports whether the explorer can be used here: it takes a terminal to draw on,
// or talks line by line.
func (env *Environment) CanExplore() bool { return env.Plain || env.InTerminal && env.OutTerminal }

// question puts a question to the user, until answered is called. The user who has
// stopped the process, and continues it, is asked again.
func (env *Environment) question(prompt string) (answered func()) {
	show := func() { fmt.Fprint(env.Err, prompt) }
	answeredProcess, stopShowing := env.Process.Question(), env.Process.OnResume(show)
	show()
	return func() {
		stopShowing()
		answeredProcess()
	}
}

// readLine reads one line and nothing of the next line, which may answer the next
// question. Where there is nothing to read any more the error is [io.EOF].
func readLine(r io.Reader) (string, error) {
	var line []byte
	for one := make([]byte, 1); len(line) < MaxInput; {
		n, err := r.Read(one)
		if n > 0 && one[0] == '\n' || errors.Is(err, io.EOF) && len(line) > 0 {
			break
		}
		if err != nil {
			return "", err
		}
		line = append(line, one[:n]...)
	}
	return string(line), nil
}

// Confirm asks a question that is answered with y or n. Any answer but yes is no.
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
	process.Go(func() {
		text, err := read()
		done <- result{text, err}
	})
	select {
	case r := <-done:
		return r.text, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
