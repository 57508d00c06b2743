package model

import (
	"slices"
	"strings"

	"periscope/model/catalog"
	"periscope/model/order"
)

// Difference is the difference between two sets of permissions: of one token at
// two moments, or of two tokens. The zero Difference is none.
type Difference struct {
	Types []TypeChange // of all types but users, in the order of [NewPermissions]
	Users []UserChange // by user id
	// ScopesUntold: Slack did not say which scopes one of the two holds, so only
	// resources were compared.
	ScopesUnknown bool
}

// Change is what came and what went.
type Change[T comparable] struct {
	Gained, Lost []T
}

// Empty reports whether nothing came or went.
func (c Change[T]) Empty() bool { return len(c.Gained) == 0 && len(c.Lost) == 0 }

// TypeChange is what changed on one resource type.
type TypeChange struct {
	Type   catalog.ResourceType
	Scopes Change[catalog.Scope]
	IDs    Change[ResourceID]
	// At most one of the two is true.
	WildcardGained, WildcardLost bool
	// Excluded are the exceptions from the wildcard: one gained is a resource lost.
	Excluded Change[ResourceID]
}

// Empty reports whether nothing changed.
func (c TypeChange) Empty() bool {
	return c.Scopes.Empty() && c.IDs.Empty() && !c.WildcardGained && !c.WildcardLost && c.Excluded.Empty()
}

// UserChange is what one user granted or took back.
type UserChange struct {
	User   ResourceID
	Scopes Change[catalog.Scope]
}

// Empty reports whether there is no difference.
func (d Difference) Empty() bool { return len(d.Types) == 0 && len(d.Users) == 0 }

// Diff returns what must change for before to become after. Order and
// repetition are no difference, nor is a grant without scopes and resources.
// Users are compared one by one, not by the grants they share.
//
// Where the reading of a side broke off, what that side lacks may have been beyond the
// break: it counts as no difference.
func Diff(before, after Permissions) Difference {
	d := Difference{ScopesUnknown: before.ScopesUnknown || after.ScopesUnknown}
	if d.ScopesUnknown {
		before, after = before.withoutScopes(), after.withoutScopes()
	}
	types := Union(before.Types(), after.Types())
	order.Stable(types, compareTypes)
	for _, t := range types {
		if t == catalog.User {
			continue
		}
		c := diffGrants(before.grant(t), after.grant(t))
		if !before.ReadToEnd(t) {
			c.IDs.Gained = nil
		}
		if !after.ReadToEnd(t) {
			c.IDs.Lost = nil
		}
		if !c.Empty() {
			d.Types = append(d.Types, c)
		}
	}
	d.Users = diffUsers(before, after)
	return d
}

func diffGrants(before, after Grant) TypeChange {
	return TypeChange{
		Type:           before.Type,
		Scopes:         changeOf(before.Scopes, after.Scopes),
		IDs:            changeOf(before.Resources.IDs, after.Resources.IDs),
		WildcardGained: !before.Resources.Wildcard && after.Resources.Wildcard,
		WildcardLost:   before.Resources.Wildcard && !after.Resources.Wildcard,
		Excluded:       changeOf(before.Resources.Excluded, after.Resources.Excluded),
	}
}

func diffUsers(before, after Permissions) []UserChange {
	had, has := map[ResourceID][]catalog.Scope{}, map[ResourceID][]catalog.Scope{}
	known := map[ResourceID]bool{}
	for _, u := range before.userGrants() {
		had[u.User], known[u.User] = u.Scopes, true
	}
	var changes []UserChange
	add := func(id ResourceID) {
		if c := changeOf(had[id], has[id]); !c.Empty() {
			changes = append(changes, UserChange{User: id, Scopes: c})
		}
	}
	for _, u := range after.userGrants() {
		has[u.User] = u.Scopes
		if known[u.User] || before.ReadToEnd(catalog.User) {
			add(u.User)
		}
	}
	for id := range had {
		if _, stayed := has[id]; !stayed && after.ReadToEnd(catalog.User) {
			add(id)
		}
	}
	order.Stable(changes, func(a, b UserChange) int { return strings.Compare(string(a.User), string(b.User)) })
	return changes
}

func changeOf[T comparable](before, after []T) Change[T] {
	return Change[T]{Gained: Minus(after, before), Lost: Minus(before, after)}
}

// ApplyTo returns p with the difference made. Diff(before, after).ApplyTo(before)
// is after, up to what [Diff] takes for no difference.
func (d Difference) ApplyTo(p Permissions) Permissions {
	for _, c := range d.Types {
		p = p.revise(c.Type, c.applyTo)
	}
	if len(d.Users) == 0 {
		return p
	}
	var ids []ResourceID
	changes := map[ResourceID]Change[catalog.Scope]{}
	for _, u := range d.Users {
		ids = append(ids, u.User)
		changes[u.User] = u.Scopes
	}
	return p.reviseUsers(ids, func(id ResourceID, held []catalog.Scope) []catalog.Scope {
		return changes[id].applyTo(held)
	})
}

func (c TypeChange) applyTo(g Grant) Grant {
	g.Scopes = c.Scopes.applyTo(g.Scopes)
	g.Resources.IDs = c.IDs.applyTo(g.Resources.IDs)
	g.Resources.Wildcard = (g.Resources.Wildcard || c.WildcardGained) && !c.WildcardLost
	g.Resources.Excluded = c.Excluded.applyTo(g.Resources.Excluded)
	return g
}

func (c Change[T]) applyTo(list []T) []T { return Union(Minus(list, c.Lost), c.Gained) }

// withoutScopes returns p as if Slack had not said which scopes the token holds.
func (p Permissions) withoutScopes() Permissions {
	grants := slices.Clone(p.Grants)
	for i := range grants {
		grants[i].Scopes = nil
	}
	p.ScopesUnknown = true
	return p.granting(grants)
}

// grant returns the one grant on a type other than user, blank if there is none.
func (p Permissions) grant(t catalog.ResourceType) Grant {
	if on := p.On(t); len(on) > 0 {
		return on[0]
	}
	return Grant{Type: t}
}
