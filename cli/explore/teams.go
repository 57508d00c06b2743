package explore

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/ui"
)

var placeNames = map[keystore.Backend]string{
	keystore.BackendKeyring: "your keyring",
	keystore.BackendFile:    "the encrypted file",
	keystore.BackendMemory:  "memory, for this run",
}

// Store implements [ui.TokenStore].
func (s *StoredSource) Store() string {
	return placeNames[cmp.Or(s.openPlace(), s.tokens.NewTokensPlace())]
}

// openPlace is the file, if the user has opened it for this run and keeps nothing in the
// keyring: there may be none, and the explorer cannot ask. Else it is empty.
func (s *StoredSource) openPlace() keystore.Backend {
	stored, err := s.tokens.List()
	if err != nil || s.tokens.Only() != "" || !s.tokens.Unlocked() || slices.ContainsFunc(stored, inKeyring) {
		return ""
	}
	return keystore.BackendFile
}

func inKeyring(e keystore.Entry) bool { return e.Backend == keystore.BackendKeyring }

// Kept implements [ui.TokenStore].
func (s *StoredSource) Kept(key string) (where, why string) {
	entry, err := s.tokens.Find(key)
	switch {
	case err == nil && entry.Backend == keystore.BackendFile:
		return s.tokens.FilePath(), ""
	case err == nil:
		return placeNames[entry.Backend], ""
	case s.Account(key).stored:
		return "", "it is stored no more: another program removed it"
	}
	return "", "this one comes from " + key + "; nothing is stored"
}

// Add implements [ui.TokenStore].
func (s *StoredSource) Add(ctx context.Context, pasted string) (ui.Team, error) {
	return s.add(ctx, pasted, token.Choice{}.Always()) // where there are others, the user says what becomes of them
}

// AddBeside implements [ui.TokenStore].
func (s *StoredSource) AddBeside(ctx context.Context, pasted string) (ui.Team, error) {
	return s.add(ctx, pasted, token.Choice{Beside: true}.Always())
}

// Replace implements [ui.TokenStore].
func (s *StoredSource) Replace(ctx context.Context, pasted, key string) (ui.Team, error) {
	return s.add(ctx, pasted, token.Choice{Replace: key}.Always())
}

// add stores a token that was pasted. Where the team has others of its kind, choose
// says what becomes of them; without a choice the error is an [AlreadyStoredError].
func (s *StoredSource) add(ctx context.Context, pasted string, choose token.Chooser) (ui.Team, error) {
	tok, err := model.ParseToken(pasted)
	if err != nil {
		return ui.Team{}, err
	}
	add, err := token.Identify(ctx, keystore.Addition{Credential: keystore.Credential{Token: tok}, APIURL: s.APIURL, At: s.env.Now()},
		"", s.SlackOptions("")...)
	if err != nil {
		return ui.Team{}, console.WithCommand(err)
	}
	saved, err := s.tokens.Save(ctx, token.Addition{Addition: add}, s.openPlace(), choose)
	if exists, ok := errors.AsType[*keystore.ExistsError](err); ok {
		return ui.Team{}, AlreadyStoredError{exists}
	}
	if err != nil {
		return ui.Team{}, console.WithCommand(err)
	}
	return s.putStored(saved.Entry).Team, nil
}

// Remove implements [ui.TokenStore].
func (s *StoredSource) Remove(ctx context.Context, key string) error {
	if err := s.tokens.Remove(ctx, key); err != nil {
		return console.WithCommand(err)
	}
	s.drop(key)
	return nil
}

// AlreadyStoredError is the refusal of a token of a kind that the team has already. The
// explorer has the user choose which one it replaces, or keep them all.
type AlreadyStoredError struct{ *keystore.ExistsError }

// StoredTokens are the tokens to choose from.
func (e AlreadyStoredError) StoredTokens() []ui.StoredToken {
	var stored []ui.StoredToken
	for _, entry := range e.Entries {
		stored = append(stored, ui.StoredToken{
			Key: entry.Key, About: entry.Redacted + ", added on " + entry.AddedAt.Format(time.DateOnly),
		})
	}
	return stored
}
