package console

import (
	"context"
	"io"
	"os"
	"time"

	"github.com/cli/browser"
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
	getenv := takeSecrets()
	return &Environment{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		InTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		OutTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		ReadSecret:  readPassword,
		OpenURL:     openURL,
		Callback:    CallbackAddr,
		Environ:     os.Environ(),
		Getenv:      getenv,
		Now:         time.Now,
		Keyring:     keystore.Keyring(),
		File:        keystore.EncryptedFile,
		Explore:     ui.Run,
	}
}

// CallbackAddr is where the code comes back to by default. It does not change
// from run to run, because Slack wants it registered.
const CallbackAddr = "127.0.0.1:8766"

// openURL opens a page in the person's browser. What the browser has to say goes
// nowhere: our own streams belong to our own words.
func openURL(page string) error {
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	return browser.OpenURL(page)
}
