package keystore

import (
	"fmt"
	"strings"
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
		"no token is stored for this team, though it is listed",
		"Store it again with `periscope team add --replace`, or let `periscope team doctor` forget the team.",
	}
	ErrNoKeyring error = &KeyringError{
		"no_keyring",
		"this machine has no keyring that can be reached, so tokens cannot be stored here",
		"Add --store file to keep tokens in a file that a passphrase encrypts. For one run, set SLACK_TOKEN or pipe to --token-stdin.",
	}
	ErrLocked error = &KeyringError{
		"keyring_locked",
		"the keyring is locked",
		"Unlock it in its password dialog, or by logging in on the desktop, and try again. With --store file, no keyring is needed.",
	}
	ErrTimeout error = &KeyringError{
		"keyring_timeout",
		"the keyring did not answer in time",
		"It may be waiting for its password: look for a dialog, then try again. The encrypted file (--store file) needs no keyring.",
	}
	ErrNotAToken error = &KeyringError{
		"not_a_token",
		"what is stored for this team is not a Slack token",
		"Store the token again with `periscope team add --replace`.",
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
		"Leave --read-only and PERISCOPE_READ_ONLY away to change it.",
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

// NextStep says where the keys are to be seen.
func (e *UnknownTeamError) NextStep() string {
	return "See the stored teams with `periscope team list`."
}

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
	return "Add --replace to store the new token in its place, or --name NAME to keep it beside the others, under a name of its own."
}

// NameError says that a token cannot go by a name.
type NameError struct{ Name string }

func (e *NameError) Error() string { return fmt.Sprintf("%q cannot be the name of a token", e.Name) }

// Sentence says what happened.
func (e *NameError) Sentence() string { return sentence(e) }

// NextStep says which names are possible.
func (e *NameError) NextStep() string {
	return "Use up to 64 letters, digits and hyphens, as in --name deploy-bot."
}

// sentence writes an error's text as one: a capital first, a full stop last.
func sentence(err error) string {
	s := err.Error()
	return strings.ToUpper(s[:1]) + s[1:] + "."
}
