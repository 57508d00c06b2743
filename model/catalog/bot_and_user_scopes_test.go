package catalog

import (
	"slices"
	"testing"
)

// What takes the place of a scope can be held by the kind of token that is told to
// ask for it, and is not replaced in its turn.
func TestInsteadIsFinal(t *testing.T) {
	t.Parallel()
	for scope, record := range loadBotAndUserFacts() {
		e, known := Lookup(scope)
		if !known || record.Scope != scope {
			t.Errorf("%s: no such scope", scope)
		}
		for _, instead := range record.Instead {
			if got, ok := e.SubstituteFor(instead.Kind); !ok || !slices.Equal(got.By, instead.By) {
				t.Errorf("%s for %s tokens: %v; want %v", scope, instead.Kind, got, instead)
			}
			if len(instead.By) == 0 || instead.Basis == "" || instead.Kind != Bot && instead.Kind != UserToken {
				t.Errorf("%s: %+v is incomplete", scope, instead)
			}
			for _, by := range instead.By {
				next, _ := Lookup(by)
				if _, again := next.SubstituteFor(instead.Kind); again || !next.Offered(instead.Kind) {
					t.Errorf("%s is replaced by %s, offered to %s tokens: %t, replaced again: %t",
						scope, by, instead.Kind, next.Offered(instead.Kind), again)
				}
			}
		}
	}
}

// A record that says nothing, or about no kind of token, would be a mistake in the data.
func TestBotAndUserFactsSaySomething(t *testing.T) {
	t.Parallel()
	for scope, record := range loadBotAndUserFacts() {
		e, _ := Lookup(scope)
		if len(record.Types)+len(record.Unjoined)+len(record.Instead) == 0 || (len(record.Types) == 0) != (record.Basis == "") {
			t.Errorf("%s: %+v", scope, record)
		}
		for _, u := range record.Unjoined {
			if !e.Offered(u.Kind) {
				t.Errorf("%s: what %s tokens reach with it, who cannot hold it", scope, u.Kind)
			}
		}
		for _, typ := range record.Types {
			if !typ.Known() {
				t.Errorf("%s: type %q", scope, typ)
			}
		}
	}
}

func TestInsteadFor(t *testing.T) {
	t.Parallel()
	tests := []struct {
		scope Scope
		kind  TokenKind
		by    []Scope
		basis Basis
	}{
		{"chat:write:user", UserToken, []Scope{"chat:write"}, Documented},
		{"chat:write:bot", Bot, []Scope{"chat:write"}, Inferred},
		{"chat:write:bot", UserToken, nil, ""},
		{"files:write:user", Bot, []Scope{"files:write"}, Documented},
		{"conversations:history", Bot, []Scope{"channels:history", "groups:history", "im:history", "mpim:history"}, Inferred},
		{"conversations:write", Bot, []Scope{"channels:manage", "groups:write", "im:write", "mpim:write"}, Inferred},
		{"channels:manage", UserToken, []Scope{"channels:write"}, Inferred},
		{"channels:manage", Bot, nil, ""},
		{"identity.email", UserToken, []Scope{"openid", "email"}, Documented},
		{"chat:write", Bot, nil, ""},
		{"chat:write", Workspace, nil, ""},
	}
	for _, tt := range tests {
		e, _ := Lookup(tt.scope)
		if got, ok := e.SubstituteFor(tt.kind); !slices.Equal(got.By, tt.by) || got.Basis != tt.basis || ok != (tt.by != nil) {
			t.Errorf("%s for %s tokens: %+v, %t; want %q (%s)", tt.scope, tt.kind, got, ok, tt.by, tt.basis)
		}
	}
}
