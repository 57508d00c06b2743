package oauth_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

func TestPeopleHaveTokensOfTheirOwn(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	people := s.People(sandboxtest.AcmeID)[5:7]
	tokens := map[string]bool{}
	for _, u := range people {
		got := sandboxtest.Exchange(t, s, "oauth.v2.access", "code", sandboxtest.Approved(t, s, world.Authorization{
			Team: sandboxtest.AcmeID, User: u.ID, UserScopes: []catalog.Scope{"channels:read", "im:read"}, Version2: true,
		}))
		token := got.AuthedUser.AccessToken
		tokens[token] = true
		if id := sandboxtest.Decode[sandboxtest.Identity](t, sandboxtest.Do(t, s, token, "auth.test")).UserID; id != u.ID {
			t.Errorf("a token for %s acts as %s", u.ID, id)
		}
		theirs := sandboxtest.Ask(t, s, token, "users.conversations", "types", "public_channel")
		if len(theirs.Channels) == 0 {
			t.Errorf("%s is in no channel", u.ID)
		}
		for _, c := range theirs.Channels {
			members := sandboxtest.AllMembers(t, s, sandboxtest.AcmeUser, "conversations.members", "channel", c.ID)
			if !slices.ContainsFunc(members, func(raw json.RawMessage) bool { return string(raw) == `"`+string(u.ID)+`"` }) {
				t.Errorf("%s is in %s, which others do not know", u.ID, c.Name)
			}
		}
	}
	if len(tokens) != len(people) {
		t.Error("two people have one token")
	}
}

func TestInstallOfBotAndUser(t *testing.T) {
	t.Parallel()
	s, _, team := sandboxtest.Freshly(t)
	install := func(scopes, userScopes []catalog.Scope) sandboxtest.ExchangeReply {
		t.Helper()
		return sandboxtest.Exchange(t, s, "oauth.v2.access", "code", sandboxtest.Approved(t, s, world.Authorization{
			Team: team.ID, Scopes: scopes, UserScopes: userScopes, Version2: true,
		}))
	}
	first := install([]catalog.Scope{"chat:write", "channels:read"}, []catalog.Scope{"users:read"})
	if first.TokenType != "bot" || first.Scope != "channels:read,chat:write" || first.BotUserID != string(team.Users[0].ID) ||
		first.Team.ID != string(team.ID) || first.Team.Name != team.Name || first.AppID != world.AppID || first.RefreshToken != "" {
		t.Errorf("reply %+v", first)
	}
	person := string(s.People(team.ID)[0].ID)
	if u := first.AuthedUser; u.ID != person || u.TokenType != "user" || u.Scope != "users:read" {
		t.Errorf("authed_user %+v", u)
	}
	for token, user := range map[string]string{first.AccessToken: first.BotUserID, first.AuthedUser.AccessToken: person} {
		if id := sandboxtest.Decode[sandboxtest.Identity](t, sandboxtest.Do(t, s, token, "auth.test")); string(id.UserID) != user || (id.BotID != "") != (user != person) {
			t.Errorf("auth.test: %+v, want user %s", id, user)
		}
	}
	second := install([]catalog.Scope{"users:read"}, nil)
	if second.AccessToken != first.AccessToken || second.Scope != "channels:read,chat:write,users:read" {
		t.Errorf("installed again: scopes %q, and the same token: %v", second.Scope, second.AccessToken == first.AccessToken)
	}
	if second.AuthedUser.AccessToken != "" || second.AuthedUser.ID != person {
		t.Errorf("no user scope was asked for, and authed_user is %+v", second.AuthedUser)
	}
	headers := sandboxtest.Do(t, s, first.AccessToken, "users.list").Header()
	if got := headers.Get("X-Oauth-Scopes"); got != second.Scope {
		t.Errorf("x-oauth-scopes %q, want %q", got, second.Scope)
	}
}

