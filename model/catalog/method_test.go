package catalog_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"periscope/model/catalog"
)

func TestMethodsAreSortedAndFound(t *testing.T) {
	t.Parallel()
	var names []string
	for _, m := range catalog.Methods() {
		names = append(names, m.Name)
		if got, ok := catalog.LookupMethod(m.Name); !ok || got.Name != m.Name {
			t.Errorf("LookupMethod(%s) = %v, %t; want its own record", m.Name, got, ok)
		}
	}
	if !sortedOnce(names) {
		t.Errorf("not sorted, or a method is there twice: %q", names)
	}
	for _, unknown := range []string{"", "chat.postmessage", "chat.postMessage "} {
		if m, ok := catalog.LookupMethod(unknown); ok {
			t.Errorf("LookupMethod(%q) found %v", unknown, m)
		}
	}
}

func TestMethodsUseOurVocabulary(t *testing.T) {
	t.Parallel()
	for _, m := range catalog.Methods() {
		if !slices.Contains([]string{"GET", "POST"}, m.Verb) && (m.Verb != "" || len(m.Needs) > 0 || m.Tier != 0 || m.JSON) {
			t.Errorf("%s: verb %q; want GET or POST, or a record with nothing but its name", m.Name, m.Verb)
		}
		if m.Tier < 0 || m.Tier > 4 {
			t.Errorf("%s: tier %d", m.Name, m.Tier)
		}
		var of []catalog.TokenKind
		for _, n := range m.Needs {
			of = append(of, n.Kind)
			if got, ok := m.Need(n.Kind); !ok || got.Kind != n.Kind || got.AsOf != n.AsOf {
				t.Errorf("%s: Need(%s) = %v, %t; want its own record", m.Name, n.Kind, got, ok)
			}
		}
		if !inOrder(of, kinds) {
			t.Errorf("%s: needs of %q; want some of %q, in that order", m.Name, of, kinds)
		}
	}
}

func TestNeedsAreConsistent(t *testing.T) {
	t.Parallel()
	for _, m := range catalog.Methods() {
		for _, n := range m.Needs {
			several := n.Rule == catalog.AnyOf || n.Rule == catalog.RuleUnknown
			if !slices.Contains(rules, n.Rule) ||
				(n.Rule == catalog.NoScope) != (len(n.Scopes) == 0) ||
				(n.Rule == catalog.OneScope) != (len(n.Scopes) == 1) ||
				several != (len(n.Scopes) > 1) {
				t.Errorf("%s, %s token: rule %q with scopes %q", m.Name, n.Kind, n.Rule, n.Scopes)
			}
			if !sortedOnce(n.Scopes) {
				t.Errorf("%s, %s token: scopes %q are not sorted, or not distinct", m.Name, n.Kind, n.Scopes)
			}
			if !isDate(n.AsOf) {
				t.Errorf("%s, %s token: as of %q", m.Name, n.Kind, n.AsOf)
			}
			if n.Kind == catalog.Workspace && (n.AsOf < "2018-03-06" || n.AsOf > "2019-03-14") {
				t.Errorf("%s: a workspace token's need as of %s; Slack documented them from 2018-03-06 to 2019-03-14", m.Name, n.AsOf)
			}
		}
	}
}

// Whoever is told to ask for a scope finds it in the catalogue, for that kind of token.
func TestNeedsNameScopesOfTheirKind(t *testing.T) {
	t.Parallel()
	for _, m := range catalog.Methods() {
		for _, n := range m.Needs {
			for _, s := range n.Scopes {
				if e, ok := catalog.Lookup(s); !ok || !e.Offered(n.Kind) {
					t.Errorf("%s names %s for %s tokens; the catalogue has it: %t, offered to %q", m.Name, s, n.Kind, ok, e.Kinds)
				}
			}
		}
	}
}

func TestUnlocksIsTheInverseOfNeeds(t *testing.T) {
	t.Parallel()
	for _, m := range catalog.Methods() {
		for _, n := range m.Needs {
			for _, s := range n.Scopes {
				if !slices.Contains(catalog.Unlocks(s, n.Kind), m.Name) {
					t.Errorf("%s needs %s of %s tokens, but the scope does not unlock it", m.Name, s, n.Kind)
				}
			}
		}
	}
	for _, e := range catalog.Scopes() {
		for _, kind := range kinds {
			unlocks := catalog.Unlocks(e.Scope, kind)
			if !sortedOnce(unlocks) {
				t.Errorf("Unlocks(%s, %s) = %q; not sorted, or not distinct", e.Scope, kind, unlocks)
			}
			for _, name := range unlocks {
				m, _ := catalog.LookupMethod(name)
				if n, ok := m.Need(kind); !ok || !slices.Contains(n.Scopes, e.Scope) {
					t.Errorf("%s unlocks %s for %s tokens, but the method does not name it", e.Scope, name, kind)
				}
			}
		}
	}
	if got := catalog.Unlocks("no:such", catalog.Bot); got != nil {
		t.Errorf("an unknown scope unlocks %q", got)
	}
}

