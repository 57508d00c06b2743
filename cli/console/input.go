package console

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"periscope/slackapi/text"
)

// maxDocument bounds the files that a command reads whole: the permissions of a
// team of 100,000 channels take a tenth of it.
const maxDocument = 32 << 20

// InputName is what messages call a file that was named on the command line.
func InputName(name string) string {
	if name == "-" {
		return "standard input"
	}
	return text.Clean(name)
}

// ReadInput reads a file that was named on the command line; "-" is standard input.
func ReadInput(ctx context.Context, env *Environment, name string) ([]byte, error) {
	wrong := func(reason, nextStep string) ([]byte, error) {
		return nil, &Failure{"bad_file", StatusUsage, InputName(name) + " " + reason, nextStep}
	}
	data, err := readBounded(ctx, env, name)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case IsA[*Failure](err):
		return nil, err
	case err != nil:
		return wrong(fmt.Sprintf("cannot be read: %v", PlainCause(err)), nextStepOf(err))
	case len(data) > maxDocument:
		return wrong(fmt.Sprintf("is larger than %d MiB", maxDocument>>20),
			"Nothing that Periscope reads is that large: was another file meant?")
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return wrong("is encoded as UTF-16, as Windows PowerShell writes what is redirected with >",
			"Save it as UTF-8, as in `periscope info --json | Out-File -Encoding utf8 FILE`.")
	}
	return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), nil
}

func readBounded(ctx context.Context, env *Environment, name string) ([]byte, error) {
	if name == "-" {
		if env.InTerminal {
			return nil, Misuse("- reads what is piped in, and standard input is a terminal", "Name a file, or pipe it in.")
		}
		text, err := UnlessCancelled(ctx, func() (string, error) {
			all, err := io.ReadAll(io.LimitReader(env.In, maxDocument+1))
			return string(all), err
		})
		return []byte(text), err
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // nothing was written to it
	return io.ReadAll(io.LimitReader(file, maxDocument+1))
}

// PlainCause is why a file cannot be read, without its name.
func PlainCause(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err
	}
	return err
}

func nextStepOf(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "Check the name; it is looked for from the directory that the command runs in."
	case errors.Is(err, fs.ErrPermission):
		return "Let the user that runs periscope read it, or pipe it in and name it -."
	}
	return "Name a file, or pipe it in and name it -."
}
