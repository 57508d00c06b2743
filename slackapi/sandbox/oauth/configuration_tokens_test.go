package oauth_test

import (
	"strings"
	"testing"
	"time"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

func TestConfigurationTokensRotate(t *testing.T) {
	t.Parallel()
	clock := sandboxtest.NewClock(time.Unix(1_560_000_000, 0))
	const apps, revoked = "xoxe-sandbox-of-an-app", "xoxe-sandbox-revoked"
	w := world.Demo(0)
	w.Teams[4].Installs = append(w.Teams[4].Installs,
		world.Install{Token: apps, AppID: world.Bell().ID}, world.Install{Token: revoked, AppID: world.Bell().ID, Configuration: true, Revoked: true})
	s := sandbox.New(w, sandbox.Options{Now: clock.Now})
	rotate := func(refresh string) (got struct {
		sandboxtest.RotateReply
		Error string
	},
	) {
		t.Helper()
		return sandboxtest.Decode[struct {
			sandboxtest.RotateReply
			Error string
		}](t, sandboxtest.Do(t, s, "", "tooling.tokens.rotate", "refresh_token", refresh))
	}
	first := rotate(sandboxtest.BellRenew)
	if first.Error != "" || !strings.HasPrefix(first.Token, "xoxe.xoxp-1-") || !strings.HasPrefix(first.RefreshToken, "xoxe-1-") ||
		first.TeamID != s.World().Teams[4].ID || first.UserID != s.People(first.TeamID)[0].ID ||
		first.IssuedAt != clock.Now().Unix() || first.Expires-first.IssuedAt != 43200 {
		t.Fatalf("rotated: %+v", first)
	}
	if got := sandboxtest.Ask(t, s, first.Token, "apps.manifest.export", "app_id", world.Bell().ID).Error; got != "" {
		t.Errorf("the new token: %q", got)
	}
	for _, used := range []string{sandboxtest.BellRenew, apps, revoked, "xoxe-sandbox-guess", "xoxr-sandbox-guess", sandboxtest.BellConfig} {
		if got := rotate(used).Error; got != "invalid_refresh_token" {
			t.Errorf("%s: %q, want invalid_refresh_token", used, got)
		}
	}
	renews := []string{"client_id", world.Bell().ClientID, "grant_type", "refresh_token", "refresh_token", first.RefreshToken}
	if got := sandboxtest.Ask(t, s, "", "oauth.v2.access", renews...).Error; got != "invalid_refresh_token" {
		t.Errorf("an app renews what is no token of its own: %q", got)
	}
	if got := rotate(first.RefreshToken).Error; got != "" {
		t.Errorf("rotated again: %q", got)
	}
	clock.Advance(12 * time.Hour)
	if got := sandboxtest.Ask(t, s, first.Token, "auth.test").Error; got != "token_expired" {
		t.Errorf("after twelve hours: %q, want token_expired", got)
	}
}
