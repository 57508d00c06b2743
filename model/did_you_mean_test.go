package model_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

func TestNearest(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  catalog.Scope
		first catalog.Scope // "" for none
	}{
		{"chat:wriet", "chat:write"},
		{"chat:wrte", "chat:write"},
		{"Chat:Write", "chat:write"},
		{" chat:write", "chat:write"},
		{"chat.write", "chat:write"},
		{"chanels:raed", "channels:read"},
		{"conversation:read", "conversations:read"},
		{"im:reed", "im:read"},
		{"user:read", "users:read"},
		{"reminders:read", "reminders:read:user"},
		{"dnd:write", "dnd:write:user"},
		{"chat:write:bot", "chat:write"},
		{"identity.email", "identity.email:read:user"},
		{"emoji", "emoji:read"},
		{"bto", "bot"},                      // one swap; as two letters replaced it would be too far
		{"chat:write.publik", "chat:write"}, // chat:write.public is nearer, and for bots only
		{"admin.user:read", "admin.users:read"},
		{"", ""},
		{"bananas", ""},
		{"x", ""},
		{"chat:write\xff\xfe", ""}, // read as six bytes too many
		{catalog.Scope(strings.Repeat("chat:write", 100_000)), ""},
	}
	for _, tt := range tests {
		got := model.NearestScopes(tt.name, 1)
		switch {
		case tt.first == "" && len(got) > 0:
			t.Errorf("%.40q is near %q; want none", tt.name, got)
		case tt.first != "" && !slices.Equal(got, []catalog.Scope{tt.first}):
			t.Errorf("%.40q is nearest to %q; want %s", tt.name, got, tt.first)
		}
	}
}

// A slip of one letter in a name leads back to it, or to another name as near.
func TestNearestMendsEverySlip(t *testing.T) {
	t.Parallel()
	for _, e := range catalog.Offered(catalog.Workspace) {
		name := string(e.Scope)
		for i := 1; i < len(name); i++ {
			wrong := catalog.Scope(name[:i] + name[i+1:])
			if _, known := catalog.Lookup(wrong); !known && !slices.Contains(model.NearestScopes(wrong, 3), e.Scope) {
				t.Errorf("%s leads to %q, without %s", wrong, model.NearestScopes(wrong, 3), e.Scope)
			}
		}
	}
}

func TestNearestPutsWorkspaceScopesFirst(t *testing.T) {
	t.Parallel()
	for _, s := range allScopes() {
		near := model.NearestScopes(s, 50)
		strangers := false
		for _, n := range near {
			e, known := catalog.Lookup(n)
			if !known || n == s {
				t.Errorf("near %s is %q", s, n)
			}
			if strangers && e.Offered(catalog.Workspace) {
				t.Errorf("near %s: %q; want those of workspace apps first", s, near)
			}
			strangers = !e.Offered(catalog.Workspace)
		}
		for _, n := range []int{-1, 0, 1, 2} {
			if got := model.NearestScopes(s, n); len(got) > max(n, 0) || !slices.Equal(got, near[:len(got)]) {
				t.Errorf("the nearest %d of %s are %q, of 50 they are %q", n, s, got, near)
			}
		}
	}
}

func Example_misspelling() {
	fmt.Println(model.NearestScopes("channels:histroy", 2))
	// Output: [channels:history]
}

func BenchmarkNearest(b *testing.B) {
	for b.Loop() {
		model.NearestScopes("conversatoins:raed", 3)
	}
}

func TestNearestOf(t *testing.T) {
	t.Parallel()
	codes := []string{"missing_scope", "missing_charset", "not_in_channel", "not_authed"}
	for typed, want := range map[string][]string{
		"missing_scop": {"missing_scope"}, "Not_in_chanel": {"not_in_channel"}, "missing_scope": nil, "": nil, "all is well": nil,
	} {
		if got := model.NearestOf(typed, codes, 2); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}
