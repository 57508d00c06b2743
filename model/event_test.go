package model_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
)

func TestLandsOn(t *testing.T) {
	t.Parallel()
	conversations := []catalog.ResourceType{catalog.Channel, catalog.Group, catalog.MPIM, catalog.IM, catalog.AppHome}
	tests := []struct {
		scope catalog.Scope
		want  []catalog.ResourceType
	}{
		{"chat:write", conversations},
		{"chat:write:user", conversations}, // where chat:write lands
		{"channels:read", []catalog.ResourceType{catalog.Channel}},
		{"im:read", []catalog.ResourceType{catalog.IM, catalog.AppHome}},
		{"conversations.app_home:create", []catalog.ResourceType{catalog.AppHome}},
		{"users:read", []catalog.ResourceType{catalog.Team}},
		{"dnd:write:user", []catalog.ResourceType{catalog.User}},
		{"commands", conversations},
		{"never:heard:of", conversations},
	}
	for _, tt := range tests {
		if got := model.TypesGranted(tt.scope); !slices.Equal(got, tt.want) {
			t.Errorf("%s lands on %q; want %q", tt.scope, got, tt.want)
		}
	}
}

func grantOf(typ catalog.ResourceType, scopes string, ids ...model.ResourceID) model.Grant {
	return model.Grant{Type: typ, Scopes: scopeList(scopes), Resources: model.ResourceSet{IDs: ids}}
}

// everything is a wildcard with exceptions.
func everything(typ catalog.ResourceType, scopes string, excluded ...model.ResourceID) model.Grant {
	return model.Grant{Type: typ, Scopes: scopeList(scopes), Resources: model.ResourceSet{Wildcard: true, Excluded: excluded}}
}

func permissions(grants ...model.Grant) model.Permissions { return model.NewPermissions(grants) }

