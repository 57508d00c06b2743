package drift_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

// dice make things up; the same seed makes up the same.
type dice struct{ *rand.Rand }

func newDice(seed uint64) dice { return dice{rand.New(rand.NewPCG(seed, 0))} }

func pick[T any](d dice, from []T) T { return from[d.IntN(len(from))] }

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

func words(scopes []catalog.Scope) string {
	var all []string
	for _, s := range scopes {
		all = append(all, string(s))
	}
	return strings.Join(all, " ")
}
