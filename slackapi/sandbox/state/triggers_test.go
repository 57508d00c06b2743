package state_test

import (
	"regexp"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
)

func TestTriggerLivesThreeSeconds(t *testing.T) {
	t.Parallel()
	for after, code := range map[time.Duration]string{
		0:                                 "",
		3*time.Second - 1:                 "",
		3 * time.Second:                   "trigger_expired",
		state.TriggerMemory:               "trigger_expired",
		state.TriggerMemory + time.Second: "invalid_trigger", // forgotten
	} {
		s, clock := sandboxtest.FrozenDemo(t)
		id := sandboxtest.RunCommand(t, s)
		clock.Advance(after)
		sandboxtest.RunCommand(t, s) // makes room for itself
		if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "apps.permissions.request", "scopes", "pins:read", "trigger_id", string(id)).Error; got != code {
			t.Errorf("after %v: %q, want %q", after, got, code)
		}
	}
}

func TestTriggerWorksOnce(t *testing.T) {
	t.Parallel()
	s, clock := sandboxtest.FrozenDemo(t)
	id := string(sandboxtest.RunCommand(t, s))
	fire := func(scopes string) string {
		return sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "apps.permissions.request", "scopes", scopes, "trigger_id", id).Error
	}
	if got := fire("pins:read,users:read"); got != "mixed_scope" {
		t.Fatalf("mixed scopes: %q", got)
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "apps.permissions.users.request", "scopes", "reminders:read:user", "user", "U0", "trigger_id", id).Error; got != "invalid_user" {
		t.Fatalf("no such user: %q", got)
	}
	if got := fire("pins:read"); got != "" {
		t.Errorf("after requests that were refused: %q, want the dialog: the trigger is not spent", got)
	}
	for _, wait := range []time.Duration{0, time.Minute} {
		clock.Advance(wait)
		if got := fire("pins:read"); got != "trigger_exchanged" {
			t.Errorf("again, %v later: %q, want trigger_exchanged", wait, got)
		}
	}
}

func TestTriggerIsBound(t *testing.T) {
	t.Parallel()
	w := world.Demo(0)
	acme := &w.Teams[0]
	acme.Installs = append(acme.Installs, world.Install{Token: "xoxa-sandbox-second", AppID: "A0SECOND", AppUser: acme.Users[0].ID})
	s := sandbox.New(w, sandbox.Options{Now: sandboxtest.NewClock(time.Time{}).Now})
	id := string(sandboxtest.RunCommand(t, s))
	for _, test := range []struct{ name, token, code string }{
		{"another app", "xoxa-sandbox-second", "invalid_trigger"},
		{"another team", sandboxtest.FreshToken, "invalid_trigger"},
		{"a revoked token", sandboxtest.UmbrellaToken, "token_revoked"},
		{"the app in the team", sandboxtest.AcmeToken, ""},
	} {
		if got := sandboxtest.Ask(t, s, test.token, "apps.permissions.request", "scopes", "pins:read", "trigger_id", id).Error; got != test.code {
			t.Errorf("%s: %q, want %q", test.name, got, test.code)
		}
	}
}

func TestTriggersLookLikeSlacks(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	form := regexp.MustCompile(`^\d{10,}\.\d{10,}\.[0-9a-f]{32}$`)
	seen := map[model.TriggerID]bool{}
	for range 100 {
		id := sandboxtest.RunCommand(t, s)
		if seen[id] || !form.MatchString(string(id)) {
			t.Fatalf("trigger %q is not like Slack's, or was there before", id)
		}
		seen[id] = true
	}
	s.Reset()
	if seen[sandboxtest.RunCommand(t, s)] {
		t.Error("a trigger comes back after a reset")
	}
}

func TestManyFiringOneTrigger(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	id := string(sandboxtest.RunCommand(t, s))
	codes := make(chan string, 50)
	var all sync.WaitGroup
	for range cap(codes) {
		all.Go(func() {
			codes <- sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "apps.permissions.request", "scopes", "pins:read", "trigger_id", id).Error
		})
	}
	all.Wait()
	close(codes)
	got := map[string]int{}
	for code := range codes {
		got[code]++
	}
	want := map[string]int{"": 1, "trigger_exchanged": 19, "ratelimited": 30} // tier 2 is 20 calls
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	sandboxtest.OnlyDialog(t, s)
}
