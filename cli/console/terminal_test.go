package console

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"periscope/process"
)

func TestAnswersAreReadLineByLine(t *testing.T) {
	t.Parallel()
	env := &Environment{Process: &process.Process{}, In: strings.NewReader(" first \nsecond\nlast"), Err: io.Discard}
	for _, want := range []string{"first", "second", "last", ""} {
		if got, err := env.Ask(t.Context(), "? "); got != want || err != nil {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
}

func TestAnswersAreBounded(t *testing.T) {
	t.Parallel()
	env := &Environment{Process: &process.Process{}, In: strings.NewReader(strings.Repeat("x", 2*MaxInput)), Err: io.Discard}
	if got, err := env.Ask(t.Context(), "? "); len(got) != MaxInput || err != nil {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if got, err := ReadPiped(t.Context(), strings.NewReader(strings.Repeat("x", 2*MaxInput))); len(got) != MaxInput || err != nil {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

func TestOnlyYesConfirms(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]bool{"y": true, "Y": true, "yes": true, "YES": true, "": false, "n": false, "yess": false, "sure": false} {
		var prompt bytes.Buffer
		env := &Environment{Process: &process.Process{}, In: strings.NewReader(answer + "\n"), Err: &prompt}
		if got, err := Confirm(t.Context(), env, "Remove it?"); got != want || err != nil {
			t.Errorf("%q: %t, %v", answer, got, err)
		}
		if prompt.String() != "Remove it? [y/N] " {
			t.Errorf("the question is %q", prompt.String())
		}
	}
}

func TestReadsThatNothingInterruptsAreGivenUp(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	never := make(chan struct{})
	defer close(never)
	_, err := UnlessCancelled(ctx, func() (string, error) { <-never; return "", nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("UnlessCancelled: %v", err)
	}
}
