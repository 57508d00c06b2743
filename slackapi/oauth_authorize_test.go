package slackapi_test

import (
	"errors"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

func TestAuthorizeURL(t *testing.T) {
	t.Parallel()
	const query = "?client_id=1.2&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2F&scope=pins%3Aread%2Cusers%3Aread&state=s%26t"
	for apiURL, want := range map[string]string{
		slackapi.DefaultURL:         "https://slack.com/oauth/authorize" + query,
		"https://slack.com/api":     "https://slack.com/oauth/authorize" + query,
		"http://127.0.0.1:8765/api": "http://127.0.0.1:8765/oauth/authorize" + query,
	} {
		got, err := slackapi.AuthorizeURL(apiURL, "1.2", []catalog.Scope{"pins:read", "users:read"}, "http://127.0.0.1:1/", "s&t")
		if err != nil || got != want {
			t.Errorf("AuthorizeURL at %s: %s, %v, want %s", apiURL, got, err, want)
		}
	}
	if _, err := slackapi.AuthorizeURL("http://slack.com/api/", "1.2", nil, "", ""); !errors.Is(err, slackapi.ErrPlainURL) {
		t.Errorf("over plain http: %v", err)
	}
}

func TestAuthorizeV2URL(t *testing.T) {
	t.Parallel()
	asked := model.Install{Bot: []catalog.Scope{"chat:write", "pins:read"}, User: []catalog.Scope{"users:read"}}
	for _, test := range []struct{ redirect, state, challenge, query string }{
		{"", "", "", "?client_id=1.2&scope=chat%3Awrite%2Cpins%3Aread&user_scope=users%3Aread"},
		{
			"http://127.0.0.1:1/", "s&t", "abc",
			"?client_id=1.2&code_challenge=abc&code_challenge_method=S256&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2F" +
				"&scope=chat%3Awrite%2Cpins%3Aread&state=s%26t&user_scope=users%3Aread",
		},
	} {
		got, err := slackapi.AuthorizeV2URL(slackapi.DefaultURL, "1.2", asked, test.redirect, test.state, test.challenge)
		if want := "https://slack.com/oauth/v2/authorize" + test.query; err != nil || got != want {
			t.Errorf("%s, %v, want %s", got, err, want)
		}
	}
	if _, err := slackapi.AuthorizeV2URL("http://slack.com/api/", "1.2", asked, "", "", ""); !errors.Is(err, slackapi.ErrPlainURL) {
		t.Errorf("over plain http: %v", err)
	}
}

func TestAuthorizeV2URLOfSignIn(t *testing.T) {
	t.Parallel()
	signIn := model.Install{User: []catalog.Scope{"openid", "email"}}
	got, err := slackapi.AuthorizeV2URL(slackapi.DefaultURL, "1.2", signIn, "", "s", "")
	want := "https://slack.com/openid/connect/authorize?client_id=1.2&response_type=code&scope=openid+email&state=s"
	if err != nil || got != want {
		t.Errorf("%s, %v, want %s", got, err, want)
	}
}

// TestNoTokenIsInAPagesAddress: the browser keeps it, and Slack's page gets it.
func TestNoTokenIsInAPagesAddress(t *testing.T) {
	t.Parallel()
	const mixedUp = "xoxb-sandbox-acme"
	asked := model.Install{Bot: []catalog.Scope{"pins:read"}}
	if page, err := slackapi.AuthorizeV2URL(slackapi.DefaultURL, mixedUp, asked, "", "", ""); !errors.Is(err, slackapi.ErrTokenURL) {
		t.Errorf("%s, %v", page, err)
	}
	if page, err := slackapi.AuthorizeURL(slackapi.DefaultURL, mixedUp, asked.Bot, "", ""); !errors.Is(err, slackapi.ErrTokenURL) {
		t.Errorf("%s, %v", page, err)
	}
}

func TestPageInTeam(t *testing.T) {
	t.Parallel()
	got, err := slackapi.AuthorizePageInTeam("https://slack.com/oauth/v2/authorize?client_id=1.2&scope=a%3Ab", "T1&")
	if want := "https://slack.com/oauth/v2/authorize?client_id=1.2&scope=a%3Ab&team=T1%26"; err != nil || got != want {
		t.Errorf("%s, %v, want %s", got, err, want)
	}
	if _, err := slackapi.AuthorizePageInTeam("://", "T1"); !errors.Is(err, slackapi.ErrURL) {
		t.Errorf("of no page: %v", err)
	}
}
