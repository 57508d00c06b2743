package oauth_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

func exchange(t testing.TB, s *sandbox.Sandbox, method, code string) sandboxtest.JSON {
	t.Helper()
	return sandboxtest.Decode[sandboxtest.JSON](t, sandboxtest.Do(t, s, "", method, sandboxtest.ClientArgs("code", code)...))
}

// TestInstallerAndAuthorizerHaveAppHomes: the first stays the installer, both have a conversation
// with the app, and the app has one token in the team.
func TestInstallerAndAuthorizerHaveAppHomes(t *testing.T) {
	t.Parallel()
	s, _, team := sandboxtest.Freshly(t)
	installer, second := team.Users[1].ID, team.Users[3].ID
	permanent := exchange(t, s, "oauth.token", sandboxtest.Approved(t, s, world.Authorization{Team: team.ID, User: second}))
	if permanent["installer_user_id"] != string(installer) || permanent["authorizing_user_id"] != string(second) {
		t.Errorf("installer %v, authorizer %v; want %s and %s", permanent["installer_user_id"], permanent["authorizing_user_id"], installer, second)
	}
	if permanent["access_token"] != sandboxtest.FreshToken {
		t.Errorf("a second token, %v, for the same app and team", permanent["access_token"])
	}
	hourly := exchange(t, s, "oauth.access", sandboxtest.Approved(t, s, world.Authorization{Team: team.ID, User: second}))
	home := hourly["authorizing_user"].(sandboxtest.JSON)["app_home"]
	if home == nil || hourly["installer_user"].(sandboxtest.JSON)["user_id"] != string(installer) {
		t.Errorf("%v", hourly)
	}
	token := hourly["access_token"].(string)
	if got := sandboxtest.Ask(t, s, token, "chat.postMessage", "channel", string(second), "text", "hello"); !got.OK {
		t.Errorf("to who installed it: %q", got.Error)
	}
	info := sandboxtest.Decode[sandboxtest.InfoReply](t, sandboxtest.Do(t, s, token, "apps.permissions.info")).Info[catalog.AppHome]
	if !slices.Contains(info.Resources.IDs, model.ResourceID(home.(string))) || len(info.Scopes) < 3 {
		t.Errorf("app homes %v", info)
	}
}

