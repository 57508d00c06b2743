package explore

import (
	"context"
	"errors"
	"net"
	"strings"

	"periscope/cli/console"
	"periscope/cli/install"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi"
	"periscope/slackapi/manifest"
)

// InstallPage implements [ui.Installer]. The page is for a link: its answer goes
// to the app's own redirect URL.
func (s *StoredSource) InstallPage(key string, i model.Install) (string, error) {
	a := s.Account(key)
	id, err := s.clientID(a)
	if err != nil {
		return "", err
	}
	return slackapi.AuthorizeV2URL(a.ApiURL, id, i, "", "", "")
}

func (s *StoredSource) clientID(a *OpenAccount) (string, error) {
	if a.ClientID != "" {
		return a.ClientID, nil
	}
	if id := s.Env.Getenv(console.ClientIDVar); id != "" {
		return id, nil
	}
	return "", &console.Failure{
		ErrorCode: "no_client_id", Exit: console.StatusUsage, What: "The client id of this token's app is not known, and its install page needs it.",
		Next: "Set " + console.ClientIDVar + " to the one on the app's Basic Information page, " +
			"or store it with the token: `periscope team add --client-id ID --replace`.",
	}
}

// Install implements [ui.Installer]. The terminal belongs to the explorer, so that
// nothing can be printed or asked for.
func (s *StoredSource) Install(ctx context.Context, key string, asks model.Install) error {
	if s.Env.ReadOnly {
		return keystore.ErrReadOnly
	}
	a := s.Account(key)
	id, err := s.clientID(a)
	if err != nil {
		return err
	}
	secret, err := s.clientSecret(ctx, key)
	if err != nil {
		return err
	}
	i := install.Installation{Approval: install.Approval{At: s.Env.Callback, Show: s.openOnly}, Env: s.Env, ApiURL: a.server(), Team: s.teamOf(a), ClientID: id, Secret: secret}
	brought, err := i.InstallBotAndUser(ctx, asks)
	if err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx) // the tokens are here, and cannot be had again for the code
	var failed []error
	for _, b := range brought { // one that cannot be stored does not cost the other
		failed = append(failed, s.keepInstalled(ctx, a, b))
	}
	return errors.Join(failed...)
}

// clientSecret is the one of the environment, or the one that renews the stored
// token; zero where there is neither.
func (s *StoredSource) clientSecret(ctx context.Context, key string) (model.ClientSecret, error) {
	if secret := s.Env.Getenv(console.ClientSecretVar); secret != "" {
		return model.ParseClientSecret(secret)
	}
	if s.Account(key).rotating == nil {
		return model.ClientSecret{}, nil
	}
	c, err := s.Tokens.Store.Credential(ctx, key)
	return c.ClientSecret, err
}

// openOnly opens Slack's page in a browser, or says what to do where none helps.
func (s *StoredSource) openOnly(page string, _ net.Addr) error {
	if !install.OverSSH(s.Env) && s.Env.OpenURL(page) == nil {
		return nil
	}
	return &console.Failure{
		ErrorCode: "no_browser", Exit: console.StatusUsage, What: "No browser can be opened on this machine.",
		Next: "In a shell, `periscope check --open SCOPE...` prints the page to open, and waits for the approval.",
	}
}

// keepInstalled stores what an installation brought: in the place of the token
// that was installed again, or beside what is there.
func (s *StoredSource) keepInstalled(ctx context.Context, again *OpenAccount, b token.NewToken) error {
	b.Store = s.Place
	add := s.Tokens.ReplaceSameInstall(ctx, b, "")
	if !add.Replace && s.isAgain(again, b) {
		_, add.Name, _ = strings.Cut(again.Key, "/")
		add.Replace = true
	}
	entry, _, err := s.Tokens.Add(ctx, add)
	if console.IsA[*keystore.ExistsError](err) {
		if add.Name, err = s.Tokens.FreeName(add); err != nil {
			return err
		}
		entry, _, err = s.Tokens.Add(ctx, add)
	}
	if err != nil {
		return err
	}
	s.Put(StoredAccounts(s.Tokens, []keystore.Entry{entry}, s.ApiURL, s.AutoRefresh)[0])
	return nil
}

// isAgain reports whether an installed token is that of an account which was
// identified, acting as the same bot or person.
func (s *StoredSource) isAgain(a *OpenAccount, b token.NewToken) bool {
	id := a.Identity.Load()
	_, err := s.Tokens.Find(a.Key) // the one of SLACK_TOKEN is not stored
	return err == nil && id != nil && a.Kind == b.Kind && a.ID == b.Team.ID && id.User == b.ActsAs
}

// TryManifest implements [ui.Installer].
func (s *StoredSource) TryManifest(ctx context.Context, key string, i model.Install) ([]string, error) {
	a := s.Account(key)
	c, err := s.Tokens.Configuration(ctx, "", s.teamOf(a), s.ApiURL, s.AutoRefresh)
	if err != nil {
		return nil, err
	}
	m, err := s.Audit.Manifest(ctx, c, s.appOf(a))
	if err != nil {
		return nil, err
	}
	return TryManifest(ctx, c, m, i, s.appOf(a))
}

// TryManifest has Slack validate a manifest with the scopes of an install added.
func TryManifest(ctx context.Context, c token.ConfigurationClient, m *manifest.Manifest, i model.Install, appID string) ([]string, error) {
	flaws, err := c.ValidateManifest(ctx, m.With(i), appID)
	found := make([]string, 0, len(flaws))
	for _, f := range flaws {
		found = append(found, FlawLine(f))
	}
	return found, err
}

// FlawLine is a flaw for a person.
func FlawLine(f slackapi.Flaw) string {
	if f.Pointer == "" {
		return f.Message
	}
	return f.Pointer + ": " + f.Message
}

// appOf is the id of the app that an account's token is of; empty while it is not known.
func (s *Source) appOf(a *OpenAccount) string {
	if id := a.Identity.Load(); id != nil && id.AppID != "" {
		return id.AppID
	}
	return a.AppID
}

// teamOf is the id of an account's team; empty while it is not known.
func (s *Source) teamOf(a *OpenAccount) model.TeamID {
	if id := a.Identity.Load(); id != nil {
		return id.Team.ID
	}
	return a.ID
}
