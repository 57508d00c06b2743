package oauth_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

func TestWorkspaceInstall(t *testing.T) {
	t.Parallel()
	s, _, team := sandboxtest.Freshly(t)
	code := sandboxtest.Approved(t, s, world.Authorization{Team: team.ID, Scopes: []catalog.Scope{"pins:read", "users:read", "reminders:read:user"}})
	got := sandboxtest.Exchange(t, s, "oauth.access", "code", code)
	person := string(s.People(team.ID)[0].ID)
	if !strings.HasPrefix(got.AccessToken, "xoxa-"+"2-sandbox-") || !strings.HasPrefix(got.RefreshToken, "xoxr-sandbox-") || got.ExpiresIn != 3600 {
		t.Errorf("an hourly token and its refresh token are expected, got %d s", got.ExpiresIn)
	}
	if got.TokenType != "app" || got.AppID != world.AppID || got.TeamID != string(team.ID) || got.TeamName != team.Name ||
		got.AppUserID != string(team.Users[0].ID) || got.Authorizing.UserID != person {
		t.Errorf("reply %+v", got)
	}
	if home := string(team.Installs[0].Grants[0].Resources.IDs[0]); got.Authorizing.AppHome == nil || *got.Authorizing.AppHome != home {
		t.Errorf("the app home is not %s", home)
	}
	pins := []catalog.Scope{"pins:read"}
	want := map[catalog.ResourceType][]catalog.Scope{
		"team": {"users:read"}, "channel": pins, "group": pins, "mpim": pins, "im": pins,
		"app_home": {"chat:write", "im:history", "im:read", "pins:read"}, "user": {"reminders:read:user"},
	}
	if diff := cmp.Diff(want, got.Scopes); diff != "" {
		t.Errorf("scopes (-want +got):\n%s", diff)
	}
	if first := sandboxtest.Ask(t, s, sandboxtest.FreshToken, "users.info", "user", person); !first.OK {
		t.Errorf("the app's first token has not gained with the second: %q", first.Error)
	}
	for _, in := range s.World().Teams[1].Installs {
		want := []model.UserGrant{{User: model.ResourceID(person), Scopes: []catalog.Scope{"reminders:read:user"}}}
		if diff := cmp.Diff(want, in.Users); diff != "" {
			t.Errorf("user grants of one of the app's tokens (-want +got):\n%s", diff)
		}
	}
}

func TestTokensOfOneAppHoldTheSame(t *testing.T) {
	t.Parallel()
	s, _, _ := sandboxtest.Freshly(t)
	got := sandboxtest.Exchange(t, s, "oauth.access", "code", sandboxtest.Approved(t, s, world.Authorization{Team: sandboxtest.AcmeID, Scopes: []catalog.Scope{"pins:read"}}))
	info := func(token string) sandboxtest.InfoReply {
		return sandboxtest.Decode[sandboxtest.InfoReply](t, sandboxtest.Do(t, s, token, "apps.permissions.info"))
	}
	old, young := info(sandboxtest.AcmeToken), info(got.AccessToken)
	if diff := cmp.Diff(old, young); diff != "" {
		t.Errorf("the app's tokens differ (-old +young):\n%s", diff)
	}
	if channel := young.Info[catalog.Channel]; channel.Resources.Wildcard == nil || !*channel.Resources.Wildcard || !slices.Contains(channel.Scopes, "pins:read") {
		t.Errorf("the young token holds %+v on channels, want what the app held and what was approved", channel)
	}
}

func TestInstallWhereTheAppIsNew(t *testing.T) {
	t.Parallel()
	s, _, _ := sandboxtest.Freshly(t)
	umbrella := world.Demo(0).Teams[2] // where it was uninstalled
	code := sandboxtest.Approved(t, s, world.Authorization{Team: umbrella.ID})
	got := sandboxtest.Exchange(t, s, "oauth.token", "code", code)
	if got.ExpiresIn != 0 || got.RefreshToken != "" || !strings.HasPrefix(got.AccessToken, "xoxa-sandbox-") {
		t.Errorf("oauth.token gives a token that lasts, got %+v", got.ExpiresIn)
	}
	if len(got.Permissions) != 1 || got.Permissions[0].Type != "app_home" || len(got.Permissions[0].Scopes) != 3 {
		t.Errorf("permissions %+v, want the three on the app home", got.Permissions)
	}
	if info := sandboxtest.Ask(t, s, got.AccessToken, "conversations.list", "types", "im"); !slices.Equal(sandboxtest.Names(info), []string{got.Permissions[0].ID.(string)}) {
		t.Errorf("the new token sees %v %q", sandboxtest.Names(info), info.Error)
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.UmbrellaToken, "auth.test").Error; got != "token_revoked" {
		t.Errorf("the token of the old install: %q", got)
	}
	runCommand := func() error {
		_, err := s.RunCommand(t.Context(), umbrella.ID, s.People(umbrella.ID)[0].ID, "/periscope")
		return err
	}
	if err := runCommand(); err != nil {
		t.Errorf("a command of the app that was installed again: %v", err)
	}
	s.Reset()
	if runCommand() == nil || len(s.World().Teams[2].Installs) != 1 {
		t.Error("the install outlives a reset")
	}
}

