package model

import (
	"slices"

	"periscope/model/catalog"
)

// revise returns p with its grant on type t changed, which is blank if p has
// none. The change must replace slices, never write into them.
func (p Permissions) revise(t catalog.ResourceType, change func(Grant) Grant) Permissions {
	grants := slices.Clone(p.Grants)
	i := slices.IndexFunc(grants, func(g Grant) bool { return g.Type == t })
	if i >= 0 {
		grants[i] = change(grants[i])
	} else if g := change(Grant{Type: t}); !g.blank() {
		grants = append(grants, g)
	}
	return p.granting(grants)
}

// blank reports whether the grant says nothing but its type.
func (g Grant) blank() bool {
	return len(g.Scopes) == 0 && g.Resources.Empty() && len(g.Resources.Excluded) == 0
}

// people returns what each user granted, in order of appearance.
func (p Permissions) people() []UserGrant {
	var people []UserGrant
	at := map[ResourceID]int{}
	for _, g := range p.On(catalog.User) {
		for _, id := range g.Resources.IDs {
			i, seen := at[id]
			if !seen {
				i = len(people)
				at[id] = i
				people = append(people, UserGrant{User: id})
			}
			people[i].Scopes = union(people[i].Scopes, g.Scopes)
		}
	}
	return people
}

// reviseUsers returns p with the scopes of users changed, each of whom holds
// none if p does not know them. Users who end up without scopes have no grant.
func (p Permissions) reviseUsers(ids []ResourceID, change func(id ResourceID, held []catalog.Scope) []catalog.Scope) Permissions {
	people := p.people()
	at := map[ResourceID]int{}
	for i, u := range people {
		at[u.User] = i
	}
	for _, id := range ids {
		i, known := at[id]
		if !known {
			i = len(people)
			at[id] = i
			people = append(people, UserGrant{User: id})
		}
		people[i].Scopes = change(id, people[i].Scopes)
	}
	return p.WithUsers(slices.DeleteFunc(people, func(u UserGrant) bool { return len(u.Scopes) == 0 }))
}

// nothing is what a user holds who took everything back.
func nothing(ResourceID, []catalog.Scope) []catalog.Scope { return nil }

// plus returns the set with resources added. A wildcard takes the place of all listed ids.
func (s ResourceSet) plus(added ResourceSet) ResourceSet {
	switch {
	case added.Wildcard:
		return ResourceSet{Wildcard: true, Excluded: union(added.Excluded, nil)}
	case s.Wildcard:
		s.Excluded = minus(s.Excluded, added.IDs)
		return s
	}
	return ResourceSet{IDs: union(s.IDs, added.IDs)}
}

// minus returns the set without resources. One that a wildcard covers becomes an exclusion.
func (s ResourceSet) minus(removed ResourceSet) ResourceSet {
	left := ResourceSet{IDs: minus(s.IDs, removed.IDs)}
	if s.Wildcard && !removed.Wildcard {
		left.Wildcard = true
		left.Excluded = union(s.Excluded, removed.IDs)
	}
	return left
}
