package model_test

import (
	"slices"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

func TestDivide(t *testing.T) {
	t.Parallel()
	for scopes, want := range map[string]string{
		"":                       "bot: ",
		"chat:write users:read":  "bot: chat:write,users:read",
		"search:read":            "user: search:read",
		"search:read chat:write": "bot: chat:write | user: search:read",
		"chat:wrote dnd:write":   "bot: chat:wrote | user: dnd:write",
		"openid email":           "user: openid,email",
	} {
		if got := inShort(model.Divide(scopeList(scopes))); got != want {
			t.Errorf("%q: %s; want %s", scopes, got, want)
		}
	}
}

func TestWorkspaceOnly(t *testing.T) {
	t.Parallel()
	got := model.WorkspaceOnly([]catalog.Scope{"chat:write", "conversations:history", "dnd:write:user", "no:such", "search:read", "chat:write:user"})
	if want := []catalog.Scope{"conversations:history", "dnd:write:user"}; !slices.Equal(got, want) {
		t.Errorf("%q; want %q", got, want)
	}
}

// Every scope that the bot's or the user's token can hold fits an install, whatever others
// are asked for with it; sign-in scopes alone do not mix.
func TestDivisionIsAcceptedIfEveryScopeFits(t *testing.T) {
	t.Parallel()
	groups := groupsByHand()
	for seed := range seeds(500) {
		d := newDice(seed)
		var scopes []catalog.Scope
		for range 1 + d.IntN(5) {
			scopes = append(scopes, pick(d, allScopes()))
		}
		var beyond, special, open bool
		for _, s := range scopes {
			g := groups[s]
			beyond = beyond || g == ""
			special = special || g == "sign-in" || g == "identity"
			open = open || strings.HasPrefix(g, "bot") || strings.HasPrefix(g, "user")
		}
		both := special && open || slices.ContainsFunc(scopes, func(s catalog.Scope) bool { return groups[s] == "sign-in" }) &&
			slices.ContainsFunc(scopes, func(s catalog.Scope) bool { return groups[s] == "identity" })
		parts := model.Divide(scopes)
		refused := slices.ContainsFunc(model.ValidateDivided(parts), func(p model.Problem) bool { return p.Severity() == model.Refused })
		if want := beyond || both || emailAlone(scopes...); refused != want {
			t.Errorf("%q: refused %t, want %t: %v", scopes, refused, want, model.ValidateDivided(parts))
		}
		for _, i := range model.Installs(model.FixDivided(parts)) {
			for _, r := range []model.Request{
				{Kind: catalog.Bot, For: model.ForBot, Scopes: i.Bot}, {Kind: catalog.Bot, For: model.ForUser, Scopes: i.User},
			} {
				if code, ok := model.Verdict(r); len(r.Scopes) > 0 && !ok {
					t.Errorf("%q: the install %v is refused with %s", scopes, i, code)
				}
			}
		}
	}
}
