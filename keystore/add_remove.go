package keystore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"periscope/model"
	"periscope/model/catalog"
)

// Addition is a token to store, with what Slack said about it.
type Addition struct {
	Team model.Team
	Credential
	// Kind decides between user and configuration token where the prefix does not.
	// Empty: the kind that [Credential.Kind] returns.
	Kind     catalog.TokenKind
	Name     string  // given by the user; empty: the kind is the name
	Backend  Backend // the backend that will hold it
	APIURL   string  // empty: Slack's own
	AppID    string  // of the token's app; empty: not known
	ClientID string  // of the token's app; empty: the one of the renewal, if any
	At       time.Time
	Replace  bool // replace the token of the same name or kind, if there is one
}

func (add Addition) kind() catalog.TokenKind { return cmp.Or(add.Kind, add.Credential.Kind()) }

// Add stores a token. It returns the token's entry, and whether the token
// replaced another. If the team has a token of the same name, or of the same kind
// where no name is given, and Replace is not set, the error is an [*ExistsError]
// and nothing changes.
func (s *Store) Add(ctx context.Context, add Addition) (entry Entry, replaced bool, err error) {
	if err := add.check(); err != nil {
		return Entry{}, false, err
	}
	secrets, err := s.secrets(add.Backend)
	if err != nil {
		return Entry{}, false, err
	}
	err = s.change(ctx, func(list *teamList) error {
		s.finishAll(ctx, list)
		key, err := add.key(*list)
		if err != nil {
			return err
		}
		entry = add.entry(key)
		at := list.findKey(key)
		c := add.Credential
		if at >= 0 && c.SigningSecret.IsZero() {
			c.SigningSecret = s.inheritedSigning(ctx, list.Teams[at], entry)
			entry.update(c)
		}
		if err := s.writeSecret(ctx, list, secrets, entry.ref(), c); err != nil {
			return err
		}
		if replaced = at >= 0; replaced {
			list.begin(list.Teams[at].ref()) // the old token, if another backend holds it
			list.Teams[at] = entry
		} else {
			list.Teams = append(list.Teams, entry)
		}
		list.finish(entry.ref())
		if err := s.list.write(*list); err != nil || len(list.Unfinished) == 0 {
			return err
		}
		s.finishAll(ctx, list)
		return s.list.write(*list)
	})
	return entry, replaced, err
}

func (add Addition) check() error {
	kind, byPrefix := add.kind(), add.Token.Kind()
	if err := Storable(byPrefix); err != nil {
		return err
	}
	if kind != byPrefix && (kind != catalog.Configuration || byPrefix != catalog.UserToken) {
		return fmt.Errorf("a %s token cannot be stored as a %s token", byPrefix, kind)
	}
	if !add.Lasts() {
		if err := checkRenewal(kind, add.Renewal); err != nil {
			return err
		}
	}
	if add.Name != "" {
		if err := CheckName(add.Name); err != nil {
			return err
		}
	}
	return CheckListed(add.ClientID, add.Renewal.ClientID, add.AppID, add.APIURL)
}

// key returns the key to store the token under: a new one, or the key of the
// token to replace.
func (add Addition) key(list teamList) (string, error) {
	key, err := keyFor(list.Teams, add.Team, add.Name, add.kind())
	if err != nil {
		return "", err
	}
	var rivals []Entry
	for _, e := range list.Teams {
		if e.Key == key || add.Name == "" && e.TeamID == add.Team.ID && e.Kind == add.kind() {
			rivals = append(rivals, e)
		}
	}
	switch {
	case len(rivals) == 0:
		return key, nil
	case !add.Replace:
		return "", &ExistsError{rivals}
	case list.findKey(key) >= 0:
		return key, nil
	case len(rivals) == 1:
		return rivals[0].Key, nil
	}
	return "", &ExistsError{rivals}
}

// entry returns the entry of the token under a key.
func (add Addition) entry(key string) Entry {
	e := Entry{
		Key: key, Backend: add.Backend, TeamID: add.Team.ID, TeamName: add.Team.Name, URL: add.Team.URL,
		Kind: add.kind(), AddedAt: add.At.UTC().Truncate(time.Second), APIURL: add.APIURL,
		AppID: add.AppID, ClientID: cmp.Or(add.ClientID, add.Renewal.ClientID),
	}
	e.update(add.Credential)
	return e
}

// FreeName returns a name for one more token of a team: "bot-2" beside "bot".
func (s *Store) FreeName(add Addition) (string, error) {
	list, err := s.list.read()
	if err != nil {
		return "", err
	}
	kind := add.kind()
	for n := 2; ; n++ {
		name := fmt.Sprintf("%s-%d", kind, n)
		key, err := keyFor(list.Teams, add.Team, name, kind)
		if err != nil {
			return "", err
		}
		if !slices.ContainsFunc(list.Teams, func(e Entry) bool { return e.Key == key }) {
			return name, nil
		}
	}
}

// ExistsError says that the team already has a token of the same name, or of the
// same kind where no name was given. There may be several of a kind.
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

// NextStep says how to replace the token, or to store both.
func (e *ExistsError) NextStep() string {
	if len(e.Entries) > 1 {
		return "Name the token to replace, or store the new one beside the others under a name of its own."
	}
	return "Store the new token in place of the old one, or beside it under a name of its own."
}

// Code names the error, for scripts.
func (e *ExistsError) Code() string { return "already_stored" }

// Remove removes a team from the list, and then its token from its backend. A
// token that is not there counts as removed. If the token cannot be removed, the
// team is off the list already, and Remove can be called again.
func (s *Store) Remove(ctx context.Context, key string) error {
	return s.change(ctx, func(list *teamList) error {
		ref, listed := s.findSecret(*list, key)
		if ref == (secretRef{}) {
			return &UnknownTeamError{key, s.only}
		}
		s.finishAll(ctx, list)
		if listed {
			list.Teams = slices.DeleteFunc(list.Teams, func(e Entry) bool { return e.Key == key })
		}
		list.begin(ref)
		if err := s.list.write(*list); err != nil {
			return err
		}
		if err := s.deleteSecret(ctx, ref); err != nil {
			return err
		}
		list.finish(ref)
		return s.list.write(*list)
	})
}

// findSecret returns the secret of a key: of a team on the list, or of one whose
// removal was not finished.
func (s *Store) findSecret(list teamList, key string) (ref secretRef, listed bool) {
	if at := list.findKey(key); at >= 0 && s.includes(list.Teams[at]) {
		return list.Teams[at].ref(), true
	}
	for _, u := range list.Unfinished {
		if u.Key == key && (s.only == "" || u.Backend == s.only) {
			return u, false
		}
	}
	return secretRef{}, false
}
