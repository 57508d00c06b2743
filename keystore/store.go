// Package keystore stores the tokens of the teams a user added, and the list of
// those teams.
//
// It promises that a token is written only to the backend that the user chose:
// the keyring of the operating system ([Keyring]), a file that is encrypted with
// a passphrase ([EncryptedFile]), or the memory of this process ([Memory]). It
// never falls back from one backend to another. A keyring that is missing, locked
// or hung is an error with a next step after a few seconds at most, and never a
// frozen program. The package asks a person for nothing: an operation that needs
// a passphrase fails with [ErrSealed] until the caller gives it.
//
// A token that runs out is stored with its refresh token as one [Credential].
// [Store.Renew] never wastes a refresh token, which works once. The signing
// secret of the token's app can be stored with it ([Store.SetSigning]).
//
// The list of teams is a small file without secrets, so that listing teams
// asks no keyring. [Store] keeps list and secrets in step: if a process dies
// between the two writes, the next change finds what it left and removes it.
// [Store.Examine] finds everything else that does not fit. A file that cannot
// be read is reported and left alone, never overwritten.
package keystore

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"periscope/model"
)

// Store is the list of teams together with the backends that hold their tokens.
//
// A change is three writes: a note in the list about the secret that will
// change, the secret, and the list without the note. A new team appears in the
// list only after its secret was written. A removed team leaves the list before
// its secret is deleted. So a process that dies between two writes leaves a list
// of teams that all work, and a note about the rest.
//
// Changes by several processes wait for one another.
type Store struct {
	list     listStorage
	backends map[Backend]Secrets
	only     Backend // the only backend in view; empty: all
	readOnly bool
}

// New returns the store whose list is in a directory and whose tokens are in the
// given backends. The first write makes the directory.
func New(dir string, backends map[Backend]Secrets) *Store {
	return &Store{list: newListFile(dir), backends: maps.Clone(backends)}
}

// NewInMemory returns a store whose list and tokens end with the process.
func NewInMemory() *Store {
	return &Store{list: &listInMemory{}, backends: map[Backend]Secrets{BackendMemory: Memory()}}
}

// Only returns a view of the store with one backend: teams whose token is in
// another backend are not listed and not found.
func (s *Store) Only(backend Backend) *Store {
	view := *s
	view.only = backend
	return &view
}

// ReadOnly returns a view of the store in which every change is [ErrReadOnly].
func (s *Store) ReadOnly() *Store {
	view := *s
	view.readOnly = true
	return &view
}

// Dir is where the list of teams lives: PERISCOPE_CONFIG_DIR if it is set, else
// "periscope" in the user's configuration directory.
func Dir(getenv func(string) string) (string, error) {
	if dir := getenv("PERISCOPE_CONFIG_DIR"); dir != "" {
		return dir, nil
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", &DirError{err}
	}
	return filepath.Join(dir, "periscope"), nil
}

// DirError says that nothing names the user's configuration directory.
type DirError struct{ Err error }

func (e *DirError) Error() string { return "finding the configuration directory: " + e.Err.Error() }

// Unwrap returns the cause.
func (e *DirError) Unwrap() error { return e.Err }

// Sentence says what happened.
func (e *DirError) Sentence() string { return sentence(e) }

// NextStep says how to name the directory.
func (e *DirError) NextStep() string { return "Name a directory of yours with PERISCOPE_CONFIG_DIR." }

// Code names the error, for scripts.
func (e *DirError) Code() string { return "no_config_dir" }

// List returns the stored teams in the order they were added. It asks no keyring.
func (s *Store) List() ([]Entry, error) {
	list, err := s.list.read()
	return slices.DeleteFunc(list.Teams, func(e Entry) bool { return !s.includes(e) }), err
}

func (s *Store) includes(e Entry) bool { return s.only == "" || e.Backend == s.only }

