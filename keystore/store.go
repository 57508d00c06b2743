package keystore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"periscope/model"
)

// Store is the list of teams together with the place of their tokens.
//
// A change is three writes: the list notes which account is about to change,
// the secret follows, and the list takes the note back. A new team appears in
// the list only with its secret in place, and a removed one leaves the list
// before its secret goes, so a process that dies anywhere between leaves a list
// of teams that all work and a note of the rest.
//
// Changes of several processes wait for one another.
type Store struct {
	dir     string
	secrets Secrets
}

// New returns the store in a directory, which is made when first written to.
func New(dir string, secrets Secrets) *Store { return &Store{dir: dir, secrets: secrets} }

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

func (s *Store) path() string { return filepath.Join(s.dir, "teams.json") }

// List returns the stored teams in the order they were added. It asks no keyring.
func (s *Store) List() ([]Entry, error) {
	ix, err := readIndex(s.path())
	return ix.Teams, err
}

// Find returns the entry of a key, or an [*UnknownTeamError]. It asks no keyring.
func (s *Store) Find(key string) (Entry, error) {
	ix, err := readIndex(s.path())
	if err != nil {
		return Entry{}, err
	}
	i := ix.findKey(key)
	if i < 0 {
		return Entry{}, &UnknownTeamError{key}
	}
	return ix.Teams[i], nil
}

// Token returns the token of a key.
func (s *Store) Token(ctx context.Context, key string) (model.Token, error) {
	if _, err := s.Find(key); err != nil {
		return model.Token{}, err
	}
	return s.secrets.Get(ctx, key)
}

// Addition is a token to be stored, with what Slack said about it.
type Addition struct {
	Team    model.Team
	Token   model.Token
	APIURL  string // empty for Slack's own
	At      time.Time
	Replace bool // the token that is already there, if there is one
}

// Add stores a token and returns its entry, and whether it took the place of
// another. Where the team already has a token of the kind and Replace is not
// set, it is an [*ExistsError] and nothing changes.
func (s *Store) Add(ctx context.Context, add Addition) (entry Entry, replaced bool, err error) {
	if err := Storable(add.Token.Kind()); err != nil {
		return Entry{}, false, err
	}
	err = s.change(ctx, func(ix *index) error {
		s.mend(ctx, ix)
		at := ix.find(func(e Entry) bool { return e.TeamID == add.Team.ID && e.Kind == add.Token.Kind() })
		if replaced = at >= 0; replaced && !add.Replace {
			return &ExistsError{ix.Teams[at]}
		}
		if entry, err = add.entry(*ix, at); err != nil {
			return err
		}
		if err := s.keep(ctx, ix, entry.Key, add.Token); err != nil {
			return err
		}
		if replaced {
			ix.Teams[at] = entry
		} else {
			ix.Teams = append(ix.Teams, entry)
		}
		ix.settle(entry.Key)
		return ix.write(s.path())
	})
	return entry, replaced, err
}

// keep writes a secret under the protection of a note. The note stays where
// the secret may have been written, or may still be once a slow keyring wakes up.
func (s *Store) keep(ctx context.Context, ix *index, account string, token model.Token) error {
	ix.unsettle(account)
	if err := ix.write(s.path()); err != nil {
		return err
	}
	err := s.secrets.Set(ctx, account, token)
	if err == nil || errors.Is(err, ErrTimeout) || ctx.Err() != nil {
		return err
	}
	ix.settle(account)
	return errors.Join(err, ix.write(s.path()))
}

// entry is what the list will hold: under the key of the entry at a place in
// the list, or under a new one where at is negative.
func (add Addition) entry(ix index, at int) (Entry, error) {
	e := Entry{
		TeamID: add.Team.ID, TeamName: add.Team.Name, URL: add.Team.URL,
		Kind: add.Token.Kind(), Redacted: add.Token.String(),
		AddedAt: add.At.UTC().Truncate(time.Second), APIURL: add.APIURL,
	}
	if at >= 0 {
		e.Key = ix.Teams[at].Key
		return e, nil
	}
	key, err := keyFor(add.Team, e.Kind, func(key string) bool { return ix.findKey(key) >= 0 })
	e.Key = key
	return e, err
}

// Remove takes a team out of the list and then its token out of the keyring. A
// token that is not there is as good as removed. A team that has left the list,
// and whose token could not be removed, can be removed again.
func (s *Store) Remove(ctx context.Context, key string) error {
	return s.change(ctx, func(ix *index) error {
		at := ix.findKey(key)
		if at < 0 && !slices.Contains(ix.Unsettled, key) {
			return &UnknownTeamError{key}
		}
		s.mend(ctx, ix)
		if at >= 0 {
			ix.Teams = slices.Delete(ix.Teams, at, at+1)
		}
		ix.unsettle(key)
		if err := ix.write(s.path()); err != nil {
			return err
		}
		if err := s.forget(ctx, key); err != nil {
			return err
		}
		ix.settle(key)
		return ix.write(s.path())
	})
}

func (s *Store) forget(ctx context.Context, account string) error {
	if err := s.secrets.Delete(ctx, account); err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	return nil
}
