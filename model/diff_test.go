package model_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"periscope/model"
	"periscope/model/catalog"
)

func TestDiff(t *testing.T) {
	t.Parallel()
	before := permissions(
		grantOf(catalog.Team, "users:read", "T1"),
		grantOf(catalog.Channel, "chat:write pins:read", "C1", "C2"),
		everything(catalog.Group, "chat:write", "G1"),
		grantOf(catalog.User, "dnd:write:user", "U1", "U3"),
		grantOf("zoo", "feed", "Z1"),
	)
	after := permissions(
		grantOf(catalog.Team, "users:read", "T1"),
		everything(catalog.Channel, "files:read chat:write", "C9"),
		grantOf(catalog.Group, "chat:write", "G2"),
		grantOf(catalog.IM, ""),
		grantOf(catalog.User, "dnd:write:user", "U3"),
		grantOf(catalog.User, "dnd:write:user reminders:read:user", "U2"),
		grantOf("art", "paint", "A1"),
	)
	want := model.Difference{
		Types: []model.TypeChange{
			{
				Type:           catalog.Channel,
				Scopes:         model.Change[catalog.Scope]{Gained: scopeList("files:read"), Lost: scopeList("pins:read")},
				IDs:            model.Change[model.ResourceID]{Lost: []model.ResourceID{"C1", "C2"}},
				WildcardGained: true,
				Excluded:       model.Change[model.ResourceID]{Gained: []model.ResourceID{"C9"}},
			},
			{
				Type:         catalog.Group,
				IDs:          model.Change[model.ResourceID]{Gained: []model.ResourceID{"G2"}},
				WildcardLost: true,
				Excluded:     model.Change[model.ResourceID]{Lost: []model.ResourceID{"G1"}},
			},
			{
				Type:   "art",
				Scopes: model.Change[catalog.Scope]{Gained: scopeList("paint")},
				IDs:    model.Change[model.ResourceID]{Gained: []model.ResourceID{"A1"}},
			},
			{
				Type:   "zoo",
				Scopes: model.Change[catalog.Scope]{Lost: scopeList("feed")},
				IDs:    model.Change[model.ResourceID]{Lost: []model.ResourceID{"Z1"}},
			},
		},
		Users: []model.UserChange{
			{User: "U1", Scopes: model.Change[catalog.Scope]{Lost: scopeList("dnd:write:user")}},
			{User: "U2", Scopes: model.Change[catalog.Scope]{Gained: scopeList("dnd:write:user reminders:read:user")}},
		},
	}
	if diff := cmp.Diff(want, model.Diff(before, after)); diff != "" {
		t.Errorf("difference (-want +got):\n%s", diff)
	}
}

func TestNoDifference(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		a, b model.Permissions
	}{
		{"nothing", permissions(), permissions()},
		{"the same", acme(), acme()},
		{"blank grants", permissions(), permissions(grantOf(catalog.Channel, ""), grantOf(catalog.User, ""))},
		{"another order", permissions(grantOf(catalog.IM, "a b", "D1", "D2")), permissions(grantOf(catalog.IM, "b a", "D2", "D1"))},
		{"repetitions", permissions(grantOf(catalog.IM, "a a", "D1", "D1")), permissions(grantOf(catalog.IM, "a", "D1"))},
		{
			"users grouped otherwise", permissions(grantOf(catalog.User, "a b", "U1", "U2")),
			permissions(grantOf(catalog.User, "b", "U2", "U1"), grantOf(catalog.User, "a", "U1"), grantOf(catalog.User, "a", "U2")),
		},
		{"a user without scopes", permissions(), permissions(grantOf(catalog.User, "", "U1"))},
	}
	for _, tt := range tests {
		if d := model.Diff(tt.a, tt.b); !d.Empty() || !model.Diff(tt.b, tt.a).Empty() {
			t.Errorf("%s: %+v", tt.name, d)
		}
	}
}

// A difference leads from the one side to the other, and there is one exactly
// where the two sides, written down, differ.
func TestDiffLeadsToTheOtherSide(t *testing.T) {
	t.Parallel()
	for seed := range seeds(1500) {
		d := newDice(seed)
		checkDiff(t, d.permissions(), d.permissions())
		p := d.permissions()
		checkDiff(t, p, p.Apply(d.event())) // sides that have much in common
	}
}

func checkDiff(t *testing.T, before, after model.Permissions) {
	t.Helper()
	was, d := plain(before), model.Diff(before, after)
	if got := d.ApplyTo(before); plain(got) != plain(after) {
		t.Fatalf("from\n%s\nthe difference %+v leads to\n%s\nwant\n%s", was, d, plain(got), plain(after))
	}
	if plain(before) != was {
		t.Fatal("applying a difference changed what it was applied to")
	}
	if d.Empty() != (was == plain(after)) {
		t.Fatalf("difference %+v between\n%s\nand\n%s", d, was, plain(after))
	}
}

