package model_test

import (
	"fmt"
	"slices"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

func TestStandingOf(t *testing.T) {
	t.Parallel()
	tests := []struct {
		scope catalog.Scope
		on    catalog.ResourceType
		want  model.ScopeStatus
		basis catalog.Basis
	}{
		{"chat:write", catalog.Channel, model.StatusCanAsk, catalog.Documented},
		{"chat:write", catalog.Team, model.StatusOtherTypes, catalog.Documented},
		{"files:read", catalog.IM, model.StatusCanAsk, catalog.Inferred},
		{"channels:read", catalog.Channel, model.StatusSuperseded, catalog.Documented},
		{"channels:read", catalog.Group, model.StatusOtherTypes, catalog.Documented},
		{"im:read", catalog.IM, model.StatusSuperseded, catalog.Documented},
		{"im:read", catalog.AppHome, model.StatusCanAsk, catalog.Documented},
		{"im:history", catalog.IM, model.StatusSuperseded, catalog.Documented},
		{"im:history", catalog.AppHome, model.StatusCanAsk, catalog.Documented},
		{"im:history", catalog.Team, model.StatusOtherTypes, catalog.Documented},
		{"chat:write:user", catalog.User, model.StatusSuperseded, catalog.Documented},
		{"commands", catalog.IM, model.StatusUnclear, catalog.PartlyDocumented},
		{"stars:read", catalog.Team, model.StatusUnclear, catalog.Undocumented},
		{"dnd:write:user", catalog.User, model.StatusCanAsk, catalog.Documented},
	}
	for _, tt := range tests {
		e, _ := catalog.Lookup(tt.scope)
		if got, basis := model.StatusOf(e, tt.on, catalog.Workspace); got != tt.want || basis != tt.basis {
			t.Errorf("%s on %s: %s (%s); want %s (%s)", tt.scope, tt.on, got, basis, tt.want, tt.basis)
		}
	}
}

func statusOf(t *testing.T, all []model.ListedScope, s catalog.Scope) model.ListedScope {
	t.Helper()
	i := slices.IndexFunc(all, func(st model.ListedScope) bool { return st.Scope == s })
	if i < 0 {
		t.Fatalf("%s is not listed", s)
	}
	return all[i]
}

func TestStandingsOn(t *testing.T) {
	t.Parallel()
	tests := []struct {
		on    catalog.ResourceType
		id    model.ResourceID
		scope catalog.Scope
		want  model.ScopeStatus
	}{
		{catalog.Channel, "", "chat:write", model.StatusGranted},
		{catalog.Channel, "C1", "chat:write", model.StatusGranted},
		{catalog.Channel, "C9", "chat:write", model.StatusNotHere}, // excluded from the wildcard
		{catalog.Channel, "", "files:read", model.StatusCanAsk},
		{catalog.Group, "", "chat:write", model.StatusCanAsk}, // listed, but without a single group
		{catalog.AppHome, "D1", "im:read", model.StatusGranted},
		{catalog.AppHome, "D2", "im:read", model.StatusNotHere},
		{catalog.AppHome, "", "im:history", model.StatusCanAsk},
		{catalog.User, "", "reminders:read:user", model.StatusGranted},
		{catalog.User, "U1", "reminders:read:user", model.StatusGranted},
		{catalog.User, "U2", "reminders:read:user", model.StatusNotHere}, // one person's grant is not another's
		{catalog.User, "U2", "dnd:write:user", model.StatusGranted},
		{"huddle", "H1", "huddles:join", model.StatusGranted},
		{"huddle", "", "chat:write", model.StatusOtherTypes},
	}
	for _, tt := range tests {
		if got := statusOf(t, acme().ListScopes(tt.on, tt.id), tt.scope).Status; got != tt.want {
			t.Errorf("%s on %s %q: %s; want %s", tt.scope, tt.on, tt.id, got, tt.want)
		}
	}
}

func TestStandingsOfAnUnknownScope(t *testing.T) {
	t.Parallel()
	got := statusOf(t, acme().ListScopes("huddle", ""), "huddles:join")
	if got.Known || got.Basis != catalog.Documented {
		t.Errorf("a scope that only Slack knows: known %t, %s; want false, documented", got.Known, got.Basis)
	}
}

// Every scope a workspace token can hold is listed once, granted ones first, the rest by name.
func TestStandingsAreCompleteAndOrdered(t *testing.T) {
	t.Parallel()
	order := []model.ScopeStatus{model.StatusGranted, model.StatusNotHere, model.StatusCanAsk, model.StatusSuperseded, model.StatusUnclear, model.StatusOtherTypes}
	for seed := range seeds(200) {
		d := newDice(seed)
		p, typ, id := d.permissions(), pick(d, someTypes), pick(d, append(someIDs, "", "U1"))
		all := p.ListScopes(typ, id)
		listed := map[catalog.Scope]int{}
		for i, st := range all {
			listed[st.Scope]++
			if i == 0 {
				continue
			}
			before := all[i-1]
			rank, rankBefore := slices.Index(order, st.Status), slices.Index(order, before.Status)
			if rank < rankBefore || rank == rankBefore && st.Scope < before.Scope {
				t.Fatalf("on %s: %s (%s) comes before %s (%s)", typ, before.Scope, before.Status, st.Scope, st.Status)
			}
		}
		for _, e := range catalog.Offered(catalog.Workspace) {
			if listed[e.Scope] != 1 {
				t.Fatalf("on %s: %s is listed %d times", typ, e.Scope, listed[e.Scope])
			}
		}
		for s, n := range listed {
			granted := statusOf(t, all, s).Status == model.StatusGranted || statusOf(t, all, s).Status == model.StatusNotHere
			if n != 1 || granted != p.Holds(s, typ) {
				t.Fatalf("on %s: %s is listed %d times, granted %t; held %t", typ, s, n, granted, p.Holds(s, typ))
			}
		}
	}
}

func TestStandingForBotAndUserTokens(t *testing.T) {
	t.Parallel()
	tests := []struct {
		kind  catalog.TokenKind
		scope catalog.Scope
		on    catalog.ResourceType
		want  model.ScopeStatus
		basis catalog.Basis
	}{
		{catalog.Bot, "channels:history", catalog.Channel, model.StatusCanAsk, catalog.Documented}, // replaced for workspace apps only
		{catalog.Bot, "im:history", catalog.AppHome, model.StatusCanAsk, catalog.Documented},
		{catalog.Bot, "im:history", catalog.IM, model.StatusOtherTypes, catalog.Documented},
		{catalog.Bot, "chat:write", catalog.Group, model.StatusCanAsk, catalog.Inferred},
		{catalog.Bot, "channels:write", catalog.Channel, model.StatusSuperseded, catalog.Inferred},
		{catalog.Bot, "reminders:read", catalog.Team, model.StatusCanAsk, catalog.Inferred},
		{catalog.Bot, "bot", catalog.Team, model.StatusUnclear, catalog.Inferred},         // no install asks for it
		{catalog.Bot, "search:read", catalog.Team, model.StatusUnclear, catalog.Inferred}, // people's
		{catalog.UserToken, "im:history", catalog.IM, model.StatusCanAsk, catalog.Documented},
		{catalog.UserToken, "dnd:write", catalog.User, model.StatusCanAsk, catalog.Inferred},
		{catalog.UserToken, "chat:write:user", catalog.Channel, model.StatusSuperseded, catalog.Documented},
		{catalog.UserToken, "chat:write:bot", catalog.Channel, model.StatusSuperseded, catalog.Inferred},
		{catalog.UserToken, "identity.basic", catalog.User, model.StatusSuperseded, catalog.Documented},
	}
	for _, tt := range tests {
		e, _ := catalog.Lookup(tt.scope)
		if got, basis := model.StatusOf(e, tt.on, tt.kind); got != tt.want || basis != tt.basis {
			t.Errorf("%s of %s tokens on %s: %s (%s); want %s (%s)", tt.scope, tt.kind, tt.on, got, basis, tt.want, tt.basis)
		}
	}
}

func TestStandingsOnForBotAndUserTokens(t *testing.T) {
	t.Parallel()
	in := map[catalog.ResourceType]model.ResourceSet{catalog.Channel: ids("C1"), catalog.AppHome: ids("D1")}
	told := model.PermissionsOf(catalog.Bot, reported("chat:write channels:read im:read users:read new:scope"), in)
	untold := model.PermissionsOf(catalog.Bot, model.Identity{Team: model.Team{ID: "T1"}}, in)
	tests := []struct {
		held  model.Permissions
		on    catalog.ResourceType
		id    model.ResourceID
		scope catalog.Scope
		want  model.ScopeStatus
		basis catalog.Basis
	}{
		{told, catalog.Channel, "", "chat:write", model.StatusGranted, catalog.Inferred},
		{told, catalog.Channel, "C1", "chat:write", model.StatusGranted, catalog.Inferred},
		{told, catalog.Channel, "C9", "chat:write", model.StatusNotHere, catalog.Inferred},
		{told, catalog.Channel, "C9", "channels:read", model.StatusGranted, catalog.Documented}, // in any public channel
		{told, catalog.Group, "", "chat:write", model.StatusGranted, catalog.Inferred},          // in none, but held
		{told, catalog.Group, "", "groups:read", model.StatusCanAsk, catalog.Documented},
		{told, catalog.Channel, "", "groups:read", model.StatusOtherTypes, catalog.Inferred},
		{told, catalog.AppHome, "D1", "im:read", model.StatusGranted, catalog.Documented},
		{told, catalog.Team, "T1", "new:scope", model.StatusGranted, catalog.Inferred},
		{untold, catalog.Channel, "", "chat:write", model.StatusUnknown, catalog.Inferred},
		{untold, catalog.Channel, "", "channels:write", model.StatusUnknown, catalog.Inferred},
		{untold, catalog.Channel, "", "users:read", model.StatusOtherTypes, catalog.Documented},
	}
	for _, tt := range tests {
		got := statusOf(t, tt.held.ListScopes(tt.on, tt.id), tt.scope)
		if got.Status != tt.want || got.Basis != tt.basis {
			t.Errorf("%s on %s %q: %s (%s); want %s (%s)", tt.scope, tt.on, tt.id, got.Status, got.Basis, tt.want, tt.basis)
		}
	}
}

// Whatever an install offers is listed once, next to what is held, and a scope
// that is held on a type is never said to be there for the asking.
func TestStandingsForBotAndUserTokensAreComplete(t *testing.T) {
	t.Parallel()
	for seed := range seeds(200) {
		d := newDice(seed)
		p := d.heldBy(pick(d, botAndUser))
		typ := pick(d, p.Types())
		listed := map[catalog.Scope]model.ScopeStatus{}
		for _, st := range p.ListScopes(typ, "") {
			if _, twice := listed[st.Scope]; twice {
				t.Fatalf("on %s: %s is listed twice", typ, st.Scope)
			}
			listed[st.Scope] = st.Status
			if (st.Status == model.StatusGranted) != p.Holds(st.Scope, typ) {
				t.Fatalf("on %s: %s is %s; held %t", typ, st.Scope, st.Status, p.Holds(st.Scope, typ))
			}
			if p.ScopesUnknown && st.Status != model.StatusUnknown && st.Status != model.StatusOtherTypes {
				t.Fatalf("on %s: %s is %s, of which nothing was told", typ, st.Scope, st.Status)
			}
		}
		for _, e := range model.RequestableScopes(p.Kind) {
			if listed[e.Scope] == "" {
				t.Fatalf("on %s: %s is not listed", typ, e.Scope)
			}
		}
	}
}

// BenchmarkStandingsOn looks from the last of 100,000 listed channels: that is
// what each move of the cursor costs.
func BenchmarkStandingsOn(b *testing.B) {
	ids := make([]model.ResourceID, 100_000)
	for i := range ids {
		ids[i] = model.ResourceID(fmt.Sprintf("C%08d", i))
	}
	p := model.PermissionsOf(catalog.Bot, model.Identity{ScopesSent: true, Scopes: []catalog.Scope{
		"channels:history", "channels:read", "chat:write", "files:read", "pins:read", "reactions:read",
	}}, map[catalog.ResourceType]model.ResourceSet{catalog.Channel: {IDs: ids}})
	b.ReportAllocs()
	for b.Loop() {
		p.ListScopes(catalog.Channel, ids[len(ids)-1])
	}
}
