package cli

import (
	"errors"

	"periscope/keystore"
	"periscope/model/catalog"
)

// speakingError is an error with a sentence and a next step for a person.
type speakingError interface {
	error
	Sentence() string
	NextStep() string
}

// hintedError is an error of a package that knows no commands, together with the
// command or the flag that helps against it.
type hintedError struct {
	speakingError
	err     error // all of it, which may say more
	command string
}

func (e *hintedError) Error() string { return e.err.Error() }

// Unwrap returns the error without the command.
func (e *hintedError) Unwrap() error { return e.err }

// NextStep says what to do, and then with which command or flag.
func (e *hintedError) NextStep() string { return e.speakingError.NextStep() + " " + e.command }

// withCommand adds to an error the command or the flag that helps against it. An
// error that needs none comes back as it is.
func withCommand(err error) error {
	speaking, ok := errors.AsType[speakingError](err)
	if command := commandFor(err); ok && command != "" {
		return &hintedError{speaking, err, command}
	}
	return err
}

// commandFor is a sentence with the command or the flag that helps against an
// error; empty where none does, or the error has it already.
func commandFor(err error) string {
	speaking, ok := errors.AsType[speakingError](err)
	if !ok {
		return ""
	}
	switch e := speaking.(type) { // the one that speaks, whatever it wraps
	case *keystore.KeyringError:
		return keyringCommands[e.Code()]
	case *keystore.UnknownTeamError:
		return "See them with `periscope team list`."
	case *keystore.ExistsError:
		if len(e.Entries) > 1 {
			return "Use --name NAME --replace for the first, --name NAME for the second."
		}
		return "Use --replace for the first, --name NAME for the second."
	case *keystore.NameError:
		return "For example: --name deploy-bot."
	case *keystore.SizeError:
		return "Use --store file."
	case *keystore.LostPairError:
		return "Use `periscope team add --replace`."
	case *keystore.IndexError:
		if e.Unreadable() {
			return "`periscope team doctor` keeps it aside."
		}
	case *keystore.KindError:
		if e.Kind == catalog.Refresh || e.Kind == catalog.WorkspaceRefresh {
			return "Use `periscope team add --rotating`."
		}
	case *keystore.RenewalError:
		if errors.Is(e, keystore.ErrNoRefreshToken) {
			return "Use `periscope team add --rotating --replace`."
		}
	}
	return ""
}

// keyringCommands are the commands and flags that help against a
// [keystore.KeyringError], by its code.
var keyringCommands = map[string]string{
	"not_in_keyring":   "Use `periscope team add --replace`, or `periscope team doctor` to forget the team.",
	"no_keyring":       "Use --store file. For one run, set SLACK_TOKEN or pipe to --token-stdin.",
	"keyring_locked":   "Use it with --store file.",
	"keyring_timeout":  "Use it with --store file.",
	"not_a_token":      "Use `periscope team add --replace`.",
	"read_only":        "Leave --read-only and PERISCOPE_READ_ONLY away.",
	"wrong_passphrase": "With --store keyring it is left out.",
	"file_locked":      "It is asked for on a terminal; for one run without the file, set SLACK_TOKEN or pipe the token to --token-stdin.",
}
