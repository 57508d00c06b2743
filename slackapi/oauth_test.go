package slackapi_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

const redirect = "http://127.0.0.1:4321/callback"

// secretOf is a client secret.
func secretOf(t testing.TB, s string) model.ClientSecret {
	t.Helper()
	secret, err := model.ParseClientSecret(s)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// installable is the demo's app at a sandbox, and a code for it.
func installable(t *testing.T, clientID, secret string, opts ...slackapi.Option) (app *slackapi.App, code string) {
	t.Helper()
	w := world.Demo(1)
	slack := sandbox.New(w, sandbox.Options{})
	server := httptest.NewServer(slack)
	t.Cleanup(server.Close)
	team := w.Teams[1].ID
	code, err := slack.Authorize(world.Authorization{
		ClientID: "sandbox-client-id", Team: team, User: slack.People(team)[0].ID,
		Scopes: []catalog.Scope{"pins:read"}, RedirectURI: redirect,
	})
	if err != nil {
		t.Fatal(err)
	}
	app, err = slackapi.NewApp(server.URL+"/api/", clientID, secretOf(t, secret), opts...)
	if err != nil {
		t.Fatal(err)
	}
	return app, code
}

func TestOAuthAccessAndRefresh(t *testing.T) {
	t.Parallel()
	var calls []slackapi.Attempt
	app, code := installable(t, "sandbox-client-id", "sandbox-client-secret",
		slackapi.OnAttempt(func(c slackapi.Attempt) { calls = append(calls, c) }))
	first, err := app.OAuthAccess(t.Context(), code, redirect)
	if err != nil {
		t.Fatal(err)
	}
	if first.Access.Kind() != catalog.Workspace || first.Refresh.Kind() != catalog.WorkspaceRefresh ||
		first.Life != time.Hour || first.Team.ID != world.Demo(1).Teams[1].ID {
		t.Errorf("issued %+v", first)
	}
	second, err := app.RefreshToken(t.Context(), first.Refresh)
	if err != nil {
		t.Fatal(err)
	}
	if second.Access == first.Access || second.Refresh != first.Refresh || second.Life != time.Hour {
		t.Errorf("the refresh brought %+v after %+v", second, first)
	}
	if _, err := app.RefreshToken(t.Context(), first.Refresh); err != nil { // that of a workspace app lasts
		t.Errorf("a refresh token, again: %v", err)
	}
	refused(t, "no refresh token of the app", "invalid_token", func() error {
		_, err := app.RefreshToken(t.Context(), tokenOf(t, "xoxr-sandbox-of-another"))
		return err
	})
	refused(t, "a code, again", "code_already_used", func() error {
		_, err := app.OAuthAccess(t.Context(), code, redirect)
		return err
	})
	shown := fmt.Sprintf("%v %+v %#v %v %+v %#v", calls, calls, calls, app, first, second)
	for _, secret := range []string{code, first.Access.Reveal(), first.Refresh.Reveal(), second.Refresh.Reveal(), "sandbox-client-secret"} {
		if strings.Contains(shown, secret) {
			t.Errorf("a secret is shown")
		}
	}
}

func refused(t *testing.T, what, code string, do func() error) {
	t.Helper()
	err := do()
	if e, ok := errors.AsType[*slackapi.Error](err); !ok || e.Code != code {
		t.Errorf("%s: %v, want %s", what, err, code)
	}
}

func TestRefusedExchanges(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ clientID, secret, redirect, want string }{
		{"sandbox-client-idle", "sandbox-client-secret", redirect, "invalid_client_id"},
		{"sandbox-client-id", "sandbox-client-sekret", redirect, "bad_client_secret"},
		{"sandbox-client-id", "sandbox-client-secret", redirect + "/else", "bad_redirect_uri"},
	} {
		app, code := installable(t, c.clientID, c.secret)
		refused(t, c.want, c.want, func() error {
			_, err := app.OAuthAccess(t.Context(), code, c.redirect)
			return err
		})
	}
}

// answering is an app at a server that answers every call in one way, and how
// often it was called.
func answering(t *testing.T, answer http.HandlerFunc) (*slackapi.App, *atomic.Int32) {
	t.Helper()
	var calls atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	app, err := slackapi.NewApp(server.URL, "sandbox-client-id", secretOf(t, "sandbox-client-secret"))
	if err != nil {
		t.Fatal(err)
	}
	return app, &calls
}

