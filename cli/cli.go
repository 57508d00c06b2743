// Package cli is Periscope's command line: one file for each command, with its flags
// and its text and JSON output. What a permission means is decided in package model;
// a command asks and prints.
//
// It promises that
//
//   - results go to standard output and everything else to standard error; what
//     is printed holds no escape sequences, terminal or not, whoever wrote it;
//   - an error is a lower-case sentence and, on a second line, what to do about
//     it; with --json it is an object on standard output as well;
//   - the exit status tells what kind of failure it was (see cli/console/errors.go);
//   - a token is read from a prompt without echo, from standard input, from
//     SLACK_TOKEN or from the keyring, never from an argument, and is printed
//     as its redaction.
//
// Commands reach the world only through a [console.Environment], so that tests can
// give them another one.
package cli

import (
	"context"
	"fmt"
	"io"

	"periscope/cli/console"
	"periscope/process"
)

// Run runs the command that args name and returns the exit status.
func Run(ctx context.Context, env *console.Environment, args []string) int {
	env, finish := console.WithCleanOutput(env, args)
	status := run(ctx, env, args)
	if err := finish(); err != nil && status == console.StatusDone {
		return console.Report(env, fmt.Errorf("writing the result: %w", err), false)
	}
	return status
}

func run(ctx context.Context, env *console.Environment, args []string) int {
	root := newRootCommand(env)
	root.SetArgs(append([]string{}, args...)) // not nil, which would mean os.Args
	root.SetIn(env.In)
	printed := &checkedWriter{Writer: env.Out}
	root.SetOut(printed)
	root.SetErr(env.Err)
	started := false
	console.MarkStarted(root, &started)
	// Cobra remembers each flag that has a completion as long as the process lives. It need
	// not remember the whole tree with it.
	defer root.ResetCommands()

	err := console.RefuseTokens(args)
	if err == nil {
		err = root.ExecuteContext(ctx)
	}
	switch {
	case printed.err != nil: // the parser's own output, whatever it makes of that
		err = printed.err
	case err != nil && !started:
		err = console.ExplainParserError(err)
	}
	if console.IsType[*process.PanicError](context.Cause(ctx)) {
		return console.StatusFault // Main reports what the end of ctx came from
	}
	return console.Report(env, err, console.WantsJSON(args))
}

// checkedWriter remembers the first error of writing. The command parser writes help and
// completions, and does not look at it.
type checkedWriter struct {
	io.Writer
	err error
}

func (w *checkedWriter) Write(p []byte) (int, error) {
	n, err := w.Writer.Write(p)
	if err != nil && w.err == nil {
		w.err = fmt.Errorf("writing the result: %w", err)
	}
	return n, err
}
