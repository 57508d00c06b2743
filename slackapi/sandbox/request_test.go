package sandbox

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
)

// TestEveryPairOfScopes holds the sandbox, over the wire, against the rules of
// package model, for all pairs that a workspace app could think of.
func TestEveryPairOfScopes(t *testing.T) {
	s, clock := standing(t)
	scopes := []catalog.Scope{"admin", "chat:wriet"}
	for _, e := range catalog.Offered(catalog.Workspace) {
		scopes = append(scopes, e.Scope)
	}
	seen := map[string]int{}
	for i, a := range scopes {
		for _, b := range scopes[i:] {
			both := string(a) + "," + string(b)
			for _, audience := range []model.Audience{model.ForTeam, model.ForUser} {
				clock.now = clock.now.Add(time.Minute)
				want, _ := model.Verdict(model.Request{For: audience, Scopes: []catalog.Scope{a, b}})
				got := askAny(t, s, audience, both)
				if audience == model.ForUser && got == "mixed_scope" {
					t.Errorf("users.request answers mixed_scope to %s", both)
				}
				if got != want {
					t.Errorf("%s asked of the %s: %q, want %q", both, audience, got, want)
				}
				seen[string(audience)+" "+got]++
			}
		}
	}
	for _, outcome := range []string{"team ", "team invalid_scope", "team mixed_scope", "user ", "user invalid_scope"} {
		if seen[outcome] == 0 {
			t.Errorf("no pair met the outcome %q: nothing was tested", outcome)
		}
	}
}

func askAny(t *testing.T, s *Sandbox, audience model.Audience, scopes string) string {
	t.Helper()
	if audience == model.ForUser {
		return askUser(t, s, person(s), scopes)
	}
	return askTeam(t, s, scopes)
}

func TestArgumentsOfRequests(t *testing.T) {
	s, _ := standing(t)
	for _, test := range []struct {
		method, args, code, message string
	}{
		{"apps.permissions.request", "trigger_id=1.2.3", "invalid_arguments", "scopes"},
		{"apps.permissions.request", "scopes=&trigger_id=1.2.3", "invalid_arguments", "scopes"},
		{"apps.permissions.request", "scopes=pins:read", "invalid_arguments", "trigger_id"},
		{"apps.permissions.users.request", "scopes=reminders:read:user&trigger_id=1.2.3", "invalid_arguments", "user"},
		{"apps.permissions.users.request", "scopes=reminders:read:user&user=U1", "invalid_arguments", "trigger_id"},
		// The scopes are judged before the trigger, and each name as it stands.
		{"apps.permissions.request", "scopes=,&trigger_id=1.2.3", "invalid_scope", ""},
		{"apps.permissions.request", "scopes=pins:read,&trigger_id=1.2.3", "invalid_scope", ""},
		{"apps.permissions.request", "scopes=pins:read,users:read&trigger_id=1.2.3", "mixed_scope", ""},
		{"apps.permissions.users.request", "scopes=pins:read&trigger_id=1.2.3&user=U1", "invalid_scope", ""},
		{"apps.permissions.request", "scopes=+pins:read+,+pins:read&trigger_id=1.2.3", "invalid_trigger", ""},
		// The trigger is judged before the user.
		{"apps.permissions.users.request", "scopes=reminders:read:user&trigger_id=1.2.3&user=U1", "invalid_trigger", ""},
	} {
		got := decode[reply](t, get(t, s, "/api/"+test.method+"?token="+acmeToken+"&"+test.args))
		if got.Error != test.code || test.message != "" && !strings.HasSuffix(strings.Join(got.Metadata.Messages, ""), ": "+test.message) {
			t.Errorf("%s %s: %+v, want %s about %q", test.method, test.args, got, test.code, test.message)
		}
	}
	if n := len(s.Dialogs("")); n != 0 {
		t.Errorf("%d dialogs are shown for requests that were refused", n)
	}
}

func TestWhoMayBeAsked(t *testing.T) {
	s, _ := standing(t)
	users := s.World().Teams[0].Users
	for _, test := range []struct {
		name string
		user model.UserID
		code string
	}{
		{"a person", users[5].ID, ""},
		{"nobody", "U0NOBODY0", "invalid_user"},
		{"the app itself", users[0].ID, "invalid_user"},
		{"somebody deleted", users[48].ID, "invalid_user"},
		{"somebody of another team", s.People(s.World().Teams[1].ID)[0].ID, "invalid_user"},
	} {
		if got := askUser(t, s, test.user, "reminders:read:user"); got != test.code {
			t.Errorf("%s: %q, want %q", test.name, got, test.code)
		}
	}
	if !users[0].Bot || !users[48].Deleted {
		t.Error("the world is not what this test thinks it is")
	}
	if d := shown(t, s); d.User != person(s) || d.AskedUser != users[5].ID {
		t.Errorf("shown to %s, about %s; want %s, about %s", d.User, d.AskedUser, person(s), users[5].ID)
	}
}

