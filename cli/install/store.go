package install

import (
	"context"

	"periscope/cli/token"
	"periscope/keystore"
)

// Store stores what an installation brings.
type Store interface {
	// Prepare makes sure that it can be stored. Whatever has to be asked for that is asked
	// now: it is called before the page opens, and again before the code is exchanged.
	Prepare(ctx context.Context) error
	// Save stores the tokens. They cannot be had again.
	Save(ctx context.Context, brought []token.Addition) error
}

// SaverStore is the [Store] of a command: of the place that the user chose, or chooses when
// it is prepared.
type SaverStore struct {
	Saver *token.Saver
	Place keystore.Backend // empty: the keyring, or where the same installation is stored
	Of    token.Installation
	Saved []token.SavedToken // what was stored
}

// Prepare implements [Store].
func (s *SaverStore) Prepare(ctx context.Context) (err error) {
	s.Place, err = s.Saver.Prepare(ctx, s.Place, s.Of)
	return err
}

// Save implements [Store].
func (s *SaverStore) Save(ctx context.Context, brought []token.Addition) (err error) {
	s.Saved, err = s.Saver.SaveAll(ctx, brought, s.Place)
	return err
}
