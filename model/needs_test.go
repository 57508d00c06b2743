package model_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

func TestScopesFor(t *testing.T) {
	t.Parallel()
	held := func(s ...catalog.Scope) model.Permissions {
		return model.NewPermissions([]model.Grant{{Type: catalog.Channel, Scopes: s, Resources: model.ResourceSet{Wildcard: true}}})
	}
	for _, c := range []struct {
		method string
		held   model.Permissions
		want   []catalog.Scope
		fails  bool
	}{
		{"pins.add", held(), []catalog.Scope{"pins:write"}, false},
		{"pins.add", held("pins:write"), nil, true},
		{"conversations.history", held(), []catalog.Scope{"conversations:history"}, false},
		{"conversations.history", held("channels:history"), nil, true},
		{"channels.kick", held(), []catalog.Scope{"channels:write"}, false},
		{"chat.postMessage", held(), []catalog.Scope{"chat:write"}, false},
		{"api.test", held(), nil, true},
		{"admin.apps.approve", held(), nil, true},
	} {
		m, ok := catalog.LookupMethod(c.method)
		if !ok {
			t.Fatalf("no method %s", c.method)
		}
		got, err := model.ScopesFor(m, c.held)
		if !slices.Equal(got, c.want) || (err != nil) != c.fails {
			t.Errorf("ScopesFor(%s) with %v = %v, %v; want %v", c.method, c.held.Scopes(), got, err, c.want)
		}
	}
}

// TestScopesForEveryMethod checks that what is asked for opens the method.
func TestScopesForEveryMethod(t *testing.T) {
	t.Parallel()
	for _, m := range catalog.Methods() {
		need, ok := m.Need(catalog.Workspace)
		scopes, err := model.ScopesFor(m, model.Permissions{})
		if !ok || need.Rule == catalog.NoScope {
			if err == nil {
				t.Errorf("%s: scopes %v, though none are needed or none will do", m.Name, scopes)
			}
			continue
		}
		if err != nil || len(scopes) == 0 {
			t.Errorf("%s: %v, %v", m.Name, scopes, err)
		}
		for _, s := range scopes {
			if !slices.Contains(need.Scopes, s) {
				t.Errorf("%s does not need %s", m.Name, s)
			}
		}
	}
}

// botWith is a bot token with scopes, in two public channels and one private one.
func botWith(scopes ...catalog.Scope) *model.Permissions {
	return tokenWith(catalog.Bot, scopes...)
}

func tokenWith(kind catalog.TokenKind, scopes ...catalog.Scope) *model.Permissions {
	p := model.PermissionsOf(kind, model.Identity{
		Team: model.Team{ID: "T1"}, User: "U1", Scopes: scopes, ScopesSent: true,
	}, map[catalog.ResourceType]model.ResourceSet{
		catalog.Channel: {IDs: []model.ResourceID{"C1", "C2"}},
		catalog.Group:   {IDs: []model.ResourceID{"G1"}},
	})
	return &p
}

func method(t *testing.T, name string) catalog.Method {
	t.Helper()
	m, ok := catalog.LookupMethod(name)
	if !ok {
		t.Fatalf("no method %s", name)
	}
	return m
}

func TestNeed(t *testing.T) {
	t.Parallel()
	untold := model.PermissionsOf(catalog.Bot, model.Identity{Team: model.Team{ID: "T1"}}, nil)
	for _, c := range []struct {
		method  string
		kind    catalog.TokenKind
		held    *model.Permissions
		granted model.Answer
		missing string
	}{
		{"chat.postMessage", catalog.Bot, nil, model.Unknown, ""},
		{"chat.postMessage", catalog.Bot, &untold, model.Unknown, ""},
		{"chat.postMessage", catalog.Bot, botWith(), model.No, "chat:write"},
		{"chat.postMessage", catalog.Bot, botWith("chat:write"), model.Yes, ""},
		{"chat.postMessage", catalog.UserToken, botWith("chat:write"), model.Unknown, ""}, // another token's
		{"conversations.history", catalog.Bot, botWith(), model.No, "channels:history"},
		{"conversations.history", catalog.Bot, botWith("mpim:history"), model.Yes, ""},
		{"channels.history", catalog.Bot, botWith(), model.No, "channels:history"}, // not the scope of classic apps
		{"channels.history", catalog.Bot, botWith("bot"), model.Yes, ""},
		{"team.externalTeams.list", catalog.Bot, botWith(), model.No, "conversations.connect:manage team:read"},
		{"team.externalTeams.list", catalog.Bot, botWith("team:read"), model.Unknown, "conversations.connect:manage"},
		{"team.externalTeams.list", catalog.Bot, botWith("team:read", "conversations.connect:manage"), model.Yes, ""},
		{"chat.postMessage", catalog.Bot, botWith("chat:write:bot"), model.Unknown, "chat:write"}, // what it was called before
		{"auth.test", catalog.Bot, nil, model.Yes, ""},
		{"api.test", catalog.Bot, nil, model.Unknown, ""},
		{"admin.apps.approve", catalog.Bot, nil, model.No, ""},
		{"admin.apps.approve", catalog.Bot, botWith("chat:write"), model.No, ""},
		{"oauth.v2.access", catalog.Bot, botWith(), model.Unknown, ""},
		{"search.messages", catalog.UserToken, tokenWith(catalog.UserToken), model.No, "search:read"},
		{"pins.add", "", &model.Permissions{}, model.No, "pins:write"}, // a workspace token
	} {
		n := model.AccessTo(method(t, c.method), c.kind, c.held)
		if got := words(n.Missing); n.Granted != c.granted || got != c.missing {
			t.Errorf("%s, %s token: granted %s, missing %q; want %s, %q", c.method, c.kind, n.Granted, got, c.granted, c.missing)
		}
	}
}

