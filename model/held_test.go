package model_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
)

func ids(words string) model.ResourceSet {
	var set model.ResourceSet
	for id := range strings.FieldsSeq(words) {
		set.IDs = append(set.IDs, model.ResourceID(id))
	}
	return set
}

func TestHeld(t *testing.T) {
	tests := []struct {
		name string
		kind catalog.TokenKind
		id   model.Identity
		in   map[catalog.ResourceType]model.ResourceSet
		want model.Permissions
	}{
		{
			"a bot", catalog.Bot, reported("chat:write channels:read im:history users:read chat:write"),
			map[catalog.ResourceType]model.ResourceSet{catalog.Channel: ids("C1 C2"), catalog.AppHome: ids("D1")},
			model.Permissions{Kind: catalog.Bot, Grants: []model.Grant{
				{Type: catalog.Team, Scopes: scopeList("users:read"), Resources: ids("T1")},
				{Type: catalog.Channel, Scopes: scopeList("chat:write channels:read"), Resources: ids("C1 C2")},
				{Type: catalog.Group, Scopes: scopeList("chat:write")},
				{Type: catalog.MPIM, Scopes: scopeList("chat:write")},
				{Type: catalog.AppHome, Scopes: scopeList("chat:write im:history"), Resources: ids("D1")},
			}},
		},
		{
			"a person", catalog.UserToken, reported("im:read dnd:write"),
			map[catalog.ResourceType]model.ResourceSet{catalog.Group: ids("G1"), catalog.IM: ids("D1")},
			model.Permissions{Kind: catalog.UserToken, Grants: []model.Grant{
				{Type: catalog.Team, Resources: ids("T1")},
				{Type: catalog.Group, Resources: ids("G1")},
				{Type: catalog.IM, Scopes: scopeList("im:read"), Resources: ids("D1")},
				{Type: catalog.User, Scopes: scopeList("dnd:write"), Resources: ids("U1")},
			}},
		},
		{
			"untold", catalog.Bot,
			model.Identity{Team: model.Team{ID: "T1"}, Scopes: scopeList("chat:write")},
			map[catalog.ResourceType]model.ResourceSet{catalog.Channel: ids("C1")},
			model.Permissions{Kind: catalog.Bot, ScopesUntold: true, Grants: []model.Grant{
				{Type: catalog.Team, Resources: ids("T1")},
				{Type: catalog.Channel, Resources: ids("C1")},
			}},
		},
		{
			"strange scopes", catalog.Bot, reported("new:scope search:read.im connections:write"), nil,
			model.Permissions{Kind: catalog.Bot, Grants: []model.Grant{
				{Type: catalog.Team, Scopes: scopeList("new:scope connections:write"), Resources: ids("T1")},
				{Type: catalog.AppHome, Scopes: scopeList("search:read.im")},
			}},
		},
		{"nobody", catalog.Bot, model.Identity{ScopesSent: true}, nil, model.Permissions{Kind: catalog.Bot}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, model.Held(tt.kind, tt.id, tt.in)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// What Slack reports is held, all of it and nothing else, on types the token
// knows; where it is, it is; and what it was put together from stays as it was.
func TestHeldKeepsWhatWasReported(t *testing.T) {
	for seed := range uint64(500) {
		d := newDice(seed)
		kind, id, in := pick(d, todaysKinds), d.identity(), d.conversations()
		before := slices.Clone(id.Scopes)
		p := model.Held(kind, id, in)
		want := slices.Sorted(slices.Values(before))
		if !id.ScopesSent {
			want = nil
		}
		if got := p.Scopes(); !slices.Equal(got, slices.Compact(want)) {
			t.Fatalf("%s: reported are %q, held are %q", kind, before, got)
		}
		if p.Kind != kind || p.ScopesUntold == id.ScopesSent || !slices.Equal(before, id.Scopes) {
			t.Fatalf("%+v of %+v", p, id)
		}
		for typ, set := range in {
			if got := p.On(typ); !set.Empty() && (len(got) != 1 || !slices.Equal(got[0].Resources.IDs, set.IDs)) {
				t.Fatalf("is in %s %v; the grants are %+v", typ, set, got)
			}
		}
		if !slices.IsSortedFunc(p.Grants, func(a, b model.Grant) int { return a.Type.Rank() - b.Type.Rank() }) {
			t.Fatalf("grants are not in order: %+v", p.Grants)
		}
	}
}

func TestTypesOfToday(t *testing.T) {
	p := model.Held(catalog.Bot, reported(""), map[catalog.ResourceType]model.ResourceSet{"huddle": ids("H1")})
	want := []catalog.ResourceType{catalog.Team, catalog.Channel, catalog.Group, catalog.MPIM, catalog.AppHome, "huddle"}
	if got := p.Types(); !slices.Equal(got, want) {
		t.Errorf("types are %q; want %q", got, want)
	}
}

// Whatever is made of permissions, they stay those of the same kind of token.
func TestKindIsKept(t *testing.T) {
	for seed := range uint64(300) {
		d := newDice(seed)
		p, other := d.heldBy(pick(d, todaysKinds)), d.heldBy(pick(d, todaysKinds))
		for name, next := range map[string]model.Permissions{
			"an event":       p.Apply(d.event()),
			"a difference":   model.Diff(p, other).ApplyTo(p),
			"what users say": p.WithUsers([]model.UserGrant{{User: "U9", Scopes: userScopes}}),
		} {
			if next.Kind != p.Kind {
				t.Fatalf("after %s the permissions of a %s token are of kind %q", name, p.Kind, next.Kind)
			}
		}
	}
}

// Of scopes that Slack did not tell, nobody can say whether they changed.
func TestDiffOfUntoldScopes(t *testing.T) {
	told := model.Held(catalog.UserToken, reported("chat:write dnd:write"), map[catalog.ResourceType]model.ResourceSet{catalog.Channel: ids("C1")})
	untold := model.Held(catalog.UserToken, model.Identity{Team: model.Team{ID: "T1"}, User: "U1"}, map[catalog.ResourceType]model.ResourceSet{catalog.Channel: ids("C2")})
	want := model.Difference{ScopesUntold: true, Types: []model.TypeChange{{
		Type: catalog.Channel,
		IDs:  model.Change[model.ResourceID]{Gained: []model.ResourceID{"C2"}, Lost: []model.ResourceID{"C1"}},
	}}}
	if diff := cmp.Diff(want, model.Diff(told, untold)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if told.ScopesUntold || len(told.Scopes()) != 2 {
		t.Errorf("comparing changed %+v", told)
	}
}
