package methods_test

import (
	"testing"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

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
	for token, code := range map[string]string{
		sandboxtest.AcmeToken: "token_revoked", sandboxtest.AcmeBot: "account_inactive", sandboxtest.AcmeUser: "token_revoked",
	} {
		if got := sandboxtest.Ask(t, s, token, "auth.test").Error; got != code {
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

func TestAppsUninstallOnlyThemselves(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	bell := world.Bell()
	got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "apps.uninstall", "client_id", bell.ClientID, "client_secret", bell.ClientSecret)
	if got.Error != "client_id_token_mismatch" {
		t.Errorf("another app uninstalls: %q, want client_id_token_mismatch", got.Error)
	}
}

// TestEveryBotHasAnID: where a world file names none, one is made up, the same for all that tells of the
// bot, and another than that of the app's bot in another team. A user token has none.
func TestEveryBotHasAnID(t *testing.T) {
	t.Parallel()
	w := sandboxtest.CoverageWorld()
	team := &w.Teams[0]
	for i := range team.Installs {
		team.Installs[i].BotID = ""
	}
	s := sandbox.New(w, sandbox.Options{})
	id := sandboxtest.Decode[sandboxtest.Identity](t, sandboxtest.Do(t, s, "xoxb-sandbox-full", "auth.test")).BotID
	if id == "" || id[0] != 'B' || id == world.BotID("T9", "A1") {
		t.Errorf("auth.test: bot_id is %q", id)
	}
	if got := sandboxtest.Ask(t, s, "xoxb-sandbox-full", "bots.info", "bot", id); !got.OK {
		t.Errorf("bots.info of it: %q", got.Error)
	}
	posted := sandboxtest.Decode[sandboxtest.MessageReply](t, sandboxtest.Do(t, s, "xoxb-sandbox-full", "chat.postMessage", "channel", "C1", "text", "hello"))
	if posted.Message.BotID != id {
		t.Errorf("its message has the bot_id %q, want %q", posted.Message.BotID, id)
	}
	if got := sandboxtest.Decode[sandboxtest.Identity](t, sandboxtest.Do(t, sandboxtest.Demo(), sandboxtest.AcmeUser, "auth.test")).BotID; got != "" {
		t.Errorf("a user token has the bot_id %q", got)
	}
	if team.Installs[0].BotID != "" {
		t.Error("the world that was given is changed")
	}
}

// TestInstallsAreNamedAfterTheirApp: as at Slack, where an app has one name.
func TestInstallsAreNamedAfterTheirApp(t *testing.T) {
	t.Parallel()
	w := sandboxtest.CoverageWorld()
	w.Apps = append(w.Apps, world.App{ID: "A7", Name: "Bell"})
	w.Teams[0].Installs = append(w.Teams[0].Installs,
		world.Install{Token: "xoxb-sandbox-unnamed", AppID: "A7", AppUser: "U2"},
		world.Install{Token: "xoxb-sandbox-named", AppID: "A7", AppName: "Gong", AppUser: "U2"})
	s := sandbox.New(w, sandbox.Options{})
	for token, want := range map[string]string{"xoxb-sandbox-unnamed": "Bell", "xoxb-sandbox-named": "Gong"} {
		if got := sandboxtest.Decode[map[string]any](t, sandboxtest.Do(t, s, token, "auth.test"))["app_name"]; got != want {
			t.Errorf("%s: app_name %v, want %s", token, got, want)
		}
	}
}
