package state_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
)

// TestEventsAreSlacks holds every event, as delivered, against the shape that
// Slack documents for it.
func TestEventsAreSlacks(t *testing.T) {
	t.Parallel()
	s, clock := sandboxtest.FrozenDemo(t)
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	user := s.People(sandboxtest.AcmeID)[0].ID // who granted two scopes before
	leadership, payroll := string(sandboxtest.Find(t, "leadership").ID), string(sandboxtest.Find(t, "payroll").ID)
	answer := func(approve bool) error { return s.Answer(sandboxtest.OnlyDialog(t, s).ID, approve) }
	asked := func(code string) { // commands are delivered too
		if a.Next(t).Form.Get("command") != "/periscope" || code != "" {
			t.Fatalf("the request is refused: %q", code)
		}
	}
	for _, test := range []struct {
		name   string
		happen func() error
		want   string
	}{
		{
			"scope_granted", func() error { asked(sandboxtest.AskTeam(t, s, "files:read,files:write")); return answer(true) },
			`{"scopes":["files:read","files:write"],"trigger_id":"T"}`,
		},
		{
			"scope_denied", func() error { asked(sandboxtest.AskTeam(t, s, "emoji:read")); return answer(false) },
			`{"scopes":["emoji:read"],"trigger_id":"T"}`,
		},
		{
			"user_resource_granted", func() error { asked(sandboxtest.AskUser(t, s, user, "reminders:read:user")); return answer(true) },
			`{"user":"` + string(user) + `","scopes":["reminders:read:user"],"trigger_id":"T"}`,
		},
		{
			"user_resource_denied", func() error { asked(sandboxtest.AskUser(t, s, user, "dnd:write:user")); return answer(false) },
			`{"user":"` + string(user) + `","scopes":["dnd:write:user"],"trigger_id":"T"}`,
		},
		{
			"user_resource_removed", func() error { return s.RemoveUserResource(sandboxtest.AcmeID, user) },
			`{"user":"` + string(user) + `","trigger_id":"T"}`,
		},
		{
			"resources_added", func() error {
				return s.AddResources(sandboxtest.AcmeID, sandboxtest.On(catalog.Group, model.ResourceID(leadership)))
			},
			`{"resources":[{"resource":{"type":"group","grant":{"type":"specific","resource_id":"` + leadership + `"}},
				"scopes":["chat:write","conversations:read","files:read","files:write"]}]}`,
		},
		{
			"resources_added", func() error {
				return s.AddResources(sandboxtest.AcmeID, model.Grant{Type: catalog.Channel, Resources: model.ResourceSet{Wildcard: true}})
			},
			`{"resources":[{"resource":{"type":"channel","grant":{"type":"wildcard"}},
				"scopes":["channels:history","chat:write","conversations:history","conversations:read","files:read","files:write","reactions:read"]}]}`,
		},
		{
			"resources_removed", func() error {
				return s.RemoveResources(sandboxtest.AcmeID, sandboxtest.On(catalog.Channel, model.ResourceID(payroll)))
			},
			`{"resources":[{"resource":{"type":"channel","grant":{"type":"specific","resource_id":"` + payroll + `"}},
				"scopes":["channels:history","chat:write","conversations:history","conversations:read","files:read","files:write","reactions:read"]}]}`,
		},
		{
			"app_uninstalled", func() error { return s.Uninstall(sandboxtest.AcmeID) }, `{}`,
		},
		{
			"tokens_revoked", func() error { return s.RevokeToken(sandboxtest.FreshToken) },
			`{"tokens":{"oauth":["` + string(s.World().Teams[1].Users[0].ID) + `"],"bot":[]}}`,
		},
	} {
		if err := test.happen(); err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		d := a.Next(t)
		got := d.Event.Event
		if got["type"] != test.name || got["event_ts"] != "1560000000.000000" {
			t.Errorf("%s: type and time are %v and %v", test.name, got["type"], got["event_ts"])
		}
		delete(got, "type")
		delete(got, "event_ts")
		if id, has := got["trigger_id"].(string); has && strings.Count(id, ".") == 2 {
			got["trigger_id"] = "T"
		}
		var want map[string]any
		if err := json.Unmarshal([]byte(test.want), &want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
		if d.Header.Get("X-Slack-Request-Timestamp") != "1560000000" || d.Header.Get("X-Slack-Retry-Num") != "" {
			t.Errorf("%s: headers %v", test.name, d.Header)
		}
		if test.name == "app_uninstalled" { // which goes with another event
			if got := a.Next(t).Event.Event["type"]; got != "tokens_revoked" {
				t.Errorf("app_uninstalled goes with %v, want tokens_revoked", got)
			}
		}
	}
	_ = clock
}

func TestEnvelopeIsSlacks(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	sandboxtest.AskTeam(t, s, "pins:read")
	command := a.Next(t)
	if err := s.Answer(sandboxtest.OnlyDialog(t, s).ID, true); err != nil {
		t.Fatal(err)
	}
	d := a.Next(t)
	var got map[string]any
	if err := json.Unmarshal([]byte(d.Body), &got); err != nil {
		t.Fatal(err)
	}
	if id, _ := got["event_id"].(string); !strings.HasPrefix(id, "Ev") || len(id) != 11 {
		t.Errorf("event_id is %v", got["event_id"])
	}
	if event, _ := got["event"].(map[string]any); event["trigger_id"] != command.Form.Get("trigger_id") {
		t.Errorf("the event names trigger %v, and the app was given %q", event["trigger_id"], command.Form.Get("trigger_id"))
	}
	delete(got, "event_id")
	delete(got, "event")
	want := map[string]any{
		"token": sandboxtest.VerificationToken, "team_id": string(sandboxtest.AcmeID), "api_app_id": "A0PERISCOPE",
		"type": "event_callback", "event_time": 1560000000.0, "authed_users": []any{string(s.World().Teams[0].Users[0].ID)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("envelope (-want +got):\n%s", diff)
	}
}

func TestResourcesComeAndGo(t *testing.T) {
	t.Parallel()
	s, clock := sandboxtest.FrozenDemo(t)
	leadership, general := sandboxtest.Find(t, "leadership").ID, sandboxtest.Find(t, "general").ID
	before := sandboxtest.PermissionOn(t, s, clock, catalog.Group)
	if err := s.AddResources(sandboxtest.AcmeID, sandboxtest.On(catalog.Group, leadership)); err != nil {
		t.Fatal(err)
	}
	if got := sandboxtest.PermissionOn(t, s, clock, catalog.Group); len(got.Resources.IDs) != len(before.Resources.IDs)+1 || !got.Resources.Contains(leadership).In() {
		t.Errorf("after adding: %+v", got)
	}
	if err := s.RemoveResources(sandboxtest.AcmeID, sandboxtest.On(catalog.Group, leadership), sandboxtest.On(catalog.Channel, general)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, sandboxtest.PermissionOn(t, s, clock, catalog.Group)); diff != "" {
		t.Errorf("after removing (-before +after):\n%s", diff)
	}
	if got := sandboxtest.PermissionOn(t, s, clock, catalog.Channel).Resources.Contains(general); got != model.Excluded {
		t.Errorf("what was removed from a wildcard is %s, want excluded", got)
	}
	if ids := slices.Concat(sandboxtest.ReadPages(t, sandbox.New(s.World(), sandbox.Options{}), "apps.permissions.resources.list", "999")...); slices.Contains(ids, string(general)) {
		t.Error("resources.list still has what was removed")
	}
}

func TestUninstalledAppIsGone(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	sandboxtest.AskTeam(t, s, "pins:read")
	if err := s.Uninstall(sandboxtest.AcmeID); err != nil {
		t.Fatal(err)
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "auth.test").Error; got != "token_revoked" {
		t.Errorf("auth.test: %q, want token_revoked", got)
	}
	in := s.World().Teams[0].Installs[0]
	if len(s.Dialogs("")) != 0 || len(in.Grants) != 0 || len(in.Users) != 0 || !in.Revoked {
		t.Errorf("left are dialogs %v, grants %v, users %v", s.Dialogs(""), in.Grants, in.Users)
	}
	if _, err := s.RunCommand(t.Context(), sandboxtest.AcmeID, sandboxtest.Person(s), "/periscope"); err == nil {
		t.Error("an app that is gone takes commands")
	}
}

func TestRevokedTokenKeepsItsGrants(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	before := s.World().Teams[0].Installs[0]
	if err := s.RevokeToken(sandboxtest.AcmeToken); err != nil {
		t.Fatal(err)
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "auth.test").Error; got != "token_revoked" {
		t.Errorf("auth.test: %q, want token_revoked", got)
	}
	before.Revoked = true
	if diff := cmp.Diff(before, s.World().Teams[0].Installs[0]); diff != "" {
		t.Errorf("install (-want +got):\n%s", diff)
	}
}

func TestAllTokensOfAnAppShareWhatHappens(t *testing.T) {
	t.Parallel()
	w := world.Demo(0)
	acme := &w.Teams[0]
	second := acme.Installs[0]
	second.Token = "xoxa-sandbox-rotated"
	channels := []model.Grant{sandboxtest.On(catalog.Channel, sandboxtest.Find(t, "general").ID)}
	acme.Installs = append(acme.Installs[:1], second,
		world.Install{Token: "xoxb-sandbox-bot", AppID: second.AppID, AppUser: second.AppUser, Grants: channels},
		world.Install{Token: "xoxa-sandbox-other", AppID: "A0OTHER", AppUser: second.AppUser, Grants: channels})
	s := sandbox.New(w, sandbox.Options{})
	sandboxtest.AskTeam(t, s, "pins:read")
	if err := s.Answer(sandboxtest.OnlyDialog(t, s).ID, true); err != nil {
		t.Fatal(err)
	}
	if err := s.RevokeToken(sandboxtest.AcmeToken); err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct{ holds, revoked bool }{{true, true}, {true, false}, {false, false}, {false, false}} {
		in := s.World().Teams[0].Installs[i]
		if got := sandboxtest.PermissionsOf(in).Holds("pins:read", catalog.Channel); got != want.holds || in.Revoked != want.revoked {
			t.Errorf("install %d: holds pins:read %v, revoked %v; want %+v", i, got, in.Revoked, want)
		}
	}
	if err := s.Uninstall(sandboxtest.AcmeID); err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{true, true, true, false} {
		if got := s.World().Teams[0].Installs[i].Revoked; got != want {
			t.Errorf("install %d after the app is uninstalled: revoked %v, want %v", i, got, want)
		}
	}
}

func TestRevokedBotTokenIsNamedAsSuch(t *testing.T) {
	t.Parallel()
	s := sandbox.New(sandboxtest.MixedWorld(), sandbox.Options{})
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	if err := s.RevokeToken("xoxb-sandbox-bot"); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"oauth": []any{}, "bot": []any{"U2"}}
	if diff := cmp.Diff(want, a.Next(t).Event.Event["tokens"]); diff != "" {
		t.Errorf("tokens (-want +got):\n%s", diff)
	}
}

func TestTriggersOfEventsCannotBeUsed(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	if err := s.RemoveUserResource(sandboxtest.AcmeID, sandboxtest.Person(s)); err != nil {
		t.Fatal(err)
	}
	id, _ := a.Next(t).Event.Event["trigger_id"].(string)
	if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "apps.permissions.request", "scopes", "pins:read", "trigger_id", id).Error; got != "trigger_exchanged" {
		t.Errorf("%q, want trigger_exchanged", got)
	}
}

