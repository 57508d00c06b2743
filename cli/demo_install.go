package cli

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/text"
)

// anyPort is where the demo's codes come back to: its app may be sent to any port.
const anyPort = "127.0.0.1:0"

// InstallPage implements [ui.Installer].
func (s *demoSource) InstallPage(key string, i model.Install) (string, error) {
	a := s.account(key)
	return slackapi.AuthorizeV2URL(a.apiURL, a.clientID, i, "", "", "")
}

// Install implements [ui.Installer]. The explorer has asked the person, so the
// page is opened and followed to its end, as a browser would.
func (s *demoSource) Install(ctx context.Context, key string, asks model.Install) error {
	a := s.account(key)
	secret, err := model.ParseClientSecret(clientOf(s.world, a.appID).ClientSecret)
	if err != nil {
		return err
	}
	approves := url.Values{}
	if id := a.identity.Load(); id != nil && a.Kind == catalog.UserToken {
		approves.Set("user", string(id.User))
	}
	show := func(page string, _ net.Addr) error { return follow(ctx, page, approves) }
	i := installation{approval{anyPort, show}, s.env, a.apiURL, a.ID, a.clientID, secret}
	brought, err := i.today(ctx, asks)
	if err != nil {
		return err
	}
	for _, b := range brought {
		of := key
		if b.Kind != a.Kind { // an install for the bot may ask for a token of the person, too
			of = fmt.Sprintf("%s/%s", a.ID, b.Kind)
		}
		next := accountOf(of, b.Token, a.apiURL)
		next.ID, next.Name, next.appID, next.clientID = a.ID, a.Name, a.appID, a.clientID
		s.add(next)
	}
	return nil
}

// follow opens an authorize page as a browser does in which somebody is logged in
// and approves, and goes where it leads.
func follow(ctx context.Context, page string, approves url.Values) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, page+"&"+approves.Encode(), http.NoBody)
	if err != nil {
		return fmt.Errorf("opening the sandbox's page: %w", err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("opening the sandbox's page: %w", err)
	}
	defer resp.Body.Close() //nolint:errcheck // it was read
	said, err := io.ReadAll(io.LimitReader(resp.Body, maxInput))
	if err != nil || resp.StatusCode != http.StatusOK {
		return notInstalled("the sandbox did not install the app: " + strings.TrimSpace(text.Clean(string(said))))
	}
	return nil
}

// TryManifest implements [ui.Installer].
func (s *demoSource) TryManifest(ctx context.Context, key string, i model.Install) ([]string, error) {
	a := s.account(key)
	c, err := s.configuration(a)
	if err != nil {
		return nil, err
	}
	m, err := c.manifest(ctx, a.appID)
	if err != nil {
		return nil, err
	}
	return tryManifest(ctx, c, m, i, a.appID)
}

// configuration is a configuration token of whoever owns the app of an account.
func (s *demoSource) configuration(a *openAccount) (configured, error) {
	for _, team := range s.world.Teams {
		for _, in := range team.Installs {
			token, err := model.ParseToken(in.Token)
			if err != nil || !in.Configuration || in.AppID != a.appID || token.Kind() != catalog.UserToken {
				continue // a refresh token among them
			}
			client, err := slackapi.New(a.apiURL, token, slackapi.OnCall(func(c slackapi.Call) { s.report(a.Key, c) }))
			return configured{client}, err
		}
	}
	return configured{}, errNoConfiguration
}
