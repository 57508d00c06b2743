package model_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

// inShort writes requests as "team: a,b | user U1: c".
func inShort(requests []model.Request) string {
	var parts []string
	for _, r := range requests {
		who := string(r.For)
		if r.For == model.ForUser && r.User != "" {
			who += " " + string(r.User)
		}
		var names []string
		for _, s := range r.Scopes {
			names = append(names, string(s))
		}
		parts = append(parts, who+": "+strings.Join(names, ","))
	}
	return strings.Join(parts, " | ")
}

func TestSplit(t *testing.T) {
	tests := []struct {
		audience model.Audience
		scopes   string
		want     string
	}{
		{model.ForTeam, "", ""},
		{model.ForTeam, "chat:write", "team: chat:write"},
		{model.ForTeam, "chat:write pins:read", "team: chat:write,pins:read"},
		{model.ForTeam, "users:read chat:write emoji:read pins:read", "team: users:read,emoji:read | team: chat:write,pins:read"},
		{model.ForTeam, "dnd:write:user chat:write", "user U1: dnd:write:user | team: chat:write"},
		{model.ForUser, "dnd:write:user chat:write", "user U1: dnd:write:user | team: chat:write"},
		{model.ForUser, "identity:read:user dnd:write:user", "user U1: identity:read:user | user U1: dnd:write:user"},
		{model.ForTeam, "commands chat:write stars:read commands", "team: commands,commands | team: chat:write | team: stars:read"},
		{model.ForTeam, "no:such chat:write bot", "team: chat:write | team: no:such,bot"},
		{model.ForUser, "no:such dnd:write:user", "user U1: dnd:write:user | user U1: no:such"},
		{model.ForTeam, "pins:read chat:write pins:read", "team: pins:read,chat:write,pins:read"},
	}
	for _, tt := range tests {
		r := model.Request{For: tt.audience, User: "U1", Scopes: scopeList(tt.scopes)}
		if got := inShort(model.Split(r)); got != tt.want {
			t.Errorf("%q for the %s:\n got %s\nwant %s", tt.scopes, tt.audience, got, tt.want)
		}
	}
}

// checkSplit fails unless a split keeps all scopes in order, and Slack refuses
// no part but the one with the scopes that nobody may ask for.
func checkSplit(t *testing.T, r model.Request) {
	t.Helper()
	before := slices.Clone(r.Scopes)
	parts := model.Split(r)
	var all []catalog.Scope
	for i, part := range parts {
		all = append(all, part.Scopes...)
		code, ok := model.Verdict(part)
		if beyond := model.RulesFor(r.Kind).Group(part.Scopes[0]) == ""; ok == beyond || beyond && i != len(parts)-1 {
			t.Fatalf("%+v: part %d of %d is %+v; the verdict is %q", r, i+1, len(parts), part, code)
		}
		for _, p := range model.Validate(part, nil) {
			if p.Code == model.CodeUnclearType {
				t.Fatalf("%+v: part %+v mixes what may not mix", r, part)
			}
		}
		if again := model.Split(part); len(again) != 1 || inShort(again) != inShort([]model.Request{part}) {
			t.Fatalf("%+v: part %+v is split again, into %s", r, part, inShort(again))
		}
		if rest := inOrderOf(part.Scopes, r.Scopes); !rest {
			t.Fatalf("%+v: part %+v is in another order", r, part)
		}
	}
	if !slices.Equal(slices.Sorted(slices.Values(all)), slices.Sorted(slices.Values(before))) {
		t.Fatalf("%q was split into %q", before, all)
	}
	if !slices.Equal(before, r.Scopes) {
		t.Fatalf("splitting changed the request: %q is now %q", before, r.Scopes)
	}
}

// inOrderOf reports whether part is what is left of whole when some are taken out.
func inOrderOf(part, whole []catalog.Scope) bool {
	for _, s := range whole {
		if len(part) > 0 && part[0] == s {
			part = part[1:]
		}
	}
	return len(part) == 0
}

func TestSplitLosesAndAddsNothing(t *testing.T) {
	for seed := range uint64(1500) {
		checkSplit(t, newDice(seed).requestBy(everyKind[seed%3]))
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("chat:write users:read", true, uint8(0))
	f.Add("bot dnd:write:user commands no:such bot", false, uint8(0))
	f.Add("", false, uint8(0))
	f.Add("openid chat:write search:read channels:join identity.basic bot", false, uint8(1))
	f.Add("chat:write:bot conversations:read openid", true, uint8(2))
	f.Fuzz(func(t *testing.T, scopes string, user bool, kind uint8) {
		r := model.Request{Kind: everyKind[int(kind)%len(everyKind)]}
		if user {
			r.For = model.ForUser
		}
		for s := range strings.SplitSeq(scopes, " ") {
			r.Scopes = append(r.Scopes, catalog.Scope(s))
		}
		checkSplit(t, r)
		agree(t, r)
	})
}

func ExampleSplit() {
	pick := model.Request{For: model.ForTeam, Scopes: []catalog.Scope{"chat:write", "users:read", "pins:read", "dnd:write:user"}}
	for _, r := range model.Split(pick) {
		fmt.Println(r.For, r.Scopes)
	}
	// Output:
	// team [chat:write pins:read]
	// team [users:read]
	// user [dnd:write:user]
}
