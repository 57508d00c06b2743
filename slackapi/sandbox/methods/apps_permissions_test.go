package methods_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

func TestInfoIsWhatTheWorldHolds(t *testing.T) {
	t.Parallel()
	w := world.Demo(world.DefaultResources)
	s := sandbox.New(w, sandbox.Options{})
	for _, team := range w.Teams {
		in := team.Installs[0]
		if in.Revoked || in.TokenKind() != catalog.Workspace {
			continue
		}
		var grants []model.Grant
		for kind, g := range sandboxtest.Decode[sandboxtest.InfoReply](t, sandboxtest.Do(t, s, in.Token, "apps.permissions.info")).Info {
			grant := model.Grant{Type: kind, Scopes: g.Scopes, Resources: model.ResourceSet{IDs: g.Resources.IDs}}
			if g.Resources.Wildcard != nil {
				grant.Resources.Wildcard, grant.Resources.Excluded = *g.Resources.Wildcard, *g.Resources.Excluded
			}
			if len(grant.Scopes) > 0 {
				grants = append(grants, grant)
			}
		}
		got, want := model.NewPermissions(grants), model.NewPermissions(in.Grants)
		if diff := cmp.Diff(want, got, emptyIsNil); diff != "" {
			t.Errorf("%s: world and info differ (-world +info):\n%s", team.ID, diff)
		}
	}
}

// emptyIsNil makes an empty list equal to none.
var emptyIsNil = cmp.FilterValues(
	func(a, b []model.ResourceID) bool { return len(a) == 0 && len(b) == 0 },
	cmp.Ignore(),
)

func TestInfoHasSlacksKeys(t *testing.T) {
	t.Parallel()
	got := sandboxtest.Decode[sandboxtest.InfoReply](t, sandboxtest.Do(t, sandboxtest.Demo(), sandboxtest.FreshToken, "apps.permissions.info"))
	want := []catalog.ResourceType{"app_home", "channel", "group", "im", "mpim", "team"}
	if keys := slices.Sorted(maps.Keys(got.Info)); !slices.Equal(keys, want) {
		t.Errorf("keys %v, want %v: users have none", keys, want)
	}
	for kind, g := range got.Info {
		if g.Scopes == nil || g.Resources.IDs == nil {
			t.Errorf("%s: null where Slack sends an empty list", kind)
		}
		if hasWildcard := g.Resources.Wildcard != nil && g.Resources.Excluded != nil; hasWildcard != (kind == catalog.Channel) {
			t.Errorf("%s: wildcard and excluded_ids sent: %v", kind, hasWildcard)
		}
	}
}

func TestInfoKeepsTypesNobodyHeardOf(t *testing.T) {
	t.Parallel()
	s := sandbox.New(sandboxtest.MixedWorld(), sandbox.Options{})
	got := sandboxtest.Decode[sandboxtest.InfoReply](t, sandboxtest.Do(t, s, "xoxa-sandbox-listed", "apps.permissions.info"))
	if g := got.Info["canvas"]; !slices.Equal(g.Scopes, []catalog.Scope{"canvases:read"}) {
		t.Errorf("canvas is %+v", g)
	}
	listed := sandboxtest.Ask(t, s, "xoxa-sandbox-listed", "apps.permissions.resources.list")
	var types []string
	for _, r := range listed.Resources {
		types = append(types, r.Type+" "+r.ID)
	}
	if want := []string{"channel C1", "channel C9", "canvas F1", "group G1"}; !slices.Equal(types, want) {
		t.Errorf("resources %v, want %v", types, want)
	}
}

func TestResourcesSpellTheWildcardOut(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	ids := slices.Concat(sandboxtest.ReadPages(t, s, "apps.permissions.resources.list", "999")...)
	for name, want := range map[string]bool{
		"general": true, "payroll": false, "legal-holds": false, "reorg-2019": true, "surprise-party": false,
	} {
		if got := slices.Contains(ids, string(sandboxtest.Find(t, name).ID)); got != want {
			t.Errorf("%s listed: %v, want %v", name, got, want)
		}
	}
}

