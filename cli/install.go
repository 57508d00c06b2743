package cli

import (
	"cmp"
	"context"

	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// installation is an app that is about to be installed, for the first time or
// again with more scopes.
type installation struct {
	approval
	env      *Environment
	apiURL   string // that the user chose; empty: Slack's own
	clientID string
	secret   model.ClientSecret // zero: the app has none to keep, and PKCE is its proof
}

func (i installation) api() string { return cmp.Or(i.apiURL, slackapi.DefaultURL) }

// installed is a token that an installation brought, as it is to be stored.
type installed struct {
	keystore.Addition
	actsAs model.UserID // the app's bot, or the person who approved; empty: not known
}

// today installs an app of today. Slack's reply may hold two tokens, the bot's
// and that of the person who approved.
//
// The code works once, so from there on nothing is asked of anybody, Slack
// included, before the tokens are stored: whose they are is in the reply.
func (i installation) today(ctx context.Context, asks model.Install) ([]installed, error) {
	app, err := slackapi.NewApp(i.api(), i.clientID, i.secret)
	if err != nil {
		return nil, err
	}
	verifier, challenge := slackapi.NewVerifier()
	code, err := i.wait(ctx, func(redirect, state string) (string, error) {
		return slackapi.AuthorizeV2URL(i.api(), i.clientID, asks, redirect, state, challenge)
	})
	if err != nil {
		return nil, err
	}
	began := i.env.Now()
	got, err := app.OAuthV2Access(context.WithoutCancel(ctx), code.code, verifier, code.redirect)
	if err != nil {
		return nil, err
	}
	var all []installed
	for _, half := range []struct {
		kind    catalog.TokenKind
		granted slackapi.Granted
		actsAs  model.UserID
	}{
		{catalog.Bot, got.Bot, got.BotUser},
		{catalog.UserToken, got.User, got.By},
	} {
		if half.granted.Access.IsZero() {
			continue
		}
		add := i.addition(credentialOf(half.granted.Issued, i.clientID, i.secret, began), half.kind)
		add.Team, add.AppID = got.Team, got.AppID
		all = append(all, installed{add, half.actsAs})
	}
	if got.Team.ID == "" { // in a whole organization: the reply names no team
		return i.teamless(ctx, all)
	}
	return all, nil
}

func (i installation) addition(c keystore.Credential, kind catalog.TokenKind) keystore.Addition {
	return keystore.Addition{
		Token: c.Token, Renewal: c.Renewal, Kind: kind, ClientID: i.clientID, APIURL: i.apiURL, At: i.env.Now(),
	}
}

// teamless asks Slack where tokens are stored under that are of no one team.
func (i installation) teamless(ctx context.Context, all []installed) ([]installed, error) {
	for at := range all {
		client, err := slackapi.New(i.api(), all[at].Token)
		if err != nil {
			return nil, err
		}
		id, err := client.AuthTest(ctx)
		if err != nil {
			return nil, err
		}
		all[at].Team = id.Team
	}
	return all, nil
}
