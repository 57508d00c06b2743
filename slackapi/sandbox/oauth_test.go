package sandbox

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
)

// exchangeWire is a reply with a token, of any of the three methods.
type exchangeWire struct {
	OK           bool   `json:"ok"`
	Error        string `json:"error"`
	AccessToken  string `json:"access_token"`
	TokenType    string `json:"token_type"`
	Scope        string
	ExpiresIn    int    `json:"expires_in"`
	RefreshToken string `json:"refresh_token"`
	BotUserID    string `json:"bot_user_id"`
	UserID       string `json:"user_id"`
	AppID        string `json:"app_id"`
	AppUserID    string `json:"app_user_id"`
	TeamID       string `json:"team_id"`
	TeamName     string `json:"team_name"`
	Team         struct{ ID, Name string }
	AuthedUser   struct {
		ID           string
		AccessToken  string `json:"access_token"`
		TokenType    string `json:"token_type"`
		Scope        string
		ExpiresIn    int    `json:"expires_in"`
		RefreshToken string `json:"refresh_token"`
	} `json:"authed_user"`
	Authorizing struct {
		UserID  string  `json:"user_id"`
		AppHome *string `json:"app_home"`
	} `json:"authorizing_user"`
	Scopes      map[catalog.ResourceType][]catalog.Scope
	Permissions []struct {
		Scopes []catalog.Scope
		Type   string `json:"resource_type"`
		ID     any    `json:"resource_id"`
	}
}

// exchange calls a method that gives tokens, as the demo's app.
func exchange(t testing.TB, s *Sandbox, method string, args ...string) exchangeWire {
	t.Helper()
	return decode[exchangeWire](t, do(t, s, "", method, client(args...)...))
}