func TestTriggerLivesThreeSeconds(t *testing.T) {
	for after, code := range map[time.Duration]string{
		0:                                 "",
		3*time.Second - 1:                 "",
		3 * time.Second:                   "trigger_expired",
		state.TriggerMemory:               "trigger_expired",
		state.TriggerMemory + time.Second: "invalid_trigger", // forgotten
	} {
		s, clock := standing(t)
		id := runCommand(t, s)
		clock.now = clock.now.Add(after)
		runCommand(t, s) // makes room for itself
		if got := ask(t, s, acmeToken, "apps.permissions.request", "scopes", "pins:read", "trigger_id", string(id)).Error; got != code {
			t.Errorf("after %v: %q, want %q", after, got, code)
		}
	}
}

func TestTriggerWorksOnce(t *testing.T) {
	s, clock := standing(t)
	id := string(runCommand(t, s))
	fire := func(scopes string) string {
		return ask(t, s, acmeToken, "apps.permissions.request", "scopes", scopes, "trigger_id", id).Error
	}
	if got := fire("pins:read,users:read"); got != "mixed_scope" {
		t.Fatalf("mixed scopes: %q", got)
	}
	if got := ask(t, s, acmeToken, "apps.permissions.users.request", "scopes", "reminders:read:user", "user", "U0", "trigger_id", id).Error; got != "invalid_user" {
		t.Fatalf("no such user: %q", got)
	}
	if got := fire("pins:read"); got != "" {
		t.Errorf("after requests that were refused: %q, want the dialog: the trigger is not spent", got)
	}
	for _, wait := range []time.Duration{0, time.Minute} {
		clock.now = clock.now.Add(wait)
		if got := fire("pins:read"); got != "trigger_exchanged" {
			t.Errorf("again, %v later: %q, want trigger_exchanged", wait, got)
		}
	}
}

func TestTriggerIsBound(t *testing.T) {
	w := world.Demo(0)
	acme := &w.Teams[0]
	acme.Installs = append(acme.Installs, world.Install{Token: "xoxa-sandbox-second", AppID: "A0SECOND", AppUser: acme.Users[0].ID})
	s := New(w, Options{Now: (&at{}).read})
	id := string(runCommand(t, s))
	for _, test := range []struct{ name, token, code string }{
		{"another app", "xoxa-sandbox-second", "invalid_trigger"},
		{"another team", freshToken, "invalid_trigger"},
		{"a revoked token", umbrellaToken, "token_revoked"},
		{"the app in the team", acmeToken, ""},
	} {
		if got := ask(t, s, test.token, "apps.permissions.request", "scopes", "pins:read", "trigger_id", id).Error; got != test.code {
			t.Errorf("%s: %q, want %q", test.name, got, test.code)
		}
	}
}

func TestTriggersLookLikeSlacks(t *testing.T) {
	s, _ := standing(t)
	form := regexp.MustCompile(`^\d{10,}\.\d{10,}\.[0-9a-f]{32}$`)
	seen := map[model.TriggerID]bool{}
	for range 100 {
		id := runCommand(t, s)
		if seen[id] || !form.MatchString(string(id)) {
			t.Fatalf("trigger %q is not like Slack's, or was there before", id)
		}
		seen[id] = true
	}
	s.Reset()
	if seen[runCommand(t, s)] {
		t.Error("a trigger comes back after a reset")
	}
}

func TestManyFiringOneTrigger(t *testing.T) {
	s, _ := standing(t)
	id := string(runCommand(t, s))
	codes := make(chan string, 50)
	var all sync.WaitGroup
	for range cap(codes) {
		all.Go(func() {
			codes <- ask(t, s, acmeToken, "apps.permissions.request", "scopes", "pins:read", "trigger_id", id).Error
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
	shown(t, s)
}

func TestRequestsAskForWorkspaceTokens(t *testing.T) {
	s := New(mixedWorld(), Options{})
	for _, method := range []string{"apps.permissions.request", "apps.permissions.users.request"} {
		for token, code := range map[string]string{
			"": "not_authed", "xoxa-sandbox-stranger": "invalid_auth",
			"xoxb-sandbox-bot": "not_allowed_token_type", "xoxp-sandbox-user": "not_allowed_token_type",
		} {
			if got := ask(t, s, token, method).Error; got != code {
				t.Errorf("%s with token %q: %q, want %q", method, token, got, code)
			}
		}
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/apps.permissions.request", strings.NewReader(`{"scopes":"pins:read"}`))
	r.Header.Set("Content-Type", jsonMedia)
	r.Header.Set("Authorization", "Bearer "+acmeToken)
	if got := decode[reply](t, serve(demo(), r)).Error; got != "invalid_post_type" {
		t.Errorf("JSON: %q, want invalid_post_type", got)
	}
}
