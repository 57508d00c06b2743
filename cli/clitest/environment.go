// Package clitest is what tests of commands need around them: an environment that
// is not the machine's, and a Slack that answers over HTTP.
//
// It promises that nothing in it touches the machine's keyring, files, browser or
// clock, and that everything ends with the test. Only tests import it.
package clitest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"periscope/cli/console"
	"periscope/keystore"
	"periscope/model"
	"periscope/process"
	"periscope/ui"
)

// Environment is an environment for commands. Its standard input is a pipe with nothing
// in it, until [Environment.Type] or [Environment.Pipe].
type Environment struct {
	console.Environment
	Vars     map[string]string // the environment variables
	Out, Err bytes.Buffer      // what was printed
}

// NewEnvironment is an environment where nothing is stored, and whose tokens belong to
// a Slack, which may be nil. The clock is that of the Slack. A document in what is printed
// that does not hold its schema fails the test.
func NewEnvironment(t testing.TB, slack *Slack) *Environment {
	t.Helper()
	e := &Environment{Vars: map[string]string{"PERISCOPE_CONFIG_DIR": t.TempDir()}}
	e.Environment = console.Environment{
		Process: &process.Process{},
		In:      strings.NewReader(""), Err: &e.Err,
		ReadSecret: func(context.Context) (string, error) { return "", console.ErrNoTerminal },
		OpenURL:    func(string) error { return errors.New("there is no browser") },
		Callback:   "127.0.0.1:0",
		Getenv:     func(name string) string { return e.Vars[name] },
		Now:        func() time.Time { return Noon },
		Keyring:    keystore.Memory(),
		File: func(dir string) *keystore.File {
			f := keystore.EncryptedFile(dir)
			f.SetWorkFactor(1)
			return f
		},
		Explore: func(context.Context, ui.Source, ui.Options) error {
			t.Error("the explorer was started")
			return nil
		},
	}
	documents := &Documents{}
	e.Environment.Out = io.MultiWriter(&e.Out, documents)
	t.Cleanup(func() { documents.mustHold(t) })
	if slack != nil {
		e.Vars["SLACK_API_URL"], e.Now = slack.APIURL, slack.Now
	}
	return e
}

// Pipe pipes text into what runs next.
func (e *Environment) Pipe(text string) { e.In, e.InTerminal = strings.NewReader(text), false }

// Type puts a person at the terminal, who types these lines.
func (e *Environment) Type(lines ...string) {
	e.In, e.InTerminal, e.OutTerminal = strings.NewReader(strings.Join(lines, "\n")+"\n"), true, true
}

// Printed returns what was printed on both streams since the last time.
func (e *Environment) Printed() string {
	text := e.Out.String() + e.Err.String()
	e.Out.Reset()
	e.Err.Reset()
	return text
}

// Token is a token of a test.
func Token(t testing.TB, text string) model.Token {
	t.Helper()
	token, err := model.ParseToken(text)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// ClientSecret is the client secret of an app of a test.
func ClientSecret(t testing.TB, text string) model.ClientSecret {
	t.Helper()
	secret, err := model.ParseClientSecret(text)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}
