package catalog_test

import (
	"maps"
	"slices"
	"testing"

	"periscope/model/catalog"
)

func TestScopesAreSortedAndFound(t *testing.T) {
	t.Parallel()
	var names []catalog.Scope
	for _, e := range catalog.Scopes() {
		names = append(names, e.Scope)
		if got, ok := catalog.Lookup(e.Scope); !ok || got.Scope != e.Scope || got.Meaning != e.Meaning {
			t.Errorf("Lookup(%s) = %v, %t; want its own record", e.Scope, got, ok)
		}
	}
	if !sortedOnce(names) {
		t.Errorf("not sorted, or a scope is there twice: %q", names)
	}
	for _, unknown := range []catalog.Scope{"", "chat:wriet", "Chat:write", "chat:write "} {
		if e, ok := catalog.Lookup(unknown); ok {
			t.Errorf("Lookup(%q) found %v", unknown, e)
		}
	}
}

func TestScopesUseOurVocabulary(t *testing.T) {
	t.Parallel()
	for _, e := range catalog.Scopes() {
		if !slices.Contains(catalog.Classes[:], e.Class) {
			t.Errorf("%s: class %q is not one of ours", e.Scope, e.Class)
		}
		if !slices.Contains(bases, e.Basis) {
			t.Errorf("%s: basis %q is not one of ours", e.Scope, e.Basis)
		}
		if len(e.Kinds) == 0 || !inOrder(e.Kinds, kinds) {
			t.Errorf("%s: kinds %q; want some of %q, in that order", e.Scope, e.Kinds, kinds)
		}
		if len(e.Kinds) > 1 && e.Offered(catalog.UnknownKind) {
			t.Errorf("%s: kinds %q; unknown stands alone", e.Scope, e.Kinds)
		}
		var types []catalog.ResourceType
		for _, p := range e.Places {
			types = append(types, p.Type)
			if !slices.Contains(bases, p.Basis) {
				t.Errorf("%s on %s: basis %q is not one of ours", e.Scope, p.Type, p.Basis)
			}
			if got, ok := e.On(p.Type); !ok || got != p {
				t.Errorf("%s: On(%s) = %v, %t; want %v", e.Scope, p.Type, got, ok, p)
			}
		}
		if !inOrder(types, catalog.ResourceTypes[:]) {
			t.Errorf("%s: places %q; want some of %q, in that order", e.Scope, types, catalog.ResourceTypes)
		}
		if !sortedOnce(e.Events) {
			t.Errorf("%s: events %q are not sorted, or not distinct", e.Scope, e.Events)
		}
	}
}

func TestMeaningsAreSentences(t *testing.T) {
	t.Parallel()
	const longest = 110 // what fits the inspector at 120 columns
	seen := map[string]catalog.Scope{}
	for _, e := range catalog.Scopes() {
		if !isSentence(e.Meaning) || len(e.Meaning) > longest {
			t.Errorf("%s: meaning %q (%d characters); want a sentence of at most %d", e.Scope, e.Meaning, len(e.Meaning), longest)
		}
		if other, ok := seen[e.Meaning]; ok {
			t.Errorf("%s and %s have the same meaning: %s", e.Scope, other, e.Meaning)
		}
		seen[e.Meaning] = e.Scope
		if e.Evidence != "" && !isSentence(e.Evidence) {
			t.Errorf("%s: evidence %q; want sentences", e.Scope, e.Evidence)
		}
	}
}

// Following a replacement once must lead to something that can be asked for.
func TestReplacementsAreFinal(t *testing.T) {
	t.Parallel()
	for _, e := range catalog.Scopes() {
		if e.Replaced == nil {
			continue
		}
		if !slices.Contains(bases, e.Replaced.Basis) || !isDate(e.Replaced.Since) || len(e.Replaced.By) == 0 {
			t.Errorf("%s: replacement %+v is incomplete", e.Scope, *e.Replaced)
		}
		for _, by := range e.Replaced.By {
			next, ok := catalog.Lookup(by)
			if !ok || next.Replaced != nil || !next.Offered(catalog.Workspace) {
				t.Errorf("%s is replaced by %s, which workspace apps cannot ask for", e.Scope, by)
			}
		}
	}
}