func TestWhatCannotHappen(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	umbrella := s.World().Teams[2].ID
	for want, err := range map[string]error{
		`no team "T0NOWHERE"`:               s.Uninstall("T0NOWHERE"),
		"has no app with a workspace token": s.Uninstall(umbrella),
		`has no channel "C0NOWHERE"`:        s.AddResources(sandboxtest.AcmeID, sandboxtest.On(catalog.Channel, "C0NOWHERE")),
		"has no group":                      s.RemoveResources(sandboxtest.AcmeID, sandboxtest.On(catalog.Group, sandboxtest.Find(t, "general").ID)),
		"has no team":                       s.AddResources(sandboxtest.AcmeID, sandboxtest.On(catalog.Team, model.ResourceID(umbrella))),
		"people decide":                     s.AddResources(sandboxtest.AcmeID, sandboxtest.On(catalog.User, model.ResourceID(sandboxtest.Person(s)))),
		"cannot exclude":                    s.AddResources(sandboxtest.AcmeID, model.Grant{Type: catalog.Channel, Resources: model.ResourceSet{Excluded: []model.ResourceID{"C1"}}}),
		"may do nothing for them":           s.RemoveUserResource(sandboxtest.AcmeID, s.People(sandboxtest.AcmeID)[20].ID),
		"was revoked before":                s.RevokeToken(sandboxtest.UmbrellaToken),
		"the sandbox has no such token":     s.RevokeToken("xoxa-sandbox-stranger"),
	} {
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "xoxa") {
			t.Errorf("%v, want an error that says %q, and no token", err, want)
		}
	}
	if diff := cmp.Diff(world.Demo(0), s.World()); diff != "" {
		t.Errorf("the world changed:\n%s", diff)
	}
}

