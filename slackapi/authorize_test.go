package slackapi_test

import (
	"errors"
	"testing"

	"periscope/model/catalog"
	"periscope/slackapi"
)

func TestAuthorizeURL(t *testing.T) {
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
