package keystore

import (
	"cmp"
	"context"
	"fmt"
	"periscope/model"
	"periscope/model/catalog"
	"slices"
	"strings"
	"time"
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
	err = s.change(ctx, func(ix *teamList) error {
		s.finishAll(ctx, ix)
		key, err := add.key(*ix)
		if err != nil {
			return err
		}
		entry = add.entry(key)
		at := ix.findKey(key)
		c := add.Credential
		if at >= 0 && c.Signing.IsZero() {
			c.Signing = s.inheritedSigning(ctx, ix.Teams[at], entry)
			entry.update(c)
		}
		if err := s.writeSecret(ctx, ix, secrets, entry.ref(), c); err != nil {
			return err
		}
		if replaced = at >= 0; replaced {
			ix.begin(ix.Teams[at].ref()) // the old token, if that is elsewhere
			ix.Teams[at] = entry
		} else {
			ix.Teams = append(ix.Teams, entry)
		}
		ix.finish(entry.ref())
		if err := s.list.write(*ix); err != nil || len(ix.Unfinished) == 0 {
			return err
		}
		s.finishAll(ctx, ix)
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

// key is where the token belongs: a new key, or that of the token to replace.
func (add Addition) key(ix teamList) (string, error) {
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
	e.update(add.Credential)
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

// Remove takes a team out of the list and then its token out of its place. A
// token that is not there is as good as removed. A team that has left the list,
// and whose token could not be removed, can be removed again.
func (s *Store) Remove(ctx context.Context, key string) error {
	return s.change(ctx, func(ix *teamList) error {
		where, listed := s.findSecret(*ix, key)
		if where == (secretRef{}) {
			return &UnknownTeamError{key, s.only}
		}
		s.finishAll(ctx, ix)
		if listed {
			ix.Teams = slices.DeleteFunc(ix.Teams, func(e Entry) bool { return e.Key == key })
		}
		ix.begin(where)
		if err := s.list.write(*ix); err != nil {
			return err
		}
		if err := s.forget(ctx, where); err != nil {
			return err
		}
		ix.finish(where)
		return s.list.write(*ix)
	})
}

// findSecret finds where the secret of a key is: of a team that is listed, or that
// was when its removal began.
func (s *Store) findSecret(ix teamList, key string) (where secretRef, listed bool) {
	if at := ix.findKey(key); at >= 0 && s.includes(ix.Teams[at]) {
		return ix.Teams[at].ref(), true
	}
	for _, u := range ix.Unfinished {
		if u.Key == key && (s.only == "" || u.Store == s.only) {
			return u, false
		}
	}
	return secretRef{}, false
}
