package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// maxInput bounds what is read where one token or one answer is expected.
const maxInput = 4096

// readPassword reads a line from standard input with the echo switched off,
// and switches it on again however the reading ends.
func readPassword(ctx context.Context) (string, error) {
	fd := int(os.Stdin.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return "", fmt.Errorf("asking for a token: %w", err)
	}
	defer term.Restore(fd, before) //nolint:errcheck // there is nothing left to try
	return unlessCancelled(ctx, func() (string, error) {
		line, err := term.ReadPassword(fd)
		return string(line), err
	})
}

// readAll reads everything that is piped in, up to a bound that no token reaches.
func readAll(ctx context.Context, r io.Reader) (string, error) {
	return unlessCancelled(ctx, func() (string, error) {
		all, err := io.ReadAll(io.LimitReader(r, maxInput))
		return string(all), err
	})
}

// confirm asks a question that is answered with y or n; anything but yes is no.
func confirm(ctx context.Context, env *Environment, question string) (bool, error) {
	fmt.Fprintf(env.Err, "%s [y/N] ", question)
	answer, err := unlessCancelled(ctx, func() (string, error) {
		line, err := bufio.NewReader(io.LimitReader(env.In, maxInput)).ReadString('\n')
		if errors.Is(err, io.EOF) {
			err = nil // ctrl+d: no answer is no
		}
		return line, err
	})
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return true, err
	}
	return false, err
}

// unlessCancelled runs a read that nothing can interrupt, and stops waiting for
// it when ctx ends. The read itself ends with the process.
func unlessCancelled(ctx context.Context, read func() (string, error)) (string, error) {
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