func TestHourlyTokensAreRenewedAgainAndAgain(t *testing.T) {
	t.Parallel()
	s, clock, team := sandboxtest.Freshly(t)
	first := sandboxtest.Exchange(t, s, "oauth.access", "code", sandboxtest.Approved(t, s, world.Authorization{Team: team.ID}))
	works := func(token string) string { return sandboxtest.Ask(t, s, token, "apps.permissions.info").Error }
	clock.Advance(time.Hour - time.Second)
	if got := works(first.AccessToken); got != "" {
		t.Errorf("a second before the hour is over: %q", got)
	}
	if left := sandboxtest.Decode[sandboxtest.Identity](t, sandboxtest.Do(t, s, first.AccessToken, "auth.test")).ExpiresIn; left != 1 {
		t.Errorf("auth.test says that %d seconds are left, want 1", left)
	}
	clock.Advance(time.Second)
	if got := works(first.AccessToken); got != "invalid_auth" {
		t.Errorf("after an hour: %q, want invalid_auth", got)
	}
	if got := works(first.RefreshToken); got != "not_allowed_token_type" {
		t.Errorf("with the refresh token: %q", got)
	}
	renew := []string{"grant_type", "refresh_token", "refresh_token", first.RefreshToken}
	second := sandboxtest.Exchange(t, s, "oauth.access", renew...)
	if got := works(second.AccessToken); got != "" || second.ExpiresIn != 3600 || second.TeamID != string(team.ID) {
		t.Errorf("renewed: %q, %+v", got, second.Error)
	}
	if got := sandboxtest.Exchange(t, s, "oauth.access", renew...); !got.OK || works(got.AccessToken) != "" {
		t.Errorf("the refresh token again: %q: clients of 2018 never take another", got.Error)
	}
	if second.RefreshToken != first.RefreshToken {
		t.Error("the refresh token of a workspace app changed")
	}
	if third := sandboxtest.Exchange(t, s, "oauth.access", "grant_type", "refresh_token", "refresh_token", second.RefreshToken); !third.OK {
		t.Errorf("the second refresh token: %q", third.Error)
	}
}

func TestManyRenewingWithOneToken(t *testing.T) {
	t.Parallel()
	s, _, team := sandboxtest.Freshly(t)
	token := sandboxtest.Exchange(t, s, "oauth.access", "code", sandboxtest.Approved(t, s, world.Authorization{Team: team.ID})).RefreshToken
	codes := make(chan string, 50)
	var all sync.WaitGroup
	for range cap(codes) {
		all.Go(func() {
			codes <- sandboxtest.Exchange(t, s, "oauth.access", "grant_type", "refresh_token", "refresh_token", token).Error
		})
	}
	all.Wait()
	close(codes)
	got := map[string]int{}
	for code := range codes {
		got[code]++
	}
	if diff := cmp.Diff(map[string]int{"": 50}, got); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
}

func TestCodesWorkOnceAndForTenMinutes(t *testing.T) {
	t.Parallel()
	s, clock, team := sandboxtest.Freshly(t)
	code := sandboxtest.Approved(t, s, world.Authorization{Team: team.ID})
	if got := sandboxtest.Exchange(t, s, "oauth.token", "code", code); !got.OK {
		t.Fatal(got.Error)
	}
	if got := sandboxtest.Exchange(t, s, "oauth.token", "code", code).Error; got != "invalid_code" {
		t.Errorf("again: %q, want invalid_code", got)
	}
	late := sandboxtest.Approved(t, s, world.Authorization{Team: team.ID})
	if len(s.World().Codes) != 1 || s.World().Codes[0].Code != late {
		t.Errorf("the world has the codes %v, want the one that is left", s.World().Codes)
	}
	clock.Advance(10 * time.Minute)
	if got := sandboxtest.Exchange(t, s, "oauth.token", "code", late).Error; got != "invalid_code" {
		t.Errorf("after ten minutes: %q, want invalid_code", got)
	}
}

func TestAppsSpendOnlyWhatIsTheirs(t *testing.T) {
	t.Parallel()
	s := sandbox.New(sandboxtest.CoverageWorld(), sandbox.Options{})
	other := []string{"client_id", "sandbox-other-id", "client_secret", "sandbox-other-secret"}
	for name, test := range map[string]struct {
		args []string
		code string
	}{
		"a code":          {[]string{"code", "sandbox-code-v1"}, "invalid_code"},
		"a refresh token": {[]string{"grant_type", "refresh_token", "refresh_token", "xoxr-sandbox-refresh"}, "invalid_token"},
	} {
		if got := sandboxtest.Decode[sandboxtest.ExchangeReply](t, sandboxtest.Do(t, s, "", "oauth.access", append(other, test.args...)...)).Error; got != test.code {
			t.Errorf("%s of another app: %q, want %q", name, got, test.code)
		}
		if got := sandboxtest.Exchange(t, s, "oauth.access", test.args...); !got.OK {
			t.Errorf("%s after another app has tried: %q", name, got.Error)
		}
	}
}

func TestClientsMayUseBasicAuthentication(t *testing.T) {
	t.Parallel()
	s, _, team := sandboxtest.Freshly(t)
	for _, test := range []struct{ secret, code string }{{"guess", "bad_client_secret"}, {"sandbox-client-secret", ""}} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/oauth.access",
			strings.NewReader("code="+sandboxtest.Approved(t, s, world.Authorization{Team: team.ID})))
		r.Header.Set("Content-Type", sandboxtest.FormMedia)
		r.SetBasicAuth("sandbox-client-id", test.secret)
		if got := sandboxtest.Decode[sandboxtest.ExchangeReply](t, sandboxtest.Serve(s, r)); got.Error != test.code {
			t.Errorf("secret %q: %q, want %q", test.secret, got.Error, test.code)
		}
	}
}
