package slackapi

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"periscope/model"
)

// repeatingReplies are what a server answers that repeats what was sent to it, for %.
var repeatingReplies = []string{
	`{"ok":false,"error":"%","needed":"%","provided":"%","warning":"%","response_metadata":{"messages":["%"],"warnings":["%"]}}`,
	`{"ok":false,"error":"your header Authorization: Bearer %"}`,
	`{"ok":true,"team":"%","user":"%","url":"%","app_name":"%","team_id":"%","user_id":"%"}`,
	`<html>%`, `"%"`, `%`,
}

// spellings are how a reply may hold a secret. Those of the first kind a client finds
// in any secret of its own; those of the second in what has the form of a token.
func spellings(secret string) (exact, byForm map[string]string) {
	escaped := ""
	for _, c := range []byte(secret) {
		escaped += fmt.Sprintf(`\u%04x`, c)
	}
	return map[string]string{"as it is": secret, "percent-encoded": url.QueryEscape(secret)},
		map[string]string{"in capitals": strings.ToUpper(secret), "escaped": escaped, "escaped twice": strings.ReplaceAll(escaped, `\`, `\\`)}
}

// tells reports whether a text tells a part of a secret, in any case.
func tells(text, secret string) bool {
	_, tail, _ := strings.Cut(secret, "-")
	text = strings.ToLower(text)
	return strings.Contains(text, strings.ToLower(tail[:6])) || strings.Contains(text, fmt.Sprintf(`\u%04x`, tail[2])) ||
		strings.Contains(text, strings.ToLower(url.QueryEscape(tail)))
}

// TestRepeatedTokensAreHidden wherever a server repeats the token that was sent to it.
func TestRepeatedTokensAreHidden(t *testing.T) {
	t.Parallel()
	check := func(secret, name, spelling string) {
		token, err := model.ParseToken(secret)
		if err != nil {
			t.Fatal(err)
		}
		for _, reply := range repeatingReplies {
			var told []Attempt
			c, err := New(DefaultURL, token, OnAttempt(func(a Attempt) { told = append(told, a) }))
			if err != nil {
				t.Fatal(err)
			}
			s := &script{t: t, answers: []func(*http.Request) (*http.Response, error){
				answer(200, strings.ReplaceAll(reply, "%", spelling), "X-OAuth-Scopes", secret, "Content-Type", secret),
			}}
			c.SetTransport(s)
			id, err := c.AuthTest(t.Context())
			shown := fmt.Sprintf("%+v %v %+v %s", id, err, told, explanationOf(err))
			if tells(shown, secret) || len(told) != 1 {
				t.Errorf("%s %s in %s is shown: %s", secret, name, reply, shown)
			}
		}
	}
	for _, secret := range []string{"xoxb-" + "unprintable-tail", "xoxb-!unprintable$tail"} { // the second ends where the form of a token does not
		exact, byForm := spellings(secret)
		for name, spelling := range exact {
			check(secret, name, spelling)
		}
		if !strings.ContainsAny(secret, "!$") {
			for name, spelling := range byForm {
				check(secret, name, spelling)
			}
		}
	}
}

func explanationOf(err error) string {
	if f, ok := errors.AsType[failure](err); ok {
		return f.Sentence() + f.NextStep() + f.Word()
	}
	return ""
}

// TestRepeatedSecretsOfAnAppAreHidden: they have no form, so the client that sent them
// has to know them.
func TestRepeatedSecretsOfAnAppAreHidden(t *testing.T) {
	t.Parallel()
	const secret = "c-1a2b3c4d5e6f708192a3b4c5d6e7f809"
	client, err := model.ParseClientSecret(secret)
	if err != nil {
		t.Fatal(err)
	}
	proof := base64.StdEncoding.EncodeToString([]byte("1.2:" + secret))
	for _, spelling := range []string{secret, strings.ToUpper(secret), proof, url.QueryEscape(proof)} {
		for _, reply := range repeatingReplies {
			var told []Attempt
			a, err := NewApp(DefaultURL, "1.2", client, OnAttempt(func(a Attempt) { told = append(told, a) }))
			if err != nil {
				t.Fatal(err)
			}
			a.client.SetTransport(&script{t: t, answers: []func(*http.Request) (*http.Response, error){
				answer(200, strings.ReplaceAll(reply, "%", spelling)),
			}})
			_, err = a.OAuthV2Access(t.Context(), "code", "", "http://127.0.0.1/")
			shown := fmt.Sprintf("%v %+v %s", err, told, explanationOf(err))
			if tells(shown, secret) || strings.Contains(strings.ToLower(shown), strings.ToLower(proof[:12])) || err == nil {
				t.Errorf("%s in %s is shown: %s", spelling, reply, shown)
			}
		}
	}
}

func TestShortSecretsAreNotLookedFor(t *testing.T) {
	t.Parallel()
	h := hideSecrets("(client secret)", "short")
	if got := h.in("too short") + string(h.inBody([]byte("too short"))); got != "too shorttoo short" {
		t.Error(got)
	}
}
