package webapi_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
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
