// Package console is what every command needs of the world around it: the streams
// and the terminal, questions to the user, variables of the environment, flags that
// many commands have, JSON output, and the reporting of errors.
//
// It promises that
//
//   - results go to standard output, and all else to standard error;
//   - an error is reported once, as a sentence and a next step that names the command
//     or flag to type, with one of the exit statuses in errors.go;
//   - no token is printed, not even one that the user typed in the wrong place;
//   - a secret is read from a prompt without echo, a pipe or the environment, and
//     programs that Periscope starts do not inherit it.
//
// It refuses to know any command: commands import it, and it imports none of them.
package console

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/cli/browser"
	"golang.org/x/term"

	"periscope/keystore"
	"periscope/process"
	"periscope/ui"
)

// Environment is the world around a command. Tests give commands another one.
type Environment struct {
	In          io.Reader
	Out, Err    io.Writer
	InTerminal  bool // In is a terminal, so that a person can answer
	OutTerminal bool // Out is one
	// Columns and ErrColumns are the widths of the terminals that Out and Err are, in
	// cells; 0: they are none.
	Columns, ErrColumns int
	// ReadSecret reads a line from the terminal without showing it, also where
	// In is piped. Where there is no terminal it is [ErrNoTerminal].
	ReadSecret func(context.Context) (string, error)
	// OpenURL opens a page in the user's browser. Other users can read its address.
	OpenURL func(page string) error
	// Callback is the address that Slack sends the user back to after an install that
	// the explorer began.
	Callback string
	Environ  []string // as os.Environ
	Getenv   func(string) string
	Now      func() time.Time
	Keyring  keystore.Secrets
	// File is the encrypted file of a directory.
	File func(dir string) *keystore.File
	// NoMouse: the explorer leaves the mouse to the terminal.
	NoMouse bool
	// Plain: the explorer is a conversation, line by line.
	Plain bool
	// ReadOnly: nothing may change, at Slack or in what is stored.
	ReadOnly bool
	// Timeout bounds one call of Slack, retries included; zero: the bound of package slackapi.
	Timeout time.Duration
	// Explore runs the terminal program until the user leaves it.
	Explore func(context.Context, ui.Source, ui.Options) error
	// Process is what must not end in the middle of an exchange, nor leave the terminal
	// as it is.
	Process *process.Process
}

// System is the environment of this process. It removes the secrets from it, so that
// no program that Periscope starts inherits them.
func System() *Environment {
	getenv := takeSecrets()
	own := &process.Process{
		Say:   func(text string) { fmt.Fprintln(os.Stderr, "periscope:", text) },
		Exits: true,
	}
	return &Environment{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		InTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		OutTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		Columns:     columns(os.Stdout),
		ErrColumns:  columns(os.Stderr),
		ReadSecret:  func(ctx context.Context) (string, error) { return readHidden(ctx, own) },
		OpenURL:     openURL,
		Callback:    DefaultCallbackAddr,
		Environ:     os.Environ(),
		Getenv:      getenv,
		Now:         time.Now,
		Keyring:     keystore.Keyring(),
		File:        keystore.EncryptedFile,
		Explore:     ui.Run,
		Process:     own,
	}
}

// columns is the width of a terminal in cells; 0: f is none.
func columns(f *os.File) int {
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// DefaultCallbackAddr is where Slack sends the user back to after an install, unless
// another address is chosen. It is the same in every run, because it has to be
// registered with Slack.
const DefaultCallbackAddr = "127.0.0.1:8766"

// openURL opens a page in the user's browser. What the browser prints is discarded,
// because these streams are for Periscope's own output.
func openURL(page string) error {
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	return browser.OpenURL(page)
}

// Variables of the environment that hold what an app is known by. Arguments are no
// place for secrets: every program on the machine sees them, and they stay in the
// shell's history.
const (
	ClientSecretVar  = "SLACK_CLIENT_SECRET"
	SigningSecretVar = "SLACK_SIGNING_SECRET"
	ClientIDVar      = "SLACK_CLIENT_ID" // no secret
)

// secretVars are the variables that hold secrets.
var secretVars = []string{"SLACK_TOKEN", ClientSecretVar, SigningSecretVar}

// AppEnviron is the environment for the app itself, which this process was given together
// with its secrets: as os.Environ was at the start.
func (env *Environment) AppEnviron() []string {
	environ := slices.Clone(env.Environ)
	for _, name := range secretVars {
		if value := env.Getenv(name); value != "" {
			environ = append(environ, name+"="+value)
		}
	}
	return environ
}

// takeSecrets removes the secrets from this process's environment, because every
// program that it starts inherits that, a browser among them. It returns a Getenv
// that still knows them.
func takeSecrets() (getenv func(string) string) {
	secrets := map[string]string{}
	for _, name := range secretVars {
		if value, set := os.LookupEnv(name); set {
			secrets[name] = value
			_ = os.Unsetenv(name) // fails only for names that no variable can have
		}
	}
	return func(name string) string {
		if value, ok := secrets[name]; ok {
			return value
		}
		return os.Getenv(name)
	}
}
