package methods_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

func TestTokens(t *testing.T) {
	t.Parallel()
	s := sandbox.New(sandboxtest.MixedWorld(), sandbox.Options{Now: sandboxtest.AdvancingClock()})
	acme := sandboxtest.Demo()
	for _, test := range []struct {
		name    string
		sandbox *sandbox.Sandbox
		token   string
		method  string
		code    string
	}{
		{"none", s, "", "auth.test", "not_authed"},
		{"unknown", s, "xoxa-sandbox-stranger", "auth.test", "invalid_auth"},
		{"revoked", acme, sandboxtest.UmbrellaToken, "auth.test", "token_revoked"},
		{"revoked, another method", acme, sandboxtest.UmbrellaToken, "apps.permissions.info", "token_revoked"},
		{"of a deleted user", s, "xoxa-sandbox-deleted", "auth.test", "account_inactive"},
		{"of no kind", s, "not-a-token", "auth.test", "not_allowed_token_type"},
		{"bot", s, "xoxb-sandbox-bot", "auth.test", ""},
		{"bot, workspace method", s, "xoxb-sandbox-bot", "apps.permissions.info", "not_allowed_token_type"},
		{"user, workspace method", s, "xoxp-sandbox-user", "apps.permissions.users.list", "not_allowed_token_type"},
		{"workspace", acme, sandboxtest.FreshToken, "apps.permissions.scopes.list", ""},
		{"none needed", s, "", "api.test", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := sandboxtest.Do(t, test.sandbox, test.token, test.method)
			if got := sandboxtest.Decode[sandboxtest.Reply](t, r); got.Error != test.code || got.OK != (test.code == "") || r.Code != http.StatusOK {
				t.Errorf("got %d %+v, want %q", r.Code, got, test.code)
			}
		})
	}
}

func TestWhereTheTokenMayBe(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, header, query, code string }{
		{"header", "Bearer " + sandboxtest.AcmeToken, "", ""},
		{"scheme in any case", "bearer  " + sandboxtest.AcmeToken, "", ""},
		{"query", "", "?token=" + sandboxtest.AcmeToken, ""},
		{"header outweighs query", "Bearer xoxa-sandbox-stranger", "?token=" + sandboxtest.AcmeToken, "invalid_auth"},
		{"query when the header has none", "Bearer ", "?token=" + sandboxtest.AcmeToken, ""},
		{"another scheme", "Basic " + sandboxtest.AcmeToken, "", "not_authed"},
		{"no scheme", sandboxtest.AcmeToken, "", "not_authed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/auth.test"+test.query, http.NoBody)
			r.Header.Set("Authorization", test.header)
			if got := sandboxtest.Decode[sandboxtest.Reply](t, sandboxtest.Serve(sandboxtest.Demo(), r)); got.Error != test.code {
				t.Errorf("got %q, want %q", got.Error, test.code)
			}
		})
	}
}

func TestAuthTestNamesTheToken(t *testing.T) {
	t.Parallel()
	s := sandbox.New(sandboxtest.MixedWorld(), sandbox.Options{})
	got := sandboxtest.Decode[map[string]any](t, sandboxtest.Do(t, s, "xoxb-sandbox-bot", "auth.test"))
	for field, want := range map[string]any{
		"ok": true, "url": "https://mixed.slack.com/", "team": "Mixed", "team_id": "T1",
		"user": "robot", "user_id": "U2", "bot_id": "B1", "app_id": "A1",
	} {
		if got[field] != want {
			t.Errorf("%s is %v, want %v", field, got[field], want)
		}
	}
}

