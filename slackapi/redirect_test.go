package slackapi_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"periscope/model"
	"periscope/slackapi"
)

// TestRedirectsAreNotFollowed: Slack's methods do not redirect, and a server that does
// decides where a token goes.
func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("%s %s arrives with %q", r.Method, r.URL, r.Header.Get("Authorization"))
	}))
	defer other.Close()
	token, err := model.ParseToken("xoxb-sandbox-redirected")
	if err != nil {
		t.Fatal(err)
	}
	for _, status := range []int{300, 301, 302, 303, 307, 308} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, other.URL+"/api/auth.test", status)
		}))
		client, err := slackapi.New(server.URL+"/api/", token)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := client.AuthTest(t.Context()); err == nil {
			t.Errorf("%d is an answer", status)
		}
		server.Close()
	}
}
