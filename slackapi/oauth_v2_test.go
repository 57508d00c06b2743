package slackapi_test

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// botUserApp is the demo's app with bot and user tokens at a sandbox.
type botUserApp struct {
	*slackapi.App
	apiURL string
	calls  []slackapi.Attempt
}

// newTodaysApp opens that app: as a public client if it is given no secret.
func newTodaysApp(t *testing.T, rotates bool, secret string) *botUserApp {
	t.Helper()
	w := world.Demo(0)
	w.Apps[1].Rotates = rotates
	server := httptest.NewServer(sandbox.New(w, sandbox.Options{}))
	t.Cleanup(server.Close)
	a := &botUserApp{apiURL: server.URL + "/api/"}
	var proof model.ClientSecret
	if secret != "" {
		proof = secretOf(t, secret)
	}
	var err error
	a.App, err = slackapi.NewApp(a.apiURL, "sandbox-bell-id", proof,
		slackapi.OnAttempt(func(c slackapi.Attempt) { a.calls = append(a.calls, c) }))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// approve opens the install page and returns the code that it sends on.
func (a *botUserApp) approve(t *testing.T, i model.Install, team model.TeamID, challenge string) string {
	t.Helper()
	page, err := slackapi.AuthorizeV2URL(a.apiURL, "sandbox-bell-id", i, redirect, "the-state", challenge)
	if err != nil {
		t.Fatal(err)
	}
	if page, err = slackapi.AuthorizePageInTeam(page, team); err != nil {
		t.Fatal(err)
	}
	browser := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, page, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := browser.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	to, err := response.Location()
	if err != nil || to.Query().Get("state") != "the-state" {
		body, _ := io.ReadAll(response.Body)
		t.Fatalf("the page sends on to %s (%v): %s", to, err, body)
	}
	return to.Query().Get("code")
}

// TestInstallsOfBotAndUserTokens: both levels of the reply, on top of what was held, with
// and without a secret, with and without rotation.
func TestInstallsOfBotAndUserTokens(t *testing.T) {
	t.Parallel()
	teams := world.Demo(0).Teams
	lighthouse := teams[4]
	asked := model.Install{Bot: []catalog.Scope{"groups:read"}, User: []catalog.Scope{"users:read", "search:read"}}
	for _, secret := range []string{"", "sandbox-bell-secret"} {
		for _, rotates := range []bool{false, true} {
			t.Run(fmt.Sprintf("public %v, rotates %v", secret == "", rotates), func(t *testing.T) {
				app := newTodaysApp(t, rotates, secret)
				verifier, challenge := slackapi.NewVerifier()
				code := app.approve(t, asked, lighthouse.ID, challenge)
				got, err := app.OAuthV2Access(t.Context(), code, verifier, redirect)
				if err != nil {
					t.Fatal(err)
				}
				if got.AppID != "A0DEPLOYBELL" || got.Team.ID != lighthouse.ID || got.Team.Name != "Lighthouse" || got.OrgWide ||
					got.By != lighthouse.Users[1].ID || got.BotUser != lighthouse.Users[0].ID {
					t.Errorf("installed %+v", got)
				}
				held := append(slices.Clone(lighthouse.Installs[0].OAuthScopes), "groups:read")
				slices.Sort(held)
				if !slices.Equal(got.Bot.Scopes, held) || !slices.Equal(got.User.Scopes, []catalog.Scope{"search:read", "users:read"}) {
					t.Errorf("scopes %v and %v", got.Bot.Scopes, got.User.Scopes)
				}
				for kind, one := range map[catalog.TokenKind]slackapi.GrantedToken{catalog.Bot: got.Bot, catalog.UserToken: got.User} {
					if one.Access.Kind() != kind || one.Team.ID != lighthouse.ID {
						t.Errorf("the %s token is %v of %s", kind, one.Access, one.Team.ID)
					}
					checkRotation(t, app, rotates, one.IssuedTokens)
				}
				checkSecrets(t, app, code, verifier, got)
			})
		}
	}
}

func checkRotation(t *testing.T, app *botUserApp, rotates bool, one slackapi.IssuedTokens) {
	t.Helper()
	if !rotates {
		if !one.Refresh.IsZero() || one.Life != 0 {
			t.Errorf("a token that lasts comes with %v for %v", one.Refresh, one.Life)
		}
		return
	}
	next, err := app.RefreshV2(t.Context(), one.Refresh)
	if err != nil {
		t.Fatal(err)
	}
	if one.Life != 12*time.Hour || next.Life != one.Life || next.Access == one.Access || next.Access.Kind() != one.Access.Kind() ||
		next.Refresh == one.Refresh || next.Team.ID != one.Team.ID {
		t.Errorf("%+v became %+v", one, next)
	}
	refused(t, "no refresh token of the app", "invalid_refresh_token", func() error {
		_, err := app.RefreshV2(t.Context(), tokenOf(t, "xoxe-1-"+"sandbox-of-another"))
		return err
	})
}

// checkSecrets looks for secrets in what is shown of calls and replies.
func checkSecrets(t *testing.T, app *botUserApp, code, verifier string, got slackapi.Installation) {
	t.Helper()
	shown := fmt.Sprintf("%v %+v %#v %v %+v %#v", app.calls, app.calls, app.calls, app.App, got, got)
	for _, secret := range []string{code, verifier, got.Bot.Access.Reveal(), got.User.Access.Reveal(), "sandbox-bell-secret"} {
		if strings.Contains(shown, secret) {
			t.Error("a secret is shown")
		}
	}
}

func TestInstallsOfBotAndUserTokensThatAreRefused(t *testing.T) {
	t.Parallel()
	verifier, challenge := slackapi.NewVerifier()
	other, _ := slackapi.NewVerifier()
	asked := model.Install{Bot: []catalog.Scope{"chat:write"}}
	for _, test := range []struct{ want, secret, challenge, verifier, redirect string }{
		{"invalid_code_verifier", "sandbox-bell-secret", challenge, other, redirect},
		{"invalid_code_verifier", "", challenge, "", redirect},
		{"bad_client_secret", "", "", "", redirect},
		{"bad_client_secret", "guess", challenge, verifier, redirect},
		{"bad_redirect_uri", "", challenge, verifier, redirect + "/else"},
	} {
		app := newTodaysApp(t, false, test.secret)
		code := app.approve(t, asked, "", test.challenge)
		_, err := app.OAuthV2Access(t.Context(), code, test.verifier, test.redirect)
		checkRefused(t, err, test.want)
	}
	app := newTodaysApp(t, false, "sandbox-bell-secret")
	_, err := app.OAuthV2Access(t.Context(), "guess", "", redirect)
	checkRefused(t, err, "invalid_code")
}

// TestRepliesToInstalls reads what Slack's pages show, and what goes wrong.
func TestRepliesToInstalls(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		body      string
		bot, user string // the tokens; neither: a SpentError
		scopes    []catalog.Scope
	}{
		"bot and user": {
			`{"ok":true,"access_token":"xoxb-sandbox-new","token_type":"bot","scope":"commands,incoming-webhook","bot_user_id":"U0","app_id":"A0",` +
				`"team":{"name":"S","id":"T9"},"enterprise":{"name":"s","id":"E1"},"authed_user":{"id":"U1","scope":"chat:write","access_token":"xoxp-sandbox-new","token_type":"user"}}`,
			"xoxb-sandbox-new", "xoxp-sandbox-new",
			[]catalog.Scope{"commands", "incoming-webhook"},
		},
		"only a user": {
			`{"ok":true,"app_id":"A0","authed_user":{"id":"U1","scope":"identity.basic","access_token":"xoxp-sandbox-new"},"team":{"id":"T9"},"enterprise":null}`,
			"", "xoxp-sandbox-new", nil,
		},
		"an organization": {
			`{"ok":true,"access_token":"xoxb-sandbox-new","scope":"users:read","team":null,"enterprise":{"id":"E1"},"is_enterprise_install":true,"authed_user":{"id":"W1"}}`,
			"xoxb-sandbox-new", "",
			[]catalog.Scope{"users:read"},
		},
		"hostile scopes": {
			`{"ok":true,"access_token":"xoxb-sandbox-new","scope":"a\u001b[2J, b","authed_user":null}`,
			"xoxb-sandbox-new", "",
			[]catalog.Scope{"a␛[2J", "b"},
		},
		"no token":      {`{"ok":true,"authed_user":{"id":"U1"}}`, "", "", nil},
		"no such token": {`{"ok":true,"access_token":"hunter2"}`, "", "", nil},
		"half a token":  {`{"ok":true,"access_token":"xoxb-sandbox-new","authed_user":{"id":"U1","access_token":"hunter2"}}`, "", "", nil},
		"a list":        {`{"ok":true,"access_token":["hunter2"]}`, "", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			app, calls := answering(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, test.body) })
			got, err := app.OAuthV2Access(t.Context(), "sandbox-code", "", redirect)
			if got.Bot.Access.Reveal() != test.bot || got.User.Access.Reveal() != test.user || calls.Load() != 1 {
				t.Errorf("got %v and %v after %d calls", got.Bot.Access, got.User.Access, calls.Load())
			}
			if _, spent := errors.AsType[*slackapi.UncertainExchangeError](err); spent != (test.bot+test.user == "") {
				t.Errorf("failed with %v", err)
			}
			if !slices.Equal(got.Bot.Scopes, test.scopes) || got.OrgWide != strings.Contains(test.body, "is_enterprise") {
				t.Errorf("got %+v", got)
			}
			if strings.Contains(fmt.Sprint(err), "hunter2") {
				t.Error("the error repeats the reply")
			}
		})
	}
}

func TestRefreshBringsAPair(t *testing.T) {
	t.Parallel()
	app, _ := answering(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"ok":true,"access_token":"xoxb-sandbox-new","expires_in":43200}`)
	})
	if _, err := app.RefreshV2(t.Context(), tokenOf(t, "xoxe-sandbox-old1")); err == nil {
		t.Error("a pair without its second half is taken")
	} else if _, spent := errors.AsType[*slackapi.UncertainExchangeError](err); !spent {
		t.Errorf("failed with %v", err)
	}
}

func TestVerifiers(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 100 {
		verifier, challenge := slackapi.NewVerifier()
		sum := sha256.Sum256([]byte(verifier))
		if base64.RawURLEncoding.EncodeToString(sum[:]) != challenge || len(verifier) < 43 || url.QueryEscape(verifier) != verifier {
			t.Fatalf("challenge %q does not fit", challenge)
		}
		if seen[verifier] {
			t.Fatal("a verifier came twice")
		}
		seen[verifier] = true
	}
}
