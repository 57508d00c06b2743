package explore

import (
	"cmp"
	"context"
	"errors"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi"
	"periscope/ui"
)

// StoredSource is the [source] of the stored teams, which can be added to and
// taken from while the explorer runs: a [ui.Keeper].
type StoredSource struct {
	*Source
	Env    *console.Environment
	Tokens *token.Store
	Place  keystore.Place // where new tokens go
	ApiURL string         // that the user chose, or empty
	// autoRefresh renews tokens that run out without being asked.
	AutoRefresh bool
	Audit       DriftInputs
}

var placeNames = map[keystore.Place]string{
	keystore.PlaceKeyring: "your keyring",
	keystore.PlaceFile:    "the encrypted file",
	keystore.PlaceMemory:  "memory, for this run",
}

// Store implements [ui.Keeper].
func (s *StoredSource) Store() string { return placeNames[s.Place] }

// Add implements [ui.Keeper].
func (s *StoredSource) Add(ctx context.Context, pasted string, how ui.Adding) (ui.Team, error) {
	tok, err := model.ParseToken(pasted)
	if err != nil {
		return ui.Team{}, explained(err)
	}
	if err := keystore.Storable(tok.Kind()); err != nil {
		return ui.Team{}, err
	}
	client, err := slackapi.New(cmp.Or(s.ApiURL, slackapi.DefaultURL), tok)
	if err != nil {
		return ui.Team{}, err
	}
	identity, err := client.AuthTest(ctx)
	if err != nil {
		return ui.Team{}, err
	}
	team, err := token.ChooseWorkspace(ctx, client, identity, "")
	if err != nil {
		return ui.Team{}, err
	}
	add := keystore.Addition{
		Team: team, Token: tok, Kind: token.ActualKind(tok, identity), AppID: identity.AppID, APIURL: s.ApiURL,
		At: s.Env.Now(), Store: s.Place, Replace: how == ui.Afresh,
	}
	if how == ui.Beside {
		if add.Name, err = s.Tokens.FreeName(add); err != nil {
			return ui.Team{}, err
		}
	}
	entry, _, err := s.Tokens.Add(ctx, add)
	if exists, ok := errors.AsType[*keystore.ExistsError](err); ok && len(exists.Entries) == 1 {
		return ui.Team{}, AlreadyStoredError{exists}
	}
	if err != nil {
		return ui.Team{}, err
	}
	a := StoredAccounts(s.Tokens, []keystore.Entry{entry}, s.ApiURL, s.AutoRefresh)[0]
	s.Put(a)
	return a.Team, nil
}

// Remove implements [ui.Keeper].
func (s *StoredSource) Remove(ctx context.Context, key string) error {
	if err := s.Tokens.Remove(ctx, key); err != nil {
		return err
	}
	s.Drop(key)
	return nil
}

// AlreadyStoredError is the refusal of a token that the team has one of, which the
// explorer then asks about.
type AlreadyStoredError struct{ *keystore.ExistsError }

func (e AlreadyStoredError) AlreadyStored() string { return e.Entries[0].Key }

// explained gives an error that was not made for a screen its sentence and next step.
func explained(err error) error {
	f := console.Describe(err)
	return &f
}
