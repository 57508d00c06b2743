package cli

import (
	"cmp"
	"context"
	"fmt"
	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi"
	"periscope/ui"
	"runtime/debug"
)

// accountOf is the account of a token that is at hand.
func accountOf(key string, token model.Token, apiURL string) account {
	return account{
		Team:   ui.Team{Key: key, Kind: token.Kind(), Token: token.String()},
		apiURL: apiURL,
		token:  func(context.Context) (model.Token, error) { return token, nil },
	}
}

// storedAccounts are the accounts of stored tokens, at the server that the user
// chose or at their own. With auto, those that run out are renewed without being asked.
func storedAccounts(store *teams, entries []keystore.Entry, chosen string, auto bool) []account {
	var accounts []account
	for _, e := range entries {
		a := account{
			Team:   ui.Team{Key: e.Key, Name: e.TeamName, ID: e.TeamID, Kind: e.Kind, Token: e.Redacted},
			apiURL: cmp.Or(chosen, e.APIURL, slackapi.DefaultURL),
			token:  func(ctx context.Context) (model.Token, error) { return store.Store.Token(ctx, e.Key) },
			appID:  e.AppID, clientID: e.ClientID,
		}
		if e.Rotates {
			a.rotating = &rotating{store: store, entry: e, apiURL: a.apiURL, auto: auto}
			a.token = a.rotating.token
		}
		accounts = append(accounts, a)
	}
	return accounts
}

// exploreGC makes the collector run far earlier than it would by itself: most of
// the heap is names that stay, and with 100,000 of them the default lets it grow
// by as much again. The collector has the time between two keys.
const exploreGC = 10

// explore runs the terminal program. That it was told to end from outside is
// not an error to it, but it is one to our caller.
func explore(ctx context.Context, env *Environment, from ui.Source, mode string) error {
	defer debug.SetGCPercent(debug.SetGCPercent(exploreGC))
	err := env.Explore(ctx, from, ui.Options{Mode: mode, ReadOnly: env.ReadOnly, In: env.In, Out: env.Out, Environ: env.Environ})
	return cmp.Or(err, context.Cause(ctx))
}

// reportStored says what was stored. Teams that are kept for this run only are explored.
func reportStored(ctx context.Context, k *keeping, all []kept, apiURL string) error {
	if k.memory != nil {
		entries, err := k.memory.List()
		if err != nil {
			return err
		}
		return explore(ctx, k.env, newSource(storedAccounts(k.memory, entries, apiURL, false), nil), "")
	}
	for _, one := range all {
		if _, err := fmt.Fprintln(k.env.Out, one); err != nil {
			return err
		}
	}
	return nil
}
