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
		want  model.Standing
		basis catalog.Basis
	}{
		{"chat:write", catalog.Channel, model.CanAsk, catalog.Documented},
		{"chat:write", catalog.Team, model.Elsewhere, catalog.Documented},
		{"files:read", catalog.IM, model.CanAsk, catalog.Inferred},
		{"channels:read", catalog.Channel, model.Superseded, catalog.Documented},
		{"channels:read", catalog.Group, model.Elsewhere, catalog.Documented},
		{"im:read", catalog.IM, model.Superseded, catalog.Documented},
		{"im:read", catalog.AppHome, model.CanAsk, catalog.Documented},
		{"im:history", catalog.IM, model.Superseded, catalog.Documented},
		{"im:history", catalog.AppHome, model.CanAsk, catalog.Documented},
		{"im:history", catalog.Team, model.Elsewhere, catalog.Documented},
		{"chat:write:user", catalog.User, model.Superseded, catalog.Documented},
		{"commands", catalog.IM, model.Unclear, catalog.PartlyDocumented},
		{"stars:read", catalog.Team, model.Unclear, catalog.Undocumented},
		{"dnd:write:user", catalog.User, model.CanAsk, catalog.Documented},
	}
	for _, tt := range tests {
		e, _ := catalog.Lookup(tt.scope)
		if got, basis := model.StandingOf(e, tt.on, catalog.Workspace); got != tt.want || basis != tt.basis {
			t.Errorf("%s on %s: %s (%s); want %s (%s)", tt.scope, tt.on, got, basis, tt.want, tt.basis)
		}
	}
}

func standing(t *testing.T, all []model.ScopeStanding, s catalog.Scope) model.ScopeStanding {
	t.Helper()
	i := slices.IndexFunc(all, func(st model.ScopeStanding) bool { return st.Scope == s })
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
		want  model.Standing
	}{
		{catalog.Channel, "", "chat:write", model.Granted},
		{catalog.Channel, "C1", "chat:write", model.Granted},
		{catalog.Channel, "C9", "chat:write", model.NotHere}, // excluded from the wildcard
		{catalog.Channel, "", "files:read", model.CanAsk},
		{catalog.Group, "", "chat:write", model.CanAsk}, // listed, but without a single group
		{catalog.AppHome, "D1", "im:read", model.Granted},
		{catalog.AppHome, "D2", "im:read", model.NotHere},
		{catalog.AppHome, "", "im:history", model.CanAsk},
		{catalog.User, "", "reminders:read:user", model.Granted},
		{catalog.User, "U1", "reminders:read:user", model.Granted},
		{catalog.User, "U2", "reminders:read:user", model.NotHere}, // one person's grant is not another's
		{catalog.User, "U2", "dnd:write:user", model.Granted},
		{"huddle", "H1", "huddles:join", model.Granted},
		{"huddle", "", "chat:write", model.Elsewhere},
	}
	for _, tt := range tests {
		if got := standing(t, acme().StandingsOn(tt.on, tt.id), tt.scope).Standing; got != tt.want {
			t.Errorf("%s on %s %q: %s; want %s", tt.scope, tt.on, tt.id, got, tt.want)
		}
	}
}

func TestStandingsOfAnUnknownScope(t *testing.T) {
	t.Parallel()
	got := standing(t, acme().StandingsOn("huddle", ""), "huddles:join")
	if got.Known || got.Basis != catalog.Documented {
		t.Errorf("a scope that only Slack knows: known %t, %s; want false, documented", got.Known, got.Basis)
	}
}

