package model

import (
	"slices"
	"strings"

	"periscope/model/catalog"
	"periscope/model/order"
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
// There is at most one grant of each type, except for users: each user decides
// alone what the app may do for them, so there is one grant for each distinct
// set of scopes.
//
// What a workspace token may do differs from resource to resource. A bot or user
// token holds each scope wherever it is: [PermissionsOf] puts its permissions together.
type Permissions struct {
	Kind catalog.TokenKind // of the token; empty is [catalog.Workspace]: see [Permissions.TokenKind]
	// ScopesUntold: Slack did not say which scopes the token holds. Grants have no
	// scopes then, though the token may hold some.
	ScopesUnknown bool
	// Unread are the types of resource whose reading broke off. What the grants hold on
	// them is there; there may be more.
	Unread []catalog.ResourceType
	Grants []Grant
}

// Complete reports whether everything was read. The zero Permissions, of which nothing
// was read, count as complete: they lack nothing that they claim.
func (p Permissions) Complete() bool { return len(p.Unread) == 0 }

// ReadToEnd reports whether everything on a type was read.
func (p Permissions) ReadToEnd(t catalog.ResourceType) bool { return !slices.Contains(p.Unread, t) }

// ScopesComplete reports whether all scopes are known, as far as Slack tells them. Those
// of a bot or user token are, before any resource is read; what a workspace token holds
// depends on the resources.
func (p Permissions) ScopesComplete() bool { return p.Complete() || p.isBotOrUser() }

// NewPermissions returns the permissions of a workspace token, with the grants
// ordered by [catalog.ResourceType.Rank]. Types that Slack added after this
// program was built come last, by name.
func NewPermissions(grants []Grant) Permissions { return Permissions{}.granting(grants) }

// granting returns p with other grants, in order.
func (p Permissions) granting(grants []Grant) Permissions {
	p.Grants = slices.Clone(grants)
	order.Stable(p.Grants, func(a, b Grant) int { return compareTypes(a.Type, b.Type) })
	return p
}

func compareTypes(a, b catalog.ResourceType) int {
	if d := a.Rank() - b.Rank(); d != 0 || a.Known() {
		return d
	}
	return strings.Compare(string(a), string(b))
}

// TokenKind is the kind of token that p is of: Kind, or where that is empty, as in
// the zero Permissions and in those that Slack reports, [catalog.Workspace].
func (p Permissions) TokenKind() catalog.TokenKind { return p.Kind.OrWorkspace() }

// isBotOrUser reports whether p is of a bot or user token, which holds its scopes
// wherever it is, and not on some resources only.
func (p Permissions) isBotOrUser() bool { return p.Kind.IsBotOrUser() }

// UserGrant is what one user let the app do for them.
type UserGrant struct {
	User   ResourceID
	Scopes []catalog.Scope
}

// WithUsers returns p with its user grants replaced by those of users. Users who
// granted the same scopes share a grant; the order of first appearance is kept.
func (p Permissions) WithUsers(users []UserGrant) Permissions {
	var grants []Grant
	for _, g := range p.Grants {
		if g.Type != catalog.User {
			grants = append(grants, g)
		}
	}
	index := map[string]int{}
	seen := map[string]bool{} // a list that changes while it is read may bring a user twice
	for _, u := range users {
		scopes := slices.Sorted(slices.Values(u.Scopes))
		key := join(scopes)
		if seen[key+string(u.User)] {
			continue
		}
		seen[key+string(u.User)] = true
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
	types := slices.Clone(catalog.TypesFor(p.TokenKind()))
	for _, g := range p.Grants {
		if !slices.Contains(types, g.Type) {
			types = append(types, g.Type)
		}
	}
	return types
}

// Holds reports whether s is granted on any resource of type t. Bot and user tokens
// hold it on the type even while they are in no conversation of the type.
func (p Permissions) Holds(s catalog.Scope, t catalog.ResourceType) bool {
	return slices.ContainsFunc(p.Grants, func(g Grant) bool {
		return g.Type == t && g.Holds(s) && (p.isBotOrUser() || !g.Resources.Empty())
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

// revise returns p with its grant on type t changed. If p has none, change gets a
// blank one. It must replace slices, never write into them.
func (p Permissions) revise(t catalog.ResourceType, change func(Grant) Grant) Permissions {
	grants := slices.Clone(p.Grants)
	i := slices.IndexFunc(grants, func(g Grant) bool { return g.Type == t })
	if i >= 0 {
		grants[i] = change(grants[i])
	} else if g := change(Grant{Type: t}); !g.isBlank() {
		grants = append(grants, g)
	}
	return p.granting(grants)
}

// isBlank reports whether the grant says nothing but its type.
func (g Grant) isBlank() bool {
	return len(g.Scopes) == 0 && g.Resources.Empty() && len(g.Resources.Excluded) == 0
}

// userGrants returns what each user granted, in order of appearance.
func (p Permissions) userGrants() []UserGrant {
	var users []UserGrant
	at := map[ResourceID]int{}
	for _, g := range p.On(catalog.User) {
		for _, id := range g.Resources.IDs {
			i, seen := at[id]
			if !seen {
				i = len(users)
				at[id] = i
				users = append(users, UserGrant{User: id})
			}
			users[i].Scopes = Union(users[i].Scopes, g.Scopes)
		}
	}
	return users
}

// reviseUsers returns p with the scopes of users changed. A user that p does not
// know holds none before; a user who holds none afterwards has no grant.
func (p Permissions) reviseUsers(ids []ResourceID, change func(id ResourceID, held []catalog.Scope) []catalog.Scope) Permissions {
	users := p.userGrants()
	at := map[ResourceID]int{}
	for i, u := range users {
		at[u.User] = i
	}
	for _, id := range ids {
		i, known := at[id]
		if !known {
			i = len(users)
			at[id] = i
			users = append(users, UserGrant{User: id})
		}
		users[i].Scopes = change(id, users[i].Scopes)
	}
	return p.WithUsers(slices.DeleteFunc(users, func(u UserGrant) bool { return len(u.Scopes) == 0 }))
}

// revokeAll is the change of [Permissions.reviseUsers] for users who took everything back.
func revokeAll(ResourceID, []catalog.Scope) []catalog.Scope { return nil }

// PermissionsOf returns the permissions of a bot or user token: the scopes that Slack
// reported with its identity, each on the types of [catalog.Entry.PlacesFor], and
// the conversations that it is in, by type. Scopes over the team have the
// workspace as their resource, and scopes over a user the user that the token
// acts as.
//
// Scopes stay even if the catalogue does not know them, or not for this kind of
// token: what Slack reports outweighs what it documents.
func PermissionsOf(kind catalog.TokenKind, id Identity, in map[catalog.ResourceType]ResourceSet) Permissions {
	p := Permissions{Kind: kind, ScopesUnknown: !id.ScopesSent}
	grants := map[catalog.ResourceType]Grant{}
	for t, resources := range in {
		grants[t] = Grant{Type: t, Resources: resources}
	}
	for t, resource := range map[catalog.ResourceType]ResourceID{
		catalog.Team: ResourceID(id.Team.ID),
		catalog.User: ResourceID(id.User),
	} {
		if resource != "" && slices.Contains(catalog.TypesFor(kind), t) {
			grants[t] = Grant{Type: t, Resources: ResourceSet{IDs: []ResourceID{resource}}}
		}
	}
	if id.ScopesSent {
		for _, s := range Union(id.Scopes, nil) {
			for _, place := range grantedPlaces(s, kind) {
				g := grants[place.Type]
				grants[place.Type] = Grant{Type: place.Type, Scopes: append(g.Scopes, s), Resources: g.Resources}
			}
		}
	}
	for _, g := range grants {
		if !g.isBlank() {
			p.Grants = append(p.Grants, g)
		}
	}
	return p.granting(p.Grants)
}

// grantedPlaces returns where a token that was granted s holds it. There is always
// a place, even if the catalogue does not expect tokens of the kind to hold s.
func grantedPlaces(s catalog.Scope, kind catalog.TokenKind) []catalog.Place {
	entry, _ := catalog.Lookup(s)
	if !entry.Offered(kind) {
		entry.Scope, entry.Kinds = s, []catalog.TokenKind{kind}
	}
	return entry.PlacesFor(kind)
}