func words(scopes []catalog.Scope) string {
	var all []string
	for _, s := range scopes {
		all = append(all, string(s))
	}
	return strings.Join(all, " ")
}

func TestNeedTellsAnyFromAll(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		method      string
		any, all    string
		basis, asOf string
	}{
		{"conversations.kick", "channels:manage groups:write", "", "documented", "2026-08-20"},
		{"chat.postMessage", "", "chat:write", "documented", "2026-08-20"},
		{"team.externalTeams.list", "", "", "undocumented", "2026-08-20"},
		{"views.open", "", "", "partly documented", "2026-08-20"},
		{"auth.test", "", "", "documented", "2026-08-20"},
		{"oauth.v2.access", "", "", "undocumented", ""},
		{"channels.history", "channels:history bot", "", "inferred", "2021-04-22"},
	} {
		n := model.AccessTo(method(t, c.method), catalog.Bot, nil)
		if words(n.AnyOf) != c.any || words(n.AllOf) != c.all || string(n.Basis) != c.basis || n.AsOf != c.asOf {
			t.Errorf("%s: any of %q, all of %q, %s as of %q; want %+v", c.method, n.AnyOf, n.AllOf, n.Basis, n.AsOf, c)
		}
	}
}

// A method in words: "channel by channels:history on 2 and unjoined".
func places(n model.MethodAccess) string {
	var all []string
	for _, r := range n.Reachable {
		place := fmt.Sprintf("%s by %s on %s", r.Type, r.Scope, r.Resources)
		if r.Unjoined {
			place += " and unjoined"
		}
		all = append(all, place)
	}
	for _, s := range n.Unreachable {
		all = append(all, fmt.Sprintf("%s wants %s", s.Type, s.Scope))
	}
	return strings.Join(all, "; ")
}

func TestWhereMethodsWork(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		method string
		held   *model.Permissions
		want   string
	}{
		{
			"conversations.history", botWith("channels:history", "mpim:history"),
			"channel by channels:history on 2; mpim by mpim:history on none; group wants groups:history; app_home wants im:history",
		},
		{
			"chat.postMessage", botWith("chat:write"),
			"channel by chat:write on 2; group by chat:write on 1; mpim by chat:write on none; app_home by chat:write on none",
		},
		{
			"chat.postMessage", botWith("chat:write", "chat:write.public"),
			"channel by chat:write on 2 and unjoined; group by chat:write on 1; mpim by chat:write on none; app_home by chat:write on none",
		},
		{
			"chat.postMessage", botWith(),
			"channel wants chat:write; group wants chat:write; mpim wants chat:write; app_home wants chat:write",
		},
		{"users.list", botWith("users:read"), "team by users:read on 1"},
		{"conversations.kick", botWith("channels:manage"), "channel by channels:manage on 2; group wants groups:write"},
		{"auth.test", botWith(), ""},
		{"admin.apps.approve", botWith(), ""},
	} {
		if got := places(model.AccessTo(method(t, c.method), catalog.Bot, c.held)); got != c.want {
			t.Errorf("%s with %q:\n%s\nwant\n%s", c.method, c.held.Scopes(), got, c.want)
		}
	}
}

