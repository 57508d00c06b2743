package model_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

// families of all 49 scopes of workspace apps, written down once more by hand,
// so that neither the catalogue nor the rules can change them unnoticed.
var families = map[model.Family]string{
	model.ConversationFamily: `chat:write chat:write:user conversations.app_home:create files:read files:write files:write:user
		links:read links:write pins:read pins:write reactions:read reactions:write
		channels:history channels:read channels:write groups:history groups:read groups:write im:history im:read im:write
		mpim:history mpim:read mpim:write conversations:history conversations:read conversations:write`,
	model.TeamFamily: `dnd:read emoji:read search:read team:read usergroups:read usergroups:write
		users.profile:read users:read users:read.email`,
	model.UserFamily: "dnd:write:user reminders:read:user reminders:write:user users.profile:write:user",
	model.IdentityFamily: `identity.basic identity.basic:user identity:read:user identity.avatar:read:user
		identity.email:read:user identity.team:read:user`,
	model.UnclearFamily: "commands stars:read stars:write",
}

// familiesByHand turns the table around.
func familiesByHand() map[catalog.Scope]model.Family {
	byHand := map[catalog.Scope]model.Family{}
	for family, scopes := range families {
		for s := range strings.FieldsSeq(scopes) {
			byHand[catalog.Scope(s)] = family
		}
	}
	return byHand
}

func TestFamilyOf(t *testing.T) {
	t.Parallel()
	byHand := familiesByHand()
	if got, want := len(byHand), len(catalog.Offered(catalog.Workspace)); got != want {
		t.Fatalf("the table has %d scopes; workspace apps have %d", got, want)
	}
	for _, s := range append(allScopes(), "", "chat:wriet", "CHAT:WRITE") {
		if got, want := model.FamilyOf(s), byHand[s]; got != want { // no family: not in the table
			t.Errorf("%q is of family %q; want %q", s, got, want)
		}
	}
}

func TestVerdict(t *testing.T) {
	t.Parallel()
	const (
		ok      = "ok"
		invalid = "invalid_scope"
		mixed   = "mixed_scope"
	)
	tests := []struct {
		scopes string
		team   string
		user   string
	}{
		{"", invalid, invalid},
		{"chat:write", ok, invalid},
		{"chat:write pins:read chat:write", ok, invalid},
		{"chat:write channels:history conversations.app_home:create", ok, invalid},
		{"chat:write:user pins:read", ok, invalid},
		{"users:read emoji:read", ok, invalid},
		{"chat:write users:read", mixed, invalid},
		{"conversations.app_home:create team:read", mixed, invalid},
		{"chat:write:user users:read", mixed, invalid},
		{"commands", ok, invalid},
		{"commands stars:read chat:write", ok, invalid},
		{"commands stars:read users:read", ok, invalid},
		{"commands chat:write users:read", mixed, invalid},
		{"reminders:read:user dnd:write:user", invalid, ok},
		{"identity:read:user identity.email:read:user", invalid, ok},
		{"identity:read:user reminders:read:user", invalid, invalid}, // users.request documents no mixed_scope
		{"reminders:read:user stars:read", invalid, invalid},
		{"reminders:read:user chat:write", invalid, invalid},
		{"chat:write users:read reminders:read:user", invalid, invalid}, // each scope is judged first
		{"chat:write users:read chat:wriet", invalid, invalid},
		{"bot", invalid, invalid},
		{"reminders:read", invalid, invalid},
	}
	for _, tt := range tests {
		scopes := scopeList(tt.scopes)
		for audience, want := range map[model.Audience]string{model.ForTeam: tt.team, model.ForUser: tt.user, "": tt.team} {
			code, passes := model.Verdict(model.Request{For: audience, Scopes: scopes})
			if passes {
				code += ok
			}
			if code != want {
				t.Errorf("%q for the %q: %s; want %s", tt.scopes, audience, code, want)
			}
		}
	}
}

func scopeList(words string) []catalog.Scope {
	var scopes []catalog.Scope
	for s := range strings.FieldsSeq(words) {
		scopes = append(scopes, catalog.Scope(s))
	}
	return scopes
}

// For every two scopes of the catalogue: the verdict is the one that the table
// of families gives, in either order, and [model.Validate] says why.
func TestVerdictOfEveryPair(t *testing.T) {
	t.Parallel()
	byHand, all := familiesByHand(), allScopes()
	for _, audience := range []model.Audience{model.ForTeam, model.ForUser} {
		for i, a := range all {
			for _, b := range all[i:] {
				r := model.Request{For: audience, Scopes: []catalog.Scope{a, b}}
				code, ok := model.Verdict(r)
				if want := pairVerdict(audience, byHand[a], byHand[b]); code != want || ok != (want == "") {
					t.Errorf("%s and %s for the %s: %q, %t; want %q", a, b, audience, code, ok, want)
				}
				turned := model.Request{For: audience, Scopes: []catalog.Scope{b, a}}
				if other, _ := model.Verdict(turned); other != code {
					t.Errorf("%s and %s for the %s: %q one way, %q the other", a, b, audience, code, other)
				}
				if byHand[a] != model.NoFamily || byHand[b] != model.NoFamily { // two strangers say nothing that one does not
					agree(t, r)
				}
			}
		}
	}
}

func pairVerdict(audience model.Audience, a, b model.Family) string {
	grants := map[model.Audience][]model.Family{
		model.ForTeam: {model.ConversationFamily, model.TeamFamily, model.UnclearFamily},
		model.ForUser: {model.UserFamily, model.IdentityFamily},
	}[audience]
	switch {
	case !slices.Contains(grants, a) || !slices.Contains(grants, b):
		return "invalid_scope"
	case a == b || a == model.UnclearFamily || b == model.UnclearFamily:
		return ""
	case audience == model.ForUser:
		return "invalid_scope"
	}
	return "mixed_scope"
}

// agree fails when the problems of a request do not add up to its verdict.
func agree(t *testing.T, r model.Request) {
	t.Helper()
	want := ""
	for _, p := range model.Validate(r, nil) {
		if (p.Severity() == model.Refused) != (p.Refusal != "") {
			t.Fatalf("%+v: severity %s of %+v", r, p.Severity(), p)
		}
		if want == "" || p.Refusal == "invalid_scope" {
			want = p.Refusal
		}
	}
	if code, ok := model.Verdict(r); code != want || ok != (want == "") {
		t.Fatalf("%+v: the verdict is %q, %t; its problems say %q", r, code, ok, want)
	}
}

func TestVerdictAgreesWithValidate(t *testing.T) {
	t.Parallel()
	for seed := range seeds(1000) {
		for _, kind := range everyKind {
			agree(t, newDice(seed).requestBy(kind))
		}
	}
}

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
	t.Parallel()
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
// no part but the one with the scopes that no request may ask for.
func checkSplit(t *testing.T, r model.Request) {
	t.Helper()
	before := slices.Clone(r.Scopes)
	parts := model.Split(r)
	var all []catalog.Scope
	for i, part := range parts {
		all = append(all, part.Scopes...)
		code, ok := model.Verdict(part)
		alone := r.Kind.IsBotOrUser() && emailAlone(part.Scopes...) // no split gives it what it lacks
		if beyond := model.RulesFor(r.Kind).Group(part.Scopes[0]) == ""; ok == (beyond || alone) || beyond && i != len(parts)-1 {
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
	t.Parallel()
	for seed := range seeds(1500) {
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
