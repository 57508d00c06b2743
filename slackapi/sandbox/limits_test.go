package sandbox

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"periscope/slackapi/sandbox/world"
)

func TestTierTwoWindow(t *testing.T) {
	t.Parallel()
	clock := &frozenClock{now: time.Date(2019, 6, 1, 12, 0, 17, 500_000_000, time.UTC)}
	s := New(world.Demo(0), Options{Now: clock.read})
	try := func(token, method string) *httptest.ResponseRecorder { return do(t, s, token, method) }

	for i := range 20 {
		if got := try(acmeToken, "apps.permissions.info"); got.Code != http.StatusOK {
			t.Fatalf("call %d is refused", i+1)
		}
	}
	for range 3 {
		r := try(acmeToken, "apps.permissions.info")
		if got := decode[reply](t, r); r.Code != http.StatusTooManyRequests || got.Error != "ratelimited" {
			t.Fatalf("call 21: %d %q, want 429 ratelimited", r.Code, got.Error)
		}
		if got := r.Header().Get("Retry-After"); got != "43" {
			t.Errorf("Retry-After is %q, want 43: the window ends in 42.5 seconds", got)
		}
	}
	if got := try(acmeToken, "apps.permissions.scopes.list"); got.Code != http.StatusOK {
		t.Error("another method is limited too")
	}
	if got := try(freshToken, "apps.permissions.info"); got.Code != http.StatusOK {
		t.Error("another team is limited too")
	}
	clock.now = clock.now.Add(43 * time.Second)
	if got := try(acmeToken, "apps.permissions.info"); got.Code != http.StatusOK {
		t.Error("refused after waiting as long as was asked")
	}
}

func TestTiersOfMethods(t *testing.T) {
	t.Parallel()
	clock := &frozenClock{now: time.Unix(1_560_000_000, 0)}
	s := New(world.Demo(0), Options{Now: clock.read})
	for method, allowed := range map[string]int{
		"apps.permissions.users.list": 20, "conversations.list": 20, "conversations.info": 50,
		"users.info": 100, "auth.test": 600, "api.test": 100,
	} {
		if calls := exhaust(t, s, acmeToken, method); calls != allowed {
			t.Errorf("%s: %d calls in one minute, want %d", method, calls, allowed)
		}
	}
}

func TestAppsAreLimitedApart(t *testing.T) {
	t.Parallel()
	s := New(mixedWorld(), Options{Now: (&frozenClock{}).read})
	exhaust(t, s, "xoxb-sandbox-bot", "conversations.info")
	if got := do(t, s, "xoxp-sandbox-user", "conversations.info").Code; got != http.StatusTooManyRequests {
		t.Error("another token of the same app and team has calls left")
	}
	if got := do(t, s, "xoxb-sandbox-other", "conversations.info").Code; got != http.StatusOK {
		t.Error("another app of the same team is limited too")
	}
}

func TestBadTokensAreNotCounted(t *testing.T) {
	t.Parallel()
	s := New(world.Demo(0), Options{Now: (&frozenClock{}).read})
	for token, code := range map[string]string{"xoxa-sandbox-stranger": "invalid_auth", umbrellaToken: "token_revoked"} {
		for range 3 { // the tier of the method allows one call
			if got := ask(t, s, token, "apps.uninstall").Error; got != code {
				t.Errorf("%s: %s, want %s: strangers could use up an app's calls, and fill the memory", token, got, code)
			}
		}
	}
}

func TestManyAtOnceGetExactlyTheTier(t *testing.T) {
	t.Parallel()
	s := New(world.Demo(0), Options{Now: (&frozenClock{}).read})
	var admitted atomic.Int64
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 10 {
				if do(t, s, acmeToken, "apps.permissions.info").Code == http.StatusOK {
					admitted.Add(1)
				}
			}
		})
	}
	all.Wait()
	if got := admitted.Load(); got != 20 {
		t.Errorf("%d of 80 calls at once were answered, want 20", got)
	}
}

func TestTiersOneToFour(t *testing.T) {
	t.Parallel()
	clock := &frozenClock{now: time.Unix(1_560_000_000, 0)}
	s := New(world.Demo(0), Options{Now: clock.read})
	for _, test := range []struct {
		token, method string
		allowed       int
	}{
		{acmeToken, "users.list", 20},
		{acmeToken, "team.info", 50},
		{acmeBot, "users.conversations", 50},
		{acmeBot, "conversations.members", 100},
		{"", "oauth.access", 100},
		{acmeConfig, "apps.manifest.export", 50},
		{acmeToken, "apps.uninstall", 1},
	} {
		calls := 0
		for calls < 700 && ask(t, s, test.token, test.method).Error != "ratelimited" {
			calls++
		}
		if calls != test.allowed {
			t.Errorf("%s: %d calls in one minute, want %d", test.method, calls, test.allowed)
		}
	}
}
