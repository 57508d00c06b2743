package keystore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"periscope/model"
	"periscope/model/catalog"
)

// Addition is a token to be stored, with what Slack said about it.
type Addition struct {
	Team model.Team
	Credential
	// Kind is the kind of the token, where its prefix leaves open whether it is a
	// user's or a configuration token. Empty is what [Credential.Kind] says.
	Kind     catalog.TokenKind
	Name     string // that the user gave it; empty: its kind
	Store    Place  // where to keep it
	APIURL   string // empty for Slack's own
	AppID    string // of the token's app; empty: not known
	ClientID string // of the token's app; empty: that of the renewal, if any
	At       time.Time
	Replace  bool // the token that is already there, if there is one
}

func (add Addition) kind() catalog.TokenKind { return cmp.Or(add.Kind, add.Credential.Kind()) }

// Add stores a token and returns its entry, and whether it took the place of
// another. Where the team already has a token of the name, or with no name
// given of the kind, and Replace is not set, it is an [*ExistsError] and
// nothing changes.
func (s *Store) Add(ctx context.Context, add Addition) (entry Entry, replaced bool, err error) {
	if err := add.check(); err != nil {
		return Entry{}, false, err
	}
	secrets, err := s.secrets(add.Store)
	if err != nil {
		return Entry{}, false, err
	}
	err = s.change(ctx, func(ix *index) error {
		s.mend(ctx, ix)
		key, err := add.key(*ix)
		if err != nil {
			return err
		}
		entry = add.entry(key)
		at := ix.findKey(key)
		c := add.Credential
		if at >= 0 && c.Signing.IsZero() {
			c.Signing = s.signingFor(ctx, ix.Teams[at], entry)
			entry.show(c)
		}
		if err := s.keep(ctx, ix, secrets, entry.slot(), c); err != nil {
			return err
		}
		if replaced = at >= 0; replaced {
			ix.unsettle(ix.Teams[at].slot()) // the old token, if that is elsewhere
			ix.Teams[at] = entry
		} else {
			ix.Teams = append(ix.Teams, entry)
		}
		ix.settle(entry.slot())
		if err := s.list.write(*ix); err != nil || len(ix.Unsettled) == 0 {
			return err
		}
		s.mend(ctx, ix)
		return s.list.write(*ix)
	})
	return entry, replaced, err
}

func (add Addition) check() error {
	kind, told := add.kind(), add.Token.Kind()
	if err := Storable(told); err != nil {
		return err
	}
	if kind != told && (kind != catalog.Configuration || told != catalog.UserToken) {
		return fmt.Errorf("a %s token cannot be stored as a %s token", told, kind)
	}
	if !add.Lasts() {
		if err := checkRenewal(kind, add.Renewal); err != nil {
			return err
		}
	}
	if add.Name == "" {
		return nil
	}
	return CheckName(add.Name)
}

// keep writes a secret under the protection of a note. The note stays where
// the secret may have been written, or may still be once a slow keyring wakes up.
func (s *Store) keep(ctx context.Context, ix *index, in Secrets, where slot, c Credential) error {
	ix.unsettle(where)
	if err := s.list.write(*ix); err != nil {
		return err
	}
	err := in.Set(ctx, where.Key, c)
	if err == nil || errors.Is(err, ErrTimeout) || ctx.Err() != nil {
		return err
	}
	ix.settle(where)
	return errors.Join(err, s.list.write(*ix))
}

// key is where the token belongs: a new key, or that of the token to replace.
func (add Addition) key(ix index) (string, error) {
	key, err := keyFor(ix, add.Team, add.Name, add.kind())
	if err != nil {
		return "", err
	}
	var rivals []Entry
	for _, e := range ix.Teams {
		if e.Key == key || add.Name == "" && e.TeamID == add.Team.ID && e.Kind == add.kind() {
			rivals = append(rivals, e)
		}
	}
	switch {
	case len(rivals) == 0:
		return key, nil
	case !add.Replace:
		return "", &ExistsError{rivals}
	case ix.findKey(key) >= 0:
		return key, nil
	case len(rivals) == 1:
		return rivals[0].Key, nil
	}
	return "", &ExistsError{rivals}
}

// entry is what the list will hold under a key.
func (add Addition) entry(key string) Entry {
	e := Entry{
		Key: key, Store: add.Store, TeamID: add.Team.ID, TeamName: add.Team.Name, URL: add.Team.URL,
		Kind: add.kind(), AddedAt: add.At.UTC().Truncate(time.Second), APIURL: add.APIURL,
		AppID: add.AppID, ClientID: cmp.Or(add.ClientID, add.Renewal.ClientID),
	}
	e.show(add.Credential)
	return e
}

// FreeName is a name for one more token of a team's: "bot-2" beside "bot".
func (s *Store) FreeName(add Addition) (string, error) {
	ix, err := s.list.read()
	if err != nil {
		return "", err
	}
	kind := add.kind()
	for n := 2; ; n++ {
		name := fmt.Sprintf("%s-%d", kind, n)
		key, err := keyFor(ix, add.Team, name, kind)
		if err != nil {
			return "", err
		}
		if !slices.ContainsFunc(ix.Teams, func(e Entry) bool { return e.Key == key }) {
			return name, nil
		}
	}
}
