package sandboxtest

import (
	"testing"
	"time"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// Exchange calls a method that gives tokens, as the demo's app.
func Exchange(t testing.TB, s *sandbox.Sandbox, method string, args ...string) ExchangeReply {
	t.Helper()
	return Decode[ExchangeReply](t, Do(t, s, "", method, ClientArgs(args...)...))
}

// Approved is a code for the demo's app.
func Approved(t testing.TB, s *sandbox.Sandbox, a world.Authorization) string {
	t.Helper()
	a.ClientID = "sandbox-client-id"
	if a.User == "" {
		a.User = s.People(a.Team)[0].ID
	}
	code, err := s.Authorize(a)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// Freshly is the demo with a clock that stands, and its second team, where the app holds the least.
func Freshly(t testing.TB) (*sandbox.Sandbox, *FrozenClock, world.Team) {
	t.Helper()
	clock := NewClock(time.Unix(1_560_000_000, 0))
	w := world.Demo(0)
	return sandbox.New(w, sandbox.Options{Now: clock.Now}), clock, w.Teams[1]
}

// ClientArgs are arguments with which an app proves who it is.
func ClientArgs(args ...string) []string {
	return append([]string{"client_id", "sandbox-client-id", "client_secret", "sandbox-client-secret"}, args...)
}