func TestMethodFacts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		method string
		call   string // verb, tier, json
		kind   catalog.TokenKind
		need   string // rule, scopes, date
	}{
		{"apps.permissions.info", "GET 2", catalog.Workspace, "none 2019-03-14"},
		{"apps.permissions.request", "GET 2", catalog.Workspace, "none 2019-03-14"},
		{"apps.permissions.users.list", "GET 2", catalog.Workspace, "none 2019-03-14"},
		{"apps.uninstall", "POST 1", catalog.Workspace, "none 2019-03-14"},
		{"auth.test", "POST 0 json", catalog.Workspace, "none 2019-03-14"},
		{"auth.test", "POST 0 json", catalog.Bot, "none 2026-08-20"},
		{"channels.archive", "POST 2 json", catalog.Workspace, "one channels:write 2018-03-06"},
		{"channels.history", "GET 3", catalog.Bot, "any of bot channels:history 2021-04-22"},
		{"chat.postMessage", "POST 0 json", catalog.Workspace, "any of chat:write conversations.app_home:create 2019-03-14"},
		{"chat.postEphemeral", "POST 4 json", catalog.Workspace, "any of chat:write conversations.app_home:create 2019-03-14"},
		{"chat.update", "POST 3 json", catalog.Workspace, "any of chat:write conversations.app_home:create 2019-03-14"},
		{"chat.delete", "POST 3 json", catalog.Workspace, "any of chat:write conversations.app_home:create 2019-03-14"},
		{"chat.postMessage", "POST 0 json", catalog.Bot, "one chat:write 2026-08-20"},
		{"conversations.info", "GET 3", catalog.Workspace, "any of channels:read conversations:read groups:read im:read mpim:read 2019-03-14"},
		{"conversations.list", "GET 2", catalog.UserToken, "any of channels:read groups:read im:read mpim:read 2026-08-20"},
		{"users.conversations", "GET 3", catalog.Bot, "any of channels:read groups:read im:read mpim:read 2026-08-20"},
		{"files.upload", "POST 2", catalog.Workspace, "any of files:write files:write:user 2019-03-14"},
		{"users.identity", "GET 3", catalog.Workspace, "any of identity.basic identity.basic:user identity:read:user 2019-03-14"},
		{"team.externalTeams.list", "GET 2", catalog.Bot, "unknown conversations.connect:manage team:read 2026-08-20"},
		{"apps.manifest.export", "POST 3 json", catalog.Configuration, "one app_configurations:read 2026-08-20"},
		{"apps.connections.open", "POST 3 json", catalog.AppLevel, "one connections:write 2025-03-27"},
	}
	for _, tt := range tests {
		m, ok := catalog.LookupMethod(tt.method)
		if !ok {
			t.Errorf("%s is not in the catalogue", tt.method)
			continue
		}
		call := fmt.Sprintf("%s %d", m.Verb, m.Tier)
		if m.JSON {
			call += " json"
		}
		if call != tt.call {
			t.Errorf("%s is called with %q; want %q", tt.method, call, tt.call)
		}
		n, _ := m.Need(tt.kind)
		words := []string{string(n.Rule)}
		for _, s := range n.Scopes {
			words = append(words, string(s))
		}
		if got := strings.Join(append(words, n.AsOf), " "); got != tt.need {
			t.Errorf("%s, %s token: needs %q; want %q", tt.method, tt.kind, got, tt.need)
		}
	}
}

// No bot or user token calls the Permissions API.
func TestPermissionsAPIIsForWorkspaceTokens(t *testing.T) {
	t.Parallel()
	for _, m := range catalog.Methods() {
		if !strings.HasPrefix(m.Name, "apps.permissions.") {
			continue
		}
		if len(m.Needs) != 1 || m.Needs[0].Kind != catalog.Workspace {
			t.Errorf("%s: needs %v; want workspace tokens alone", m.Name, m.Needs)
		}
	}
}

func TestClientSecretTakesTheTokensPlace(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"oauth.access", "oauth.token", "oauth.v2.access"} {
		m, ok := catalog.LookupMethod(name)
		if _, needs := m.Need(catalog.Bot); !ok || needs || len(m.Needs) != 0 {
			t.Errorf("%s: known %t, needs %v; want known, and no needs", name, ok, m.Needs)
		}
	}
}

func TestKindsOfAMethod(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]catalog.TokenKind{
		"pins.add":             {catalog.Bot, catalog.UserToken, catalog.Workspace},
		"search.messages":      {catalog.UserToken, catalog.Workspace},
		"channels.kick":        {catalog.Bot, catalog.UserToken, catalog.Workspace},
		"oauth.v2.access":      nil,
		"apps.manifest.create": {catalog.Configuration},
	} {
		m, ok := catalog.LookupMethod(name)
		if got := m.Kinds(); !ok || !slices.Equal(got, want) {
			t.Errorf("%s may be called with %q; want %q", name, got, want)
		}
	}
	for _, m := range catalog.Methods() {
		kinds := m.Kinds()
		if i := slices.Index(kinds, catalog.Workspace); i >= 0 && i != len(kinds)-1 {
			t.Errorf("%s: workspace tokens are not last: %q", m.Name, kinds)
		}
		for _, need := range m.Needs {
			if !slices.Contains(kinds, need.Kind) {
				t.Errorf("%s: %s tokens are left out", m.Name, need.Kind)
			}
		}
		if len(kinds) != len(m.Needs) {
			t.Errorf("%s: %q of %d", m.Name, kinds, len(m.Needs))
		}
	}
}

func TestOrWorkspace(t *testing.T) {
	t.Parallel()
	if got := catalog.TokenKind("").OrWorkspace(); got != catalog.Workspace {
		t.Errorf("no kind stands for %q", got)
	}
	if got := catalog.Bot.OrWorkspace(); got != catalog.Bot {
		t.Errorf("bot stands for %q", got)
	}
}
