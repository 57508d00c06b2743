package install

import (
	"cmp"
	"context"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// Installation is an app that is about to be installed, for the first time or
// again with more scopes.
type Installation struct {
	Approval
	Env      *console.Environment
	ApiURL   string       // that the user chose; empty: Slack's own
	Team     model.TeamID // that Slack's page is to offer; empty: whoever approves chooses
	ClientID string
	Secret   model.ClientSecret // zero: the app has none to keep, and PKCE is its proof
}

// possible refuses what Slack would not install, or what brings no token.
func (i Installation) possible(asks model.Install) error {
	switch {
	case asks.SignsIn():
		return &console.Failure{
			ErrorCode: "signs_in", Exit: console.StatusUsage, What: "These scopes sign people in to your service: they bring no token that could be stored.",
			Next: "Leave them away here; `periscope check` prints the page that your service sends people to.",
		}
	case i.Secret.IsZero() && len(asks.Bot) > 0:
		return &console.Failure{
			ErrorCode: "needs_client_secret", Exit: console.StatusUsage,
			What: "Without its client secret an app proves itself by PKCE, " +
				"and Slack grants such an app no bot scopes at an address of this machine.",
			Next: "Set " + console.ClientSecretVar + " to the secret on the app's Basic Information page.",
		}
	}
	return nil
}

// proof is what shows that whoever exchanges the code began the installation,
// where the client secret does not. Slack documents PKCE for apps that have it
// turned on, which makes them public: they keep no secret.
func (i Installation) proof() (verifier, challenge string) {
	if !i.Secret.IsZero() {
		return "", ""
	}
	return slackapi.NewVerifier()
}

func (i Installation) api() string { return cmp.Or(i.ApiURL, slackapi.DefaultURL) }

// InstallBotAndUser installs an app of today. Slack's reply may hold two tokens, the bot's
// and that of the person who approved.
//
// The code works once, so from there on nothing is asked of anybody, Slack
// included, before the tokens are stored: whose they are is in the reply.
func (i Installation) InstallBotAndUser(ctx context.Context, asks model.Install) ([]token.NewToken, error) {
	if err := i.possible(asks); err != nil {
		return nil, err
	}
	app, err := slackapi.NewApp(i.api(), i.ClientID, i.Secret)
	if err != nil {
		return nil, err
	}
	verifier, challenge := i.proof()
	code, err := i.Wait(ctx, func(redirect, state string) (string, error) {
		page, err := slackapi.AuthorizeV2URL(i.api(), i.ClientID, asks, redirect, state, challenge)
		if err != nil || i.Team == "" {
			return page, err
		}
		return slackapi.PageInTeam(page, i.Team)
	})
	if err != nil {
		return nil, err
	}
	ctx = context.WithoutCancel(ctx) // what the code is exchanged for cannot be had again
	began := i.Env.Now()
	got, err := app.OAuthV2Access(ctx, code.code, verifier, code.redirect)
	if err != nil {
		return nil, err
	}
	var all []token.NewToken
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
		add := i.addition(token.CredentialFrom(half.granted.Issued, i.ClientID, i.Secret, began), half.kind)
		add.Team, add.AppID = got.Team, got.AppID
		all = append(all, token.NewToken{Addition: add, ActsAs: half.actsAs})
	}
	if got.Team.ID == "" { // in a whole organization: the reply names no team
		return i.teamless(ctx, all)
	}
	return all, nil
}

func (i Installation) addition(c keystore.Credential, kind catalog.TokenKind) keystore.Addition {
	return keystore.Addition{
		Token: c.Token, Renewal: c.Renewal, Kind: kind, ClientID: i.ClientID, APIURL: i.ApiURL, At: i.Env.Now(),
	}
}

// teamless asks Slack where tokens are stored under that are of no one team.
func (i Installation) teamless(ctx context.Context, all []token.NewToken) ([]token.NewToken, error) {
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
