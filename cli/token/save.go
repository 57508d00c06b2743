package token

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"periscope/keystore"
	"periscope/model"
)

// Addition is a token that is to be stored, and the user it acts as.
type Addition struct {
	keystore.Addition
	ActsAs model.UserID // the app's bot, or the person who approved; empty: not known
	// Issued: it was exchanged for a code a moment ago, and cannot be had again.
	Issued bool
}

// SavedToken is a token that was stored.
type SavedToken struct {
	keystore.Entry
	Replaced bool   // it took the place of another
	file     string // that it is encrypted in; empty: it is elsewhere
}

// String says what was stored, and where.
func (t SavedToken) String() string {
	done, where := "stored", "in the keyring"
	if t.Replaced {
		done = "replaced"
	}
	if t.file != "" {
		where = "encrypted in " + t.file
	}
	return fmt.Sprintf("%s %s: %s token %s of %s (%s), %s", done, t.Key, t.Kind, t.Redacted, t.TeamName, t.TeamID, where)
}

// Chooser decides what becomes of a token when the team already has others of its
// name or, where no name was given, of its kind.
type Chooser func(ctx context.Context, add keystore.Addition, exists *keystore.ExistsError) (Choice, error)

// Always returns the chooser that makes the same choice for every token.
func (c Choice) Always() Chooser {
	return func(context.Context, keystore.Addition, *keystore.ExistsError) (Choice, error) { return c, nil }
}

// Save stores a token, and is how every new token comes into the store. The place is
// the one that the user chose. If it is empty, a token of an installation that is
// stored already goes where the old one is, and any other to the keyring.
//
// A token of an installation that is stored already takes the place of the old
// one. Where the team has another token of the name or the kind, choose decides.
func (s *Store) Save(ctx context.Context, add Addition, place keystore.Backend, choose Chooser) (SavedToken, error) {
	add.Backend = cmp.Or(place, s.NewTokensPlace())
	if add.ActsAs != "" && add.Name == "" {
		if old, found := s.sameInstall(ctx, add, place); found {
			add.Addition = over(add.Addition, old)
			add.Backend = cmp.Or(place, old.Backend)
		}
	}
	for {
		one, err := s.put(ctx, add)
		exists, isStored := errors.AsType[*keystore.ExistsError](err)
		if !isStored {
			return one, err
		}
		choice, err := choose(ctx, add.Addition, exists)
		if err != nil {
			return SavedToken{}, err
		}
		if add.Addition, err = s.resolve(choice, add.Addition, exists); err != nil {
			return SavedToken{}, err
		}
	}
}

// issuedTries is how often a token that cannot be had again is stored: another process may
// hold the lock for long, and a keyring may be busy.
const issuedTries = 3

// put stores a token in the place that it is for.
func (s *Store) put(ctx context.Context, add Addition) (SavedToken, error) {
	var file string
	if add.Backend == keystore.BackendFile && s.file != nil {
		if err := s.prepareFile(ctx); err != nil {
			return SavedToken{}, err
		}
		file = s.file.Path()
	}
	entry, replaced, err := s.Add(ctx, add.Addition)
	busy := func() bool { return errors.Is(err, keystore.ErrBusy) || errors.Is(err, keystore.ErrKeyringTimeout) }
	for try := 1; add.Issued && try < issuedTries && busy(); try++ {
		entry, replaced, err = s.Add(ctx, add.Addition)
	}
	return SavedToken{entry, replaced, file}, err
}
