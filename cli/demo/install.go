package demo

import (
	"context"
	"fmt"
	"net/url"

	"periscope/cli/explore"
	"periscope/cli/install"
	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// anyPort is where the demo's codes come back to: its app may be sent to any port.
const anyPort = "127.0.0.1:0"

// InstallPage implements [ui.Installer].
func (s *Source) InstallPage(key string, i model.Install) (string, error) {
	a := s.Account(key)
	return slackapi.AuthorizeV2URL(a.APIURL, a.ClientID, i, "", "", "")
}

// Install implements [ui.Installer]. The explorer has asked the person, so the
// page is opened and followed to its end, as a browser would.
func (s *Source) Install(ctx context.Context, key string, asks model.Install) error {
	a := s.Account(key)
	secret, err := model.ParseClientSecret(clientOf(s.world, a.AppID).ClientSecret)
	if err != nil {
		return err
	}
	approves := url.Values{}
	if id, known := s.Identity(key); known && a.Kind == catalog.UserToken {
		approves.Set("user", string(id.User))
	}
	show := func(page install.ApprovalPage) error { return install.Approve(ctx, page.URL, approves) }
	flow := install.Flow{
		Approval: install.Approval{Addr: anyPort, Show: show},
		Env:      s.env, APIURL: a.APIURL, Team: a.ID, ClientID: a.ClientID, Secret: secret, Options: s.SlackOptions(key),
	}
	return flow.Install(ctx, asks, installStore{s, key, a})
}

// installStore is the [install.Store] of the demo: its tokens are in memory.
type installStore struct {
	source *Source
	key    string // of the account that is installed again
	again  explore.Account
}

// Prepare implements [install.Store].
func (installStore) Prepare(context.Context) error { return nil }

// Save implements [install.Store].
func (s installStore) Save(_ context.Context, brought []token.Addition) error {
	for _, b := range brought {
		of := s.key
		if b.Kind != s.again.Kind { // an install for the bot may ask for a token of the person, too
			of = fmt.Sprintf("%s/%s", s.again.ID, b.Kind)
		}
		next := explore.AccountOf(of, b.Token, s.again.APIURL)
		next.ID, next.Name, next.AppID, next.ClientID = s.again.ID, s.again.Name, s.again.AppID, s.again.ClientID
		s.source.Put(next)
	}
	return nil
}

// TryManifest implements [ui.Installer].
func (s *Source) TryManifest(ctx context.Context, key string, i model.Install) ([]string, error) {
	a := s.Account(key)
	c, err := s.configuration(a)
	if err != nil {
		return nil, err
	}
	m, err := c.Manifest(ctx, a.AppID)
	if err != nil {
		return nil, err
	}
	return explore.TryManifest(ctx, c, m, i, a.AppID)
}

// configuration is the configuration token of the user who owns the app of an account.
func (s *Source) configuration(a explore.Account) (token.ConfigurationClient, error) {
	for _, team := range s.world.Teams {
		for _, in := range team.Installs {
			tok, err := model.ParseToken(in.Token)
			if err != nil || !in.Configuration || in.AppID != a.AppID || tok.Kind() != catalog.UserToken {
				continue // a refresh token among them
			}
			client, err := slackapi.New(a.APIURL, tok,
				append(s.SlackOptions(a.Key), slackapi.OnAttempt(func(c slackapi.Attempt) { s.Report(a.Key, c) }))...)
			return token.ConfigurationClient{Client: client}, err
		}
	}
	return token.ConfigurationClient{}, token.ErrNoConfiguration
}