// Every scope a workspace token can hold is listed once, granted ones first, the rest by name.
func TestStandingsAreCompleteAndOrdered(t *testing.T) {
	t.Parallel()
	order := []model.Standing{model.Granted, model.NotHere, model.CanAsk, model.Superseded, model.Elsewhere, model.Unclear}
	for seed := range seeds(200) {
		d := newDice(seed)
		p, typ, id := d.permissions(), pick(d, someTypes), pick(d, append(someIDs, "", "U1"))
		all := p.StandingsOn(typ, id)
		listed := map[catalog.Scope]int{}
		for i, st := range all {
			listed[st.Scope]++
			if i == 0 {
				continue
			}
			before := all[i-1]
			rank, rankBefore := slices.Index(order, st.Standing), slices.Index(order, before.Standing)
			if rank < rankBefore || rank == rankBefore && st.Scope < before.Scope {
				t.Fatalf("on %s: %s (%s) comes before %s (%s)", typ, before.Scope, before.Standing, st.Scope, st.Standing)
			}
		}
		for _, e := range catalog.Offered(catalog.Workspace) {
			if listed[e.Scope] != 1 {
				t.Fatalf("on %s: %s is listed %d times", typ, e.Scope, listed[e.Scope])
			}
		}
		for s, n := range listed {
			granted := standing(t, all, s).Standing == model.Granted || standing(t, all, s).Standing == model.NotHere
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
		want  model.Standing
		basis catalog.Basis
	}{
		{catalog.Bot, "channels:history", catalog.Channel, model.CanAsk, catalog.Documented}, // replaced for workspace apps only
		{catalog.Bot, "im:history", catalog.AppHome, model.CanAsk, catalog.Documented},
		{catalog.Bot, "im:history", catalog.IM, model.Elsewhere, catalog.Documented},
		{catalog.Bot, "chat:write", catalog.Group, model.CanAsk, catalog.Inferred},
		{catalog.Bot, "channels:write", catalog.Channel, model.Superseded, catalog.Inferred},
		{catalog.Bot, "reminders:read", catalog.Team, model.CanAsk, catalog.Inferred},
		{catalog.Bot, "bot", catalog.Team, model.Unclear, catalog.Inferred},         // no install asks for it
		{catalog.Bot, "search:read", catalog.Team, model.Unclear, catalog.Inferred}, // people's
		{catalog.UserToken, "im:history", catalog.IM, model.CanAsk, catalog.Documented},
		{catalog.UserToken, "dnd:write", catalog.User, model.CanAsk, catalog.Inferred},
		{catalog.UserToken, "chat:write:user", catalog.Channel, model.Superseded, catalog.Documented},
		{catalog.UserToken, "chat:write:bot", catalog.Channel, model.Superseded, catalog.Inferred},
		{catalog.UserToken, "identity.basic", catalog.User, model.Superseded, catalog.Documented},
	}
	for _, tt := range tests {
		e, _ := catalog.Lookup(tt.scope)
		if got, basis := model.StandingOf(e, tt.on, tt.kind); got != tt.want || basis != tt.basis {
			t.Errorf("%s of %s tokens on %s: %s (%s); want %s (%s)", tt.scope, tt.kind, tt.on, got, basis, tt.want, tt.basis)
		}
	}
}

func TestStandingsOnForBotAndUserTokens(t *testing.T) {
	t.Parallel()
	in := map[catalog.ResourceType]model.ResourceSet{catalog.Channel: ids("C1"), catalog.AppHome: ids("D1")}
	told := model.Held(catalog.Bot, reported("chat:write channels:read im:read users:read new:scope"), in)
	untold := model.Held(catalog.Bot, model.Identity{Team: model.Team{ID: "T1"}}, in)
	tests := []struct {
		held  model.Permissions
		on    catalog.ResourceType
		id    model.ResourceID
		scope catalog.Scope
		want  model.Standing
		basis catalog.Basis
	}{
		{told, catalog.Channel, "", "chat:write", model.Granted, catalog.Inferred},
		{told, catalog.Channel, "C1", "chat:write", model.Granted, catalog.Inferred},
		{told, catalog.Channel, "C9", "chat:write", model.NotHere, catalog.Inferred},
		{told, catalog.Channel, "C9", "channels:read", model.Granted, catalog.Documented}, // in any public channel
		{told, catalog.Group, "", "chat:write", model.Granted, catalog.Inferred},          // in none, but held
		{told, catalog.Group, "", "groups:read", model.CanAsk, catalog.Documented},
		{told, catalog.Channel, "", "groups:read", model.Elsewhere, catalog.Inferred},
		{told, catalog.AppHome, "D1", "im:read", model.Granted, catalog.Documented},
		{told, catalog.Team, "T1", "new:scope", model.Granted, catalog.Inferred},
		{untold, catalog.Channel, "", "chat:write", model.Untold, catalog.Inferred},
		{untold, catalog.Channel, "", "channels:write", model.Untold, catalog.Inferred},
		{untold, catalog.Channel, "", "users:read", model.Elsewhere, catalog.Documented},
	}
	for _, tt := range tests {
		got := standing(t, tt.held.StandingsOn(tt.on, tt.id), tt.scope)
		if got.Standing != tt.want || got.Basis != tt.basis {
			t.Errorf("%s on %s %q: %s (%s); want %s (%s)", tt.scope, tt.on, tt.id, got.Standing, got.Basis, tt.want, tt.basis)
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
		listed := map[catalog.Scope]model.Standing{}
		for _, st := range p.StandingsOn(typ, "") {
			if _, twice := listed[st.Scope]; twice {
				t.Fatalf("on %s: %s is listed twice", typ, st.Scope)
			}
			listed[st.Scope] = st.Standing
			if (st.Standing == model.Granted) != p.Holds(st.Scope, typ) {
				t.Fatalf("on %s: %s is %s; held %t", typ, st.Scope, st.Standing, p.Holds(st.Scope, typ))
			}
			if p.ScopesUntold && st.Standing != model.Untold && st.Standing != model.Elsewhere {
				t.Fatalf("on %s: %s is %s, of which nothing was told", typ, st.Scope, st.Standing)
			}
		}
		for _, e := range model.Askable(p.Kind) {
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
	p := model.Held(catalog.Bot, model.Identity{ScopesSent: true, Scopes: []catalog.Scope{
		"channels:history", "channels:read", "chat:write", "files:read", "pins:read", "reactions:read",
	}}, map[catalog.ResourceType]model.ResourceSet{catalog.Channel: {IDs: ids}})
	b.ReportAllocs()
	for b.Loop() {
		p.StandingsOn(catalog.Channel, ids[len(ids)-1])
	}
}
