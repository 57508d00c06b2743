package model_test

import (
	"slices"
	"strings"
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
	t.Parallel()
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
	t.Parallel()
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
	t.Parallel()
	want := append(slices.Clone(catalog.ResourceTypes[:]), "huddle")
	if got := acme().Types(); !slices.Equal(got, want) {
		t.Errorf("types are %q; want %q", got, want)
	}
	if got := (model.Permissions{}).Types(); !slices.Equal(got, catalog.ResourceTypes[:]) {
		t.Errorf("types of nothing are %q; want the documented ones", got)
	}
}

func TestHolds(t *testing.T) {
	t.Parallel()
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
	t.Parallel()
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
	t.Parallel()
	want := []catalog.Scope{"chat:write", "dnd:write:user", "huddles:join", "im:read", "pins:read", "reminders:read:user", "users:read"}
	if got := acme().Scopes(); !slices.Equal(got, want) {
		t.Errorf("scopes are %q; want %q", got, want)
	}
}

// What is held somewhere reaches something, and the reverse.
func TestReachAgreesWithHolds(t *testing.T) {
	t.Parallel()
	for seed := range seeds(300) {
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

func ids(words string) model.ResourceSet {
	var set model.ResourceSet
	for id := range strings.FieldsSeq(words) {
		set.IDs = append(set.IDs, model.ResourceID(id))
	}
	return set
}

func TestHeld(t *testing.T) {
	t.Parallel()
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
			model.Permissions{Kind: catalog.Bot, ScopesUnknown: true, Grants: []model.Grant{
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
		{"no user", catalog.Bot, model.Identity{ScopesSent: true}, nil, model.Permissions{Kind: catalog.Bot}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, model.PermissionsOf(tt.kind, tt.id, tt.in)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// What Slack reports is held, all of it and nothing else, on types the token
// knows; where it is, it is; and what it was put together from stays as it was.
func TestHeldKeepsWhatWasReported(t *testing.T) {
	t.Parallel()
	for seed := range seeds(500) {
		d := newDice(seed)
		kind, id, in := pick(d, botAndUser), d.identity(), d.conversations()
		before := slices.Clone(id.Scopes)
		p := model.PermissionsOf(kind, id, in)
		want := slices.Sorted(slices.Values(before))
		if !id.ScopesSent {
			want = nil
		}
		if got := p.Scopes(); !slices.Equal(got, slices.Compact(want)) {
			t.Fatalf("%s: reported are %q, held are %q", kind, before, got)
		}
		if p.Kind != kind || p.ScopesUnknown == id.ScopesSent || !slices.Equal(before, id.Scopes) {
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

func TestTypesOfBotAndUserTokens(t *testing.T) {
	t.Parallel()
	p := model.PermissionsOf(catalog.Bot, reported(""), map[catalog.ResourceType]model.ResourceSet{"huddle": ids("H1")})
	want := []catalog.ResourceType{catalog.Team, catalog.Channel, catalog.Group, catalog.MPIM, catalog.AppHome, "huddle"}
	if got := p.Types(); !slices.Equal(got, want) {
		t.Errorf("types are %q; want %q", got, want)
	}
}

// Whatever is made of permissions, they stay those of the same kind of token.
func TestKindIsKept(t *testing.T) {
	t.Parallel()
	for seed := range seeds(300) {
		d := newDice(seed)
		p, other := d.heldBy(pick(d, botAndUser)), d.heldBy(pick(d, botAndUser))
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

// Whether scopes changed that Slack did not report is not known.
func TestDiffOfUntoldScopes(t *testing.T) {
	t.Parallel()
	told := model.PermissionsOf(catalog.UserToken, reported("chat:write dnd:write"), map[catalog.ResourceType]model.ResourceSet{catalog.Channel: ids("C1")})
	untold := model.PermissionsOf(catalog.UserToken, model.Identity{Team: model.Team{ID: "T1"}, User: "U1"}, map[catalog.ResourceType]model.ResourceSet{catalog.Channel: ids("C2")})
	want := model.Difference{ScopesUnknown: true, Types: []model.TypeChange{{
		Type: catalog.Channel,
		IDs:  model.Change[model.ResourceID]{Gained: []model.ResourceID{"C2"}, Lost: []model.ResourceID{"C1"}},
	}}}
	if diff := cmp.Diff(want, model.Diff(told, untold)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if told.ScopesUnknown || len(told.Scopes()) != 2 {
		t.Errorf("comparing changed %+v", told)
	}
}

func TestTokenKindOfPermissions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		p    model.Permissions
		want catalog.TokenKind
	}{
		{model.Permissions{}, catalog.Workspace},
		{permissions(grantOf(catalog.Channel, "chat:write", "C1")), catalog.Workspace},
		{*botWith("chat:write"), catalog.Bot},
		{*tokenWith(catalog.UserToken), catalog.UserToken},
	} {
		if got := c.p.TokenKind(); got != c.want {
			t.Errorf("%+v is of a %s token; want %s", c.p, got, c.want)
		}
	}
}

func TestTypesThatAreNotKnownComeLast(t *testing.T) {
	t.Parallel()
	p := permissions(grantOf("canvas", "canvases:read", "F1"), grantOf(catalog.Channel, "chat:write", "C1")).
		WithUsers([]model.UserGrant{{User: "U1", Scopes: scopeList("dnd:write:user")}})
	var types []catalog.ResourceType
	for _, g := range p.Grants {
		types = append(types, g.Type)
	}
	if want := []catalog.ResourceType{catalog.Channel, catalog.User, "canvas"}; !slices.Equal(types, want) {
		t.Errorf("in the order %q; want %q", types, want)
	}
}

// TestAUserWhoIsListedTwiceIsOne: a list may change while it is read.
func TestAUserWhoIsListedTwiceIsOne(t *testing.T) {
	t.Parallel()
	ana := model.UserGrant{User: "U1", Scopes: []catalog.Scope{"dnd:read:user"}}
	if on := (model.Permissions{}).WithUsers([]model.UserGrant{ana, ana}).On(catalog.User); len(on) != 1 || len(on[0].Resources.IDs) != 1 {
		t.Errorf("%+v", on)
	}
}