func TestOffered(t *testing.T) {
	t.Parallel()
	tests := []struct {
		scope catalog.Scope
		to    []catalog.TokenKind
	}{
		{"conversations:history", []catalog.TokenKind{catalog.Workspace}},
		{"channels:history", []catalog.TokenKind{catalog.Workspace, catalog.Bot, catalog.UserToken}},
		{"chat:write.customize", []catalog.TokenKind{catalog.Bot}},
		{"admin.users:write", []catalog.TokenKind{catalog.UserToken}},
		{"search:read.private", []catalog.TokenKind{catalog.UserToken}},
		{"search:read.public", []catalog.TokenKind{catalog.Bot, catalog.UserToken}},
		{"connections:write", []catalog.TokenKind{catalog.AppLevel}},
		{"app_configurations:read", []catalog.TokenKind{catalog.Configuration}},
		{"lists:read", []catalog.TokenKind{catalog.Bot, catalog.UserToken}},
		{"seamless.user", []catalog.TokenKind{catalog.UnknownKind}},
	}
	for _, tt := range tests {
		for _, kind := range kinds {
			offered := slices.ContainsFunc(catalog.Offered(kind), func(e catalog.Entry) bool { return e.Scope == tt.scope })
			if want := slices.Contains(tt.to, kind); offered != want {
				t.Errorf("%s offered to %s tokens: %t, want %t", tt.scope, kind, offered, want)
			}
		}
	}
	if got := catalog.Offered(catalog.Session); len(got) != 0 {
		t.Errorf("a person's own login is offered %d scopes, want none", len(got))
	}
}

// An exception that covers no place, or every place, would be a mistake in the data.
func TestExceptionsArePlaces(t *testing.T) {
	t.Parallel()
	excepting := map[catalog.Scope]string{}
	for _, e := range catalog.Scopes() {
		if e.Replaced == nil || len(e.Replaced.Except) == 0 {
			continue
		}
		if !inOrder(e.Replaced.Except, catalog.ResourceTypes[:]) || len(e.Replaced.Except) >= len(e.Places) {
			t.Errorf("%s: replaced except on %q, of places %v", e.Scope, e.Replaced.Except, e.Places)
		}
		for _, typ := range e.Replaced.Except {
			if _, lives := e.On(typ); !lives || e.Replaced.On(typ) {
				t.Errorf("%s: lives on %s: %t, replaced there: %t; want true, false", e.Scope, typ, lives, e.Replaced.On(typ))
			}
			excepting[e.Scope] += string(typ)
		}
	}
	// What Slack grants on the app's own direct message with every install.
	want := map[catalog.Scope]string{"im:history": "app_home", "im:read": "app_home"}
	if !maps.Equal(excepting, want) {
		t.Errorf("exceptions are %v; want %v", excepting, want)
	}
}

func TestReplacementOn(t *testing.T) {
	t.Parallel()
	e, _ := catalog.Lookup("im:read")
	for _, typ := range catalog.ResourceTypes {
		if got, want := e.Replaced.On(typ), typ != catalog.AppHome; got != want {
			t.Errorf("im:read is replaced on %s: %t; want %t", typ, got, want)
		}
	}
}

// Slack gives classic and administrator scopes to no workspace app.
func TestNeverOfferedToWorkspaceApps(t *testing.T) {
	t.Parallel()
	for _, s := range []catalog.Scope{"bot", "incoming-webhook", "identify", "client", "read", "post", "chat:write:bot", "admin", "admin.users:read"} {
		if e, ok := catalog.Lookup(s); !ok || e.Offered(catalog.Workspace) {
			t.Errorf("%s: known %t, offered to workspace apps %t; want true, false", s, ok, e.Offered(catalog.Workspace))
		}
	}
}
