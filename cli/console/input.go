package console

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"periscope/keystore/safefile"
	"periscope/slackapi/text"
)

// maxDocument bounds the files that a command reads whole. The permissions of a
// team of 100,000 channels take a tenth of it.
const maxDocument = 32 << 20

// InputName is what messages call a file that was named on the command line. A name that
// would be missed in a sentence, such as that of an unset variable, stands in quotes.
func InputName(name string) string {
	clean := text.Clean(name)
	switch {
	case name == "-":
		return "standard input"
	case strings.TrimSpace(clean) != clean || clean == "":
		return `"` + clean + `"`
	}
	return clean
}

// ReadInput reads a file that was named on the command line, or a pipe that the shell
// made of `<(command)`; "-" is standard input.
func ReadInput(ctx context.Context, env *Environment, name string) ([]byte, error) {
	return ReadLargeInput(ctx, env, name, maxDocument)
}

// ReadLargeInput is [ReadInput] with another bound, in bytes.
func ReadLargeInput(ctx context.Context, env *Environment, name string, limit int64) ([]byte, error) {
	wrong := func(reason, nextStep string) ([]byte, error) {
		return nil, &Error{"bad_file", StatusUsage, InputName(name) + " " + reason, nextStep}
	}
	data, err := readBounded(ctx, env, name, limit)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case IsType[*Error](err):
		return nil, err
	case IsType[*safefile.TooLargeError](err), int64(len(data)) > limit:
		return wrong(fmt.Sprintf("is larger than %d MiB", limit>>20),
			"Nothing that Periscope reads is that large: was another file meant?")
	case errors.Is(err, safefile.ErrEmptyPipe):
		return wrong(err.Error(), "See why the command that should write to it has not, or name a file.")
	case err != nil:
		return wrong(fmt.Sprintf("cannot be read: %v", CauseWithoutPath(err)), nextStepOf(err))
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return wrong("is encoded as UTF-16, as Windows PowerShell writes what is redirected with >",
			"Save it as UTF-8, as in `periscope info --json | Out-File -Encoding utf8 FILE`.")
	}
	return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), nil
}

func readBounded(ctx context.Context, env *Environment, name string, limit int64) ([]byte, error) {
	if name != "-" {
		return safefile.ReadInput(ctx, name, limit)
	}
	if env.InTerminal {
		return nil, CommandLineError("- reads what is piped in, and standard input is a terminal", "Name a file, or pipe it in.")
	}
	text, err := UnlessCancelled(ctx, func() (string, error) {
		all, err := io.ReadAll(io.LimitReader(env.In, limit+1))
		return string(all), err
	})
	return []byte(text), err
}

// CauseWithoutPath is the cause of an error of package os, without the file's name.
func CauseWithoutPath(err error) error {
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