func TestPeopleChooseResourcesOrDecline(t *testing.T) {
	t.Parallel()
	s, _, team := sandboxtest.Freshly(t)
	page := func(query string, header ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/oauth/authorize?client_id=sandbox-client-id&state=s&team="+string(team.ID)+"&"+query, http.NoBody)
		if len(header) > 0 {
			r.Header.Set("Accept", header[0])
		}
		return sandboxtest.Serve(s, r)
	}
	answer := func(w *httptest.ResponseRecorder) url.Values {
		to, err := url.Parse(w.Header().Get("Location"))
		if err != nil || w.Code != http.StatusFound {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		return to.Query()
	}
	if got := answer(page("scope=channels:read&deny=1")); got.Get("error") != "access_denied" || got.Get("code") != "" || got.Get("state") != "s" {
		t.Errorf("declining leads to %v", got)
	}
	general := team.Conversations[0].ID
	got := exchange(t, s, "oauth.token", answer(page("scope=channels:read%20chat:write&resources="+string(general))).Get("code"))
	if got["ok"] != true {
		t.Fatalf("%v", got)
	}
	info := sandboxtest.Decode[sandboxtest.InfoReply](t, sandboxtest.Do(t, s, got["access_token"].(string), "apps.permissions.info")).Info[catalog.Channel]
	if !slices.Equal(info.Resources.IDs, []model.ResourceID{general}) || !slices.Equal(info.Scopes, []catalog.Scope{"channels:read", "chat:write"}) {
		t.Errorf("channels %v, want %s alone, with both scopes", info, general)
	}
	single := exchange(t, s, "oauth.token", answer(page("scope=chat:write&single_channel=true&channel="+string(general))).Get("code"))
	if single["single_channel_id"] != string(general) {
		t.Errorf("single channel %v", single["single_channel_id"])
	}
	shown := page("scope=channels:read", "text/html,*/*").Body.String()
	for _, part := range []string{"Access a private conversation with you", "channels:read", "Allow", "Cancel", "all public channels"} {
		if !strings.Contains(shown, part) {
			t.Errorf("a browser is not shown %q:\n%s", part, shown)
		}
	}
}

// TestRotatingTokensStayWhatTheyAre: a bot's stays a bot's, whether or not the world says its bot id.
func TestRotatingTokensStayWhatTheyAre(t *testing.T) {
	t.Parallel()
	w := world.Demo(0)
	w.Apps[1].Rotates = true
	for i := range w.Teams[4].Installs {
		w.Teams[4].Installs[i].BotID = ""
	}
	s := sandbox.New(w, sandbox.Options{Unlimited: true})
	code, err := s.Authorize(world.Authorization{
		ClientID: w.Apps[1].ClientID, Team: w.Teams[4].ID, User: w.Teams[4].Users[1].ID, Scopes: []catalog.Scope{"chat:write"}, Version2: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	app := []string{"client_id", w.Apps[1].ClientID, "client_secret", w.Apps[1].ClientSecret}
	got := sandboxtest.Decode[sandboxtest.ExchangeReply](t, sandboxtest.Do(t, s, "", "oauth.v2.access", append(app, "code", code)...))
	renewed := sandboxtest.Decode[sandboxtest.ExchangeReply](t, sandboxtest.Do(t, s, "", "oauth.v2.access",
		append(app, "grant_type", "refresh_token", "refresh_token", got.RefreshToken)...))
	if renewed.TokenType != "bot" || !strings.HasPrefix(renewed.AccessToken, "xoxe.xoxb-") || renewed.UserID != "" {
		t.Errorf("a bot's token becomes %s, %q", renewed.TokenType, renewed.Error)
	}
}

func TestWebhooksPost(t *testing.T) {
	t.Parallel()
	w := world.Demo(0)
	s := sandbox.New(w, sandbox.Options{BaseURL: "http://127.0.0.1:8765"})
	got := exchange(t, s, "oauth.v2.access", sandboxtest.Approved(t, s, world.Authorization{
		Team: w.Teams[1].ID, Scopes: []catalog.Scope{"incoming-webhook"}, Version2: true,
	}))
	hook, is := got["incoming_webhook"].(sandboxtest.JSON)
	if !is {
		t.Fatalf("no incoming_webhook: %v", got)
	}
	post := func(body string) (int, string) {
		path := strings.TrimPrefix(hook["url"].(string), "http://127.0.0.1:8765")
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		answer := sandboxtest.Serve(s, r)
		return answer.Code, answer.Body.String()
	}
	for body, want := range map[string]string{`{"text":"hi"}`: "ok", `{`: "invalid_payload", `{}`: "no_text"} {
		if _, said := post(body); said != want {
			t.Errorf("%s: %q, want %q", body, said, want)
		}
	}
	if said := s.Messages(); len(said) != 1 || said[0].Via != "incoming-webhook" || said[0].Text != "hi" {
		t.Errorf("the app said %v", said)
	}
}

func TestClassicAppsGetAUsersAndABotsToken(t *testing.T) {
	t.Parallel()
	w := world.Demo(0)
	w.Apps[0].Classic = true
	s := sandbox.New(w, sandbox.Options{})
	got := exchange(t, s, "oauth.access", sandboxtest.Approved(t, s, world.Authorization{
		Team: w.Teams[1].ID, Scopes: []catalog.Scope{"bot", "users:read"},
	}))
	user, _ := got["access_token"].(string)
	bot, _ := got["bot"].(sandboxtest.JSON)["bot_access_token"].(string)
	if !strings.HasPrefix(user, "xoxp-") || !strings.HasPrefix(bot, "xoxb-") || got["scope"] != "bot,users:read" {
		t.Fatalf("%v", got)
	}
	for _, token := range []string{user, bot} {
		if code := sandboxtest.Ask(t, s, token, "auth.test").Error; code != "" {
			t.Errorf("auth.test: %q", code)
		}
	}
}

// TestRemovedTokensAnswerByDate: what a dead token answers depends on its kind and on the day.
func TestRemovedTokensAnswerByDate(t *testing.T) {
	t.Parallel()
	for date, want := range map[string][3]string{ // of a workspace, a bot's and a user's token
		"":           {"token_revoked", "account_inactive", "token_revoked"},
		"2018-08-15": {"token_revoked", "token_revoked", "token_revoked"},
		"2018-10-01": {"invalid_auth", "token_revoked", "token_revoked"},
		"2026-01-01": {"invalid_auth", "account_inactive", "token_revoked"},
	} {
		w := world.Demo(0)
		w.Date = date
		s := sandbox.New(w, sandbox.Options{Now: func() time.Time { return time.Unix(1_560_000_000, 0) }})
		if err := s.Uninstall(sandboxtest.AcmeID); err != nil && date != "2026-01-01" {
			t.Fatal(err)
		}
		for i, token := range []string{sandboxtest.AcmeToken, sandboxtest.AcmeBot, sandboxtest.AcmeUser} {
			if got := sandboxtest.Ask(t, s, token, "auth.test").Error; got != want[i] {
				t.Errorf("%q: %s answers %q, want %q", date, token, got, want[i])
			}
		}
	}
}

// TestAuthorizePageEscapes: names of a world and arguments of an address are text on the
// page, whatever is in them.
func TestAuthorizePageEscapes(t *testing.T) {
	t.Parallel()
	const hostile = `"><script>alert('x')</script>&`
	w := world.Demo(3)
	for i := range w.Apps {
		w.Apps[i].Name = "app" + hostile
	}
	team := &w.Teams[1]
	team.Name = "team" + hostile
	for i := range team.Users {
		team.Users[i].Name = "user" + hostile
	}
	for i := range team.Conversations {
		team.Conversations[i].Name = "channel" + hostile
	}
	s := sandbox.New(w, sandbox.Options{})
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/oauth/authorize?"+url.Values{
		"client_id": {"sandbox-client-id"}, "scope": {"channels:read"}, "team": {string(team.ID)}, "state": {"state" + hostile},
	}.Encode(), http.NoBody)
	r.Header.Set("Accept", "text/html")
	shown := sandboxtest.Serve(s, r).Body.String()
	if strings.Contains(shown, "<script") {
		t.Errorf("the page has what a name said:\n%s", shown)
	}
	for _, what := range []string{"app", "team", "user", "channel", "state"} {
		if !strings.Contains(shown, what+"&#34;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;") {
			t.Errorf("the page lacks the name of the %s:\n%s", what, shown)
		}
	}
}
