package webapi_test

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

func TestTierTwoWindow(t *testing.T) {
	t.Parallel()
	clock := sandboxtest.NewClock(time.Date(2019, 6, 1, 12, 0, 17, 500_000_000, time.UTC))
	s := sandbox.New(world.Demo(0), sandbox.Options{Now: clock.Now})
	try := func(token, method string) *httptest.ResponseRecorder { return sandboxtest.Do(t, s, token, method) }

	for i := range 20 {
		if got := try(sandboxtest.AcmeToken, "apps.permissions.info"); got.Code != http.StatusOK {
			t.Fatalf("call %d is refused", i+1)
		}
	}
	for range 3 {
		r := try(sandboxtest.AcmeToken, "apps.permissions.info")
		if got := sandboxtest.Decode[sandboxtest.Reply](t, r); r.Code != http.StatusTooManyRequests || got.Error != "ratelimited" {
			t.Fatalf("call 21: %d %q, want 429 ratelimited", r.Code, got.Error)
		}
		if got := r.Header().Get("Retry-After"); got != "43" {
			t.Errorf("Retry-After is %q, want 43: the window ends in 42.5 seconds", got)
		}
	}
	if got := try(sandboxtest.AcmeToken, "apps.permissions.scopes.list"); got.Code != http.StatusOK {
		t.Error("another method is limited too")
	}
	if got := try(sandboxtest.FreshToken, "apps.permissions.info"); got.Code != http.StatusOK {
		t.Error("another team is limited too")
	}
	clock.Advance(43 * time.Second)
	if got := try(sandboxtest.AcmeToken, "apps.permissions.info"); got.Code != http.StatusOK {
		t.Error("refused after waiting as long as was asked")
	}
}

func TestTiersOfMethods(t *testing.T) {
	t.Parallel()
	clock := sandboxtest.NewClock(time.Unix(1_560_000_000, 0))
	s := sandbox.New(world.Demo(0), sandbox.Options{Now: clock.Now})
	for method, allowed := range map[string]int{
		"apps.permissions.users.list": 20, "conversations.list": 20, "conversations.info": 50,
		"users.info": 100, "auth.test": 600, "api.test": 100,
	} {
		if calls := sandboxtest.Exhaust(t, s, sandboxtest.AcmeToken, method); calls != allowed {
			t.Errorf("%s: %d calls in one minute, want %d", method, calls, allowed)
		}
	}
}

func TestAppsAreLimitedApart(t *testing.T) {
	t.Parallel()
	s := sandbox.New(sandboxtest.MixedWorld(), sandbox.Options{Now: sandboxtest.NewClock(time.Time{}).Now})
	sandboxtest.Exhaust(t, s, "xoxb-sandbox-bot", "conversations.info")
	if got := sandboxtest.Do(t, s, "xoxp-sandbox-user", "conversations.info").Code; got != http.StatusTooManyRequests {
		t.Error("another token of the same app and team has calls left")
	}
	if got := sandboxtest.Do(t, s, "xoxb-sandbox-other", "conversations.info").Code; got != http.StatusOK {
		t.Error("another app of the same team is limited too")
	}
}

func TestBadTokensAreNotCounted(t *testing.T) {
	t.Parallel()
	s := sandbox.New(world.Demo(0), sandbox.Options{Now: sandboxtest.NewClock(time.Time{}).Now})
	for token, code := range map[string]string{"xoxa-sandbox-stranger": "invalid_auth", sandboxtest.UmbrellaToken: "token_revoked"} {
		for range 3 { // the tier of the method allows one call
			if got := sandboxtest.Ask(t, s, token, "apps.uninstall").Error; got != code {
				t.Errorf("%s: %s, want %s: strangers could use up an app's calls, and fill the memory", token, got, code)
			}
		}
	}
}

func TestManyAtOnceGetExactlyTheTier(t *testing.T) {
	t.Parallel()
	s := sandbox.New(world.Demo(0), sandbox.Options{Now: sandboxtest.NewClock(time.Time{}).Now})
	var admitted atomic.Int64
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 10 {
				if sandboxtest.Do(t, s, sandboxtest.AcmeToken, "apps.permissions.info").Code == http.StatusOK {
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
	clock := sandboxtest.NewClock(time.Unix(1_560_000_000, 0))
	s := sandbox.New(world.Demo(0), sandbox.Options{Now: clock.Now})
	for _, test := range []struct {
		token, method string
		allowed       int
	}{
		{sandboxtest.AcmeToken, "users.list", 20},
		{sandboxtest.AcmeToken, "team.info", 50},
		{sandboxtest.AcmeBot, "users.conversations", 50},
		{sandboxtest.AcmeBot, "conversations.members", 100},
		{"", "oauth.access", 100},
		{sandboxtest.AcmeConfig, "apps.manifest.export", 50},
		{sandboxtest.AcmeToken, "apps.uninstall", 1},
	} {
		calls := 0
		for calls < 700 && sandboxtest.Ask(t, s, test.token, test.method).Error != "ratelimited" {
			calls++
		}
		if calls != test.allowed {
			t.Errorf("%s: %d calls in one minute, want %d", test.method, calls, test.allowed)
		}
	}
}
