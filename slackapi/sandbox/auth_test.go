package sandbox

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"periscope/slackapi/sandbox/world"
)

func TestTokens(t *testing.T) {
	t.Parallel()
	s := New(mixedWorld(), Options{Now: advancingClock()})
	acme := demo()
	for _, test := range []struct {
		name    string
		sandbox *Sandbox
		token   string
		method  string
		code    string
	}{
		{"none", s, "", "auth.test", "not_authed"},
		{"unknown", s, "xoxa-sandbox-stranger", "auth.test", "invalid_auth"},
		{"revoked", acme, umbrellaToken, "auth.test", "token_revoked"},
		{"revoked, another method", acme, umbrellaToken, "apps.permissions.info", "token_revoked"},
		{"of a deleted user", s, "xoxa-sandbox-deleted", "auth.test", "account_inactive"},
		{"of no kind", s, "not-a-token", "auth.test", "not_allowed_token_type"},
		{"bot", s, "xoxb-sandbox-bot", "auth.test", ""},
		{"bot, workspace method", s, "xoxb-sandbox-bot", "apps.permissions.info", "not_allowed_token_type"},
		{"user, workspace method", s, "xoxp-sandbox-user", "apps.permissions.users.list", "not_allowed_token_type"},
		{"workspace", acme, freshToken, "apps.permissions.scopes.list", ""},
		{"none needed", s, "", "api.test", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := do(t, test.sandbox, test.token, test.method)
			if got := decode[reply](t, r); got.Error != test.code || got.OK != (test.code == "") || r.Code != http.StatusOK {
				t.Errorf("got %d %+v, want %q", r.Code, got, test.code)
			}
		})
	}
}

func TestWhereTheTokenMayBe(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, header, query, code string }{
		{"header", "Bearer " + acmeToken, "", ""},
		{"scheme in any case", "bearer  " + acmeToken, "", ""},
		{"query", "", "?token=" + acmeToken, ""},
		{"header outweighs query", "Bearer xoxa-sandbox-stranger", "?token=" + acmeToken, "invalid_auth"},
		{"query when the header has none", "Bearer ", "?token=" + acmeToken, ""},
		{"another scheme", "Basic " + acmeToken, "", "not_authed"},
		{"no scheme", acmeToken, "", "not_authed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/auth.test"+test.query, http.NoBody)
			r.Header.Set("Authorization", test.header)
			if got := decode[reply](t, serve(demo(), r)); got.Error != test.code {
				t.Errorf("got %q, want %q", got.Error, test.code)
			}
		})
	}
}

func TestAuthTestNamesTheToken(t *testing.T) {
	t.Parallel()
	s := New(mixedWorld(), Options{})
	got := decode[map[string]any](t, do(t, s, "xoxb-sandbox-bot", "auth.test"))
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
	s := New(mixedWorld(), Options{})
	h := do(t, s, "xoxb-sandbox-bot", "conversations.list").Header()
	if got, want := h.Get("X-OAuth-Scopes"), "channels:read,chat:write,groups:read"; got != want {
		t.Errorf("x-oauth-scopes is %q, want %q", got, want)
	}
	if got, want := h.Get("X-Accepted-OAuth-Scopes"), "channels:read,groups:read,im:read,mpim:read"; got != want {
		t.Errorf("x-accepted-oauth-scopes is %q, want %q", got, want)
	}
	if _, sent := do(t, s, "xoxp-sandbox-user", "auth.test").Header()["X-Oauth-Scopes"]; !sent {
		t.Error("a user token without scopes gets no x-oauth-scopes, want an empty one")
	}
	for name := range do(t, demo(), acmeToken, "conversations.list").Header() {
		if slices.Contains([]string{"X-Oauth-Scopes", "X-Accepted-Oauth-Scopes"}, name) {
			t.Errorf("a workspace token gets %s, of which nothing is known", name)
		}
	}
}

func TestAPITestEchoes(t *testing.T) {
	t.Parallel()
	got := decode[echoReply](t, do(t, demo(), "", "api.test", "foo", "bar", "error", "my_error", "token", acmeToken))
	if got.OK || got.Error != "my_error" || got.Args["foo"] != "bar" {
		t.Errorf("got %+v", got)
	}
	if _, sent := got.Args["token"]; sent {
		t.Error("the token came back")
	}
}

func TestRevokingByMethod(t *testing.T) {
	t.Parallel()
	s := demo()
	if got := decode[revokedReply](t, do(t, s, acmeBot, "auth.revoke", "test", "1")); !got.OK || got.Revoked {
		t.Errorf("a test run: %+v", got)
	}
	if got := decode[revokedReply](t, do(t, s, acmeBot, "auth.revoke")); !got.OK || !got.Revoked {
		t.Errorf("in earnest: %+v", got)
	}
	for token, code := range map[string]string{acmeBot: "token_revoked", acmeUser: "", acmeToken: ""} {
		if got := ask(t, s, token, "auth.test").Error; got != code {
			t.Errorf("%s afterwards: %q, want %q", token, got, code)
		}
	}
}

func TestRefreshTokensAreRevokedToo(t *testing.T) {
	t.Parallel()
	s, _, team := freshly(t)
	got := exchange(t, s, "oauth.access", "code", approved(t, s, world.Authorization{Team: team.ID}))
	if r := decode[revokedReply](t, do(t, s, got.RefreshToken, "auth.revoke")); !r.Revoked {
		t.Errorf("auth.revoke of a refresh token: %+v", r)
	}
	if again := exchange(t, s, "oauth.access", "grant_type", "refresh_token", "refresh_token", got.RefreshToken); again.Error != "invalid_token" {
		t.Errorf("renewing with it: %q, want invalid_token", again.Error)
	}
	if code := ask(t, s, got.AccessToken, "auth.test").Error; code != "" {
		t.Errorf("the access token: %q", code)
	}
}

func TestUninstallingByMethod(t *testing.T) {
	t.Parallel()
	s := New(world.Demo(0), Options{Now: advancingClock()})
	a := listen(t, s, DefaultSigningSecret)
	if got := ask(t, s, acmeToken, "apps.uninstall", client()...); !got.OK {
		t.Fatal(got.Error)
	}
	for _, token := range []string{acmeToken, acmeBot, acmeUser} {
		if got := ask(t, s, token, "auth.test").Error; got != "token_revoked" {
			t.Errorf("%s afterwards: %q", token, got)
		}
	}
	if got := ask(t, s, freshToken, "auth.test").Error; got != "" {
		t.Errorf("the app in another team: %q", got)
	}
	if got := a.Next(t).event.Event["type"]; got != "app_uninstalled" {
		t.Errorf("the app was told %v", got)
	}
}