func TestWhereMethodsWorkForWorkspaceTokens(t *testing.T) {
	t.Parallel()
	p := model.NewPermissions([]model.Grant{
		{Type: catalog.Channel, Scopes: []catalog.Scope{"channels:history"}, Resources: model.ResourceSet{Wildcard: true, Excluded: []model.ResourceID{"C9"}}},
		{Type: catalog.Group, Scopes: []catalog.Scope{"conversations:history"}},
	})
	want := "channel by channels:history on all but 1; group wants conversations:history; " +
		"mpim wants conversations:history; im wants conversations:history; app_home wants conversations:history"
	if got := places(model.AccessTo(method(t, "conversations.history"), catalog.Workspace, &p)); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// Whatever is missing helps: with it, the method may be called, and without, it was not known to be.
func TestWhatIsMissingHelps(t *testing.T) {
	t.Parallel()
	d := newDice(5)
	for _, kind := range []catalog.TokenKind{catalog.Bot, catalog.UserToken} {
		var offered []catalog.Scope
		for _, e := range catalog.Offered(kind) {
			offered = append(offered, e.Scope)
		}
		for _, m := range catalog.Methods() {
			held := some(d, offered)
			before := model.AccessTo(m, kind, tokenWith(kind, held...))
			if (before.Granted == model.Yes) != (len(before.Missing) == 0) && before.Callable {
				t.Errorf("%s with %q: granted %s, missing %q", m.Name, held, before.Granted, before.Missing)
			}
			if len(before.Missing) == 0 {
				continue
			}
			after := model.AccessTo(m, kind, tokenWith(kind, append(held, before.Missing...)...))
			if after.Granted != model.Yes || len(after.Missing) > 0 {
				t.Errorf("%s with %q and %q: granted %s, missing %q", m.Name, held, before.Missing, after.Granted, after.Missing)
			}
			for _, s := range before.Missing {
				if !slices.Contains(before.Listed, s) || slices.Contains(held, s) {
					t.Errorf("%s: %s is missing; listed %q, held %q", m.Name, s, before.Listed, held)
				}
			}
		}
	}
}

// Every type is either open or closed, never both.
func TestWhereAndClosedAreApart(t *testing.T) {
	t.Parallel()
	d := newDice(6)
	for _, m := range catalog.Methods() {
		n := model.AccessTo(m, catalog.Bot, botWith(some(d, []catalog.Scope{
			"channels:history", "groups:read", "im:write", "chat:write", "files:read", "users:read", "channels:manage",
		})...))
		seen := map[catalog.ResourceType]bool{}
		for _, r := range n.Reachable {
			seen[r.Type] = true
		}
		for _, s := range n.Unreachable {
			if seen[s.Type] || !slices.Contains(n.Listed, s.Scope) {
				t.Errorf("%s: %s", m.Name, places(n))
			}
		}
		if n.Callable && n.Rule != catalog.NoScope && len(n.Reachable)+len(n.Unreachable) == 0 {
			t.Errorf("%s: nowhere at all", m.Name)
		}
	}
}

func TestScopesForBotAndUserTokens(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		method string
		held   *model.Permissions
		want   string
		says   string
	}{
		{"conversations.history", botWith(), "channels:history", ""},
		{"conversations.history", botWith("groups:history"), "", "conversations.history can be called already: groups:history is granted"},
		{"admin.apps.approve", botWith(), "", "admin.apps.approve is not open to bot tokens"},
		{"oauth.v2.access", botWith(), "", "which scopes oauth.v2.access needs, Slack does not say"},
		{"auth.test", botWith(), "", "auth.test needs no scope"},
	} {
		got, err := model.ScopesFor(method(t, c.method), *c.held)
		if words(got) != c.want || (err == nil) != (c.says == "") || err != nil && err.Error() != c.says {
			t.Errorf("%s: %q, %v; want %q, %s", c.method, got, err, c.want, c.says)
		}
	}
}

func TestUnlistedTypes(t *testing.T) {
	t.Parallel()
	untold := model.PermissionsOf(catalog.Bot, model.Identity{Team: model.Team{ID: "T1"}}, nil)
	for _, c := range []struct {
		name string
		held model.Permissions
		want string
	}{
		{"a bot that may list nothing", *botWith("chat:write"), "channel by channels:read, group by groups:read, mpim by mpim:read, app_home by im:read"},
		{"a bot that may list public channels", *botWith("channels:read"), "group by groups:read, mpim by mpim:read, app_home by im:read"},
		{"a bot that may list all", *botWith("channels:read", "groups:read", "mpim:read", "im:read"), ""},
		{"a user", *tokenWith(catalog.UserToken, "channels:read", "groups:read"), "mpim by mpim:read, im by im:read"},
		{"scopes that Slack did not report", untold, ""},
		{"a workspace token", permissions(grantOf(catalog.Channel, "chat:write", "C1")), ""},
	} {
		var got []string
		for _, u := range c.held.UnlistedTypes() {
			got = append(got, string(u.Type)+" by "+string(u.Scope))
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %s; want %s", c.name, strings.Join(got, ", "), c.want)
		}
	}
}
