package keystore

import (
	"fmt"
	"strings"

	"periscope/model/catalog"
)

// Every error type of this package can speak to a person: Sentence says what
// happened, NextStep what to do about it, one sentence each.

// KeyringError is a way in which a place for tokens can let the user down. The
// values are the Err variables of this package: test for them with errors.Is.
type KeyringError struct {
	Code     string // stable, for scripts: "no_keyring"
	what     string
	nextStep string
}

func (f *KeyringError) Error() string { return f.what }

// Sentence says what happened.
func (f *KeyringError) Sentence() string { return sentence(f) }

// NextStep says what the user can do about it.
func (f *KeyringError) NextStep() string { return f.nextStep }

// What can go wrong between Periscope and a keyring.
var (
	ErrNotFound error = &KeyringError{
		"not_in_keyring",
		"the keyring holds no token for this team",
		"Store it again with `periscope team add --replace`, or forget the team with `periscope team remove`.",
	}
	ErrNoKeyring error = &KeyringError{
		"no_keyring",
		"this machine has no keyring that can be reached, so tokens cannot be stored here",
		"For a single run without storing anything, set SLACK_TOKEN, or pipe the token to `periscope info --token-stdin`.",
	}
	ErrLocked error = &KeyringError{
		"keyring_locked",
		"the keyring is locked",
		"Unlock it in its password dialog, or by logging in on the desktop, and try again.",
	}
	ErrTimeout error = &KeyringError{
		"keyring_timeout",
		"the keyring did not answer in time",
		"It may be waiting for its password: look for a dialog, then try again.",
	}
	ErrNotAToken error = &KeyringError{
		"not_a_token",
		"the keyring holds something for this team that is not a Slack token",
		"Store the token again with `periscope team add --replace`.",
	}
)

// UnknownTeamError says that no stored team goes by this key.
type UnknownTeamError struct{ Key string }

func (e *UnknownTeamError) Error() string { return fmt.Sprintf("no stored team is called %q", e.Key) }

// Sentence says what happened.
func (e *UnknownTeamError) Sentence() string { return sentence(e) }

// NextStep says where the keys are to be seen.
func (e *UnknownTeamError) NextStep() string {
	return "See the stored teams with `periscope team list`."
}

// ExistsError says that a token of the same kind is already stored for the team.
type ExistsError struct{ Entry Entry }

func (e *ExistsError) Error() string {
	return fmt.Sprintf("this team already has a %s token: %s, %s, added on %s",
		e.Entry.Kind, e.Entry.Key, e.Entry.Redacted, e.Entry.AddedAt.Format("2006-01-02"))
}

// Sentence says what happened.
func (e *ExistsError) Sentence() string { return sentence(e) }

// NextStep says how to replace the token.
func (e *ExistsError) NextStep() string {
	return "Add --replace to store the new token in its place."
}

// KindError says that tokens of a kind are not kept, because they do not speak
// for an app in a team.
type KindError struct{ Kind catalog.TokenKind }

func (e *KindError) Error() string {
	return fmt.Sprintf("tokens of the kind %q do not speak for an app in a team", e.Kind)
}

// Sentence says what happened.
func (e *KindError) Sentence() string { return sentence(e) }

// NextStep says which tokens can be stored.
func (e *KindError) NextStep() string {
	return "Use the app's workspace (xoxa), bot (xoxb) or user (xoxp) token."
}

// IndexError says that the list of teams cannot be read or written.
type IndexError struct {
	Path string
	Err  error
}

func (e *IndexError) Error() string { return "the list of teams, " + e.Path + ": " + e.Err.Error() }

// Unwrap returns the cause.
func (e *IndexError) Unwrap() error { return e.Err }

// Sentence says what happened.
func (e *IndexError) Sentence() string { return sentence(e) }

// NextStep says what the user can do about the file.
func (e *IndexError) NextStep() string {
	return "Mend the file, or move it away and add the teams again: Periscope leaves it as it is."
}

// sentence writes an error's text as one: a capital first, a full stop last.
func sentence(err error) string {
	s := err.Error()
	return strings.ToUpper(s[:1]) + s[1:] + "."
}
