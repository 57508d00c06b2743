// Package install installs a Slack app by OAuth: it opens Slack's page in a browser,
// receives the code that comes back to this machine, and exchanges it for tokens.
//
// It promises that a code is taken only with the state that was sent along, and that
// nothing is exchanged before it is certain that the tokens can be stored, because a code
// works once. An exchange that has begun is finished: signals wait until the tokens are
// stored. It refuses to listen for a code at an address that other machines reach, and
// scopes that bring no token.
package install

import (
	"cmp"
	"context"
	"time"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// Flow is the OAuth flow of one app, which is installed for the first time or again
// with more scopes.
type Flow struct {
	Approval
	Env      *console.Environment
	APIURL   string       // that the user chose; empty: Slack's own
	Team     model.TeamID // that Slack's page is to offer; empty: the person who approves chooses
	ClientID string
	Secret   model.ClientSecret // zero: the app has none to keep, and PKCE is its proof
	Options  []slackapi.Option  // of the clients that exchange the code and ask what it brought
	Rotating bool               // of a workspace app: its tokens last an hour, and are exchanged for others
}

// check refuses what Slack would not install, or what brings no token.
func (f Flow) check(asks model.Install) error {
	switch {
	case asks.SignsIn():
		return &console.Error{
			Code: "signs_in", Status: console.StatusUsage,
			Message: "These scopes sign people in to your service: they bring no token that could be stored.",
			Next:    "Leave them away here; `periscope check` prints the page that your service sends people to.",
		}
	case f.Secret.IsZero() && len(asks.Bot) > 0:
		return &console.Error{
			Code: "needs_client_secret", Status: console.StatusUsage,
			Message: "Without its client secret an app proves itself by PKCE, " +
				"and Slack grants such an app no bot scopes at an address of this machine.",
			Next: "Set " + console.ClientSecretVar + " to the secret on the app's Basic Information page.",
		}
	}
	return nil
}

// proof is what shows Slack that the exchange of the code belongs to the installation,
// where no client secret does. Slack documents PKCE for apps that have it turned on,
// which makes them public: they have no secret.
func (f Flow) proof() (verifier, challenge string) {
	if !f.Secret.IsZero() {
		return "", ""
	}
	return slackapi.NewVerifier()
}

func (f Flow) api() string { return cmp.Or(f.APIURL, slackapi.DefaultURL) }

// Install installs an app with bot and user scopes, and hands the tokens to store. Slack's
// reply may hold two, the bot's and that of the person who approved.
//
// The code works once, so what can be asked is asked before a page opens. After the
// exchange nothing is asked, of a person or of Slack, before the tokens are stored: the
// reply says what they are.
func (f Flow) Install(ctx context.Context, asks model.Install, store Store) error {
	if err := f.check(asks); err != nil {
		return err
	}
	app, err := slackapi.NewApp(f.api(), f.ClientID, f.Secret, f.Options...)
	if err != nil {
		return err
	}
	if err := store.Prepare(ctx); err != nil {
		return err
	}
	verifier, challenge := f.proof()
	code, err := f.wait(ctx, func(redirect, state string) (string, error) {
		page, err := slackapi.AuthorizeV2URL(f.api(), f.ClientID, asks, redirect, state, challenge)
		if err != nil || f.Team == "" {
			return page, err
		}
		return slackapi.AuthorizePageInTeam(page, f.Team)
	})
	if err != nil {
		return err
	}
	return f.exchange(ctx, store, func(ctx context.Context) ([]token.Addition, error) {
		began := f.Env.Now()
		got, err := app.OAuthV2Access(ctx, code.code, verifier, code.redirect)
		if err != nil {
			return nil, err
		}
		return f.withTeam(ctx, f.additions(got, began)), nil
	})
}

// exchange calls take, which exchanges a code, and hands what it brings to store. Until
// that is done the end of ctx stops nothing and the process does not end: what the code is
// exchanged for cannot be had again. The place to store it is looked at once more before
// that: minutes have passed, in which a keyring may have been locked.
func (f Flow) exchange(ctx context.Context, store Store, take func(context.Context) ([]token.Addition, error)) error {
	if err := store.Prepare(ctx); err != nil {
		return err
	}
	end, err := f.Env.Process.Begin()
	if err != nil {
		return err
	}
	defer end()
	brought, err := take(context.WithoutCancel(ctx))
	if err != nil {
		return err
	}
	for i := range brought {
		brought[i].Issued = true
	}
	return store.Save(ctx, brought)
}

// additions are the tokens of an installation, as they are to be stored.
func (f Flow) additions(got slackapi.Installation, began time.Time) []token.Addition {
	var all []token.Addition
	for _, part := range []struct {
		kind    catalog.TokenKind
		granted slackapi.GrantedToken
		actsAs  model.UserID
	}{
		{catalog.Bot, got.Bot, got.BotUser},
		{catalog.UserToken, got.User, got.By},
	} {
		if part.granted.Access.IsZero() {
			continue
		}
		add := f.addition(token.CredentialFrom(part.granted.IssuedTokens, f.ClientID, f.Secret, began), part.kind)
		add.Team, add.AppID = got.Team, got.AppID
		all = append(all, token.Addition{Addition: add, ActsAs: part.actsAs})
	}
	return all
}

// withTeam asks Slack for the team of tokens that came without one: the list of teams has no
// place for them. Slack names the team, or the organization, in every reply that it documents.
func (f Flow) withTeam(ctx context.Context, all []token.Addition) []token.Addition {
	for at := range all {
		if all[at].Team.ID != "" {
			continue
		}
		if client, err := slackapi.New(f.api(), all[at].Token, f.Options...); err == nil {
			id, _ := client.AuthTest(ctx) // without an answer there is no team, which storing says
			all[at].Team = id.Team
		}
	}
	return all
}

// addition is a token of the app, as it is to be stored.
func (f Flow) addition(c keystore.Credential, kind catalog.TokenKind) keystore.Addition {
	return keystore.Addition{
		Credential: c, Kind: kind, ClientID: f.ClientID, APIURL: f.APIURL, At: f.Env.Now(),
	}
}

// installWorkspaceApp installs a workspace app. Slack's reply does not say all that
// auth.test says about a token, so the token is identified. It is stored as well where
// Slack does not answer that.
func (f Flow) installWorkspaceApp(ctx context.Context, scopes []catalog.Scope, store Store) error {
	app, err := slackapi.NewApp(f.api(), f.ClientID, f.Secret, f.Options...)
	if err != nil {
		return err
	}
	if err := store.Prepare(ctx); err != nil {
		return err
	}
	code, err := f.wait(ctx, func(redirect, state string) (string, error) {
		return slackapi.AuthorizeURL(f.api(), f.ClientID, scopes, redirect, state)
	})
	if err != nil {
		return err
	}
	return f.exchange(ctx, store, func(ctx context.Context) ([]token.Addition, error) {
		began := f.Env.Now()
		exchange := app.OAuthToken
		if f.Rotating {
			exchange = app.OAuthAccess
		}
		issued, err := exchange(ctx, code.code, code.redirect)
		if err != nil {
			return nil, err
		}
		c := token.CredentialFrom(issued, f.ClientID, f.Secret, began)
		add, err := token.Identify(ctx, f.addition(c, ""), "", f.Options...)
		if err != nil && issued.Team.ID != "" {
			add = f.addition(c, catalog.Workspace)
			add.Team, err = issued.Team, nil
		}
		return []token.Addition{{Addition: add}}, err
	})
}