// TestListsWhileTheWorldChanges walks lists beside changes: what was there all
// along comes exactly once.
func TestListsWhileTheWorldChanges(t *testing.T) {
	t.Parallel()
	s := sandbox.New(world.Demo(400), sandbox.Options{Now: sandboxtest.AdvancingClock()})
	stable := slices.Concat(sandboxtest.ReadPages(t, s, "apps.permissions.resources.list", "50")...)
	leadership := sandboxtest.On(catalog.Group, sandboxtest.Find(t, "leadership").ID)
	stop := make(chan struct{})
	var changing sync.WaitGroup
	changing.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				if err := errors.Join(s.AddResources(sandboxtest.AcmeID, leadership), s.RemoveResources(sandboxtest.AcmeID, leadership)); err != nil {
					t.Error(err)
					return
				}
			}
		}
	})
	for range 5 {
		got := slices.Concat(sandboxtest.ReadPages(t, s, "apps.permissions.resources.list", "50")...)
		got = slices.DeleteFunc(got, func(id string) bool { return id == string(leadership.Resources.IDs[0]) })
		if diff := cmp.Diff(stable, got); diff != "" {
			t.Errorf("resources (-before +during):\n%s", diff)
		}
	}
	close(stop)
	changing.Wait()
}

func TestAppsWithBotTokensAreUsedAndUninstalled(t *testing.T) {
	t.Parallel()
	w := sandboxtest.MixedWorld()
	w.Teams[0].Installs = slices.DeleteFunc(w.Teams[0].Installs, func(in world.Install) bool { return in.TokenKind() != catalog.Bot })
	w.Teams[0].Users = append(w.Teams[0].Users, world.User{ID: "U9", Name: "ada"})
	s := sandbox.New(w, sandbox.Options{})
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	if _, err := s.RunCommand(t.Context(), w.Teams[0].ID, "U9", "/standup"); err != nil || a.Next(t).Form.Get("command") != "/standup" {
		t.Errorf("a command of an app with a bot token: %v", err)
	}
	if err := s.AddResources(w.Teams[0].ID, sandboxtest.On(catalog.Team, model.ResourceID(w.Teams[0].ID))); err == nil {
		t.Error("an app with a bot token is given resources, which it does not know")
	}
	if err := s.Uninstall(w.Teams[0].ID); err != nil || a.Next(t).Event.Event["type"] != "app_uninstalled" {
		t.Errorf("uninstalling an app with a bot token: %v", err)
	}
	if got := sandboxtest.Ask(t, s, "xoxb-sandbox-bot", "auth.test").Error; got != "account_inactive" {
		t.Errorf("auth.test: %q, want account_inactive", got)
	}
}

