package slackapi_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
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
		for _, body := range []string{"", `{"ok":true,"team_id":"T1"}`, `{"ok":false,"error":"invalid_auth"}`} {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Location", other.URL+"/api/auth.test")
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(status)
				_, _ = io.WriteString(w, body)
			}))
			client, err := slackapi.New(server.URL+"/api/", token)
			if err != nil {
				t.Fatal(err)
			}
			_, err = client.AuthTest(t.Context())
			if malformed, ok := errors.AsType[*slackapi.MalformedError](err); !ok || !strings.Contains(malformed.Error(), "elsewhere") {
				t.Errorf("%d with %q is taken for %v", status, body, err)
			}
			server.Close()
		}
	}
}