// Find returns the entry of a key, or an [*UnknownTeamError]. It asks no keyring.
func (s *Store) Find(key string) (Entry, error) {
	entries, err := s.List()
	if err != nil {
		return Entry{}, err
	}
	i := slices.IndexFunc(entries, func(e Entry) bool { return e.Key == key })
	if i < 0 {
		return Entry{}, &UnknownTeamError{key, s.only}
	}
	return entries[i], nil
}

// Token returns the token that is stored under a key.
func (s *Store) Token(ctx context.Context, key string) (model.Token, error) {
	c, err := s.Credential(ctx, key)
	return c.Token, err
}

// Credential returns the token that is stored under a key, and all that is stored
// with it.
func (s *Store) Credential(ctx context.Context, key string) (Credential, error) {
	entry, err := s.Find(key)
	if err != nil {
		return Credential{}, err
	}
	secrets, err := s.secrets(entry.Backend)
	if err != nil {
		return Credential{}, err
	}
	return secrets.Get(ctx, key)
}

// secrets returns a backend by its name, or a [*PlaceError].
func (s *Store) secrets(backend Backend) (Secrets, error) {
	if secrets := s.backends[backend]; secrets != nil {
		return secrets, nil
	}
	return nil, &BackendError{string(backend)}
}

// UnknownTeamError says that no stored team has this key.
type UnknownTeamError struct {
	Key  string
	Only Backend // the only backend in view; empty: all
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

// change edits the list while no other process does.
func (s *Store) change(ctx context.Context, edit func(*teamList) error) error {
	if s.readOnly {
		return ErrReadOnly
	}
	unlock, err := s.list.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	list, err := s.list.read()
	if err != nil {
		return err
	}
	return edit(&list)
}

// writeSecret notes a change in the list, and then writes the secret. After an
// error the note stays if the secret may have been written, or may still be
// written when a slow keyring wakes up.
func (s *Store) writeSecret(ctx context.Context, list *teamList, secrets Secrets, ref secretRef, c Credential) error {
	list.begin(ref)
	if err := s.list.write(*list); err != nil {
		return err
	}
	err := secrets.Set(ctx, ref.Key, c)
	if err == nil || errors.Is(err, ErrKeyringTimeout) || ctx.Err() != nil {
		return err
	}
	list.finish(ref)
	return errors.Join(err, s.list.write(*list))
}

// updateEntry writes to the list what it shows of a credential that is stored.
func (s *Store) updateEntry(list *teamList, ref secretRef, stored Credential) error {
	list.Teams[list.findKey(ref.Key)].update(stored)
	list.finish(ref)
	return s.list.write(*list)
}

// finishAll finishes the changes that dead processes left unfinished: it removes
// a secret without a team, and the entry of a team whose secret was being
// replaced gets the facts of the secret that is there. After an error it asks
// that backend for nothing more, and the notes stay for the next time.
func (s *Store) finishAll(ctx context.Context, list *teamList) {
	failed := map[Backend]bool{}
	for _, ref := range slices.Clone(list.Unfinished) {
		if failed[ref.Backend] {
			continue
		}
		if err := s.finishOne(ctx, list, ref); err != nil {
			failed[ref.Backend] = true
			continue
		}
		list.finish(ref)
	}
}

// finishOne makes the list and one secret agree again.
func (s *Store) finishOne(ctx context.Context, list *teamList, ref secretRef) error {
	at := list.findKey(ref.Key)
	if at < 0 || list.Teams[at].Backend != ref.Backend {
		return s.deleteSecret(ctx, ref)
	}
	secrets, err := s.secrets(ref.Backend)
	if err != nil {
		return err
	}
	c, err := secrets.Get(ctx, ref.Key)
	if err == nil {
		list.Teams[at].update(c)
	}
	if errors.Is(err, ErrNotFound) {
		return nil // no facts to write; opening the team reports the error
	}
	return err
}

// deleteSecret deletes a secret. A secret that is not there counts as deleted.
func (s *Store) deleteSecret(ctx context.Context, ref secretRef) error {
	secrets, err := s.secrets(ref.Backend)
	if err != nil {
		return err
	}
	if err := secrets.Delete(ctx, ref.Key); err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	return nil
}
