package token

import (
	"cmp"
	"context"
	"fmt"
	"net/url"

	"periscope/cli/console"
	"periscope/keystore"
	"periscope/slackapi"
	"periscope/slackapi/loopback"
	"periscope/slackapi/text"
)

// Server is where to send the token of a stored team: to the server that the user named
// in this run or, where chosen is empty, to the one that is stored with it. The list of
// teams is a file that another program may have written to. So a stored server that is
// neither Slack's nor of this machine is asked about on a terminal, and is a
// [*ForeignServerError] where nobody can be asked.
func (s *Store) Server(ctx context.Context, e keystore.Entry, chosen string) (string, error) {
	refusal := foreignServer(e, chosen)
	if refusal == nil {
		return cmp.Or(chosen, e.APIURL, slackapi.DefaultURL), nil
	}
	if !s.env.InTerminal {
		return "", refusal
	}
	if s.foreign[e.APIURL] { // approved before
		return e.APIURL, nil
	}
	yes, err := console.Confirm(ctx, s.env, fmt.Sprintf("the token of %s is to be sent to %s, which is not Slack: send it?",
		text.Clean(e.Key), refusal.server()))
	if err != nil {
		return "", err
	}
	if !yes {
		return "", refusal
	}
	s.foreign[e.APIURL] = true
	return e.APIURL, nil
}

// CheckServer is [Store.Server] for the explorer, which asks nothing.
func CheckServer(e keystore.Entry, chosen string) error {
	refusal := foreignServer(e, chosen)
	if refusal == nil {
		return nil // and no nil of its type
	}
	return refusal
}

// foreignServer refuses a stored server that is neither Slack's nor of this machine.
func foreignServer(e keystore.Entry, chosen string) *ForeignServerError {
	if chosen != "" || e.APIURL == "" || slackapi.IsSlack(e.APIURL) {
		return nil
	}
	if u, err := url.Parse(e.APIURL); err == nil && loopback.IsHost(u.Hostname()) {
		return nil
	}
	return &ForeignServerError{e.Key, e.APIURL}
}

// ForeignServerError says that a token was not sent to the server that is stored with it.
type ForeignServerError struct{ key, apiURL string }

func (e *ForeignServerError) server() string { return text.Cut(text.Clean(e.apiURL), text.MaxCode) }

// Error names the server.
func (e *ForeignServerError) Error() string {
	return fmt.Sprintf("the server of %s, %s, is not Slack", text.Clean(e.key), e.server())
}

// Sentence says what did not happen.
func (e *ForeignServerError) Sentence() string {
	return fmt.Sprintf("The list of teams says that the token of %s belongs to %s, which is not Slack: it was not sent there.",
		text.Clean(e.key), e.server())
}

// NextStep says how to send it.
func (e *ForeignServerError) NextStep() string {
	return "If that is right, name the server with --api-url; else remove the team and store its token again."
}

// Code is stable, for scripts.
func (e *ForeignServerError) Code() string { return "foreign_server" }

// ExitStatus is that of a refused token: it was not used.
func (e *ForeignServerError) ExitStatus() int { return console.StatusRefused }

// Word is "foreign".
func (e *ForeignServerError) Word() string { return "foreign" }
