package sandbox

import (
	"slices"
	"strings"
	"testing"
	"time"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
)

func TestGrantedScopesAreToldAndHeld(t *testing.T) {
	s, clock := standing(t)
	a := listen(t, s, DefaultSigningSecret)
	if err := s.GrantScopes(acmeToken, "pins:read", "pins:write"); err != nil {
		t.Fatal(err)
	}
	d := a.Next(t)
	if d.event.Event["type"] != "scope_granted" || len(d.event.Event["scopes"].([]any)) != 2 {
		t.Errorf("the app is told %v", d.event.Event)
	}
	id, _ := d.event.Event["trigger_id"].(string)
	if got := ask(t, s, acmeToken, "apps.permissions.request", "scopes", "files:read", "trigger_id", id).Error; got != "trigger_exchanged" {
		t.Errorf("the event's trigger: %q, want trigger_exchanged", got)
	}
	if got := held(t, s, clock, catalog.Channel).Scopes; !slices.Contains(got, "pins:write") {
		t.Errorf("channel scopes are %v", got)
	}
}

func TestTakenScopesAreGoneEverywhere(t *testing.T) {
	w := world.Demo(0)
	renewal := w.Teams[0].Installs[0]
	renewal.Token = "xoxr-sandbox-acme" // what it renews holds no more
	w.Teams[0].Installs = append(w.Teams[0].Installs, renewal)
	clock := &at{now: time.Unix(1_560_000_000, 0)}
	s := New(w, Options{Now: clock.read})
	if err := s.TakeScopes(acmeToken, "chat:write", "reminders:write:user"); err != nil {
		t.Fatal(err)
	}
	for _, rt := range []catalog.ResourceType{catalog.Channel, catalog.Group, catalog.MPIM, catalog.IM, catalog.AppHome} {
		got := held(t, s, clock, rt)
		if slices.Contains(got.Scopes, "chat:write") || len(got.Scopes) == 0 || got.Resources.Empty() {
			t.Errorf("%s: %v on %v is left", rt, got.Scopes, got.Resources)
		}
	}
	for _, u := range ask(t, s, acmeToken, "apps.permissions.users.list").Resources {
		if slices.Contains(u.Scopes, "reminders:write:user") {
			t.Errorf("%s still grants what was taken: %v", u.ID, u.Scopes)
		}
	}
	if in, _ := s.state.Install(renewal.Token); slices.Contains(in.Permissions[catalog.Channel].Scopes, "chat:write") {
		t.Error("a token that is renewed has them again")
	}
	if !slices.Contains(w.Teams[0].Installs[0].Grants[1].Scopes, "chat:write") {
		t.Error("the world that the sandbox was made for has changed")
	}
}

func TestScopesOfOAuthTokensComeAndGo(t *testing.T) {
	const bot = "xoxb-sandbox-bot"
	s := New(mixedWorld(), Options{})
	scopes := func() []catalog.Scope {
		in, _ := s.state.Install(bot)
		return in.OAuthScopes
	}
	before := scopes()
	if err := s.GrantScopes(bot, "emoji:read"); err != nil || !slices.Contains(scopes(), "emoji:read") {
		t.Errorf("after granting: %v, %v", scopes(), err)
	}
	if err := s.TakeScopes(bot, "emoji:read"); err != nil || !slices.Equal(scopes(), state.SortedUnion(before, nil)) {
		t.Errorf("after taking: %v, %v; want %v", scopes(), err, before)
	}
}

func TestScopesThatCannotChange(t *testing.T) {
	s, _ := standing(t)
	for want, err := range map[string]error{
		"no such token":             s.GrantScopes("xoxa-sandbox-stranger", "chat:write"),
		"or it was revoked":         s.TakeScopes(umbrellaToken, "chat:write"),
		"no scopes are named":       s.GrantScopes(acmeToken),
		`no scope "chat:wrote"; is`: s.TakeScopes(acmeToken, "chat:wrote"),
	} {
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "xoxa") {
			t.Errorf("%v, want an error that says %q, and no token", err, want)
		}
	}
}
