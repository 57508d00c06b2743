package model

import (
	"cmp"
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
//
// What a workspace token may do differs from resource to resource. Tokens of
// today, of bots and of users, hold each scope wherever they are: [Held] puts
// their permissions together.
type Permissions struct {
	Kind catalog.TokenKind // of the token; empty is [catalog.Workspace]
	// ScopesUntold: Slack did not say which scopes the token holds. Those of
	// Grants are empty then, which is not to say that it holds none.
	ScopesUntold bool
	Grants       []Grant
}

// NewPermissions are those of a workspace token. It orders grants by
// [catalog.ResourceType.Rank]. Types that Slack added after this program was
// built come last, by name.
func NewPermissions(grants []Grant) Permissions { return Permissions{}.granting(grants) }

// granting returns p with other grants, in order.
func (p Permissions) granting(grants []Grant) Permissions {
	p.Grants = slices.Clone(grants)
	slices.SortStableFunc(p.Grants, func(a, b Grant) int { return compareTypes(a.Type, b.Type) })
	return p
}

func compareTypes(a, b catalog.ResourceType) int {
	if d := a.Rank() - b.Rank(); d != 0 || a.Known() {
		return d
	}
	return strings.Compare(string(a), string(b))
}

// kind is p's kind of token, never empty.
func (p Permissions) kind() catalog.TokenKind { return cmp.Or(p.Kind, catalog.Workspace) }

// today reports whether p is of a token of today, which holds its scopes
// wherever it is rather than on some resources.
func (p Permissions) today() bool { return p.Kind.OfToday() }

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
	return p.granting(grants)
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

// Types returns the resource types that tokens of p's kind can be granted
// anything on, in order, then any other type that p holds a grant for.
func (p Permissions) Types() []catalog.ResourceType {
	types := slices.Clone(catalog.TypesFor(p.kind()))
	for _, g := range p.Grants {
		if !slices.Contains(types, g.Type) {
			types = append(types, g.Type)
		}
	}
	return types
}

// Holds reports whether s is granted on any resource of type t. Tokens of today
// hold it on the type even while they are in no conversation of it.
func (p Permissions) Holds(s catalog.Scope, t catalog.ResourceType) bool {
	return slices.ContainsFunc(p.Grants, func(g Grant) bool {
		return g.Type == t && g.Holds(s) && (p.today() || !g.Resources.Empty())
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
