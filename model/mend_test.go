package model

import (
	"testing"

	"periscope/model/catalog"
)

func TestMend(t *testing.T) {
	held := NewPermissions([]Grant{{Type: catalog.Team, Scopes: []catalog.Scope{"team:read"}, Resources: ResourceSet{IDs: []ResourceID{"T1"}}}})
	for _, c := range []struct {
		name string
		in   []catalog.Scope
		want [][]catalog.Scope
	}{
		{"nothing wrong", []catalog.Scope{"pins:read"}, [][]catalog.Scope{{"pins:read"}}},
		{"nothing asked", nil, nil},
		{"a slip of the hand", []catalog.Scope{"pins:reed"}, [][]catalog.Scope{{"pins:read"}}},
		{"two families", []catalog.Scope{"pins:read", "emoji:read"}, [][]catalog.Scope{{"pins:read"}, {"emoji:read"}}},
		{"held already", []catalog.Scope{"team:read"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Mend(Request{For: ForTeam, Scopes: c.in}, &held)
			if len(got) != len(c.want) {
				t.Fatalf("%d requests, want %d: %v", len(got), len(c.want), got)
			}
			for i, r := range got {
				if !sameScopes(r.Scopes, c.want[i]) {
					t.Errorf("request %d asks for %v, want %v", i, r.Scopes, c.want[i])
				}
				if problems := Validate(r, &held); len(problems) > 0 {
					t.Errorf("%v has problems: %v", r.Scopes, problems)
				}
			}
		})
	}
}