// approved is a code for the demo's app.
func approved(t testing.TB, s *Sandbox, a Authorization) string {
	t.Helper()
	a.ClientID = "sandbox-client-id"
	if a.User == "" {
		a.User = s.People(a.Team)[0].ID
	}
	code, err := s.Authorize(a)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// freshly is the demo with a clock that stands, and its second team, where the app holds the least.
func freshly(t testing.TB) (*Sandbox, *at, Team) {
	t.Helper()
	clock := &at{now: time.Unix(1_560_000_000, 0)}
	w := Demo(0)
	return New(w, Options{Now: clock.read}), clock, w.Teams[1]
}

func TestWorkspaceInstall(t *testing.T) {
	s, _, team := freshly(t)
	code := approved(t, s, Authorization{Team: team.ID, Scopes: []catalog.Scope{"pins:read", "users:read", "reminders:read:user"}})
	got := exchange(t, s, "oauth.access", "code", code)
	person := string(s.People(team.ID)[0].ID)
	if !strings.HasPrefix(got.AccessToken, "xoxa-"+"2-sandbox-") || !strings.HasPrefix(got.RefreshToken, "xoxr-sandbox-") || got.ExpiresIn != 3600 {
		t.Errorf("an hourly token and its refresh token are expected, got %d s", got.ExpiresIn)
	}
	if got.TokenType != "app" || got.AppID != appID || got.TeamID != string(team.ID) || got.TeamName != team.Name ||
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
	if first := ask(t, s, freshToken, "users.info", "user", person); !first.OK {
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
	s, _, _ := freshly(t)
	got := exchange(t, s, "oauth.access", "code", approved(t, s, Authorization{Team: acmeID, Scopes: []catalog.Scope{"pins:read"}}))
	info := func(token string) infoWire { return decode[infoWire](t, do(t, s, token, "apps.permissions.info")) }
	old, young := info(acmeToken), info(got.AccessToken)
	if diff := cmp.Diff(old, young); diff != "" {
		t.Errorf("the app's tokens differ (-old +young):\n%s", diff)
	}
	if channel := young.Info[catalog.Channel]; channel.Resources.Wildcard == nil || !*channel.Resources.Wildcard || !slices.Contains(channel.Scopes, "pins:read") {
		t.Errorf("the young token holds %+v on channels, want what the app held and what was approved", channel)
	}
}

func TestInstallWhereTheAppIsNew(t *testing.T) {
	s, _, _ := freshly(t)
	umbrella := Demo(0).Teams[2] // where it was uninstalled
	code := approved(t, s, Authorization{Team: umbrella.ID})
	got := exchange(t, s, "oauth.token", "code", code)
	if got.ExpiresIn != 0 || got.RefreshToken != "" || !strings.HasPrefix(got.AccessToken, "xoxa-sandbox-") {
		t.Errorf("oauth.token gives a token that lasts, got %+v", got.ExpiresIn)
	}
	if len(got.Permissions) != 1 || got.Permissions[0].Type != "app_home" || len(got.Permissions[0].Scopes) != 3 {
		t.Errorf("permissions %+v, want the three on the app home", got.Permissions)
	}
	if info := ask(t, s, got.AccessToken, "conversations.list", "types", "im"); !slices.Equal(names(info), []string{got.Permissions[0].ID.(string)}) {
		t.Errorf("the new token sees %v %q", names(info), info.Error)
	}
	if got := ask(t, s, umbrellaToken, "auth.test").Error; got != "token_revoked" {
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

func TestHourlyTokensAreRenewedOnce(t *testing.T) {
	s, clock, team := freshly(t)
	first := exchange(t, s, "oauth.access", "code", approved(t, s, Authorization{Team: team.ID}))
	works := func(token string) string { return ask(t, s, token, "apps.permissions.info").Error }
	clock.now = clock.now.Add(time.Hour - time.Second)
	if got := works(first.AccessToken); got != "" {
		t.Errorf("a second before the hour is over: %q", got)
	}
	if left := decode[identity](t, do(t, s, first.AccessToken, "auth.test")).ExpiresIn; left != 1 {
		t.Errorf("auth.test says that %d seconds are left, want 1", left)
	}
	clock.now = clock.now.Add(time.Second)
	if got := works(first.AccessToken); got != "invalid_auth" {
		t.Errorf("after an hour: %q, want invalid_auth", got)
	}
	if got := works(first.RefreshToken); got != "not_allowed_token_type" {
		t.Errorf("with the refresh token: %q", got)
	}
	renew := []string{"grant_type", "refresh_token", "refresh_token", first.RefreshToken}
	second := exchange(t, s, "oauth.access", renew...)
	if got := works(second.AccessToken); got != "" || second.ExpiresIn != 3600 || second.TeamID != string(team.ID) {
		t.Errorf("renewed: %q, %+v", got, second.Error)
	}
	if got := exchange(t, s, "oauth.access", renew...); got.Error != "invalid_token" {
		t.Errorf("the refresh token again: %q, want invalid_token", got.Error)
	}
	if third := exchange(t, s, "oauth.access", "grant_type", "refresh_token", "refresh_token", second.RefreshToken); !third.OK {
		t.Errorf("the second refresh token: %q", third.Error)
	}
}

func TestManyRenewingWithOneToken(t *testing.T) {
	s, _, team := freshly(t)
	token := exchange(t, s, "oauth.access", "code", approved(t, s, Authorization{Team: team.ID})).RefreshToken
	codes := make(chan string, 50)
	var all sync.WaitGroup
	for range cap(codes) {
		all.Go(func() {
			codes <- exchange(t, s, "oauth.access", "grant_type", "refresh_token", "refresh_token", token).Error
		})
	}
	all.Wait()
	close(codes)
	got := map[string]int{}
	for code := range codes {
		got[code]++
	}
	if diff := cmp.Diff(map[string]int{"": 1, "invalid_token": 49}, got); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
}

func TestCodesWorkOnceAndForTenMinutes(t *testing.T) {
	s, clock, team := freshly(t)
	code := approved(t, s, Authorization{Team: team.ID})
	if got := exchange(t, s, "oauth.token", "code", code); !got.OK {
		t.Fatal(got.Error)
	}
	if got := exchange(t, s, "oauth.token", "code", code).Error; got != "invalid_code" {
		t.Errorf("again: %q, want invalid_code", got)
	}
	late := approved(t, s, Authorization{Team: team.ID})
	if len(s.World().Codes) != 1 || s.World().Codes[0].Code != late {
		t.Errorf("the world has the codes %v, want the one that is left", s.World().Codes)
	}
	clock.now = clock.now.Add(codeLife)
	if got := exchange(t, s, "oauth.token", "code", late).Error; got != "invalid_code" {
		t.Errorf("after ten minutes: %q, want invalid_code", got)
	}
}

func TestAppsSpendOnlyWhatIsTheirs(t *testing.T) {
	s := New(coverageWorld(), Options{})
	other := []string{"client_id", "sandbox-other-id", "client_secret", "sandbox-other-secret"}
	for name, test := range map[string]struct {
		args []string
		code string
	}{
		"a code":          {[]string{"code", "sandbox-code-old"}, "invalid_code"},
		"a refresh token": {[]string{"grant_type", "refresh_token", "refresh_token", "xoxr-sandbox-refresh"}, "invalid_token"},
	} {
		if got := decode[exchangeWire](t, do(t, s, "", "oauth.access", append(other, test.args...)...)).Error; got != test.code {
			t.Errorf("%s of another app: %q, want %q", name, got, test.code)
		}
		if got := exchange(t, s, "oauth.access", test.args...); !got.OK {
			t.Errorf("%s after another app has tried: %q", name, got.Error)
		}
	}
}

func TestClientsMayUseBasicAuthentication(t *testing.T) {
	s, _, team := freshly(t)
	for _, test := range []struct{ secret, code string }{{"guess", "bad_client_secret"}, {"sandbox-client-secret", ""}} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/oauth.access",
			strings.NewReader("code="+approved(t, s, Authorization{Team: team.ID})))
		r.Header.Set("Content-Type", formMedia)
		r.SetBasicAuth("sandbox-client-id", test.secret)
		if got := decode[exchangeWire](t, serve(s, r)); got.Error != test.code {
			t.Errorf("secret %q: %q, want %q", test.secret, got.Error, test.code)
		}
	}
}

func TestInstallOfToday(t *testing.T) {
	s, _, team := freshly(t)
	install := func(scopes, userScopes []catalog.Scope) exchangeWire {
		t.Helper()
		return exchange(t, s, "oauth.v2.access", "code", approved(t, s, Authorization{
			Team: team.ID, Scopes: scopes, UserScopes: userScopes, Version2: true,
		}))
	}
	first := install([]catalog.Scope{"chat:write", "channels:read"}, []catalog.Scope{"users:read"})
	if first.TokenType != "bot" || first.Scope != "channels:read,chat:write" || first.BotUserID != string(team.Users[0].ID) ||
		first.Team.ID != string(team.ID) || first.Team.Name != team.Name || first.AppID != appID || first.RefreshToken != "" {
		t.Errorf("reply %+v", first)
	}
	person := string(s.People(team.ID)[0].ID)
	if u := first.AuthedUser; u.ID != person || u.TokenType != "user" || u.Scope != "users:read" {
		t.Errorf("authed_user %+v", u)
	}
	for token, user := range map[string]string{first.AccessToken: first.BotUserID, first.AuthedUser.AccessToken: person} {
		if id := decode[identity](t, do(t, s, token, "auth.test")); string(id.UserID) != user || (id.BotID != "") != (user != person) {
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
	headers := do(t, s, first.AccessToken, "users.list").Header()
	if got := headers.Get("X-Oauth-Scopes"); got != second.Scope {
		t.Errorf("x-oauth-scopes %q, want %q", got, second.Scope)
	}
}

func TestTokensOfTodayRotate(t *testing.T) {
	w := Demo(0)
	w.Apps[0].Rotates = true
	clock := &at{now: time.Unix(1_560_000_000, 0)}
	s := New(w, Options{Now: clock.read})
	code := approved(t, s, Authorization{
		Team: w.Teams[1].ID, Scopes: []catalog.Scope{"chat:write"}, UserScopes: []catalog.Scope{"users:read"}, Version2: true,
	})
	got := exchange(t, s, "oauth.v2.access", "code", code)
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
		renewed := exchange(t, s, "oauth.v2.access", "grant_type", "refresh_token", "refresh_token", pair.refresh)
		if renewed.TokenType != name || (renewed.UserID != "") != (name == "user") || !strings.HasPrefix(renewed.AccessToken, pair.prefix) {
			t.Errorf("%s renewed: %+v", name, renewed.Error)
		}
		if again := exchange(t, s, "oauth.v2.access", "grant_type", "refresh_token", "refresh_token", pair.refresh); again.Error != "invalid_refresh_token" {
			t.Errorf("%s renewed again: %q", name, again.Error)
		}
		if got := ask(t, s, pair.access, "auth.test").Error; got != "" {
			t.Errorf("%s: the older of two live tokens: %q", name, got)
		}
	}
	again := exchange(t, s, "oauth.v2.access", "code", approved(t, s, Authorization{
		Team: w.Teams[1].ID, Scopes: []catalog.Scope{"users:read"}, Version2: true,
	}))
	if again.AccessToken == got.AccessToken || again.RefreshToken == "" || again.Scope != "chat:write,users:read" {
		t.Errorf("installed again: scopes %q, and the same token: %v", again.Scope, again.AccessToken == got.AccessToken)
	}
	clock.now = clock.now.Add(12 * time.Hour)
	if got := ask(t, s, got.AccessToken, "auth.test").Error; got != "token_expired" {
		t.Errorf("after twelve hours: %q, want token_expired", got)
	}
}

func TestPublicClientsProveThemselvesByPKCE(t *testing.T) {
	s, _, team := freshly(t)
	const verifier = "a-verifier-that-only-the-client-knows"
	sum := sha256.Sum256([]byte(verifier))
	guarded := Authorization{
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
		args := append([]string{"client_id", "sandbox-client-id", "code", approved(t, s, guarded)}, test.args...)
		if got := decode[exchangeWire](t, do(t, s, "", "oauth.v2.access", args...)); got.Error != test.code {
			t.Errorf("%s: %q, want %q", test.name, got.Error, test.code)
		}
	}
	guarded.Challenge = ""
	if got := decode[exchangeWire](t, do(t, s, "", "oauth.v2.access", "client_id", "sandbox-client-id", "code", approved(t, s, guarded))); got.Error != "bad_client_secret" {
		t.Errorf("neither secret nor challenge: %q", got.Error)
	}
}

func TestAuthorizePageRedirects(t *testing.T) {
	s, _, team := freshly(t)
	const back = "http://127.0.0.1:3000/callback?from=test"
	r := get(t, s, "/oauth/v2/authorize?"+url.Values{
		"client_id": {"sandbox-client-id"}, "scope": {"chat:write, users:read"}, "user_scope": {"search:read"},
		"redirect_uri": {back}, "state": {"st&te"}, "team": {string(team.ID)},
	}.Encode())
	to, err := url.Parse(r.Header().Get("Location"))
	if err != nil || r.Code != http.StatusFound || to.Host != "127.0.0.1:3000" || to.Path != "/callback" ||
		to.Query().Get("state") != "st&te" || to.Query().Get("from") != "test" {
		t.Fatalf("answers %d, to %q (%v)", r.Code, to, err)
	}
	got := exchange(t, s, "oauth.v2.access", "code", to.Query().Get("code"), "redirect_uri", back)
	if got.Scope != "chat:write,users:read" || got.AuthedUser.Scope != "search:read" || got.Team.ID != string(team.ID) {
		t.Errorf("exchanged: %+v", got)
	}
	r = get(t, s, "/oauth/authorize?client_id=sandbox-client-id&scope=pins:read")
	if to := r.Header().Get("Location"); !strings.HasPrefix(to, "http://127.0.0.1/?code=sandbox-code-") {
		t.Errorf("without redirect_uri: %d, to %q", r.Code, to)
	}
}

func TestAuthorizePageRefuses(t *testing.T) {
	s, _, team := freshly(t)
	const v2 = "/oauth/v2/authorize?client_id=sandbox-client-id&"
	for target, says := range map[string]string{
		"/oauth/v2/authorize?scope=chat:write":                              "invalid_client_id",
		v2 + "scope=no:such":                                                "invalid_scope",
		v2 + "scope=search:read":                                            "invalid_scope", // no bot has it
		v2 + "scope=chat:write&redirect_uri=http://example.com/":            "bad_redirect_uri",
		v2 + "scope=chat:write&redirect_uri=https://127.0.0.1/":             "bad_redirect_uri", // another scheme
		v2 + "scope=chat:write&redirect_uri=http://127.0.0.1@example.com/":  "bad_redirect_uri",
		v2 + "scope=chat:write&team=T0NOWHERE":                              "has no team",
		v2 + "scope=chat:write&user=" + string(team.Users[0].ID):            "has nobody with the id",
		v2 + "scope=chat:write&code_challenge=x":                            "must be S256",
		"/oauth/authorize?client_id=sandbox-client-id&scope=bot":            "invalid_scope",
		"/oauth/authorize?client_id=sandbox-client-id&user_scope=pins:read": "invalid_scope",
	} {
		r := get(t, s, target)
		if got := decode[reply](t, r); r.Code != http.StatusBadRequest || !strings.Contains(got.Error, says) {
			t.Errorf("%s: %d %q, want %q", target, r.Code, got.Error, says)
		}
	}
	if n := len(s.World().Codes); n != 0 {
		t.Errorf("%d codes were made for what was refused", n)
	}
	if got := do(t, s, "", "../oauth/authorize").Code; got != http.StatusOK { // /api/../oauth is no page, but a method that is not here
		t.Errorf("a path around: %d", got)
	}
}

func TestRedirectsStayBelowWhatIsRegistered(t *testing.T) {
	app := App{RedirectURIs: []string{"http://127.0.0.1/slack/", "http://localhost:9/cb"}}
	for to, want := range map[string]bool{
		"http://127.0.0.1:8080/slack":         true,
		"http://127.0.0.1/slack/back":         true,
		"http://localhost/cb":                 true,
		"http://127.0.0.1/slackers":           false,
		"http://127.0.0.1/":                   false,
		"http://127.0.0.1/slack/../elsewhere": false,
		"http://127.0.0.1/cb":                 false,
		"http://evil.example/slack/":          false,
		"javascript:alert(1)":                 false,
	} {
		if got := app.mayRedirect(to); got != want {
			t.Errorf("%s: %v, want %v", to, got, want)
		}
	}
}
