package state

import (
	"cmp"
	"maps"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// Installation is a [world.Install], that is one token, arranged for look-ups. It
// is replaced and never changed, so it can be read without the lock.
type Installation struct {
	*world.Install
	Team        *Team
	Kind        catalog.TokenKind
	Permissions map[catalog.ResourceType]*Permission // of every known type, and others that the world has
	UserGrants  []model.UserGrant                    // sorted by user, one for each
}

// Permission is all that a token holds on one resource type.
type Permission struct {
	Scopes    []catalog.Scope   // sorted
	Resources model.ResourceSet // both lists sorted
}

// newInstallation arranges an install, which must not be changed afterwards.
func newInstallation(install *world.Install, t *Team) *Installation {
	if install.BotID == "" && install.TokenKind() == catalog.Bot {
		withBot := *install
		withBot.BotID = world.BotID(t.ID, install.AppID)
		install = &withBot
	}
	in := &Installation{
		Install:     install,
		Team:        t,
		Kind:        install.TokenKind(),
		Permissions: map[catalog.ResourceType]*Permission{},
		UserGrants:  mergeUserGrants(install.Users),
	}
	for _, t := range catalog.ResourceTypes {
		in.addGrant(model.Grant{Type: t})
	}
	for _, g := range install.Grants {
		in.addGrant(g)
	}
	return in
}

func (in *Installation) addGrant(g model.Grant) {
	p := in.Permissions[g.Type]
	if p == nil {
		p = &Permission{}
		in.Permissions[g.Type] = p
	}
	p.Scopes = SortedUnion(p.Scopes, g.Scopes)
	p.Resources.IDs = SortedUnion(p.Resources.IDs, g.Resources.IDs)
	p.Resources.Excluded = SortedUnion(p.Resources.Excluded, g.Resources.Excluded)
	p.Resources.Wildcard = p.Resources.Wildcard || g.Resources.Wildcard
}

// mergeUserGrants orders grants by user, one for each.
func mergeUserGrants(grants []model.UserGrant) []model.UserGrant {
	scopes := map[model.ResourceID][]catalog.Scope{}
	for _, g := range grants {
		scopes[g.User] = SortedUnion(scopes[g.User], g.Scopes)
	}
	merged := make([]model.UserGrant, 0, len(scopes))
	for _, user := range slices.Sorted(maps.Keys(scopes)) {
		merged = append(merged, model.UserGrant{User: user, Scopes: scopes[user]})
	}
	return merged
}

// SortedUnion returns the members of a and b, sorted, each once; never nil, so
// that JSON has a list even where there is nothing to list.
func SortedUnion[E cmp.Ordered](a, b []E) []E {
	union := append(append(make([]E, 0, len(a)+len(b)), a...), b...)
	slices.Sort(union)
	return slices.Compact(union)
}

// Covers reports whether the resource is in the permission's set. It decides
// as [model.ResourceSet.Contains] does, by binary search.
func (p *Permission) Covers(id model.ResourceID) bool {
	if _, excluded := slices.BinarySearch(p.Resources.Excluded, id); excluded {
		return false
	}
	_, listed := slices.BinarySearch(p.Resources.IDs, id)
	return listed || p.Resources.Wildcard
}

// SameApp reports whether both are installations of one app in one team. Each
// of its tokens has an installation, and a change of the app changes all.
func (in *Installation) SameApp(other *Installation) bool {
	return in.Team == other.Team && in.AppID == other.AppID
}

// Inactive reports whether the user that the token acts as was deleted.
func (in *Installation) Inactive() bool {
	u, found := in.Team.User(in.AppUser)
	return found && u.Deleted
}

// DirectWith returns the direct message that the token has with a person, or nil.
func (in *Installation) DirectWith(user model.UserID) *world.Conversation {
	for _, kind := range []catalog.ResourceType{catalog.AppHome, catalog.IM} {
		for c := range in.Team.OfType(kind).All() {
			if c.User == user && in.Permissions[kind].Covers(c.ID) {
				return c
			}
		}
	}
	return nil
}

// Members returns who is in a conversation, sorted: the people who are, and the
// token's own user exactly if its grants say so.
func (in *Installation) Members(c *world.Conversation) []model.UserID {
	var all []model.UserID
	for _, user := range in.Team.People {
		if user != in.AppUser && in.Team.IsMember(c, user) {
			all = append(all, user)
		}
	}
	if in.AppUser != "" && in.Permissions[c.Type].Covers(c.ID) {
		all = append(all, in.AppUser)
	}
	slices.Sort(all)
	return all
}

// NumMembers is how many [Installation.Members] there are, without a list of them.
func (in *Installation) NumMembers(c *world.Conversation) int {
	n := min(c.Members, len(in.Team.People))
	if len(c.MemberIDs) > 0 {
		n = 0
		for _, user := range c.MemberIDs {
			if in.Team.HasPerson(user) {
				n++
			}
		}
	}
	if in.Team.HasPerson(in.AppUser) && in.Team.IsMember(c, in.AppUser) {
		n--
	}
	if in.AppUser != "" && in.Permissions[c.Type].Covers(c.ID) {
		n++
	}
	return n
}

// ScopesOn returns the scopes that hold for resources of type t. Those of bot
// and user tokens hold everywhere.
func (in *Installation) ScopesOn(t catalog.ResourceType) []catalog.Scope {
	if in.Kind == catalog.Workspace {
		return in.Permissions[t].Scopes
	}
	return in.OAuthScopes
}

// AllScopes returns every scope of the token, sorted, each once.
func (in *Installation) AllScopes() []catalog.Scope {
	if in.Kind != catalog.Workspace {
		return SortedUnion(in.OAuthScopes, nil)
	}
	all := in.userScopes()
	for _, p := range in.Permissions {
		all = append(all, p.Scopes...)
	}
	return SortedUnion(all, nil)
}

// userScopes returns the scopes that at least one person granted, sorted, each once.
func (in *Installation) userScopes() []catalog.Scope {
	var all []catalog.Scope
	for _, u := range in.UserGrants {
		all = append(all, u.Scopes...)
	}
	return SortedUnion(all, nil)
}

// ScopesByType returns the scopes of a workspace token; under user, those that
// at least one person granted.
func (in *Installation) ScopesByType() map[catalog.ResourceType][]catalog.Scope {
	scopes := map[catalog.ResourceType][]catalog.Scope{}
	for t, p := range in.Permissions {
		scopes[t] = p.Scopes
	}
	scopes[catalog.User] = in.userScopes()
	return scopes
}

// AsPermissions returns what the token may do, in the form that events change.
func (in *Installation) AsPermissions() model.Permissions {
	var grants []model.Grant
	for t, p := range in.Permissions {
		grants = append(grants, model.Grant{Type: t, Scopes: p.Scopes, Resources: p.Resources})
	}
	return model.NewPermissions(grants).WithUsers(in.UserGrants)
}

// afterEvent returns the installation with the permissions that an event leaves it.
func (in *Installation) afterEvent(e model.Event) *Installation {
	install := *in.Install
	install.Grants, install.Users = nil, nil
	for _, g := range in.AsPermissions().Apply(e).Grants {
		switch {
		case g.Type == catalog.User:
			for _, id := range g.Resources.IDs {
				install.Users = append(install.Users, model.UserGrant{User: id, Scopes: g.Scopes})
			}
		case len(g.Scopes) > 0 || !g.Resources.Empty():
			install.Grants = append(install.Grants, g)
		}
	}
	return newInstallation(&install, in.Team)
}

// withScopes returns the installation with scopes added to those that hold everywhere.
func (in *Installation) withScopes(scopes []catalog.Scope) *Installation {
	install := *in.Install
	install.OAuthScopes = SortedUnion(install.OAuthScopes, scopes)
	return newInstallation(&install, in.Team)
}

// withoutScopes returns the installation without some scopes.
func (in *Installation) withoutScopes(scopes []catalog.Scope) *Installation {
	left := func(held []catalog.Scope) []catalog.Scope {
		return slices.DeleteFunc(slices.Clone(held), func(s catalog.Scope) bool { return slices.Contains(scopes, s) })
	}
	install := *in.Install
	install.OAuthScopes = left(install.OAuthScopes)
	install.Grants, install.Users = slices.Clone(install.Grants), slices.Clone(install.Users)
	for i := range install.Grants {
		install.Grants[i].Scopes = left(install.Grants[i].Scopes)
	}
	for i := range install.Users {
		install.Users[i].Scopes = left(install.Users[i].Scopes)
	}
	return newInstallation(&install, in.Team)
}

// revoked returns the installation with its token revoked.
func (in *Installation) revoked() *Installation {
	install := *in.Install
	install.Revoked = true
	ended := *in
	ended.Install = &install
	return &ended
}
