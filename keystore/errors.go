package keystore

import (
	"errors"
	"strings"
)

// Every error type of this package has three methods for the person who reads it.
// Sentence says what happened. NextStep says what to do, in the terms of this
// package: it names no command and no flag. A command line adds its own words, by
// the type of the error or by its Code, which is stable.

// Error is an error of a backend. Its values are the Err variables of this
// package: test for them with errors.Is.
type Error struct {
	code     string
	text     string
	nextStep string
}

func (e *Error) Error() string { return e.text }

// Code names the error, for scripts: "no_keyring".
func (e *Error) Code() string { return e.code }

// Sentence says what happened.
func (e *Error) Sentence() string { return sentence(e) }

// NextStep says what the user can do about it.
func (e *Error) NextStep() string { return e.nextStep }

// Errors of a keyring, and of every change.
var (
	ErrNotFound error = &Error{
		"not_in_keyring",
		"no token is stored for this team, though it is listed",
		"Store the token again, or take the team out of the list.",
	}
	ErrNoKeyring error = &Error{
		"no_keyring",
		"this machine has no keyring that can be reached, so tokens cannot be stored here",
		"Keep tokens in a file that a passphrase encrypts.",
	}
	ErrKeyringLocked error = &Error{
		"keyring_locked",
		"the keyring is locked",
		"Unlock it in its password dialog, or by logging in on the desktop, and try again. The encrypted file needs no keyring.",
	}
	ErrKeyringTimeout error = &Error{
		"keyring_timeout",
		"the keyring did not answer in time",
		"It may be waiting for its password: look for a dialog, then try again. The encrypted file needs no keyring.",
	}
	ErrSecretInList error = &Error{
		"secret_in_list",
		"a name, a client id or an address that would be stored beside the token, in clear, holds a secret itself",
		"Look at what was given for them: one is a token or a client secret. Nothing was stored.",
	}
	ErrNotAToken error = &Error{
		"not_a_token",
		"what is stored for this team is not a Slack token",
		"Store the token again in place of what is there.",
	}
	ErrNotListable error = &Error{
		"not_listable",
		"this keyring cannot say which tokens it holds",
		"Look for entries called periscope in the keyring's own window.",
	}
	ErrBusy error = &Error{
		"busy",
		"another Periscope is changing what is stored, and does not finish",
		"Wait for it or end it, then try again: what was stored is still there.",
	}
	ErrReadOnly error = &Error{
		"read_only",
		"nothing that is stored may change in read-only mode",
		"Leave read-only mode to change it.",
	}
)

// Errors of the encrypted file.
var (
	ErrWrongPassphrase error = &Error{
		"wrong_passphrase",
		"this passphrase does not open the encrypted file",
		"Try again: the file is as it was.",
	}
	ErrFileLocked error = &Error{
		"file_locked",
		"the encrypted file needs its passphrase",
		"Unlock the file with its passphrase.",
	}
	ErrShortPassphrase error = &Error{
		"short_passphrase",
		"this passphrase is too short to protect anything",
		"Use eight characters or more; a few words that do not belong together are best.",
	}
)

// sentence writes the text of an error as a sentence, with a capital and a full stop.
func sentence(err error) string {
	s := err.Error()
	return strings.ToUpper(s[:min(1, len(s))]) + s[min(1, len(s)):] + "." // an error of the system may be empty
}

func is[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}
