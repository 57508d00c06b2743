package catalog_test

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"periscope/model/catalog"
)

// The events of the Events API as Slack's pages had them on 2026-08-20, each with the
// scopes that its page lists; kept apart from the catalogue so that the two check each
// other.
//
//go:embed testdata/event_scopes_2026.txt
var eventFacts string

func TestEventsAgreeWithTheFacts(t *testing.T) {
	t.Parallel()
	var names []string
	for line := range strings.Lines(eventFacts) {
		words := strings.Fields(line)
		names = append(names, words[0])
		e, ok := catalog.LookupEvent(words[0])
		if !ok || !slices.Equal(plainScopes(e.Scopes), append([]string(nil), words[1:]...)) {
			t.Errorf("%s: known %t, with %q; want %q", words[0], ok, e.Scopes, words[1:])
		}
		want := catalog.AnyOf
		switch len(e.Scopes) {
		case 0:
			want = catalog.NoScope
		case 1:
			want = catalog.OneScope
		}
		if e.Rule != want {
			t.Errorf("%s: rule %q with scopes %q", e.Name, e.Rule, e.Scopes)
		}
		for _, s := range e.Scopes {
			if _, ok := catalog.Lookup(s); !ok {
				t.Errorf("%s names %s, which is not in the catalogue", e.Name, s)
			}
			if !slices.Contains(catalog.EventsOpenedBy(s), e.Name) {
				t.Errorf("%s does not open %s", s, e.Name)
			}
		}
	}
	if len(names) != len(catalog.Events()) || !slices.IsSorted(names) {
		t.Errorf("%d events; want %d", len(catalog.Events()), len(names))
	}
	if _, ok := catalog.LookupEvent("message.huddles"); ok {
		t.Error("an event that does not exist is known")
	}
}

func TestNeedOfAnEventNamesScopesOfTheKind(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		event, want string
		kind        catalog.TokenKind
	}{
		{"message", "any of channels:history groups:history im:history mpim:history", catalog.Bot},
		{"app_mention", "one app_mentions:read", catalog.Bot},
		{"app_home_opened", "none", catalog.Bot},
		{"star_added", "one stars:read", catalog.UserToken},
	} {
		e, _ := catalog.LookupEvent(c.event)
		n := e.Need(c.kind)
		if got := strings.Join(append([]string{string(n.Rule)}, plainScopes(n.Scopes)...), " "); got != c.want || n.Kind != c.kind {
			t.Errorf("%s of %s tokens: %s; want %s", c.event, c.kind, got, c.want)
		}
	}
}

// A scope that is called good for events alone opens some.
func TestScopesForEventsOpenEvents(t *testing.T) {
	t.Parallel()
	only := 0
	for _, e := range catalog.Scopes() {
		if !e.Scope.OtherUseIsEvents() {
			continue
		}
		only++
		// Which scope the events about invitations and assistant threads take, their pages do not say.
		open := e.Scope == "conversations.connect:read" || e.Scope == "calls:read"
		if len(catalog.EventsOpenedBy(e.Scope)) == 0 && !open {
			t.Errorf("%s opens no event", e.Scope)
		}
	}
	if only < 15 {
		t.Errorf("%d scopes are for events alone", only)
	}
	if catalog.Scope("files:read").OtherUseIsEvents() || catalog.Scope("pins:write").OtherUseIsEvents() {
		t.Error("a scope of other use is said to be for events alone")
	}
}