func FuzzDiff(f *testing.F) {
	f.Add(uint64(1), uint64(2))
	f.Fuzz(func(t *testing.T, before, after uint64) {
		checkDiff(t, newDice(before).permissions(), newDice(after).permissions())
	})
}

func ExampleDiff() {
	before := model.NewPermissions([]model.Grant{
		{Type: catalog.Channel, Scopes: []catalog.Scope{"chat:write"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"C024BE91L"}}},
	})
	after := before.Apply(model.ScopeGranted{Scopes: []catalog.Scope{"channels:history"}})
	for _, c := range model.Diff(before, after).Types {
		fmt.Println(c.Type, "gained", c.Scopes.Gained)
	}
	// Output: channel gained [channels:history]
}

func BenchmarkApplyToManyResources(b *testing.B) {
	ids := make([]model.ResourceID, 100_000)
	for i := range ids {
		ids[i] = model.ResourceID(fmt.Sprintf("C%06d", i))
	}
	p := permissions(grantOf(catalog.Channel, "chat:write", ids...))
	e := model.ResourcesAdded{Grants: []model.Grant{grantOf(catalog.Channel, "chat:write", "C-new")}}
	b.ReportAllocs()
	for b.Loop() {
		model.Diff(p, p.Apply(e))
	}
}

// TestDiffOfAReadingThatBrokeOff: what a side lacks of a type that was not read to its
// end may be there, and is neither gained nor lost. All else is compared.
func TestDiffOfAReadingThatBrokeOff(t *testing.T) {
	t.Parallel()
	read := func(unread []catalog.ResourceType, channels, groups []model.ResourceID, users ...model.UserGrant) model.Permissions {
		p := model.NewPermissions([]model.Grant{
			{Type: catalog.Channel, Scopes: []catalog.Scope{"chat:write"}, Resources: model.ResourceSet{IDs: channels}},
			{Type: catalog.Group, Resources: model.ResourceSet{IDs: groups}},
		}).WithUsers(users)
		p.Unread = unread
		return p
	}
	ids := func(ids ...model.ResourceID) []model.ResourceID { return ids }
	asks := func(id model.ResourceID, scopes ...catalog.Scope) model.UserGrant {
		return model.UserGrant{User: id, Scopes: scopes}
	}
	broken := []catalog.ResourceType{catalog.Channel, catalog.User}
	whole := read(nil, ids("C1", "C2"), ids("G1"), asks("U1", "dnd:read:user"), asks("U2", "dnd:read:user"))
	part := read(broken, ids("C1", "C3"), ids("G2"), asks("U1", "dnd:write:user"), asks("U3", "dnd:read:user"))
	groups := func(gained, lost model.ResourceID) model.TypeChange {
		return model.TypeChange{Type: catalog.Group, IDs: model.Change[model.ResourceID]{Gained: ids(gained), Lost: ids(lost)}}
	}
	scopes := func(gained, lost catalog.Scope) model.Change[catalog.Scope] {
		return model.Change[catalog.Scope]{Gained: []catalog.Scope{gained}, Lost: []catalog.Scope{lost}}
	}
	for name, test := range map[string]struct {
		before, after model.Permissions
		want          model.Difference
	}{
		"the side after": {whole, part, model.Difference{
			Types: []model.TypeChange{{Type: catalog.Channel, IDs: model.Change[model.ResourceID]{Gained: ids("C3")}}, groups("G2", "G1")},
			Users: []model.UserChange{
				{"U1", scopes("dnd:write:user", "dnd:read:user")},
				{"U3", model.Change[catalog.Scope]{Gained: []catalog.Scope{"dnd:read:user"}}},
			},
		}},
		"the side before": {part, whole, model.Difference{
			Types: []model.TypeChange{{Type: catalog.Channel, IDs: model.Change[model.ResourceID]{Lost: ids("C3")}}, groups("G1", "G2")},
			Users: []model.UserChange{
				{"U1", scopes("dnd:read:user", "dnd:write:user")},
				{"U3", model.Change[catalog.Scope]{Lost: []catalog.Scope{"dnd:read:user"}}},
			},
		}},
		"both sides": {read(broken, ids("C1"), nil, asks("U1", "dnd:read:user")), read(broken, ids("C2"), nil), model.Difference{}},
	} {
		if diff := cmp.Diff(test.want, model.Diff(test.before, test.after), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
