package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi"
	"periscope/slackapi/sandbox/world"
)

func TestEveryErrorHasItsStatus(t *testing.T) {
	for _, test := range []struct {
		err    error
		code   string
		status int
	}{
		{console.Misuse("x", "y"), "usage", 2},
		{&slackapi.Error{Method: "auth.test", Code: "token_revoked"}, "token_revoked", 3},
		{&slackapi.RateLimitedError{Method: "auth.test"}, "rate_limited", 4},
		{&slackapi.UnreachableError{Method: "auth.test", Host: "h", Err: io.EOF}, "unreachable", 4},
		{&slackapi.MalformedError{Method: "auth.test", Host: "h", Reason: "is a page"}, "not_slack", 4},
		{context.DeadlineExceeded, "unreachable", 4},
		{context.Canceled, "interrupted", 130},
		{slackapi.ErrURL, "bad_api_url", 2},
		{slackapi.ErrPlainURL, "bad_api_url", 2},
		{model.ErrNoSigningSecret, "bad_signing_secret", 2},
		{model.ErrSigningSecretChars, "bad_signing_secret", 2},
		{model.ErrSigningSecretShort, "bad_signing_secret", 2},
		{slackapi.ErrNoScopes, "bad_request", 2},
		{slackapi.ErrNoTrigger, "bad_request", 2},
		{slackapi.ErrNoUser, "bad_request", 2},
		{model.ErrTokenPrefix, "bad_token", 3},
		{model.ErrNoToken, "bad_token", 3},
		{token.RequireWorkspace("bot"), "wrong_token_kind", 3},
		{keystore.ErrNoKeyring, "no_keyring", 3},
		{keystore.ErrLocked, "keyring_locked", 3},
		{keystore.ErrTimeout, "keyring_timeout", 3},
		{keystore.ErrNotFound, "not_in_keyring", 3},
		{keystore.Storable("session"), "wrong_token_kind", 3},
		{&keystore.UnknownTeamError{Key: "a/bot"}, "unknown_team", 2},
		{&keystore.ExistsError{}, "already_stored", 2},
		{&keystore.IndexError{Path: "p", Err: io.EOF}, "team_list", 2},
		{errors.New("the moon is in the way"), "failed", 2},
	} {
		wrapped := fmt.Errorf("doing something: %w", test.err)
		f := console.Describe(wrapped)
		if f.ErrorCode != test.code || f.Exit != test.status {
			t.Errorf("%v: %s, %d; want %s, %d", test.err, f.ErrorCode, f.Exit, test.code, test.status)
		}
		helpless := test.code == "failed" || test.code == "interrupted" || errors.Is(test.err, context.DeadlineExceeded)
		if f.What == "" || (f.Next == "") != helpless {
			t.Errorf("%v: sentence %q, next step %q", test.err, f.What, f.Next)
		}
	}
}

func TestErrorsReadTheSameAsTextAndAsJSON(t *testing.T) {
	p := newPlace(t).withSandbox(t, world.Demo(1))
	o := p.run(t, "xoxa-sandbox-umbrella", "info", "--token-stdin", "--json")
	o.want(t, console.StatusRefused)
	var doc console.ErrorDocument
	if err := json.Unmarshal([]byte(o.out), &doc); err != nil {
		t.Fatalf("%v: %s", err, o.out)
	}
	if doc.Schema != "periscope.error/v1" || doc.Error.Code != "token_revoked" {
		t.Errorf("document %+v", doc)
	}
	if text := "periscope: " + doc.Error.Message + "\n" + doc.Error.NextStep + "\n"; o.err != text {
		t.Errorf("standard error holds %q, the document says %q", o.err, text)
	}
}

func TestServersThatAreNotSlack(t *testing.T) {
	answer := func(status int, contentType, body string, header ...string) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			for i := 0; i < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}))
		t.Cleanup(server.Close)
		return server.URL
	}
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	for name, test := range map[string]struct {
		url, code string
	}{
		"a web page":       {answer(200, "text/html", "<html>Sign in</html>"), "not_slack"},
		"cut short":        {answer(200, "application/json", `{"ok":tr`), "not_slack"},
		"nobody there":     {closed.URL, "unreachable"},
		"wait for an hour": {answer(429, "application/json", `{"ok":false,"error":"ratelimited"}`, "Retry-After", "3600"), "rate_limited"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t)
			o := p.run(t, "xoxa-sandbox-acme", "info", "--token-stdin", "--json", "--api-url", test.url)
			o.want(t, console.StatusUnreachable, `"code": "`+test.code+`"`)
		})
	}
}

func TestPlainly(t *testing.T) {
	for sentence, want := range map[string]string{
		"":                               "",
		"The token was revoked.":         "the token was revoked",
		"Slack's limits are reached.":    "Slack's limits are reached",
		"Slack refused.":                 "Slack refused",
		"SLACK_TOKEN: no token":          "SLACK_TOKEN: no token",
		"A page. And another.":           "a page. And another",
		"Install it again, in Periscope": "install it again, in Periscope",
		"x":                              "x",
		"É":                              "é",
	} {
		if got := console.Plainly(sentence); got != want {
			t.Errorf("plainly(%q) = %q, want %q", sentence, got, want)
		}
	}
}

func TestFullDiskIsAnError(t *testing.T) {
	p := newPlace(t).withSandbox(t, world.Demo(1))
	for _, args := range [][]string{
		{"version"},
		{"version", "--json"},
		{"man"},
		{"info", "--token-stdin"},
		{"info", "--token-stdin", "--json"},
		{"team", "list", "--json"},
		{"check", "pins:read"},
		{"check", "--json", "pins:read"},
		{"request", "--trigger-id", "1.2.a", "nope"},
		{"request", "--token-stdin", "--trigger-id", "1.2.a", "--json", "pins:read"},
		{"sandbox", "--addr", "127.0.0.1:0"},
	} {
		env := p.Environment
		env.In, env.Out, env.Err = strings.NewReader("xoxa-sandbox-acme"), fullDisk{}, io.Discard
		if status := Run(t.Context(), &env, args); status == console.StatusDone {
			t.Errorf("%s: done, though nothing could be written", args)
		}
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }
