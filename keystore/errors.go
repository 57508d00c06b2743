package keystore

import (
	"fmt"
	"strings"
)

// Every error type of this package can speak to a person. Sentence says what
// happened. NextStep says what to do about it in the terms of this package, and
// names no command and no flag: a program that has some adds its own, by the
// error's type or its Code, which is stable.

// KeyringError is a way in which a place for tokens can let the user down. The
// values are the Err variables of this package: test for them with errors.Is.
type KeyringError struct {
	code     string
	what     string
	nextStep string
}

func (f *KeyringError) Error() string { return f.what }

// Code names the error, for scripts: "no_keyring".
func (f *KeyringError) Code() string { return f.code }

// Sentence says what happened.
func (f *KeyringError) Sentence() string { return sentence(f) }

// NextStep says what the user can do about it.
func (f *KeyringError) NextStep() string { return f.nextStep }

// What can go wrong between Periscope and a keyring.
var (
	ErrNotFound error = &KeyringError{
		"not_in_keyring",
		"no token is stored for this team, though it is listed",
		"Store the token again, or take the team out of the list.",
	}
	ErrNoKeyring error = &KeyringError{
		"no_keyring",
		"this machine has no keyring that can be reached, so tokens cannot be stored here",
		"Keep tokens in a file that a passphrase encrypts.",
	}
	ErrLocked error = &KeyringError{
		"keyring_locked",
		"the keyring is locked",
		"Unlock it in its password dialog, or by logging in on the desktop, and try again. The encrypted file needs no keyring.",
	}
	ErrTimeout error = &KeyringError{
		"keyring_timeout",
		"the keyring did not answer in time",
		"It may be waiting for its password: look for a dialog, then try again. The encrypted file needs no keyring.",
	}
	ErrNotAToken error = &KeyringError{
		"not_a_token",
		"what is stored for this team is not a Slack token",
		"Store the token again in place of what is there.",
	}
	ErrNotListable error = &KeyringError{
		"not_listable",
		"this keyring cannot say which tokens it holds",
		"Look for entries called periscope in the keyring's own window.",
	}
	ErrBusy error = &KeyringError{
		"busy",
		"another Periscope is changing what is stored, and does not finish",
		"Wait for it or end it, then try again: what was stored is still there.",
	}
	ErrReadOnly error = &KeyringError{
		"read_only",
		"nothing that is stored may change in read-only mode",
		"Leave read-only mode to change it.",
	}
)

// UnknownTeamError says that no stored team goes by this key.
type UnknownTeamError struct {
	Key  string
	Only Place // that was looked in; empty: all of them
}

func (e *UnknownTeamError) Error() string {
	where := ""
	if e.Only != "" {
		where = " in the " + string(e.Only)
	}
	return fmt.Sprintf("no stored team%s is called %q", where, e.Key)
}

// Sentence says what happened.
func (e *UnknownTeamError) Sentence() string { return sentence(e) }

// NextStep says what there is to choose from.
func (e *UnknownTeamError) NextStep() string { return "Choose one of the stored teams by its key." }

// Code names the error, for scripts.
func (e *UnknownTeamError) Code() string { return "unknown_team" }

// ExistsError says that the team already has a token of the name, or of the
// kind where no name was given. There may be several of a kind.
type ExistsError struct{ Entries []Entry }

func (e *ExistsError) Error() string {
	var stored []string
	for _, entry := range e.Entries {
		stored = append(stored, fmt.Sprintf("%s, %s, added on %s", entry.Key, entry.Redacted, entry.AddedAt.Format("2006-01-02")))
	}
	return "this team already has such a token: " + strings.Join(stored, "; ")
}

// Sentence says what happened.
func (e *ExistsError) Sentence() string { return sentence(e) }

// NextStep says how to replace the token, or to keep both.
func (e *ExistsError) NextStep() string {
	if len(e.Entries) > 1 {
		return "Name the token to replace, or store the new one beside the others under a name of its own."
	}
	return "Store the new token in place of the old one, or beside it under a name of its own."
}

// Code names the error, for scripts.
func (e *ExistsError) Code() string { return "already_stored" }

// NameError says that a token cannot go by a name.
type NameError struct{ Name string }

func (e *NameError) Error() string { return fmt.Sprintf("%q cannot be the name of a token", e.Name) }

// Sentence says what happened.
func (e *NameError) Sentence() string { return sentence(e) }

// NextStep says which names are possible.
func (e *NameError) NextStep() string {
	return "Use up to 64 letters, digits and hyphens."
}

// Code names the error, for scripts.
func (e *NameError) Code() string { return "bad_name" }

// sentence writes an error's text as one: a capital first, a full stop last.
func sentence(err error) string {
	s := err.Error()
	return strings.ToUpper(s[:1]) + s[1:] + "."
}