func TestBotAndUserTokensRotate(t *testing.T) {
	t.Parallel()
	w := world.Demo(0)
	w.Apps[0].Rotates = true
	clock := sandboxtest.NewClock(time.Unix(1_560_000_000, 0))
	s := sandbox.New(w, sandbox.Options{Now: clock.Now})
	code := sandboxtest.Approved(t, s, world.Authorization{
		Team: w.Teams[1].ID, Scopes: []catalog.Scope{"chat:write"}, UserScopes: []catalog.Scope{"users:read"}, Version2: true,
	})
	got := sandboxtest.Exchange(t, s, "oauth.v2.access", "code", code)
	for name, pair := range map[string]struct {
		access, refresh, prefix string
		life                    int
	}{
		"bot":  {got.AccessToken, got.RefreshToken, "xoxe.xoxb-1-", got.ExpiresIn},
		"user": {got.AuthedUser.AccessToken, got.AuthedUser.RefreshToken, "xoxe.xoxp-1-", got.AuthedUser.ExpiresIn},
	} {
		if !strings.HasPrefix(pair.access, pair.prefix) || !strings.HasPrefix(pair.refresh, "xoxe-1-") || pair.life != 43200 {
			t.Errorf("%s: a pair of rotating tokens is expected, for twelve hours", name)
		}
		renewed := sandboxtest.Exchange(t, s, "oauth.v2.access", "grant_type", "refresh_token", "refresh_token", pair.refresh)
		if renewed.TokenType != name || (renewed.UserID != "") != (name == "user") || !strings.HasPrefix(renewed.AccessToken, pair.prefix) {
			t.Errorf("%s renewed: %+v", name, renewed.Error)
		}
		if again := sandboxtest.Exchange(t, s, "oauth.v2.access", "grant_type", "refresh_token", "refresh_token", pair.refresh); again.Error != "" {
			t.Errorf("%s renewed again within the grace period: %q", name, again.Error)
		}
		if got := sandboxtest.Ask(t, s, pair.access, "auth.test").Error; got != "token_revoked" {
			t.Errorf("%s: the oldest of three tokens: %q, want it revoked", name, got)
		}
		if got := sandboxtest.Ask(t, s, renewed.AccessToken, "auth.test").Error; got != "" {
			t.Errorf("%s: the older of two live tokens: %q", name, got)
		}
		clock.Advance(time.Minute)
		if late := sandboxtest.Exchange(t, s, "oauth.v2.access", "grant_type", "refresh_token", "refresh_token", pair.refresh); late.Error != "invalid_refresh_token" {
			t.Errorf("%s renewed after the grace period: %q", name, late.Error)
		}
	}
	again := sandboxtest.Exchange(t, s, "oauth.v2.access", "code", sandboxtest.Approved(t, s, world.Authorization{
		Team: w.Teams[1].ID, Scopes: []catalog.Scope{"users:read"}, Version2: true,
	}))
	if again.AccessToken == got.AccessToken || again.RefreshToken == "" || again.Scope != "chat:write,users:read" {
		t.Errorf("installed again: scopes %q, and the same token: %v", again.Scope, again.AccessToken == got.AccessToken)
	}
	clock.Advance(12 * time.Hour)
	if got := sandboxtest.Ask(t, s, again.AccessToken, "auth.test").Error; got != "token_expired" {
		t.Errorf("after twelve hours: %q, want token_expired", got)
	}
}

