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
	list     list
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
	return slices.DeleteFunc(ix.Teams, func(e Entry) bool { return !s.sees(e) }), err
}

func (s *Store) sees(e Entry) bool { return s.only == "" || e.Store == s.only }

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

// secrets are the tokens in a place.
func (s *Store) secrets(place Place) (Secrets, error) {
	if secrets := s.places[place]; secrets != nil {
		return secrets, nil
	}
	return nil, &PlaceError{string(place)}
}

// Remove takes a team out of the list and then its token out of its place. A
// token that is not there is as good as removed. A team that has left the list,
// and whose token could not be removed, can be removed again.
func (s *Store) Remove(ctx context.Context, key string) error {
	return s.change(ctx, func(ix *index) error {
		where, listed := s.slotOf(*ix, key)
		if where == (slot{}) {
			return &UnknownTeamError{key, s.only}
		}
		s.mend(ctx, ix)
		if listed {
			ix.Teams = slices.DeleteFunc(ix.Teams, func(e Entry) bool { return e.Key == key })
		}
		ix.unsettle(where)
		if err := s.list.write(*ix); err != nil {
			return err
		}
		if err := s.forget(ctx, where); err != nil {
			return err
		}
		ix.settle(where)
		return s.list.write(*ix)
	})
}

// slotOf finds where the secret of a key is: of a team that is listed, or that
// was when its removal began.
func (s *Store) slotOf(ix index, key string) (where slot, listed bool) {
	if at := ix.findKey(key); at >= 0 && s.sees(ix.Teams[at]) {
		return ix.Teams[at].slot(), true
	}
	for _, u := range ix.Unsettled {
		if u.Key == key && (s.only == "" || u.Store == s.only) {
			return u, false
		}
	}
	return slot{}, false
}

// forget removes a secret. One that is not there is as good as removed.
func (s *Store) forget(ctx context.Context, where slot) error {
	secrets, err := s.secrets(where.Store)
	if err != nil {
		return err
	}
	if err := secrets.Delete(ctx, where.Key); err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	return nil
}
