package sandbox

import (
	"testing"

	"periscope/slackapi/sandbox/world"
)

func TestRevokingByMethod(t *testing.T) {
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
	s := New(world.Demo(0), Options{Now: unhurried()})
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