func TestGrantedScopesAreToldAndHeld(t *testing.T) {
	t.Parallel()
	s, clock := sandboxtest.FrozenDemo(t)
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	if err := s.GrantScopes(sandboxtest.AcmeToken, "pins:read", "pins:write"); err != nil {
		t.Fatal(err)
	}
	d := a.Next(t)
	if d.Event.Event["type"] != "scope_granted" || len(d.Event.Event["scopes"].([]any)) != 2 {
		t.Errorf("the app is told %v", d.Event.Event)
	}
	id, _ := d.Event.Event["trigger_id"].(string)
	if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "apps.permissions.request", "scopes", "files:read", "trigger_id", id).Error; got != "trigger_exchanged" {
		t.Errorf("the event's trigger: %q, want trigger_exchanged", got)
	}
	if got := sandboxtest.PermissionOn(t, s, clock, catalog.Channel).Scopes; !slices.Contains(got, "pins:write") {
		t.Errorf("channel scopes are %v", got)
	}
}

func TestTakenScopesAreGoneEverywhere(t *testing.T) {
	t.Parallel()
	w := world.Demo(0)
	renewal := w.Teams[0].Installs[0]
	renewal.Token = "xoxr-sandbox-acme" // what it renews holds no more
	w.Teams[0].Installs = append(w.Teams[0].Installs, renewal)
	clock := sandboxtest.NewClock(time.Unix(1_560_000_000, 0))
	s := sandbox.New(w, sandbox.Options{Now: clock.Now})
	if err := s.RemoveScopes(sandboxtest.AcmeToken, "chat:write", "reminders:write:user"); err != nil {
		t.Fatal(err)
	}
	for _, rt := range []catalog.ResourceType{catalog.Channel, catalog.Group, catalog.MPIM, catalog.IM, catalog.AppHome} {
		got := sandboxtest.PermissionOn(t, s, clock, rt)
		if slices.Contains(got.Scopes, "chat:write") || len(got.Scopes) == 0 || got.Resources.Empty() {
			t.Errorf("%s: %v on %v is left", rt, got.Scopes, got.Resources)
		}
	}
	for _, u := range sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "apps.permissions.users.list").Resources {
		if slices.Contains(u.Scopes, "reminders:write:user") {
			t.Errorf("%s still grants what was taken: %v", u.ID, u.Scopes)
		}
	}
	if p := model.NewPermissions(sandboxtest.InstallOf(t, s, renewal.Token).Grants); p.Holds("chat:write", catalog.Channel) {
		t.Error("a token that is renewed has them again")
	}
	if !slices.Contains(w.Teams[0].Installs[0].Grants[1].Scopes, "chat:write") {
		t.Error("the world that the sandbox was made for has changed")
	}
}