func TestScopeHeaders(t *testing.T) {
	t.Parallel()
	s := sandbox.New(sandboxtest.MixedWorld(), sandbox.Options{})
	h := sandboxtest.Do(t, s, "xoxb-sandbox-bot", "conversations.list").Header()
	if got, want := h.Get("X-OAuth-Scopes"), "channels:read,chat:write,groups:read"; got != want {
		t.Errorf("x-oauth-scopes is %q, want %q", got, want)
	}
	if got, want := h.Get("X-Accepted-OAuth-Scopes"), "channels:read,groups:read,im:read,mpim:read"; got != want {
		t.Errorf("x-accepted-oauth-scopes is %q, want %q", got, want)
	}
	if _, sent := sandboxtest.Do(t, s, "xoxp-sandbox-user", "auth.test").Header()["X-Oauth-Scopes"]; !sent {
		t.Error("a user token without scopes gets no x-oauth-scopes, want an empty one")
	}
	for name := range sandboxtest.Do(t, sandboxtest.Demo(), sandboxtest.AcmeToken, "conversations.list").Header() {
		if slices.Contains([]string{"X-Oauth-Scopes", "X-Accepted-Oauth-Scopes"}, name) {
			t.Errorf("a workspace token gets %s, of which nothing is known", name)
		}
	}
}

func TestAPITestEchoes(t *testing.T) {
	t.Parallel()
	got := sandboxtest.Decode[sandboxtest.EchoReply](t, sandboxtest.Do(t, sandboxtest.Demo(), "", "api.test", "foo", "bar", "error", "my_error", "token", sandboxtest.AcmeToken))
	if got.OK || got.Error != "my_error" || got.Args["foo"] != "bar" {
		t.Errorf("got %+v", got)
	}
	if _, sent := got.Args["token"]; sent {
		t.Error("the token came back")
	}
}

func TestRevokingByMethod(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	if got := sandboxtest.Decode[sandboxtest.RevokedReply](t, sandboxtest.Do(t, s, sandboxtest.AcmeBot, "auth.revoke", "test", "1")); !got.OK || got.Revoked {
		t.Errorf("a test run: %+v", got)
	}
	if got := sandboxtest.Decode[sandboxtest.RevokedReply](t, sandboxtest.Do(t, s, sandboxtest.AcmeBot, "auth.revoke")); !got.OK || !got.Revoked {
		t.Errorf("in earnest: %+v", got)
	}
	for token, code := range map[string]string{sandboxtest.AcmeBot: "token_revoked", sandboxtest.AcmeUser: "", sandboxtest.AcmeToken: ""} {
		if got := sandboxtest.Ask(t, s, token, "auth.test").Error; got != code {
			t.Errorf("%s afterwards: %q, want %q", token, got, code)
		}
	}
}

func TestRefreshTokensAreRevokedToo(t *testing.T) {
	t.Parallel()
	s, _, team := sandboxtest.Freshly(t)
	got := sandboxtest.Exchange(t, s, "oauth.access", "code", sandboxtest.Approved(t, s, world.Authorization{Team: team.ID}))
	if r := sandboxtest.Decode[sandboxtest.RevokedReply](t, sandboxtest.Do(t, s, got.RefreshToken, "auth.revoke")); !r.Revoked {
		t.Errorf("auth.revoke of a refresh token: %+v", r)
	}
	if again := sandboxtest.Exchange(t, s, "oauth.access", "grant_type", "refresh_token", "refresh_token", got.RefreshToken); again.Error != "invalid_token" {
		t.Errorf("renewing with it: %q, want invalid_token", again.Error)
	}
	if code := sandboxtest.Ask(t, s, got.AccessToken, "auth.test").Error; code != "" {
		t.Errorf("the access token: %q", code)
	}
}

func TestUninstallingByMethod(t *testing.T) {
	t.Parallel()
	s := sandbox.New(world.Demo(0), sandbox.Options{Now: sandboxtest.AdvancingClock()})
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "apps.uninstall", sandboxtest.ClientArgs()...); !got.OK {
		t.Fatal(got.Error)
	}
	for _, token := range []string{sandboxtest.AcmeToken, sandboxtest.AcmeBot, sandboxtest.AcmeUser} {
		if got := sandboxtest.Ask(t, s, token, "auth.test").Error; got != "token_revoked" {
			t.Errorf("%s afterwards: %q", token, got)
		}
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.FreshToken, "auth.test").Error; got != "" {
		t.Errorf("the app in another team: %q", got)
	}
	if got := a.Next(t).Event.Event["type"]; got != "app_uninstalled" {
		t.Errorf("the app was told %v", got)
	}
}
