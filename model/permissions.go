package model

import (
	"slices"
	"strings"

	"periscope/model/catalog"
)

// Grant says that a token holds scopes on a set of resources of one type. Every
// scope applies to every resource of the set.
type Grant struct {
	Type      catalog.ResourceType
	Scopes    []catalog.Scope
	Resources ResourceSet
}

// Holds reports whether s is among the grant's scopes.
func (g Grant) Holds(s catalog.Scope) bool { return slices.Contains(g.Scopes, s) }

// Permissions are the grants of one token at one moment, ordered by type.
//
// There is at most one grant of each type, except for users: each person
// decides alone what the app may do for them, so there is one grant for each
// distinct set of scopes.
type Permissions struct {
	Grants []Grant
}

// NewPermissions orders grants by [catalog.ResourceType.Rank]. Types that
// Slack added after this program was built come last, by name.
func NewPermissions(grants []Grant) Permissions {
	grants = slices.Clone(grants)
	slices.SortStableFunc(grants, func(a, b Grant) int { return compareTypes(a.Type, b.Type) })
	return Permissions{Grants: grants}
}

func compareTypes(a, b catalog.ResourceType) int {
	if d := a.Rank() - b.Rank(); d != 0 || a.Known() {
		return d
	}
	return strings.Compare(string(a), string(b))
}

// UserGrant is what one person let the app do for them.
type UserGrant struct {
	User   ResourceID
	Scopes []catalog.Scope
}

// WithUsers returns p with its user grants replaced by those of users. People
// who granted the same scopes share a grant; the order of first appearance is kept.
func (p Permissions) WithUsers(users []UserGrant) Permissions {
	var grants []Grant
	for _, g := range p.Grants {
		if g.Type != catalog.User {
			grants = append(grants, g)
		}
	}
	index := map[string]int{}
	for _, u := range users {
		scopes := slices.Sorted(slices.Values(u.Scopes))
		key := join(scopes)
		i, ok := index[key]
		if !ok {
			i = len(grants)
			index[key] = i
			grants = append(grants, Grant{Type: catalog.User, Scopes: scopes})
		}
		grants[i].Resources.IDs = append(grants[i].Resources.IDs, u.User)
	}
	return NewPermissions(grants)
}

func join(scopes []catalog.Scope) string {
	var b strings.Builder
	for _, s := range scopes {
		b.WriteString(string(s))
		b.WriteByte(',')
	}
	return b.String()
}

// On returns the grants of one resource type.
func (p Permissions) On(t catalog.ResourceType) []Grant {
	var on []Grant
	for _, g := range p.Grants {
		if g.Type == t {
			on = append(on, g)
		}
	}
	return on
}

// Types returns the seven documented resource types in order, then any other
// type that p holds a grant for.
func (p Permissions) Types() []catalog.ResourceType {
	types := slices.Clone(catalog.ResourceTypes[:])
	for _, g := range p.Grants {
		if !slices.Contains(types, g.Type) {
			types = append(types, g.Type)
		}
	}
	return types
}

// Holds reports whether s is granted on any resource of type t.
func (p Permissions) Holds(s catalog.Scope, t catalog.ResourceType) bool {
	return slices.ContainsFunc(p.Grants, func(g Grant) bool {
		return g.Type == t && g.Holds(s) && !g.Resources.Empty()
	})
}

// Reach returns the grants that hold s: everywhere the scope may be used.
// Grants without a single resource reach nothing and are left out.
func (p Permissions) Reach(s catalog.Scope) []Grant {
	var reach []Grant
	for _, g := range p.Grants {
		if g.Holds(s) && !g.Resources.Empty() {
			reach = append(reach, g)
		}
	}
	return reach
}

// Scopes returns every scope held on anything, sorted, each once.
func (p Permissions) Scopes() []catalog.Scope {
	var all []catalog.Scope
	for _, g := range p.Grants {
		all = append(all, g.Scopes...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