func TestScopesOfOAuthTokensComeAndGo(t *testing.T) {
	t.Parallel()
	const bot = "xoxb-sandbox-bot"
	s := sandbox.New(sandboxtest.MixedWorld(), sandbox.Options{})
	scopes := func() []catalog.Scope { return sandboxtest.InstallOf(t, s, bot).OAuthScopes }
	before := scopes()
	if err := s.GrantScopes(bot, "emoji:read"); err != nil || !slices.Contains(scopes(), "emoji:read") {
		t.Errorf("after granting: %v, %v", scopes(), err)
	}
	if err := s.RemoveScopes(bot, "emoji:read"); err != nil || !slices.Equal(scopes(), state.SortedUnion(before, nil)) {
		t.Errorf("after taking: %v, %v; want %v", scopes(), err, before)
	}
}

func TestScopesThatCannotChange(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	for want, err := range map[string]error{
		"no such token":             s.GrantScopes("xoxa-sandbox-stranger", "chat:write"),
		"or it was revoked":         s.RemoveScopes(sandboxtest.UmbrellaToken, "chat:write"),
		"no scopes are named":       s.GrantScopes(sandboxtest.AcmeToken),
		`no scope "chat:wrote"; is`: s.RemoveScopes(sandboxtest.AcmeToken, "chat:wrote"),
	} {
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "xoxa") {
			t.Errorf("%v, want an error that says %q, and no token", err, want)
		}
	}
}
