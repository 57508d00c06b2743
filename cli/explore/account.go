package explore

import (
	"cmp"
	"context"
	"fmt"
	"runtime/debug"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi"
	"periscope/ui"
)

// AccountOf is the account of a token that is at hand.
func AccountOf(key string, token model.Token, apiURL string) Account {
	return Account{
		Team:   ui.Team{Key: key, Kind: token.Kind(), Token: token.String()},
		ApiURL: apiURL,
		Token:  func(context.Context) (model.Token, error) { return token, nil },
	}
}

// StoredAccounts are the accounts of stored tokens, at the server that the user
// chose or at their own. With auto, those that run out are renewed without being asked.
func StoredAccounts(store *token.Store, entries []keystore.Entry, chosen string, auto bool) []Account {
	var accounts []Account
	for _, e := range entries {
		a := Account{
			Team:   ui.Team{Key: e.Key, Name: e.TeamName, ID: e.TeamID, Kind: e.Kind, Token: e.Redacted},
			ApiURL: cmp.Or(chosen, e.APIURL, slackapi.DefaultURL),
			Token:  func(ctx context.Context) (model.Token, error) { return store.Store.Token(ctx, e.Key) },
			AppID:  e.AppID, ClientID: e.ClientID,
		}
		if e.Rotates {
			a.rotating = &rotation{store: store, entry: e, apiURL: a.ApiURL, auto: auto}
			a.Token = a.rotating.token
		}
		accounts = append(accounts, a)
	}
	return accounts
}

// exploreGC makes the collector run far earlier than it would by itself: most of
// the heap is names that stay, and with 100,000 of them the default lets it grow
// by as much again. The collector has the time between two keys.
const exploreGC = 10

// Run runs the terminal program. That it was told to end from outside is
// not an error to it, but it is one to our caller.
func Run(ctx context.Context, env *console.Environment, from ui.Source, mode string) error {
	defer debug.SetGCPercent(debug.SetGCPercent(exploreGC))
	err := env.Explore(ctx, from, ui.Options{Mode: mode, ReadOnly: env.ReadOnly, In: env.In, Out: env.Out, Environ: env.Environ})
	return cmp.Or(err, context.Cause(ctx))
}

// ReportStored says what was stored. Teams that are kept for this run only are explored.
func ReportStored(ctx context.Context, k *token.Saver, all []token.SavedToken, apiURL string) error {
	if k.Memory != nil {
		entries, err := k.Memory.List()
		if err != nil {
			return err
		}
		return Run(ctx, k.Env, NewSource(StoredAccounts(k.Memory, entries, apiURL, false), nil), "")
	}
	for _, one := range all {
		if _, err := fmt.Fprintln(k.Env.Out, one); err != nil {
			return err
		}
	}
	return nil
}
