package explore

import (
	"testing"
	"time"

	"periscope/cli/console"
	"periscope/cli/token"
)

// TestClientIsRenewedAheadOfItsEnd: what is begun with a token should also end with it,
// so a token that renews itself does so a minute before its end, and not earlier.
func TestClientIsRenewedAheadOfItsEnd(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		auto      bool
		left      time.Duration // before the end of the first token
		exchanges int
		expired   bool
	}{
		"long before, by itself":   {true, 10 * time.Minute, 0, false},
		"just before, by itself":   {true, token.RenewAhead + time.Second, 0, false},
		"within the minute":        {true, token.RenewAhead - time.Second, 1, false},
		"after its end, by itself": {true, -time.Second, 1, false},
		"within the minute, as is": {false, token.RenewAhead - time.Second, 0, false},
		"after its end, as is":     {false, -time.Second, 0, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			slack := rotatingApp(t)
			first := issue(t, slack, "channels:read")
			s := newStored(t, slack, first, StoredOptions{AutoRefresh: c.auto})
			const key = "lighthouse/user"
			before, err := s.Client(t.Context(), key) // while there is time left
			if err != nil {
				t.Fatal(err)
			}
			slack.Pass(first.ExpiresAt.Sub(slack.Now()) - c.left)
			slack.Called()
			after, err := s.Client(t.Context(), key)
			if c.expired != console.IsType[*token.ExpiredError](err) || !c.expired && err != nil {
				t.Fatalf("the client: %v", err)
			}
			if n := count(slack, "oauth.v2.access"); n != c.exchanges {
				t.Errorf("%d exchanges, want %d", n, c.exchanges)
			}
			if renewed := c.exchanges > 0; err == nil && renewed != (after != before) {
				t.Errorf("another client: %v", after != before)
			}
			if end, known := s.Expires(key); !known || (c.exchanges > 0) != end.After(first.ExpiresAt) {
				t.Errorf("it runs out at %v, known %v", end, known)
			}
		})
	}
}

// TestClientFollowsARenewalOfAnotherProcess: a refresh token works once, and what it
// brought is in the store.
func TestClientFollowsARenewalOfAnotherProcess(t *testing.T) {
	t.Parallel()
	slack := rotatingApp(t)
	first := issue(t, slack, "channels:read")
	s := newStored(t, slack, first, StoredOptions{})
	const key = "lighthouse/user"
	before, err := s.Client(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	entry, err := s.store.Find(key)
	if err != nil {
		t.Fatal(err)
	}
	slack.Pass(time.Minute)
	if _, err := s.store.RenewIfDue(t.Context(), entry, slack.APIURL, token.Always); err != nil {
		t.Fatal(err)
	}
	after, err := s.Client(t.Context(), key)
	if err != nil || after == before {
		t.Errorf("the same client: %v, %v", after == before, err)
	}
}
