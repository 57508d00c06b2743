package explore

import (
	"context"

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
	a := s.account(key)
	if a.Refused != nil {
		return "", console.WithCommand(a.Refused)
	}
	id, err := s.clientID(a)
	if err != nil {
		return "", err
	}
	return slackapi.AuthorizeV2URL(a.APIURL, id, i, "", "", "")
}

// clientID is the client id of an account's app: as it is stored, or the one of the environment.
func (s *StoredSource) clientID(a *openAccount) (string, error) {
	if a.ClientID != "" {
		return a.ClientID, nil
	}
	if id := s.env.Getenv(console.ClientIDVar); id != "" {
		return id, nil
	}
	return "", &console.Error{
		Code: "no_client_id", Status: console.StatusUsage,
		Message: "The client id of this token's app is not known, and its install page needs it.",
		Next: "Set " + console.ClientIDVar + " to the one on the app's Basic Information page, " +
			"or store it with the token: `periscope team add --client-id ID --replace`.",
	}
}

// Install implements [ui.Installer]. The terminal belongs to the explorer, so that
// nothing can be printed or asked for.
func (s *StoredSource) Install(ctx context.Context, key string, asks model.Install) error {
	if s.env.ReadOnly {
		return console.WithCommand(keystore.ErrReadOnly)
	}
	a := s.account(key)
	if a.Refused != nil { // which its client secret would be sent to, too
		return console.WithCommand(a.Refused)
	}
	id, err := s.clientID(a)
	if err != nil {
		return err
	}
	secret, err := s.clientSecret(ctx, key)
	if err != nil {
		return err
	}
	show := s.openOnly
	if s.approve != nil {
		show = s.approve
	}
	flow := install.Flow{
		Approval: install.Approval{Addr: s.env.Callback, Show: show},
		Env:      s.env, APIURL: a.server(), Team: a.teamID(), ClientID: id, Secret: secret, Options: s.SlackOptions(key),
	}
	store := installStore{s, a, token.Installation{ClientID: id, Team: a.teamID()}}
	return console.WithCommand(flow.Install(ctx, asks, store))
}

// clientSecret is the one of the environment, or the one that renews the stored
// token; zero where there is neither.
func (s *StoredSource) clientSecret(ctx context.Context, key string) (model.ClientSecret, error) {
	if secret := s.env.Getenv(console.ClientSecretVar); secret != "" {
		return model.ParseClientSecret(secret)
	}
	if s.account(key).rotating == nil {
		return model.ClientSecret{}, nil
	}
	c, err := s.tokens.Store.Credential(ctx, key)
	return c.ClientSecret, console.WithCommand(err)
}

// openOnly opens Slack's page in a browser, or says what to do where none helps.
func (s *StoredSource) openOnly(page install.ApprovalPage) error {
	if !install.OverSSH(s.env) && s.env.OpenURL(page.Start) == nil {
		return nil
	}
	return &console.Error{
		Code: "no_browser", Status: console.StatusUsage, Message: "No browser can be opened on this machine.",
		Next: "In a shell, `periscope install SCOPE...` prints the page to open, and waits for the approval.",
	}
}

// isInstall reports whether an installed token acts as the bot or person whom Slack
// named for an account.
func (a *openAccount) isInstall(fresh token.Addition) bool {
	id := a.identity.Load()
	return id != nil && id.User == fresh.ActsAs
}

// TryManifest implements [ui.Installer].
func (s *StoredSource) TryManifest(ctx context.Context, key string, i model.Install) ([]string, error) {
	a := s.account(key)
	c, err := s.tokens.Configuration(ctx, "", a.teamID(), s.APIURL, s.AutoRefresh, s.SlackOptions(key)...)
	if err != nil {
		return nil, err
	}
	m, err := s.DriftInputs.Manifest(ctx, c, a.appID())
	if err != nil {
		return nil, err
	}
	return TryManifest(ctx, c, m, i, a.appID())
}

// TryManifest has Slack validate a manifest with the scopes of an install added.
func TryManifest(ctx context.Context, c token.ConfigurationClient, m *manifest.Manifest, i model.Install, appID string) ([]string, error) {
	flaws, err := c.ValidateManifest(ctx, m.With(i), appID)
	found := make([]string, 0, len(flaws))
	for _, f := range flaws {
		found = append(found, FlawSentence(f))
	}
	return found, err
}

// FlawSentence is a flaw for a person.
func FlawSentence(f slackapi.ManifestFlaw) string {
	if f.Pointer == "" {
		return f.Message
	}
	return f.Pointer + ": " + f.Message
}
