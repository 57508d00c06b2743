package model

import (
	"slices"
	"testing"

	"periscope/model/catalog"
)

func TestScopesFor(t *testing.T) {
	held := func(s ...catalog.Scope) Permissions {
		return NewPermissions([]Grant{{Type: catalog.Channel, Scopes: s, Resources: ResourceSet{Wildcard: true}}})
	}
	for _, c := range []struct {
		method string
		held   Permissions
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
		got, err := ScopesFor(m, c.held)
		if !slices.Equal(got, c.want) || (err != nil) != c.fails {
			t.Errorf("ScopesFor(%s) with %v = %v, %v; want %v", c.method, c.held.Scopes(), got, err, c.want)
		}
	}
}

// TestScopesForEveryMethod checks that what is asked for opens the method.
func TestScopesForEveryMethod(t *testing.T) {
	for _, m := range catalog.Methods() {
		need, ok := m.Need(catalog.Workspace)
		scopes, err := ScopesFor(m, Permissions{})
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
