package model_test

import (
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
	for seed := range uint64(1000) {
		for _, kind := range everyKind {
			agree(t, newDice(seed).requestBy(kind))
		}
	}
}
