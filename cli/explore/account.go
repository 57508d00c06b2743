package explore

import (
	"cmp"
	"context"
	"sync"
	"sync/atomic"

	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi"
	"periscope/ui"
)

// Account is a team that the explorer can open: what is known of it without
// asking Slack, and how to get its token.
type Account struct {
	ui.Team
	APIURL string
	Token  func(context.Context) (model.Token, error)
	// Refused says why no secret of the account may be sent to its server; nil: it may.
	Refused error
	// rotating is set if the token runs out.
	rotating *rotation
	stored   bool // the token is in a store
	// AppID and ClientID name the app of the token; empty: not known.
	AppID, ClientID string
}

// server is where the account's token belongs, as it is stored; empty: Slack's own.
func (a Account) server() string {
	if a.APIURL == slackapi.DefaultURL {
		return ""
	}
	return a.APIURL
}

// openAccount is an account with its client, once it has one.
type openAccount struct {
	Account
	identity atomic.Pointer[model.Identity] // nil: Slack was not asked yet

	mu            sync.Mutex
	client        *slackapi.Client
	typedClientID string // which the user typed in this run
}

// appID is the id of the app that the account's token is of; empty: not known yet.
func (a *openAccount) appID() string {
	if id := a.identity.Load(); id != nil && id.AppID != "" {
		return id.AppID
	}
	return a.AppID
}

// teamID is the id of the account's team; empty: not known yet.
func (a *openAccount) teamID() model.TeamID {
	if id := a.identity.Load(); id != nil {
		return id.Team.ID
	}
	return a.ID
}

// AccountOf is the account of a token that is not stored.
func AccountOf(key string, token model.Token, apiURL string) Account {
	return Account{
		Team:   ui.Team{Key: key, Kind: token.Kind(), Token: token.String()},
		APIURL: apiURL,
		Token:  func(context.Context) (model.Token, error) { return token, nil },
	}
}

// StoredAccounts are the accounts of stored tokens, at the server that the user
// chose or at their own. With auto, those that run out are renewed without being asked.
func StoredAccounts(store *token.Store, entries []keystore.Entry, chosen string, auto bool) []Account {
	store = store.Silent() // the explorer has the terminal for itself
	var accounts []Account
	for _, e := range entries {
		a := Account{
			Team:   ui.Team{Key: e.Key, Name: e.TeamName, ID: e.TeamID, Kind: e.Kind, Token: e.Redacted},
			APIURL: cmp.Or(chosen, e.APIURL, slackapi.DefaultURL),
			Token:  func(ctx context.Context) (model.Token, error) { return store.Store.Token(ctx, e.Key) },
			stored: true, AppID: e.AppID, ClientID: e.ClientID, Refused: token.CheckServer(e, chosen),
		}
		if e.Rotates {
			a.rotating = &rotation{store: store, entry: e, apiURL: a.APIURL, auto: auto}
			a.Token = a.rotating.token
		}
		accounts = append(accounts, a)
	}
	return accounts
}
