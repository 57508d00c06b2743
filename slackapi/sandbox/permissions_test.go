package sandbox

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// infoWire is apps.permissions.info as a client reads it.
type infoWire struct {
	Info map[catalog.ResourceType]struct {
		Scopes    []catalog.Scope
		Resources struct {
			IDs      []model.ResourceID
			Wildcard *bool
			Excluded *[]model.ResourceID `json:"excluded_ids"`
		}
	}
}

func TestInfoIsWhatTheWorldHolds(t *testing.T) {
	w := world.Demo(world.DefaultResources)
	s := New(w, Options{})
	for _, team := range w.Teams {
		in := team.Installs[0]
		if in.Revoked || in.TokenKind() != catalog.Workspace {
			continue
		}
		var grants []model.Grant
		for kind, g := range decode[infoWire](t, do(t, s, in.Token, "apps.permissions.info")).Info {
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
	got := decode[infoWire](t, do(t, demo(), freshToken, "apps.permissions.info"))
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
	s := New(mixedWorld(), Options{})
	got := decode[infoWire](t, do(t, s, "xoxa-sandbox-listed", "apps.permissions.info"))
	if g := got.Info["canvas"]; !slices.Equal(g.Scopes, []catalog.Scope{"canvases:read"}) {
		t.Errorf("canvas is %+v", g)
	}
	listed := ask(t, s, "xoxa-sandbox-listed", "apps.permissions.resources.list")
	var types []string
	for _, r := range listed.Resources {
		types = append(types, r.Type+" "+r.ID)
	}
	if want := []string{"channel C1", "channel C9", "canvas F1", "group G1"}; !slices.Equal(types, want) {
		t.Errorf("resources %v, want %v", types, want)
	}
}

func TestResourcesSpellTheWildcardOut(t *testing.T) {
	s := demo()
	ids := slices.Concat(readPages(t, s, "apps.permissions.resources.list", "1000")...)
	for name, want := range map[string]bool{
		"general": true, "payroll": false, "legal-holds": false, "reorg-2019": true, "surprise-party": false,
	} {
		if got := slices.Contains(ids, string(find(t, name).ID)); got != want {
			t.Errorf("%s listed: %v, want %v", name, got, want)
		}
	}
}

func TestScopesByType(t *testing.T) {
	type wire struct {
		Scopes map[catalog.ResourceType][]catalog.Scope
	}
	got := decode[wire](t, do(t, demo(), acmeToken, "apps.permissions.scopes.list")).Scopes
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
	for kind, scopes := range decode[wire](t, do(t, demo(), freshToken, "apps.permissions.scopes.list")).Scopes {
		if scopes == nil {
			t.Errorf("%s: null, want an empty list", kind)
		}
	}
}

func TestUserGrantsAreUnderResources(t *testing.T) {
	w := world.Demo(0)
	got := ask(t, New(w, Options{}), acmeToken, "apps.permissions.users.list")
	var users []model.UserGrant
	for _, r := range got.Resources {
		users = append(users, model.UserGrant{User: model.ResourceID(r.ID), Scopes: r.Scopes})
	}
	if diff := cmp.Diff(w.Teams[0].Installs[0].Users, users); diff != "" {
		t.Errorf("user grants (-world +reply):\n%s", diff)
	}
	raw := decode[map[string]json.RawMessage](t, do(t, New(w, Options{}), freshToken, "apps.permissions.users.list"))
	if string(raw["resources"]) != "[]" || string(raw["response_metadata"]) != `{"next_cursor":""}` {
		t.Errorf("no user grants: %s %s, want an empty list and an empty cursor", raw["resources"], raw["response_metadata"])
	}
}

func TestGrantsOfOneTypeAddUp(t *testing.T) {
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
	got := decode[map[string]any](t, do(t, New(w, Options{}), "xoxa-sandbox-parts", "apps.permissions.info"))
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
