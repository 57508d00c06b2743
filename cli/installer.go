package cli

import (
	"context"
	"errors"
	"net"
	"strings"

	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi"
)

// InstallPage implements [ui.Installer]. The page is for a link: its answer goes
// to the app's own redirect URL.
func (s *keptSource) InstallPage(key string, i model.Install) (string, error) {
	a := s.account(key)
	id, err := s.clientID(a)
	if err != nil {
		return "", err
	}
	return slackapi.AuthorizeV2URL(a.apiURL, id, i, "", "", "")
}

func (s *keptSource) clientID(a *openAccount) (string, error) {
	if a.clientID != "" {
		return a.clientID, nil
	}
	if id := s.env.Getenv(clientIDVar); id != "" {
		return id, nil
	}
	return "", &failure{
		"no_client_id", statusUsage, "The client id of this token's app is not known, and its install page needs it.",
		"Set " + clientIDVar + " to the one on the app's Basic Information page, " +
			"or store it with the token: `periscope team add --client-id ID --replace`.",
	}
}

// Install implements [ui.Installer]. The terminal belongs to the explorer, so that
// nothing can be printed or asked for.
func (s *keptSource) Install(ctx context.Context, key string, asks model.Install) error {
	if s.env.ReadOnly {
		return withCommand(keystore.ErrReadOnly)
	}
	a := s.account(key)
	id, err := s.clientID(a)
	if err != nil {
		return err
	}
	secret, err := s.clientSecret(ctx, key)
	if err != nil {
		return err
	}
	i := installation{approval{s.env.Callback, s.openOnly}, s.env, a.server(), s.teamOf(a), id, secret}
	brought, err := i.today(ctx, asks)
	if err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx) // the tokens are here, and cannot be had again for the code
	var failed []error
	for _, b := range brought { // one that cannot be stored does not cost the other
		failed = append(failed, s.keepInstalled(ctx, a, b))
	}
	return withCommand(errors.Join(failed...))
}

// clientSecret is the one of the environment, or the one that renews the stored
// token; zero where there is neither.
func (s *keptSource) clientSecret(ctx context.Context, key string) (model.ClientSecret, error) {
	if secret := s.env.Getenv(clientSecretVar); secret != "" {
		return model.ParseClientSecret(secret)
	}
	if s.account(key).rotating == nil {
		return model.ClientSecret{}, nil
	}
	c, err := s.store.Store.Credential(ctx, key)
	return c.ClientSecret, withCommand(err)
}

// openOnly opens Slack's page in a browser, or says what to do where none helps.
func (s *keptSource) openOnly(page string, _ net.Addr) error {
	if !overSSH(s.env) && s.env.OpenURL(page) == nil {
		return nil
	}
	return &failure{
		"no_browser", statusUsage, "No browser can be opened on this machine.",
		"In a shell, `periscope check --open SCOPE...` prints the page to open, and waits for the approval.",
	}
}

// keepInstalled stores what an installation brought: in the place of the token
// that was installed again, or beside what is there.
func (s *keptSource) keepInstalled(ctx context.Context, again *openAccount, b installed) error {
	b.Store = s.place
	add := s.store.again(ctx, b, "")
	if !add.Replace && s.isAgain(again, b) {
		_, add.Name, _ = strings.Cut(again.Key, "/")
		add.Replace = true
	}
	entry, _, err := s.store.Add(ctx, add)
	if is[*keystore.ExistsError](err) {
		if add.Name, err = s.store.FreeName(add); err != nil {
			return err
		}
		entry, _, err = s.store.Add(ctx, add)
	}
	if err != nil {
		return err
	}
	s.add(storedAccounts(s.store, []keystore.Entry{entry}, s.apiURL, s.autoRefresh)[0])
	return nil
}

// isAgain reports whether an installed token is that of an account which was
// identified, acting as the same bot or person.
func (s *keptSource) isAgain(a *openAccount, b installed) bool {
	id := a.identity.Load()
	_, err := s.store.Find(a.Key) // the one of SLACK_TOKEN is not stored
	return err == nil && id != nil && a.Kind == b.Kind && a.ID == b.Team.ID && id.User == b.actsAs
}

// TryManifest implements [ui.Installer].
func (s *keptSource) TryManifest(ctx context.Context, key string, i model.Install) ([]string, error) {
	a := s.account(key)
	c, err := s.store.configuration(ctx, "", s.teamOf(a), s.apiURL, s.autoRefresh)
	if err != nil {
		return nil, err
	}
	m, err := s.audit.manifest(ctx, c, s.appOf(a))
	if err != nil {
		return nil, err
	}
	return tryManifest(ctx, c, m, i, s.appOf(a))
}

// tryManifest has Slack validate a manifest with the scopes of an install added.
func tryManifest(ctx context.Context, c configured, m *slackapi.Manifest, i model.Install, appID string) ([]string, error) {
	flaws, err := c.ValidateManifest(ctx, m.With(i), appID)
	found := make([]string, 0, len(flaws))
	for _, f := range flaws {
		found = append(found, flawLine(f))
	}
	return found, err
}

// flawLine is a flaw for a person.
func flawLine(f slackapi.Flaw) string {
	if f.Pointer == "" {
		return f.Message
	}
	return f.Pointer + ": " + f.Message
}

// appOf is the id of the app that an account's token is of; empty while it is not known.
func (s *source) appOf(a *openAccount) string {
	if id := a.identity.Load(); id != nil && id.AppID != "" {
		return id.AppID
	}
	return a.appID
}

// teamOf is the id of an account's team; empty while it is not known.
func (s *source) teamOf(a *openAccount) model.TeamID {
	if id := a.identity.Load(); id != nil {
		return id.Team.ID
	}
	return a.ID
}
