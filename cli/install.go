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
	apiURL   string       // that the user chose; empty: Slack's own
	team     model.TeamID // that Slack's page is to offer; empty: whoever approves chooses
	clientID string
	secret   model.ClientSecret // zero: the app has none to keep, and PKCE is its proof
}

// possible refuses what Slack would not install, or what brings no token.
func (i installation) possible(asks model.Install) error {
	switch {
	case asks.SignsIn():
		return &failure{
			"signs_in", statusUsage, "These scopes sign people in to your service: they bring no token that could be stored.",
			"Leave them away here; `periscope check` prints the page that your service sends people to.",
		}
	case i.secret.IsZero() && len(asks.Bot) > 0:
		return &failure{
			"needs_client_secret", statusUsage,
			"Without its client secret an app proves itself by PKCE, " +
				"and Slack grants such an app no bot scopes at an address of this machine.",
			"Set " + clientSecretVar + " to the secret on the app's Basic Information page.",
		}
	}
	return nil
}

// proof is what shows that whoever exchanges the code began the installation,
// where the client secret does not. Slack documents PKCE for apps that have it
// turned on, which makes them public: they keep no secret.
func (i installation) proof() (verifier, challenge string) {
	if !i.secret.IsZero() {
		return "", ""
	}
	return slackapi.NewVerifier()
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
	if err := i.possible(asks); err != nil {
		return nil, err
	}
	app, err := slackapi.NewApp(i.api(), i.clientID, i.secret)
	if err != nil {
		return nil, err
	}
	verifier, challenge := i.proof()
	code, err := i.wait(ctx, func(redirect, state string) (string, error) {
		page, err := slackapi.AuthorizeV2URL(i.api(), i.clientID, asks, redirect, state, challenge)
		if err != nil || i.team == "" {
			return page, err
		}
		return slackapi.PageInTeam(page, i.team)
	})
	if err != nil {
		return nil, err
	}
	ctx = context.WithoutCancel(ctx) // what the code is exchanged for cannot be had again
	began := i.env.Now()
	got, err := app.OAuthV2Access(ctx, code.code, verifier, code.redirect)
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
		Credential: c, Kind: kind, ClientID: i.clientID, APIURL: i.apiURL, At: i.env.Now(),
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
