package token

import (
	"cmp"
	"strings"

	"periscope/keystore"
)

// Choice says what becomes of a token when the team already has others of its name
// or kind, which are in its way. The zero Choice stores nothing: the user is to be
// asked first.
type Choice struct {
	Replace string // the key of the one whose place the new token takes, if it is in the way
	Beside  bool   // else keep all of them: the new token under Name
	Name    string // with Beside; empty: a name that is free
}

// resolve carries out a choice. Where it says nothing, or cannot be carried out, the
// error is exists itself: its tokens are those to choose from.
func (s *Store) resolve(c Choice, add keystore.Addition, exists *keystore.ExistsError) (keystore.Addition, error) {
	for _, e := range exists.Entries {
		switch {
		case e.Key != c.Replace:
		case len(exists.Entries) == 1:
			add.Replace = true
			return add, nil
		default:
			return over(add, e), nil
		}
	}
	switch {
	case c.Beside && c.Name == "":
		name, err := s.FreeName(add)
		add.Name = name
		return add, err
	case c.Beside && c.Name != add.Name:
		add.Name = c.Name
		return add, nil
	}
	return add, exists
}

// over makes an addition take the place of a stored token of its team. Where Slack
// did not say the team's address, the one that is known stays.
func over(add keystore.Addition, old keystore.Entry) keystore.Addition {
	_, add.Name, _ = strings.Cut(old.Key, "/")
	add.Replace, add.Team.URL = true, cmp.Or(add.Team.URL, old.URL)
	return add
}
