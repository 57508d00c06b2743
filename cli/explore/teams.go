package explore

import (
	"context"
	"errors"
	"strings"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/ui"
)

var placeNames = map[keystore.Place]string{
	keystore.PlaceKeyring: "your keyring",
	keystore.PlaceFile:    "the encrypted file",
	keystore.PlaceMemory:  "memory, for this run",
}

// Store implements [ui.Keeper].
func (s *StoredSource) Store() string { return placeNames[s.tokens.NewTokensPlace()] }

// Add implements [ui.Keeper].
func (s *StoredSource) Add(ctx context.Context, pasted string, how ui.Adding) (ui.Team, error) {
	return s.AddChosen(ctx, pasted, func(_ context.Context, _ keystore.Addition, exists *keystore.ExistsError) (token.Choice, error) {
		switch {
		case how == ui.Beside:
			return token.Choice{Beside: true}, nil
		case how == ui.Afresh && len(exists.Entries) == 1:
			return token.Choice{Replace: exists.Entries[0].Key}, nil
		}
		return token.Choice{}, nil
	})
}

// AddChosen stores a token that was pasted. Where the team has others of its kind,
// choose says what becomes of them; with the zero choice the error is an [AlreadyStoredError].
func (s *StoredSource) AddChosen(ctx context.Context, pasted string, choose token.Chooser) (ui.Team, error) {
	tok, err := model.ParseToken(pasted)
	if err != nil {
		return ui.Team{}, err
	}
	add, err := token.Identify(ctx, keystore.Addition{Credential: keystore.Credential{Token: tok}, APIURL: s.APIURL, At: s.env.Now()}, "")
	if err != nil {
		return ui.Team{}, console.WithCommand(err)
	}
	saved, err := s.tokens.Save(ctx, token.Addition{Addition: add}, s.tokens.Only(), choose)
	if exists, ok := errors.AsType[*keystore.ExistsError](err); ok {
		return ui.Team{}, AlreadyStoredError{exists}
	}
	if err != nil {
		return ui.Team{}, console.WithCommand(err)
	}
	return s.putStored(saved.Entry).Team, nil
}

// Remove implements [ui.Keeper].
func (s *StoredSource) Remove(ctx context.Context, key string) error {
	if err := s.tokens.Remove(ctx, key); err != nil {
		return console.WithCommand(err)
	}
	s.Drop(key)
	return nil
}

// AlreadyStoredError is the refusal of a token of a kind that the team has already. The
// explorer asks the user to choose among Entries, or to keep them all.
type AlreadyStoredError struct{ *keystore.ExistsError }

// AlreadyStored names the tokens that are stored.
func (e AlreadyStoredError) AlreadyStored() string {
	var keys []string
	for _, entry := range e.Entries {
		keys = append(keys, entry.Key)
	}
	return strings.Join(keys, ", ")
}

// NextStep says what the explorer offers.
func (e AlreadyStoredError) NextStep() string {
	return "Press a to add the new token beside them, or remove one of them first with x."
}
