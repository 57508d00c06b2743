package console

import (
	"errors"
	"strings"

	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// Packages below cli know no commands and no flags: their errors say what to do in
// their own terms. This file says it in terms of the command line: which command or
// flag to type against which error.

// commandSteps are the next steps against errors of package keystore, by their code.
// Where the code does not tell enough, [commandStep] looks at the error.
var commandSteps = map[string]string{
	"not_in_keyring": "Store it again with `periscope team add --replace`, or let `periscope team doctor` forget the team.",
	"no_keyring": "Add --store file to keep tokens in a file that a passphrase encrypts. " +
		"For one run, set SLACK_TOKEN or pipe to --token-stdin.",
	"keyring_locked": "Unlock it in its password dialog, or by logging in on the desktop, and try again. " +
		"With --store file, no keyring is needed.",
	"keyring_timeout": "It may be waiting for its password: look for a dialog, then try again. " +
		"The encrypted file (--store file) needs no keyring.",
	"not_a_token":      "Store the token again with `periscope team add --replace`.",
	"read_only":        "Leave --read-only and PERISCOPE_READ_ONLY away to change it.",
	"wrong_passphrase": "Try again: the file is as it was. With --store keyring it is left out.",
	"file_locked": "Give it when asked, on a terminal; " +
		"for one run without the file, set SLACK_TOKEN or pipe the token to --token-stdin.",
	"unknown_team":   "See the stored teams with `periscope team list`.",
	"bad_name":       "Use up to 64 letters, digits and hyphens, with a letter or a digit first, as in --name deploy-bot.",
	"token_too_long": "Keep it in the encrypted file instead: add --store file.",
	"pair_lost":      "The old refresh token no longer works: install the app again, with `periscope team add --replace`.",
}

// slackCommandSteps are the next steps against what Slack answered, by its code.
var slackCommandSteps = map[string]string{
	"not_authed":          "Add the team with `periscope team add`, or pass a token with --token-stdin.",
	"unknown_method":      "Check the API URL; the Permissions API itself was retired by Slack and lives on in `periscope demo`.",
	"method_deprecated":   exploreInDemo,
	"deprecated_endpoint": exploreInDemo,
}

const exploreInDemo = "Use a bot or user token, whose scopes Slack reports with every reply, or explore the method in `periscope demo`."

// slackCommandStep is the next step against what Slack, or a server that speaks as it
// does, answered to a kind of token; empty if no command helps.
func slackCommandStep(code string, kind catalog.TokenKind, bySlack bool) string {
	switch {
	case code != "invalid_auth" || kind != catalog.Workspace:
		return slackCommandSteps[code]
	case bySlack:
		return "Install the app again for a bot or user token, which `periscope team add` takes; " +
			"or run `periscope demo` to see workspace tokens at work."
	}
	return "If the token runs out after an hour, renew it with `periscope team refresh`; else install the app again."
}

// commandStep is the next step against an error, with the command or flag to type;
// empty where none helps. The error is the one that speaks to the user, whatever it
// wraps.
func commandStep(err model.Explained) string {
	switch e := err.(type) {
	case *slackapi.Error:
		return slackCommandStep(e.Code, e.TokenKind(), e.BySlack())
	case *slackapi.UnreachableError:
		if e.TimedOut() {
			return e.NextStep() + " --timeout 2m gives it more time."
		}
		return ""
	case *slackapi.TeamNeededError:
		// Slackapi lists the workspaces.
		return strings.Replace(e.NextStep(), "one of them:", "one of them with --workspace:", 1)
	case *keystore.KindError:
		if e.Kind == catalog.Refresh || e.Kind == catalog.WorkspaceRefresh {
			return "Store it together with the token that it renews: `periscope team add --rotating`."
		}
		return ""
	case *keystore.ExistsError:
		if len(e.Entries) > 1 {
			return "Add --name NAME --replace to store the new token in place of one of them, " +
				"or --name NAME to keep it beside them, under a name of its own."
		}
		return "Add --replace to store the new token in its place, " +
			"or --name NAME to keep it beside the others, under a name of its own."
	case *keystore.TeamListError:
		if e.Unreadable() {
			return "Mend the file, or let `periscope team doctor` keep it aside and begin a new one: nothing else touches it."
		}
		return ""
	case *keystore.RenewalError:
		if errors.Is(e, keystore.ErrNoRefreshToken) {
			return "Store the pair with `periscope team add --replace`, if the app's tokens run out; others last."
		}
		return ""
	}
	code, _ := Classify(err)
	return commandSteps[code]
}

// WithCommand puts the command or flag to type into the next step of an error, for
// errors that are shown elsewhere than on the command line. [Report] does it itself.
// An error against which no command helps comes back as it is.
func WithCommand(err error) error {
	e, ok := errors.AsType[model.Explained](err)
	if !ok {
		return err
	}
	if step := commandStep(e); step != "" && step != e.NextStep() {
		return &commandError{err, e.Sentence(), step}
	}
	return err
}

// commandError is an error with another next step.
type commandError struct {
	error
	sentence, nextStep string
}

func (e *commandError) Unwrap() error    { return e.error }
func (e *commandError) Sentence() string { return e.sentence }
func (e *commandError) NextStep() string { return e.nextStep }