func TestAnExchangeIsNotRepeatedOnAGuess(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]http.HandlerFunc{
		"server fault":       func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) },
		"dropped connection": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"fatal_error": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, `{"ok":false,"error":"fatal_error"}`)
		},
		"no token": func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"ok":true}`) },
		"no refresh token": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, `{"ok":true,"access_token":"xoxa-`+`2-sandbox-new1","refresh_token":"hunter2"}`)
		},
	} {
		t.Run(name, func(t *testing.T) {
			app, calls := answering(t, answer)
			_, err := app.RefreshToken(t.Context(), tokenOf(t, "xoxr-sandbox-old1"))
			if _, ok := errors.AsType[*slackapi.UncertainExchangeError](err); !ok || calls.Load() != 1 {
				t.Errorf("%v after %d calls, want a SpentError after one", err, calls.Load())
			}
			if strings.Contains(fmt.Sprint(err), "hunter2") {
				t.Error("the error repeats the reply")
			}
		})
	}
}

func TestAnExchangeIsRepeatedAfterARateLimit(t *testing.T) {
	t.Parallel()
	first := true
	app, calls := answering(t, func(w http.ResponseWriter, _ *http.Request) {
		if first {
			first = false
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		_, _ = io.WriteString(w, `{"ok":true,"access_token":"xoxa-`+`2-sandbox-new1","expires_in":"3600","enterprise_id":null}`)
	})
	old := tokenOf(t, "xoxr-sandbox-old1")
	issued, err := app.RefreshToken(t.Context(), old)
	if err != nil || calls.Load() != 2 {
		t.Fatalf("%v after %d calls", err, calls.Load())
	}
	if issued.Refresh != old || issued.Life != time.Hour {
		t.Errorf("issued %+v: without another refresh token the old one stays", issued)
	}
}

func TestOddRepliesToACode(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fields string
		life   time.Duration
	}{
		"Slack's example": {`"token_type":"app","app_id":"A1","enterprise_id":null,"authorizing_user":{"user_id":"U1","app_home":"D1"},"scopes":{"app_home":["chat:write"],"team":[]}`, 0},
		"numbers for ids": {`"permissions":[{"scopes":["channels:read"],"resource_type":"channel","resource_id":0}],"single_channel_id":"C1","scopes":[]`, 0},
		"text for time":   {`"expires_in":"soon"`, 0},
		"negative time":   {`"expires_in":-1`, 0},
		"a huge time":     {`"expires_in":9223372036854775807`, 0},
		"null for time":   {`"expires_in":null`, 0},
		"an hour":         {`"expires_in":3600`, time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			app, _ := answering(t, func(w http.ResponseWriter, _ *http.Request) {
				_, _ = io.WriteString(w, `{"ok":true,"access_token":"xoxa-sandbox-acme","team_id":"T1",`+c.fields+`}`)
			})
			issued, err := app.OAuthAccess(t.Context(), "sandbox-code", redirect)
			if err != nil || issued.Access.Reveal() != "xoxa-sandbox-acme" || issued.Team.ID != "T1" || !issued.Refresh.IsZero() || issued.Life != c.life {
				t.Errorf("issued %+v, %v", issued, err)
			}
		})
	}
}

func tokenOf(t testing.TB, s string) model.Token {
	t.Helper()
	token, err := model.ParseToken(s)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestConfigurationTokensAreRotated(t *testing.T) {
	t.Parallel()
	w := world.Demo(0)
	server := httptest.NewServer(sandbox.New(w, sandbox.Options{}))
	defer server.Close()
	api := server.URL + "/api/"
	var calls []slackapi.Attempt
	told := slackapi.OnAttempt(func(c slackapi.Attempt) { calls = append(calls, c) })
	old := tokenOf(t, "xoxe-sandbox-lighthouse")
	got, err := slackapi.RotateConfiguration(t.Context(), api, old, told)
	if err != nil {
		t.Fatal(err)
	}
	if got.Access.Kind() != catalog.UserToken || got.Refresh.Kind() != catalog.Refresh || got.Life != 12*time.Hour || got.Team.ID != w.Teams[4].ID {
		t.Errorf("got %+v", got)
	}
	client, err := slackapi.New(api, got.Access)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.ExportManifest(t.Context(), "A0DEPLOYBELL"); err != nil {
		t.Errorf("the new token: %v", err)
	}
	_, err = slackapi.RotateConfiguration(t.Context(), api, old)
	checkRefused(t, err, "invalid_refresh_token")
	for _, secret := range []string{old.Reveal(), got.Access.Reveal(), got.Refresh.Reveal()} {
		if strings.Contains(fmt.Sprintf("%v %+v", calls, got), secret) {
			t.Error("a token is shown")
		}
	}
}

func TestRotationsThatWentWrong(t *testing.T) {
	t.Parallel()
	const pair = `{"ok":true,"token":"xoxe.xoxp-sandbox-new","refresh_token":"xoxe-sandbox-new"`
	for body, want := range map[string]struct {
		life  time.Duration
		spent bool
	}{
		pair + `,"iat":1633095660,"exp":1633138860}`: {12 * time.Hour, false},
		pair + `,"iat":"1633095660","exp":null}`:     {0, false},
		pair + `,"iat":1,"exp":9223372036854775807}`: {0, false},
		pair + `}`: {0, false},
		`{"ok":true,"token":"xoxe.xoxp-sandbox-new"}`:                           {0, true},
		`{"ok":true,"token":"hunter2","refresh_token":"xoxe-sandbox-new"}`:      {0, true},
		`{"ok":true,"token":"xoxe.xoxp-sandbox-new","refresh_token":"hunter2"}`: {0, true},
		`{"ok":false,"error":"internal_error"}`:                                 {0, true},
		`<html>`:                                                                {0, true},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }))
		got, err := slackapi.RotateConfiguration(t.Context(), server.URL, tokenOf(t, "xoxe-sandbox-old1"))
		server.Close()
		if _, spent := errors.AsType[*slackapi.UncertainExchangeError](err); spent != want.spent || got.Life != want.life || (err != nil) != want.spent {
			t.Errorf("%s: %+v, %v", body, got, err)
		}
		if strings.Contains(fmt.Sprint(err), "hunter2") {
			t.Error("the error repeats the reply")
		}
	}
}
