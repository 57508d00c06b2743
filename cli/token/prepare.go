package token

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
)

// Installation is what is known of an installation before it begins.
type Installation struct {
	ClientID string       // of the app
	APIURL   string       // that the user chose; empty: Slack's own
	Team     model.TeamID // empty: the person who approves chooses
}

// mayBe reports whether a stored token may be of the installation, and be replaced by what
// the installation brings.
func (i Installation) mayBe(e keystore.Entry) bool {
	return (i.Team == "" || e.TeamID == i.Team) && (e.ClientID == "" || e.ClientID == i.ClientID) && e.Kind != catalog.Configuration
}

// Prepare makes sure that the tokens of an installation can be stored, in the place that the
// user chose or else in the one for new tokens. A code works once: what can be asked, and
// what can fail, has to come before it is exchanged. So Prepare asks for the passphrase of
// every file that may be written to, and writes to every place as storing will.
func (s *Store) Prepare(ctx context.Context, place keystore.Backend, next Installation) error {
	first := cmp.Or(place, s.NewTokensPlace())
	if first == keystore.BackendFile {
		return s.prepareToWriteFile(ctx)
	}
	if err := s.Probe(ctx, first); err != nil || place != "" || s.file == nil {
		return err
	}
	entries, err := s.List()
	if err != nil || !slices.ContainsFunc(entries, func(e keystore.Entry) bool {
		return e.Backend == keystore.BackendFile && next.mayBe(e)
	}) {
		return err
	}
	if err := s.prepareToWriteFile(ctx); !errors.Is(err, keystore.ErrFileLocked) {
		return err
	}
	return nil // nobody can be asked: what is in the file stays, and what is new is stored beside it
}

// prepareToWriteFile asks for the passphrase of the file, and writes it once.
func (s *Store) prepareToWriteFile(ctx context.Context) error {
	if err := s.prepareFile(ctx); err != nil {
		return err
	}
	return s.Probe(ctx, keystore.BackendFile)
}

// isOpen reports whether a place can be read without a question.
func (s *Store) isOpen(place keystore.Backend) bool {
	return place != keystore.BackendFile || s.Unlocked()
}

// Prepare makes sure that the tokens of an installation can be stored, before anything is
// exchanged for them. It asks for a place where there is none, and returns it.
func (k *Saver) Prepare(ctx context.Context, place keystore.Backend, next Installation) (keystore.Backend, error) {
	if err := keystore.CheckListed(next.ClientID, next.APIURL); err != nil {
		return place, err
	}
	store, err := k.open(place)
	if err != nil {
		return place, err
	}
	err = store.Prepare(ctx, place, next)
	if !errors.Is(err, keystore.ErrNoKeyring) || !k.env.InTerminal || place != "" {
		return place, err
	}
	if place, err = k.askPlace(ctx); err != nil {
		return "", err
	}
	return k.Prepare(ctx, place, next)
}
