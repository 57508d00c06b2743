package control_test

import (
	"net/http"
	"testing"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

// TestExposedControlPlaneAsksForItsToken: with a token other machines are let in that send it, and
// nobody who does not, this machine included. Pages of other origins never are.
func TestExposedControlPlaneAsksForItsToken(t *testing.T) {
	t.Parallel()
	s := sandbox.New(world.Demo(0), sandbox.Options{ControlToken: "sandbox-control"})
	t.Cleanup(s.Close)
	elsewhere := func(r *http.Request) { r.RemoteAddr, r.Host = "192.0.2.1:54321", "slack:8765" }
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	for _, test := range []struct {
		name   string
		change []func(*http.Request)
		status int
	}{
		{"another machine with the token", []func(*http.Request){elsewhere, header("Authorization", "Bearer sandbox-control")}, 200},
		{"the sandbox's own page elsewhere", []func(*http.Request){elsewhere, header("Cookie", "periscope_control=sandbox-control"), header("Origin", "http://slack:8765")}, 200},
		{"another machine", []func(*http.Request){elsewhere}, 401},
		{"this machine", nil, 401},
		{"a guess", []func(*http.Request){elsewhere, header("Authorization", "Bearer sandbox-contro")}, 401},
		{"a guess beside the cookie", []func(*http.Request){header("Authorization", "Bearer x"), header("Cookie", "periscope_control=sandbox-control")}, 401},
		{"a page with the cookie", []func(*http.Request){elsewhere, header("Cookie", "periscope_control=sandbox-control"), header("Origin", "https://evil.example")}, 403},
		{"a form with the token", []func(*http.Request){header("Authorization", "Bearer sandbox-control"), header("Content-Type", sandboxtest.FormMedia)}, 415},
	} {
		if got := sandboxtest.ControlCall(t.Context(), s, "POST", "/sandbox/reset", "", test.change...); got.Code != test.status {
			t.Errorf("%s: %d %s, want %d", test.name, got.Code, got.Body, test.status)
		}
	}
	// An app answers people without the token: its response URLs are secrets themselves.
	if got := sandboxtest.ControlCall(t.Context(), s, "POST", "/sandbox/responses/none", `{"text":"hi"}`, elsewhere); got.Code != http.StatusNotFound {
		t.Errorf("a response URL: %d %s", got.Code, got.Body)
	}
}
