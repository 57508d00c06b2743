// Package cli is Periscope's command line: one file for each command, its flags
// and its text and JSON output. What a permission means is decided in package
// model; here it is only asked for and printed.
//
// It promises that
//
//   - results go to standard output and everything else to standard error; what
//     is printed holds no escape sequences, terminal or not;
//   - an error is a lower-case sentence and, on a second line, what to do about
//     it; with --json it is an object on standard output as well;
//   - the exit status tells what kind of failure it was (see status.go);
//   - a token is read from a prompt without echo, from standard input, from
//     SLACK_TOKEN or from the keyring, never from an argument, and is printed
//     as its redaction.
//
// Commands reach the world only through an [Environment], so tests can give
// them another one.
package cli

import (
	"context"
	"io"
	"os"
	"time"

	"golang.org/x/term"

	"periscope/keystore"
	"periscope/ui"
)

// Environment is the world around a command.
type Environment struct {
	In          io.Reader
	Out, Err    io.Writer
	InTerminal  bool // In is a terminal, so that a person can answer
	OutTerminal bool // Out is one
	// ReadSecret reads a line from the terminal without showing it, also where
	// In is piped. Where there is no terminal it is [errNoTerminal].
	ReadSecret func(context.Context) (string, error)
	// OpenURL opens a page in the person's browser.
	OpenURL func(page string) error
	// Callback is where the codes of installs that the explorer begins come back to.
	Callback string
	Environ  []string // as os.Environ
	Getenv   func(string) string
	Now      func() time.Time
	Keyring  keystore.Secrets
	// File is the encrypted file of a directory.
	File func(dir string) *keystore.File
	// ReadOnly: nothing may change, at Slack or in what is stored.
	ReadOnly bool
	// Explore runs the terminal program until the user leaves it.
	Explore func(context.Context, ui.Source, ui.Options) error
}

// System is the environment of this process, from which it takes the secrets.
func System() *Environment {
	getenv := privately()
	return &Environment{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		InTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		OutTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		ReadSecret:  readPassword,
		OpenURL:     openURL,
		Callback:    callbackAddr,
		Environ:     os.Environ(),
		Getenv:      getenv,
		Now:         time.Now,
		Keyring:     keystore.Keyring(),
		File:        keystore.EncryptedFile,
		Explore:     ui.Run,
	}
}

// Run runs the command that args name and returns the exit status.
func Run(ctx context.Context, env *Environment, args []string) int {
	root := newRootCommand(env)
	root.SetArgs(append([]string{}, args...)) // not nil, which would mean os.Args
	root.SetIn(env.In)
	root.SetOut(env.Out)
	root.SetErr(env.Err)
	started := false
	root.PersistentPreRun = notifyStart(&started)

	err := refuseTokens(args)
	if err == nil {
		err = root.ExecuteContext(ctx)
	}
	if err != nil && !started {
		err = usageFrom(err)
	}
	return report(env, err, jsonAsked(args))
}