func TestApplyEvent(t *testing.T) {
	t.Parallel()
	added := func(grants ...model.Grant) model.Event { return model.ResourcesAdded{Grants: grants} }
	removed := func(grants ...model.Grant) model.Event { return model.ResourcesRemoved{Grants: grants} }
	tests := []struct {
		name   string
		before model.Permissions
		event  model.Event
		want   model.Permissions
	}{
		{
			"first resource of a type", permissions(), added(grantOf(catalog.IM, "im:read im:history", "D1")),
			permissions(grantOf(catalog.IM, "im:read im:history", "D1")),
		},
		{
			"more resources, one of them known", permissions(grantOf(catalog.Channel, "chat:write", "C1")),
			added(grantOf(catalog.Channel, "chat:write", "C2"), grantOf(catalog.Channel, "pins:read", "C1"), grantOf(catalog.Group, "", "G1")),
			permissions(grantOf(catalog.Channel, "chat:write pins:read", "C1", "C2"), grantOf(catalog.Group, "", "G1")),
		},
		{
			"the wildcard takes the place of ids", permissions(grantOf(catalog.Channel, "chat:write", "C1")),
			added(everything(catalog.Channel, "chat:write", "C9")), permissions(everything(catalog.Channel, "chat:write", "C9")),
		},
		{
			"an excluded resource comes back", permissions(everything(catalog.Channel, "chat:write", "C8", "C9")),
			added(grantOf(catalog.Channel, "chat:write", "C9")), permissions(everything(catalog.Channel, "chat:write", "C8")),
		},
		{
			"a type that is not known", permissions(), added(grantOf("huddle", "huddles:join", "H1")),
			permissions(grantOf("huddle", "huddles:join", "H1")),
		},
		{
			"a user as a resource", permissions(grantOf(catalog.User, "dnd:write:user", "U1")),
			added(grantOf(catalog.User, "reminders:read:user", "U1"), grantOf(catalog.User, "dnd:write:user", "U2")),
			permissions(grantOf(catalog.User, "dnd:write:user reminders:read:user", "U1"), grantOf(catalog.User, "dnd:write:user", "U2")),
		},
		{
			"a resource goes, scopes stay", permissions(grantOf(catalog.Channel, "chat:write", "C1", "C2")),
			removed(grantOf(catalog.Channel, "chat:write", "C1")), permissions(grantOf(catalog.Channel, "chat:write", "C2")),
		},
		{
			"the last resource goes", permissions(grantOf(catalog.Channel, "chat:write", "C1")),
			removed(grantOf(catalog.Channel, "", "C1")), permissions(grantOf(catalog.Channel, "chat:write")),
		},
		{
			"out of a wildcard", permissions(everything(catalog.Channel, "chat:write", "C9")),
			removed(grantOf(catalog.Channel, "", "C1")), permissions(everything(catalog.Channel, "chat:write", "C9", "C1")),
		},
		{
			"the wildcard itself goes", permissions(everything(catalog.Channel, "chat:write", "C9")),
			removed(everything(catalog.Channel, "")), permissions(grantOf(catalog.Channel, "chat:write")),
		},
		{
			"what was never there", permissions(grantOf(catalog.Channel, "chat:write", "C1")),
			removed(grantOf(catalog.Group, "chat:write", "G1")), permissions(grantOf(catalog.Channel, "chat:write", "C1")),
		},
		{
			"scopes granted", permissions(grantOf(catalog.AppHome, "chat:write", "D1"), grantOf(catalog.Channel, "", "C1")),
			model.ScopeGranted{Team: "T1", Scopes: scopeList("channels:history users:read conversations.app_home:create")},
			permissions(
				grantOf(catalog.Team, "users:read", "T1"), grantOf(catalog.Channel, "channels:history", "C1"),
				grantOf(catalog.AppHome, "chat:write conversations.app_home:create", "D1"),
			),
		},
		{
			"a scope over the team, of a team that is not named", permissions(),
			model.ScopeGranted{Scopes: scopeList("users:read")},
			permissions(grantOf(catalog.Team, "users:read")),
		},
		{
			"a scope of all conversations", permissions(grantOf(catalog.AppHome, "im:read", "D1")),
			model.ScopeGranted{Scopes: scopeList("pins:read")},
			permissions(
				grantOf(catalog.Channel, "pins:read"), grantOf(catalog.Group, "pins:read"), grantOf(catalog.MPIM, "pins:read"),
				grantOf(catalog.IM, "pins:read"), grantOf(catalog.AppHome, "im:read pins:read", "D1"),
			),
		},
		{
			"a user scope, of no named user", permissions(),
			model.ScopeGranted{Team: "T1", Scopes: scopeList("dnd:write:user")},
			permissions(),
		},
		{
			"scopes denied", permissions(grantOf(catalog.Channel, "chat:write", "C1")),
			model.ScopeDenied{Scopes: scopeList("chat:write")},
			permissions(grantOf(catalog.Channel, "chat:write", "C1")),
		},
		{
			"a person grants", permissions(),
			model.UserResourceGranted{User: "U1", Scopes: scopeList("dnd:write:user")},
			permissions(grantOf(catalog.User, "dnd:write:user", "U1")),
		},
		{
			"a person grants more than the others", permissions(grantOf(catalog.User, "dnd:write:user", "U1", "U2")),
			model.UserResourceGranted{User: "U2", Scopes: scopeList("reminders:read:user")},
			permissions(grantOf(catalog.User, "dnd:write:user", "U1"), grantOf(catalog.User, "dnd:write:user reminders:read:user", "U2")),
		},
		{
			"a person declines", permissions(grantOf(catalog.User, "dnd:write:user", "U1")),
			model.UserResourceDenied{User: "U1", Scopes: scopeList("dnd:write:user")},
			permissions(grantOf(catalog.User, "dnd:write:user", "U1")),
		},
		{
			"a person takes all back", permissions(grantOf(catalog.User, "dnd:write:user", "U1", "U2"), grantOf(catalog.User, "identity.basic", "U1")),
			model.UserResourceRemoved{User: "U1"},
			permissions(grantOf(catalog.User, "dnd:write:user", "U2")),
		},
		{
			"the last person takes all back", permissions(grantOf(catalog.User, "dnd:write:user", "U1"), grantOf(catalog.IM, "im:read", "D1")),
			model.UserResourceRemoved{User: "U1"},
			permissions(grantOf(catalog.IM, "im:read", "D1")),
		},
		{
			"tokens revoked", permissions(grantOf(catalog.User, "dnd:write:user", "U1")),
			model.TokensRevoked{Users: []model.UserID{"U1"}},
			permissions(grantOf(catalog.User, "dnd:write:user", "U1")),
		},
		{"uninstalled", acme(), model.AppUninstalled{}, permissions()},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want.Grants, tt.before.Apply(tt.event).Grants, cmpEmpty); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// cmpEmpty takes an empty list for the same as none.
var cmpEmpty = cmp.FilterPath(func(p cmp.Path) bool {
	x, y := p.Last().Values()
	return p.Last().Type().Kind().String() == "slice" && x.IsValid() && y.IsValid() && x.Len() == 0 && y.Len() == 0
}, cmp.Ignore())

// Slack may send an event twice, and Apply changes no permissions that it was given.
func TestApplyIsPureAndIdempotent(t *testing.T) {
	t.Parallel()
	for seed := range seeds(1500) {
		d := newDice(seed)
		p, e := d.permissions(), d.event()
		untouched := newDice(seed).permissions()
		once := p.Apply(e)
		if diff := cmp.Diff(untouched, p); diff != "" {
			t.Fatalf("applying %s changed what it was applied to:\n%s", e.Kind(), diff)
		}
		kept := plain(once)
		if twice := once.Apply(e); plain(twice) != kept || !model.Diff(once, twice).Empty() {
			t.Fatalf("%+v: once\n%s\ntwice\n%s", e, kept, plain(twice))
		}
		once.Apply(d.event()).Apply(d.event())
		if plain(once) != kept {
			t.Fatalf("later events changed what %s left", e.Kind())
		}
	}
}

func TestAddedIsInAndRemovedIsOut(t *testing.T) {
	t.Parallel()
	for seed := range seeds(1000) {
		d := newDice(seed)
		p, id := d.permissions(), pick(d, someIDs)
		typ := pick(d, []catalog.ResourceType{catalog.Channel, catalog.IM, "canvas"})
		one := []model.Grant{grantOf(typ, "chat:write", id)}
		with := p.Apply(model.ResourcesAdded{Grants: one})
		if got := with.On(typ)[0].Resources.Contains(id); !got.In() || !with.Holds("chat:write", typ) {
			t.Fatalf("%s was added on %s and is %s: %+v", id, typ, got, with)
		}
		without := with.Apply(model.ResourcesRemoved{Grants: one})
		if got := without.On(typ)[0].Resources.Contains(id); got.In() {
			t.Fatalf("%s was removed from %s and is there %s: %+v", id, typ, got, without)
		}
	}
}

// After the team approved a request, all of it is granted already.
func TestGrantedScopesAreGrantedAlready(t *testing.T) {
	t.Parallel()
	for seed := range seeds(1000) {
		d := newDice(seed)
		r := d.request()
		if _, ok := model.Verdict(r); !ok || r.For == model.ForUser && r.User == "" {
			continue
		}
		var e model.Event = model.ScopeGranted{Team: "T1", Scopes: r.Scopes}
		if r.For == model.ForUser {
			e = model.UserResourceGranted{User: r.User, Scopes: r.Scopes}
		}
		held := d.permissions().Apply(e)
		problems := model.Validate(r, &held)
		i := slices.IndexFunc(problems, func(p model.Problem) bool { return p.Code == model.CodeAlreadyGranted })
		if i < 0 || len(r.Apply(problems[i].Fixes[0])) > 0 {
			t.Fatalf("%+v was granted, and can be asked for again: %s", r, describe(problems))
		}
	}
}

func TestEventKinds(t *testing.T) {
	t.Parallel()
	kinds := map[model.EventKind]bool{}
	for seed := range seeds(500) {
		kinds[newDice(seed).event().Kind()] = true
	}
	for _, want := range []model.EventKind{
		"resources_added", "resources_removed", "scope_granted", "scope_denied", "user_resource_granted",
		"user_resource_denied", "user_resource_removed", "tokens_revoked", "app_uninstalled",
	} {
		if !kinds[want] {
			t.Errorf("no event is %s", want)
		}
	}
	if len(kinds) != 9 {
		t.Errorf("kinds are %v; want the nine of Slack", kinds)
	}
}
