// Package keystore keeps the tokens of the teams a user added, and the list of
// those teams.
//
// It promises that a token is written nowhere but where the user chose: the
// keyring of the operating system ([Keyring]), a file that is encrypted with a
// passphrase ([EncryptedFile]), or the memory of this process ([Memory]). It
// falls back from none of them to another. A keyring that is missing, locked or
// hung is an error with a next step, at most a few seconds away, and never a
// frozen program. Nothing here asks a person anything: what needs a passphrase
// says so, and is given it.
//
// A token that runs out is kept with what renews it, as one [Credential], and
// [Store.Renew] sees to it that a refresh token, which works once, is not wasted.
// The signing secret of the token's app may be kept with it ([Store.SetSigning]).
//
// The list of teams is a small file without secrets, so that listing teams
// asks no keyring. [Store] keeps the two in step: whenever a process dies
// between the two writes, the next change finds what was left behind and
// removes it; [Store.Examine] finds what else does not fit. A file that cannot
// be understood is reported and left alone, never overwritten.
package keystore

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"periscope/model"
	"slices"
)

// Store is the list of teams together with the places of their tokens.
//
// A change is three writes: the list notes which secret is about to change,
// the secret follows, and the list takes the note back. A new team appears in
// the list only with its secret in place, and a removed one leaves the list
// before its secret goes, so a process that dies anywhere between leaves a list
// of teams that all work and a note of the rest.
//
// Changes of several processes wait for one another.
type Store struct {
	list     listStorage
	places   map[Place]Secrets
	only     Place // the one place that is seen; empty: all
	readOnly bool
}

// New returns the store whose list is in a directory, which is made when first
// written to, and whose tokens are in the given places.
func New(dir string, places map[Place]Secrets) *Store {
	return &Store{list: newListFile(dir), places: maps.Clone(places)}
}

// NewInMemory returns a store that ends with the process, list and tokens.
func NewInMemory() *Store {
	return &Store{list: &listInMemory{}, places: map[Place]Secrets{PlaceMemory: Memory()}}
}

// Only returns the store as seen from one place: teams whose token is
// elsewhere are not listed and not found.
func (s *Store) Only(place Place) *Store {
	view := *s
	view.only = place
	return &view
}

// ReadOnly returns the store without its changes: each is [ErrReadOnly].
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
		return "", fmt.Errorf("finding the configuration directory: %w", err)
	}
	return filepath.Join(dir, "periscope"), nil
}

// List returns the stored teams in the order they were added. It asks no keyring.
func (s *Store) List() ([]Entry, error) {
	ix, err := s.list.read()
	return slices.DeleteFunc(ix.Teams, func(e Entry) bool { return !s.includes(e) }), err
}

func (s *Store) includes(e Entry) bool { return s.only == "" || e.Store == s.only }

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

// Token returns the token of a key.
func (s *Store) Token(ctx context.Context, key string) (model.Token, error) {
	c, err := s.Credential(ctx, key)
	return c.Token, err
}

// Credential returns the token of a key, and what renews it.
func (s *Store) Credential(ctx context.Context, key string) (Credential, error) {
	entry, err := s.Find(key)
	if err != nil {
		return Credential{}, err
	}
	secrets, err := s.secrets(entry.Store)
	if err != nil {
		return Credential{}, err
	}
	return secrets.Get(ctx, key)
}

// secrets are the tokens in a place.
func (s *Store) secrets(place Place) (Secrets, error) {
	if secrets := s.places[place]; secrets != nil {
		return secrets, nil
	}
	return nil, &PlaceError{string(place)}
}

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

// change runs an edit of the list while no other process runs one.
func (s *Store) change(ctx context.Context, edit func(*teamList) error) error {
	if s.readOnly {
		return ErrReadOnly
	}
	unlock, err := s.list.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	ix, err := s.list.read()
	if err != nil {
		return err
	}
	return edit(&ix)
}

// writeSecret writes a secret under the protection of a note. The note stays where
// the secret may have been written, or may still be once a slow keyring wakes up.
func (s *Store) writeSecret(ctx context.Context, ix *teamList, in Secrets, where secretRef, c Credential) error {
	ix.begin(where)
	if err := s.list.write(*ix); err != nil {
		return err
	}
	err := in.Set(ctx, where.Key, c)
	if err == nil || errors.Is(err, ErrTimeout) || ctx.Err() != nil {
		return err
	}
	ix.finish(where)
	return errors.Join(err, s.list.write(*ix))
}

// updateEntry brings the list up to date with a credential that is in its place.
func (s *Store) updateEntry(ix *teamList, where secretRef, now Credential) error {
	ix.Teams[ix.findKey(where.Key)].update(now)
	ix.finish(where)
	return s.list.write(*ix)
}

// finishAll settles the slots that a process left unsettled when it died: a secret
// without a team is removed, and a team whose secret was being replaced shows
// the secret that it has now. A place that does not let us settle one is asked
// for no other, and the notes stay for the next time.
func (s *Store) finishAll(ctx context.Context, ix *teamList) {
	silent := map[Place]bool{}
	for _, where := range slices.Clone(ix.Unfinished) {
		if silent[where.Store] {
			continue
		}
		if err := s.finishOne(ctx, ix, where); err != nil {
			silent[where.Store] = true
			continue
		}
		ix.finish(where)
	}
}

// finishOne makes list and secret of one slot agree again.
func (s *Store) finishOne(ctx context.Context, ix *teamList, where secretRef) error {
	at := ix.findKey(where.Key)
	if at < 0 || ix.Teams[at].Store != where.Store {
		return s.forget(ctx, where)
	}
	secrets, err := s.secrets(where.Store)
	if err != nil {
		return err
	}
	c, err := secrets.Get(ctx, where.Key)
	if err == nil {
		ix.Teams[at].update(c)
	}
	if errors.Is(err, ErrNotFound) {
		return nil // nothing to show; the team says so when it is opened
	}
	return err
}

// forget removes a secret. One that is not there is as good as removed.
func (s *Store) forget(ctx context.Context, where secretRef) error {
	secrets, err := s.secrets(where.Store)
	if err != nil {
		return err
	}
	if err := secrets.Delete(ctx, where.Key); err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	return nil
}