func TestScopesByType(t *testing.T) {
	t.Parallel()
	type wire struct {
		Scopes map[catalog.ResourceType][]catalog.Scope
	}
	got := sandboxtest.Decode[wire](t, sandboxtest.Do(t, sandboxtest.Demo(), sandboxtest.AcmeToken, "apps.permissions.scopes.list")).Scopes
	want := map[catalog.ResourceType][]catalog.Scope{
		"team":     {"emoji:read", "team:read", "users:read"},
		"channel":  {"channels:history", "chat:write", "conversations:history", "conversations:read", "reactions:read"},
		"group":    {"chat:write", "conversations:read"},
		"mpim":     {"chat:write", "conversations:read"},
		"im":       {"chat:write", "conversations:history", "conversations:read"},
		"app_home": {"chat:write", "im:history", "im:read"},
		"user":     {"dnd:write:user", "reminders:read:user", "reminders:write:user", "users.profile:write:user"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("scopes (-want +got):\n%s", diff)
	}
	for kind, scopes := range sandboxtest.Decode[wire](t, sandboxtest.Do(t, sandboxtest.Demo(), sandboxtest.FreshToken, "apps.permissions.scopes.list")).Scopes {
		if scopes == nil {
			t.Errorf("%s: null, want an empty list", kind)
		}
	}
}

func TestUserGrantsAreUnderResources(t *testing.T) {
	t.Parallel()
	w := world.Demo(0)
	got := sandboxtest.Ask(t, sandbox.New(w, sandbox.Options{}), sandboxtest.AcmeToken, "apps.permissions.users.list")
	var users []model.UserGrant
	for _, r := range got.Resources {
		users = append(users, model.UserGrant{User: model.ResourceID(r.ID), Scopes: r.Scopes})
	}
	if diff := cmp.Diff(w.Teams[0].Installs[0].Users, users); diff != "" {
		t.Errorf("user grants (-world +reply):\n%s", diff)
	}
	raw := sandboxtest.Decode[map[string]json.RawMessage](t, sandboxtest.Do(t, sandbox.New(w, sandbox.Options{}), sandboxtest.FreshToken, "apps.permissions.users.list"))
	if string(raw["resources"]) != "[]" || string(raw["response_metadata"]) != `{"next_cursor":""}` {
		t.Errorf("no user grants: %s %s, want an empty list and an empty cursor", raw["resources"], raw["response_metadata"])
	}
}

func TestGrantsOfOneTypeAddUp(t *testing.T) {
	t.Parallel()
	w := world.World{Teams: []world.Team{{ID: "T1", Installs: []world.Install{{
		Token: "xoxa-sandbox-parts",
		Grants: []model.Grant{
			{
				Type: catalog.Channel, Scopes: []catalog.Scope{"chat:write"},
				Resources: model.ResourceSet{Wildcard: true, Excluded: []model.ResourceID{"C9"}},
			},
			{
				Type: catalog.Channel, Scopes: []catalog.Scope{"pins:read", "chat:write"},
				Resources: model.ResourceSet{IDs: []model.ResourceID{"C2"}, Excluded: []model.ResourceID{"C1", "C9"}},
			},
		},
	}}}}}
	got := sandboxtest.Decode[map[string]any](t, sandboxtest.Do(t, sandbox.New(w, sandbox.Options{}), "xoxa-sandbox-parts", "apps.permissions.info"))
	want := map[string]any{
		"scopes": []any{"chat:write", "pins:read"},
		"resources": map[string]any{
			"ids": []any{"C2"}, "wildcard": true, "excluded_ids": []any{"C1", "C9"},
		},
	}
	if diff := cmp.Diff(want, got["info"].(map[string]any)["channel"]); diff != "" {
		t.Errorf("channel (-want +got):\n%s", diff)
	}
}

// TestPairsOfScopes compares the sandbox with the rules of package model, for one
// in seven of the pairs that a workspace app could ask for; for all of them with
// PERISCOPE_TESTS=full.
func TestPairsOfScopes(t *testing.T) {
	t.Parallel()
	s, clock := sandboxtest.FrozenDemo(t)
	scopes := []catalog.Scope{"admin", "chat:wriet"}
	for _, e := range catalog.Offered(catalog.Workspace) {
		scopes = append(scopes, e.Scope)
	}
	seen := map[string]int{}
	for i, a := range scopes {
		for j, b := range scopes[i:] {
			if os.Getenv("PERISCOPE_TESTS") != "full" && (i+j)%7 > 0 { // one pair in seven
				continue
			}
			both := string(a) + "," + string(b)
			for _, audience := range []model.Audience{model.ForTeam, model.ForUser} {
				clock.Advance(time.Minute)
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

func askAny(t *testing.T, s *sandbox.Sandbox, audience model.Audience, scopes string) string {
	t.Helper()
	if audience == model.ForUser {
		return sandboxtest.AskUser(t, s, sandboxtest.Person(s), scopes)
	}
	return sandboxtest.AskTeam(t, s, scopes)
}

func TestArgumentsOfRequests(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
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
		got := sandboxtest.Decode[sandboxtest.Reply](t, sandboxtest.Get(t, s, "/api/"+test.method+"?token="+sandboxtest.AcmeToken+"&"+test.args))
		if got.Error != test.code || test.message != "" && !strings.HasSuffix(strings.Join(got.Metadata.Messages, ""), ": "+test.message) {
			t.Errorf("%s %s: %+v, want %s about %q", test.method, test.args, got, test.code, test.message)
		}
	}
	if n := len(s.Dialogs("")); n != 0 {
		t.Errorf("%d dialogs are shown for requests that were refused", n)
	}
}

func TestWhoMayBeAsked(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
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
		if got := sandboxtest.AskUser(t, s, test.user, "reminders:read:user"); got != test.code {
			t.Errorf("%s: %q, want %q", test.name, got, test.code)
		}
	}
	if !users[0].Bot || !users[48].Deleted {
		t.Error("the world is not what this test thinks it is")
	}
	if d := sandboxtest.OnlyDialog(t, s); d.User != sandboxtest.Person(s) || d.AskedUser != users[5].ID {
		t.Errorf("shown to %s, about %s; want %s, about %s", d.User, d.AskedUser, sandboxtest.Person(s), users[5].ID)
	}
}

func TestRequestsAskForWorkspaceTokens(t *testing.T) {
	t.Parallel()
	s := sandbox.New(sandboxtest.MixedWorld(), sandbox.Options{})
	for _, method := range []string{"apps.permissions.request", "apps.permissions.users.request"} {
		for token, code := range map[string]string{
			"": "not_authed", "xoxa-sandbox-stranger": "invalid_auth",
			"xoxb-sandbox-bot": "not_allowed_token_type", "xoxp-sandbox-user": "not_allowed_token_type",
		} {
			if got := sandboxtest.Ask(t, s, token, method).Error; got != code {
				t.Errorf("%s with token %q: %q, want %q", method, token, got, code)
			}
		}
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/apps.permissions.request", strings.NewReader(`{"scopes":"pins:read"}`))
	r.Header.Set("Content-Type", sandboxtest.JSONMedia)
	r.Header.Set("Authorization", "Bearer "+sandboxtest.AcmeToken)
	if got := sandboxtest.Decode[sandboxtest.Reply](t, sandboxtest.Serve(sandboxtest.Demo(), r)).Error; got != "invalid_post_type" {
		t.Errorf("JSON: %q, want invalid_post_type", got)
	}
}
