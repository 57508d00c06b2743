package model_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
)

// acme is a token with a bit of everything: a wildcard with an exception, a
// type with scopes and no resources, two people, and a type we do not know.
func acme() model.Permissions {
	return model.NewPermissions([]model.Grant{
		{Type: "huddle", Scopes: []catalog.Scope{"huddles:join"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"H1"}}},
		{Type: catalog.AppHome, Scopes: []catalog.Scope{"chat:write", "im:read"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"D1"}}},
		{
			Type: catalog.Channel, Scopes: []catalog.Scope{"chat:write", "pins:read"},
			Resources: model.ResourceSet{Wildcard: true, Excluded: []model.ResourceID{"C9"}},
		},
		{Type: catalog.Group, Scopes: []catalog.Scope{"chat:write"}},
		{Type: catalog.Team, Scopes: []catalog.Scope{"users:read"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"T1"}}},
	}).WithUsers([]model.UserGrant{
		{User: "U1", Scopes: []catalog.Scope{"reminders:read:user", "dnd:write:user"}},
		{User: "U2", Scopes: []catalog.Scope{"dnd:write:user"}},
		{User: "U3", Scopes: []catalog.Scope{"dnd:write:user", "reminders:read:user"}},
	})
}

func typesOf(grants []model.Grant) []catalog.ResourceType {
	var types []catalog.ResourceType
	for _, g := range grants {
		types = append(types, g.Type)
	}
	return types
}

func TestNewPermissionsOrdersByType(t *testing.T) {
	given := []model.Grant{{Type: "zoo"}, {Type: catalog.User}, {Type: "art"}, {Type: catalog.IM}, {Type: catalog.Team}}
	before := slices.Clone(given)
	got := typesOf(model.NewPermissions(given).Grants)
	if want := []catalog.ResourceType{catalog.Team, catalog.IM, catalog.User, "art", "zoo"}; !slices.Equal(got, want) {
		t.Errorf("order is %q; want %q", got, want)
	}
	if diff := cmp.Diff(before, given); diff != "" {
		t.Errorf("the caller's grants were changed:\n%s", diff)
	}
}

func TestWithUsers(t *testing.T) {
	want := []model.Grant{
		{
			Type: catalog.User, Scopes: []catalog.Scope{"dnd:write:user", "reminders:read:user"},
			Resources: model.ResourceSet{IDs: []model.ResourceID{"U1", "U3"}},
		},
		{Type: catalog.User, Scopes: []catalog.Scope{"dnd:write:user"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"U2"}}},
	}
	if diff := cmp.Diff(want, acme().On(catalog.User)); diff != "" {
		t.Errorf("people with the same scopes share a grant (-want +got):\n%s", diff)
	}
	p := acme()
	again := p.WithUsers([]model.UserGrant{{User: "U9", Scopes: []catalog.Scope{"identity.basic:user"}}})
	if got := again.On(catalog.User); len(got) != 1 || got[0].Resources.Contains("U9") != model.ByID {
		t.Errorf("new users do not take the place of the old ones: %v", got)
	}
	if got, want := len(again.Grants), len(p.Grants)-1; got != want {
		t.Errorf("%d grants after the change; want %d", got, want)
	}
	if diff := cmp.Diff(acme(), p); diff != "" {
		t.Errorf("the permissions themselves were changed:\n%s", diff)
	}
	if got := p.WithUsers(nil).On(catalog.User); got != nil {
		t.Errorf("without users there are %v", got)
	}
}

func TestTypes(t *testing.T) {
	want := append(slices.Clone(catalog.ResourceTypes[:]), "huddle")
	if got := acme().Types(); !slices.Equal(got, want) {
		t.Errorf("types are %q; want %q", got, want)
	}
	if got := (model.Permissions{}).Types(); !slices.Equal(got, catalog.ResourceTypes[:]) {
		t.Errorf("types of nothing are %q; want the documented ones", got)
	}
}

func TestHolds(t *testing.T) {
	tests := []struct {
		scope catalog.Scope
		on    catalog.ResourceType
		want  bool
	}{
		{"chat:write", catalog.Channel, true},
		{"chat:write", catalog.AppHome, true},
		{"chat:write", catalog.Group, false}, // listed there, but without a single group
		{"chat:write", catalog.Team, false},
		{"pins:read", catalog.AppHome, false},
		{"reminders:read:user", catalog.User, true},
		{"huddles:join", "huddle", true},
		{"", catalog.Channel, false},
	}
	for _, tt := range tests {
		if got := acme().Holds(tt.scope, tt.on); got != tt.want {
			t.Errorf("%s is held on %s: %t; want %t", tt.scope, tt.on, got, tt.want)
		}
	}
}

func TestReach(t *testing.T) {
	tests := []struct {
		scope catalog.Scope
		want  []catalog.ResourceType
	}{
		{"chat:write", []catalog.ResourceType{catalog.Channel, catalog.AppHome}},
		{"dnd:write:user", []catalog.ResourceType{catalog.User, catalog.User}},
		{"users:read", []catalog.ResourceType{catalog.Team}},
		{"files:read", nil},
	}
	for _, tt := range tests {
		if got := typesOf(acme().Reach(tt.scope)); !slices.Equal(got, tt.want) {
			t.Errorf("%s reaches %q; want %q", tt.scope, got, tt.want)
		}
	}
}

func TestScopes(t *testing.T) {
	want := []catalog.Scope{"chat:write", "dnd:write:user", "huddles:join", "im:read", "pins:read", "reminders:read:user", "users:read"}
	if got := acme().Scopes(); !slices.Equal(got, want) {
		t.Errorf("scopes are %q; want %q", got, want)
	}
}

// What is held somewhere reaches something, and the reverse.
func TestReachAgreesWithHolds(t *testing.T) {
	for seed := range uint64(300) {
		p := newDice(seed).permissions()
		for _, s := range p.Scopes() {
			reached := map[catalog.ResourceType]bool{}
			for _, g := range p.Reach(s) {
				reached[g.Type] = true
			}
			for _, typ := range p.Types() {
				if reached[typ] != p.Holds(s, typ) {
					t.Fatalf("%s reaches %s: %t, is held there: %t\n%+v", s, typ, reached[typ], p.Holds(s, typ), p)
				}
			}
		}
	}
}
