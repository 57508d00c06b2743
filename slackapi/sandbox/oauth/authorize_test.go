package oauth_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"periscope/model"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

func TestAuthorizePageRedirects(t *testing.T) {
	t.Parallel()
	s, _, team := sandboxtest.Freshly(t)
	const back = "http://127.0.0.1:3000/callback?from=test"
	r := sandboxtest.Get(t, s, "/oauth/v2/authorize?"+url.Values{
		"client_id": {"sandbox-client-id"}, "scope": {"chat:write, users:read"}, "user_scope": {"search:read"},
		"redirect_uri": {back}, "state": {"st&te"}, "team": {string(team.ID)},
	}.Encode())
	to, err := url.Parse(r.Header().Get("Location"))
	if err != nil || r.Code != http.StatusFound || to.Host != "127.0.0.1:3000" || to.Path != "/callback" ||
		to.Query().Get("state") != "st&te" || to.Query().Get("from") != "test" {
		t.Fatalf("answers %d, to %q (%v)", r.Code, to, err)
	}
	got := sandboxtest.Exchange(t, s, "oauth.v2.access", "code", to.Query().Get("code"), "redirect_uri", back)
	if got.Scope != "chat:write,users:read" || got.AuthedUser.Scope != "search:read" || got.Team.ID != string(team.ID) {
		t.Errorf("exchanged: %+v", got)
	}
	r = sandboxtest.Get(t, s, "/oauth/authorize?client_id=sandbox-client-id&scope=pins:read")
	if to := r.Header().Get("Location"); !strings.HasPrefix(to, "http://127.0.0.1/?code=sandbox-code-") {
		t.Errorf("without redirect_uri: %d, to %q", r.Code, to)
	}
}

func TestAuthorizePageKnowsWhereTheAppIs(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	for client, want := range map[string]model.TeamID{"sandbox-client-id": s.World().Teams[0].ID, world.Bell().ClientID: s.World().Teams[4].ID} {
		sandboxtest.Get(t, s, "/oauth/v2/authorize?scope=groups:read&client_id="+client)
		codes := s.World().Codes
		if i := slices.IndexFunc(codes, func(c world.Code) bool { return c.ClientID == client }); i < 0 || codes[i].Team != want {
			t.Errorf("%s is installed elsewhere than in %s: %+v", client, want, codes)
		}
	}
}

func TestAuthorizePageRefuses(t *testing.T) {
	t.Parallel()
	s, _, team := sandboxtest.Freshly(t)
	const v2 = "/oauth/v2/authorize?client_id=sandbox-client-id&"
	for target, says := range map[string]string{
		"/oauth/v2/authorize?scope=chat:write":                              "invalid_client_id",
		v2 + "scope=no:such":                                                "invalid_scope",
		v2 + "scope=search:read":                                            "invalid_scope", // no bot has it
		v2 + "scope=bot":                                                    "invalid_scope",
		v2 + "user_scope=openid,search:read":                                "invalid_scope",
		v2 + "scope=chat:write&user_scope=openid":                           "invalid_scope",
		v2 + "scope=chat:write&redirect_uri=http://example.com/":            "bad_redirect_uri",
		v2 + "scope=chat:write&redirect_uri=https://127.0.0.1/":             "bad_redirect_uri", // another scheme
		v2 + "scope=chat:write&redirect_uri=http://127.0.0.1@example.com/":  "bad_redirect_uri",
		v2 + "scope=chat:write&team=T0NOWHERE":                              "has no team",
		v2 + "scope=chat:write&user=" + string(team.Users[0].ID):            "has nobody with the id",
		v2 + "scope=chat:write&code_challenge=x":                            "must be S256",
		"/oauth/authorize?client_id=sandbox-client-id&scope=bot":            "invalid_scope",
		"/oauth/authorize?client_id=sandbox-client-id&user_scope=pins:read": "invalid_scope",
	} {
		r := sandboxtest.Get(t, s, target)
		if got := sandboxtest.Decode[sandboxtest.Reply](t, r); r.Code != http.StatusBadRequest || !strings.Contains(got.Error, says) {
			t.Errorf("%s: %d %q, want %q", target, r.Code, got.Error, says)
		}
	}
	if n := len(s.World().Codes); n != 0 {
		t.Errorf("%d codes were made for what was refused", n)
	}
	if got := sandboxtest.Do(t, s, "", "../oauth/authorize").Code; got != http.StatusOK { // /api/../oauth is no page, but a method that is not here
		t.Errorf("a path around: %d", got)
	}
}

func TestRedirectsStayBelowWhatIsRegistered(t *testing.T) {
	t.Parallel()
	app := world.App{RedirectURIs: []string{"http://127.0.0.1/slack/", "http://localhost:9/cb"}}
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
		if got := app.MayRedirect(to); got != want {
			t.Errorf("%s: %v, want %v", to, got, want)
		}
	}
}
