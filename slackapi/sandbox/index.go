package sandbox

import (
	"cmp"
	"maps"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// team is a [Team] with what it takes to find things in it.
type team struct {
	*world.Team
	users         map[model.UserID]*world.User
	roster        []model.ResourceID                             // the ids of users, sorted
	people        []model.UserID                                 // sorted; neither apps nor the deleted
	conversations map[catalog.ResourceType][]*world.Conversation // each sorted by id
}

// installation is an [Install] with its permissions ready for look-ups. It is
// never changed, only replaced: whoever holds one may read it without a lock.
type installation struct {
	*world.Install
	team        *team
	kind        catalog.TokenKind
	permissions map[catalog.ResourceType]*permission // of every known type, and others that the world has
	people      []model.UserGrant                    // sorted by user
}

// permission is all that a token holds on one resource type.
type permission struct {
	scopes    []catalog.Scope   // sorted
	resources model.ResourceSet // both lists sorted
}

// index arranges a world by team and by token; order has the tokens as the world has them.
func index(w world.World) (teams []*team, installs map[string]*installation, order []string) {
	installs = map[string]*installation{}
	for i := range w.Teams {
		t := indexTeam(&w.Teams[i])
		teams = append(teams, t)
		for j := range t.Installs {
			in := &t.Installs[j]
			if _, taken := installs[in.Token]; !taken {
				installs[in.Token] = indexInstall(in, t)
				order = append(order, in.Token)
			}
		}
	}
	return teams, installs, order
}

func indexTeam(t *world.Team) *team {
	indexed := &team{
		Team:          t,
		users:         make(map[model.UserID]*world.User, len(t.Users)),
		conversations: map[catalog.ResourceType][]*world.Conversation{},
	}
	for i := range t.Users {
		indexed.users[t.Users[i].ID] = &t.Users[i]
	}
	for _, id := range slices.Sorted(maps.Keys(indexed.users)) {
		indexed.roster = append(indexed.roster, model.ResourceID(id))
		if indexed.hasPerson(id) {
			indexed.people = append(indexed.people, id)
		}
	}
	for i := range t.Conversations {
		c := &t.Conversations[i]
		indexed.conversations[c.Type] = append(indexed.conversations[c.Type], c)
	}
	for _, all := range indexed.conversations {
		slices.SortFunc(all, func(a, b *world.Conversation) int { return cmp.Compare(a.ID, b.ID) })
	}
	return indexed
}

func indexInstall(in *world.Install, t *team) *installation {
	indexed := &installation{
		Install:     in,
		team:        t,
		kind:        in.TokenKind(),
		permissions: map[catalog.ResourceType]*permission{},
		people:      sortPeople(in.Users),
	}
	for _, t := range catalog.ResourceTypes {
		indexed.add(model.Grant{Type: t})
	}
	for _, g := range in.Grants {
		indexed.add(g)
	}
	return indexed
}

func (in *installation) add(g model.Grant) {
	p := in.permissions[g.Type]
	if p == nil {
		p = &permission{}
		in.permissions[g.Type] = p
	}
	p.scopes = sortedUnion(p.scopes, g.Scopes)
	p.resources.IDs = sortedUnion(p.resources.IDs, g.Resources.IDs)
	p.resources.Excluded = sortedUnion(p.resources.Excluded, g.Resources.Excluded)
	p.resources.Wildcard = p.resources.Wildcard || g.Resources.Wildcard
}

// sortPeople orders grants by user, one for each.
func sortPeople(grants []model.UserGrant) []model.UserGrant {
	scopes := map[model.ResourceID][]catalog.Scope{}
	for _, g := range grants {
		scopes[g.User] = sortedUnion(scopes[g.User], g.Scopes)
	}
	people := make([]model.UserGrant, 0, len(scopes))
	for _, user := range slices.Sorted(maps.Keys(scopes)) {
		people = append(people, model.UserGrant{User: user, Scopes: scopes[user]})
	}
	return people
}

// sortedUnion returns the members of a and b, sorted, each once; never nil, so
// that JSON has a list even where there is nothing to list.
func sortedUnion[E cmp.Ordered](a, b []E) []E {
	union := append(append(make([]E, 0, len(a)+len(b)), a...), b...)
	slices.Sort(union)
	return slices.Compact(union)
}

// covers reports whether the resource is in the permission's set. It decides
// as [model.ResourceSet.Contains] does, by binary search.
func (p *permission) covers(id model.ResourceID) bool {
	if _, excluded := slices.BinarySearch(p.resources.Excluded, id); excluded {
		return false
	}
	_, listed := slices.BinarySearch(p.resources.IDs, id)
	return listed || p.resources.Wildcard
}

// find returns the conversation of that id, or nil.
func (t *team) find(id model.ResourceID) *world.Conversation {
	for _, kind := range catalog.ResourceTypes {
		if c := t.findAmong(kind, id); c != nil {
			return c
		}
	}
	return nil
}

func (t *team) findAmong(kind catalog.ResourceType, id model.ResourceID) *world.Conversation {
	all := t.conversations[kind]
	i, found := slices.BinarySearchFunc(all, id, func(c *world.Conversation, id model.ResourceID) int {
		return cmp.Compare(c.ID, id)
	})
	if !found {
		return nil
	}
	return all[i]
}

// byUser orders user grants as lists of them are ordered.
func byUser(a, b model.UserGrant) int { return cmp.Compare(a.User, b.User) }
