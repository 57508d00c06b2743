package explore

import (
	"strings"
	"testing"

	"periscope/cli/clitest"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/sandbox/world"
)

// stored is a source of the teams that an environment has stored.
type stored struct {
	*StoredSource
	env   *clitest.Environment
	slack *clitest.Slack
	store *token.Store
}

// newStored is the source of one stored credential, which Slack identified.
func newStored(t *testing.T, slack *clitest.Slack, c keystore.Credential, opts StoredOptions) stored {
	t.Helper()
	env := clitest.NewEnvironment(t, slack)
	store, err := token.OpenStore(&env.Environment, "")
	if err != nil {
		t.Fatal(err)
	}
	add, err := token.Identify(t.Context(), keystore.Addition{Credential: c, APIURL: slack.APIURL, At: env.Now()}, "")
	if err != nil {
		t.Fatal(err)
	}
	saved, err := store.Save(t.Context(), token.Addition{Addition: add}, "", token.Choice{}.Always())
	if err != nil {
		t.Fatal(err)
	}
	opts.APIURL = slack.APIURL
	accounts := StoredAccounts(store, []keystore.Entry{saved.Entry}, slack.APIURL, opts.AutoRefresh)
	return stored{NewStoredSource(NewSource(accounts, nil), &env.Environment, store, opts), env, slack, store}
}

// keys are the keys of the stored tokens.
func (s stored) keys(t *testing.T) []string {
	t.Helper()
	entries, err := s.store.List()
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, e := range entries {
		keys = append(keys, e.Key)
	}
	return keys
}

// rotatingApp is a Slack whose app Deploy Bell issues tokens that run out.
func rotatingApp(t *testing.T) *clitest.Slack {
	t.Helper()
	w := world.Demo(1)
	for i := range w.Apps {
		w.Apps[i].Rotates = true
	}
	return clitest.NewSlack(t, w)
}

// issue has a user approve Deploy Bell, and exchanges the code for a user token.
func issue(t *testing.T, slack *clitest.Slack, scopes ...catalog.Scope) keystore.Credential {
	t.Helper()
	team := world.Demo(1).Teams[4]
	code, err := slack.Sandbox.Authorize(world.Authorization{
		ClientID: "sandbox-bell-id", Team: team.ID, User: team.Users[1].ID, UserScopes: scopes, Version2: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	secret := clitest.ClientSecret(t, "sandbox-bell-secret")
	app, err := slackapi.NewApp(slack.APIURL, "sandbox-bell-id", secret)
	if err != nil {
		t.Fatal(err)
	}
	began := slack.Now()
	got, err := app.OAuthV2Access(t.Context(), code, "", "")
	if err != nil {
		t.Fatal(err)
	}
	slack.Called()
	return token.CredentialFrom(got.User.IssuedTokens, "sandbox-bell-id", secret, began)
}

// count counts the calls of a method since the last time.
func count(slack *clitest.Slack, method string) int {
	return strings.Count(" "+strings.Join(slack.Called(), "  ")+" ", " "+method+" ")
}
