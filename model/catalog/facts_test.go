package catalog_test

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"periscope/model/catalog"
)

// The facts of Slack's method pages of 2026-08-20, one list by method and one by
// scope, kept apart from the catalogue so that the two check each other. A
// line is a name, a kind of token, and what goes with the two. Of methods
// without scopes the page says that none is needed ("none"), or nothing
// ("unsaid"). A column of two canvas methods is left out: the kind of token that it is
// for, "seamless_user", is documented nowhere.
var (
	//go:embed testdata/method_scopes_2026.txt
	methodFacts string
	//go:embed testdata/scope_methods_2026.txt
	scopeFacts string
)

const factsDate = "2026-08-20"

// listed are the scopes, or methods, that the facts list for a name and a kind of token.
type listed map[string]map[catalog.TokenKind][]string

func readFacts(t *testing.T, text string) (facts listed, names []string) {
	t.Helper()
	facts = listed{}
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if facts[words[0]] == nil {
			facts[words[0]] = map[catalog.TokenKind][]string{}
			names = append(names, words[0])
		}
		facts[words[0]][catalog.TokenKind(words[1])] = words[2:]
	}
	return facts, names
}

// currentKinds are the kinds of token that the pages of 2026 have scopes for.
var currentKinds = []catalog.TokenKind{catalog.Bot, catalog.UserToken, catalog.Configuration, catalog.UnknownKind}

func TestMethodsAgreeWithTheFacts(t *testing.T) {
	t.Parallel()
	facts, names := readFacts(t, methodFacts)
	if len(names) != 322 {
		t.Fatalf("facts of %d methods; want 322", len(names))
	}
	for _, name := range names {
		m, ok := catalog.LookupMethod(name)
		if !ok {
			t.Errorf("%s is not in the catalogue", name)
			continue
		}
		for _, kind := range currentKinds {
			need, _ := m.Need(kind)
			want := facts[name][kind]
			if got := plainScopes(need.Scopes); need.AsOf == factsDate && !slices.Equal(got, want) || need.AsOf != factsDate && len(want) > 0 {
				t.Errorf("%s, %s token: the catalogue has %q as of %q; the facts %q", name, kind, got, need.AsOf, want)
			}
		}
		_, none := facts[name]["none"]
		if bot, _ := m.Need(catalog.Bot); none != (bot.AsOf == factsDate && bot.Rule == catalog.NoScope) {
			t.Errorf("%s: the facts say that no scope is needed: %t; the catalogue %q as of %q", name, none, bot.Rule, bot.AsOf)
		}
	}
}

// The other direction: nothing in the catalogue bears the date of the facts without being one.
func TestTheCatalogueAddsNothingToTheFacts(t *testing.T) {
	t.Parallel()
	facts, _ := readFacts(t, methodFacts)
	for _, m := range catalog.Methods() {
		for _, need := range m.Needs {
			want, ok := facts[m.Name][need.Kind]
			_, none := facts[m.Name]["none"]
			if need.AsOf == factsDate && !ok && (!none || need.Rule != catalog.NoScope) {
				t.Errorf("%s, %s token: %q is no fact of %s", m.Name, need.Kind, need.Scopes, factsDate)
			}
			if ok && !slices.Equal(plainScopes(need.Scopes), want) {
				t.Errorf("%s, %s token: %q; the facts have %q", m.Name, need.Kind, need.Scopes, want)
			}
		}
	}
}

func TestUnlocksAgreeWithTheFacts(t *testing.T) {
	t.Parallel()
	methods, _ := readFacts(t, methodFacts)
	scopes, names := readFacts(t, scopeFacts)
	if len(names) != 99 {
		t.Fatalf("facts of %d scopes; want 99", len(names))
	}
	for _, e := range catalog.Scopes() {
		for _, kind := range currentKinds {
			var got []string
			for _, m := range catalog.Unlocks(e.Scope, kind) {
				if _, current := methods[m][kind]; current { // methods that are gone have no fact
					got = append(got, m)
				}
			}
			if want := scopes[string(e.Scope)][kind]; !slices.Equal(got, want) {
				t.Errorf("%s, %s token: the catalogue unlocks %q; the facts %q", e.Scope, kind, got, want)
			}
		}
	}
	for _, name := range names {
		if _, ok := catalog.Lookup(catalog.Scope(name)); !ok {
			t.Errorf("%s is not in the catalogue", name)
		}
	}
}

// These are the only methods for which Slack does not say whether one of the scopes
// is enough. The list grows only when Slack says less.
func TestUnknownRulesAreFew(t *testing.T) {
	t.Parallel()
	var unknown []string
	for _, m := range catalog.Methods() {
		for _, need := range m.Needs {
			if need.Rule == catalog.RuleUnknown {
				unknown = append(unknown, m.Name+" "+string(need.Kind))
			}
		}
	}
	want := []string{
		"assistant.search.context bot", "assistant.search.context user",
		"team.externalTeams.list bot", "users.discoverableContacts.lookup bot",
	}
	if !slices.Equal(unknown, want) {
		t.Errorf("rule unknown: %q; want %q", unknown, want)
	}
}

func plainScopes(scopes []catalog.Scope) []string {
	var plain []string
	for _, s := range scopes {
		plain = append(plain, string(s))
	}
	return plain
}
