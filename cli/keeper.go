package cli

import (
	"cmp"
	"context"
	"errors"

	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi"
	"periscope/ui"
)

// keptSource is the [source] of the stored teams, which can be added to and
// taken from while the explorer runs: a [ui.Keeper].
type keptSource struct {
	*source
	env    *Environment
	store  *teams
	place  keystore.Place // where new tokens go
	apiURL string         // that the user chose, or empty
	// autoRefresh renews tokens that run out without being asked.
	autoRefresh bool
	audit       auditing
}

var placeNames = map[keystore.Place]string{
	keystore.PlaceKeyring: "your keyring",
	keystore.PlaceFile:    "the encrypted file",
	keystore.PlaceMemory:  "memory, for this run",
}

// Store implements [ui.Keeper].
func (s *keptSource) Store() string { return placeNames[s.place] }

// Add implements [ui.Keeper].
func (s *keptSource) Add(ctx context.Context, pasted string, how ui.Adding) (ui.Team, error) {
	token, err := model.ParseToken(pasted)
	if err != nil {
		return ui.Team{}, explained(err)
	}
	if err := keystore.Storable(token.Kind()); err != nil {
		return ui.Team{}, withCommand(err)
	}
	client, err := slackapi.New(cmp.Or(s.apiURL, slackapi.DefaultURL), token)
	if err != nil {
		return ui.Team{}, err
	}
	identity, err := client.AuthTest(ctx)
	if err != nil {
		return ui.Team{}, err
	}
	team, err := chooseWorkspace(ctx, client, identity, "")
	if err != nil {
		return ui.Team{}, err
	}
	add := keystore.Addition{
		Team: team, Credential: keystore.Credential{Token: token}, Kind: toldKind(token, identity), AppID: identity.AppID, APIURL: s.apiURL,
		At: s.env.Now(), Store: s.place, Replace: how == ui.Afresh,
	}
	if how == ui.Beside {
		if add.Name, err = s.store.FreeName(add); err != nil {
			return ui.Team{}, err
		}
	}
	entry, _, err := s.store.Add(ctx, add)
	if exists, ok := errors.AsType[*keystore.ExistsError](err); ok && len(exists.Entries) == 1 {
		return ui.Team{}, alreadyStoredError{exists}
	}
	if err != nil {
		return ui.Team{}, withCommand(err)
	}
	a := storedAccounts(s.store, []keystore.Entry{entry}, s.apiURL, s.autoRefresh)[0]
	s.add(a)
	return a.Team, nil
}

// Remove implements [ui.Keeper].
func (s *keptSource) Remove(ctx context.Context, key string) error {
	if err := s.store.Remove(ctx, key); err != nil {
		return withCommand(err)
	}
	s.remove(key)
	return nil
}

// alreadyStoredError is the refusal of a token that the team has one of, which the
// explorer then asks about.
type alreadyStoredError struct{ *keystore.ExistsError }

func (e alreadyStoredError) AlreadyStored() string { return e.Entries[0].Key }

// explained gives an error that was not made for a screen its sentence and next step.
func explained(err error) error {
	f := describe(err)
	return &f
}