func TestPublicClientsProveThemselvesByPKCE(t *testing.T) {
	t.Parallel()
	w := world.Demo(0)
	w.Apps[0].Public = true
	s, team := sandbox.New(w, sandbox.Options{Now: sandboxtest.AdvancingClock()}), w.Teams[1]
	const verifier = "a-verifier-that-only-the-client-knows"
	sum := sha256.Sum256([]byte(verifier))
	guarded := world.Authorization{
		Team: team.ID, Scopes: []catalog.Scope{"chat:write"}, Version2: true,
		Challenge: base64.RawURLEncoding.EncodeToString(sum[:]),
	}
	for _, test := range []struct {
		name, code string
		args       []string
	}{
		{"without the verifier", "invalid_code_verifier", nil},
		{"with another", "invalid_code_verifier", []string{"code_verifier", "guess"}},
		{"with a wrong secret", "bad_client_secret", []string{"code_verifier", verifier, "client_secret", "guess"}},
		{"with the verifier", "", []string{"code_verifier", verifier}},
	} {
		args := append([]string{"client_id", "sandbox-client-id", "code", sandboxtest.Approved(t, s, guarded)}, test.args...)
		if got := sandboxtest.Decode[sandboxtest.ExchangeReply](t, sandboxtest.Do(t, s, "", "oauth.v2.access", args...)); got.Error != test.code {
			t.Errorf("%s: %q, want %q", test.name, got.Error, test.code)
		}
	}
	guarded.Challenge = ""
	if got := sandboxtest.Decode[sandboxtest.ExchangeReply](t, sandboxtest.Do(t, s, "", "oauth.v2.access", "client_id", "sandbox-client-id", "code", sandboxtest.Approved(t, s, guarded))); got.Error != "bad_client_secret" {
		t.Errorf("neither secret nor challenge: %q", got.Error)
	}
}

func TestPublicClientsRenewWithoutASecret(t *testing.T) {
	t.Parallel()
	for _, public := range []bool{false, true} {
		w := world.Demo(0)
		w.Apps[0].Rotates, w.Apps[0].Public = true, public
		s := sandbox.New(w, sandbox.Options{Now: sandboxtest.AdvancingClock()})
		got := sandboxtest.Exchange(t, s, "oauth.v2.access", "code", sandboxtest.Approved(t, s, world.Authorization{
			Team: w.Teams[1].ID, Scopes: []catalog.Scope{"chat:write"}, Version2: true,
		}))
		want := map[bool]string{false: "bad_client_secret"}[public]
		args := []string{"client_id", "sandbox-client-id", "grant_type", "refresh_token", "refresh_token", got.RefreshToken}
		if renewed := sandboxtest.Decode[sandboxtest.ExchangeReply](t, sandboxtest.Do(t, s, "", "oauth.v2.access", args...)); renewed.Error != want {
			t.Errorf("public %v: %q, want %q", public, renewed.Error, want)
		}
		if code := sandboxtest.Decode[sandboxtest.ExchangeReply](t, sandboxtest.Do(t, s, "", "oauth.v2.access", "client_id", "sandbox-client-id", "code", "guess")); code.Error != "bad_client_secret" {
			t.Errorf("public %v: a code without secret or challenge: %q", public, code.Error)
		}
	}
}

// TestOtherClientsNeedTheirSecretBesidesPKCE: an app without PKCE in its settings
// proves itself by its secret, whatever it sends.
func TestOtherClientsNeedTheirSecretBesidesPKCE(t *testing.T) {
	t.Parallel()
	s, _, team := sandboxtest.Freshly(t)
	const verifier = "a-verifier-that-only-the-client-knows"
	sum := sha256.Sum256([]byte(verifier))
	code := sandboxtest.Approved(t, s, world.Authorization{
		Team: team.ID, Scopes: []catalog.Scope{"chat:write"}, Version2: true,
		Challenge: base64.RawURLEncoding.EncodeToString(sum[:]),
	})
	args := []string{"client_id", "sandbox-client-id", "code", code, "code_verifier", verifier}
	if got := sandboxtest.Decode[sandboxtest.ExchangeReply](t, sandboxtest.Do(t, s, "", "oauth.v2.access", args...)); got.Error != "bad_client_secret" {
		t.Errorf("without the secret: %q", got.Error)
	}
	if got := sandboxtest.Exchange(t, s, "oauth.v2.access", args[2:]...); got.Error != "" || got.AccessToken == "" {
		t.Errorf("with it: %q", got.Error)
	}
}
