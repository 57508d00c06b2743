package explore

import (
	"context"
	"errors"

	"periscope/cli/token"
	"periscope/keystore"
)

// installStore is the [install.Store] of the explorer: nothing can be asked.
type installStore struct {
	source *StoredSource
	again  *openAccount // that is installed again
	of     token.Installation
}

// Prepare implements [install.Store].
func (s installStore) Prepare(ctx context.Context) error {
	_, err := s.place(ctx)
	return err
}

// place is where tokens are stored: the place for new ones or, where there is no keyring,
// the encrypted file that the user has opened.
func (s installStore) place(ctx context.Context) (keystore.Backend, error) {
	tokens := s.source.tokens
	err := tokens.Prepare(ctx, "", s.of)
	if errors.Is(err, keystore.ErrNoKeyring) && tokens.Only() == "" && tokens.Unlocked() {
		return keystore.BackendFile, tokens.Prepare(ctx, keystore.BackendFile, s.of)
	}
	return "", err
}

// Save implements [install.Store]: a token takes the place of the one that was installed
// again, or is stored beside the tokens of its kind.
func (s installStore) Save(ctx context.Context, brought []token.Addition) error {
	ctx = context.WithoutCancel(ctx) // the tokens are here, and cannot be had again for the code
	place, err := s.place(ctx)
	if err != nil {
		place = "" // it was certain a moment ago; storing says what has changed
	}
	var failed []error
	for _, fresh := range brought { // one that cannot be stored does not cost the other
		choice := token.Choice{Beside: true}
		if s.again.isInstall(fresh) {
			choice.Replace = s.again.Key
		}
		saved, err := s.source.tokens.Save(ctx, fresh, place, choice.Always())
		if err != nil {
			failed = append(failed, err)
			continue
		}
		s.source.putStored(saved.Entry)
	}
	return errors.Join(failed...)
}
