package model

import "periscope/model/catalog"

// Apply returns the permissions after an event; p stays as it is. Slack may
// deliver an event twice: applying it again changes nothing.
//
// Slack documents what events carry, not what follows from them. Inferred are:
// on which types granted scopes come to apply ([LandsOn]), that removing a
// resource which a wildcard covers excludes it, and that adding an excluded
// one ends its exclusion. Reading the permissions again settles all doubt.
func (p Permissions) Apply(e Event) Permissions { return e.apply(p) }

// LandsOn returns the resource types on which a scope applies once it is
// granted: those where the catalogue places it, resources or no resources, for
// a type's scopes apply to whatever is added to it later. A scope without a
// place lands on every kind of conversation. So do the legacy scopes, whose
// successors live there; and of those of unclear type, the one that Slack ever
// showed, commands, was on a direct message.
func LandsOn(s catalog.Scope) []catalog.ResourceType {
	entry, _ := catalog.Lookup(s)
	var types []catalog.ResourceType
	for _, place := range entry.Places {
		types = append(types, place.Type)
	}
	if len(types) > 0 {
		return types
	}
	for _, t := range catalog.ResourceTypes {
		if t.Conversation() {
			types = append(types, t)
		}
	}
	return types
}

func (e ResourcesAdded) apply(p Permissions) Permissions {
	for _, added := range byType(e.Grants) {
		if added.Type == catalog.User {
			p = p.reviseUsers(added.Resources.IDs, func(_ ResourceID, held []catalog.Scope) []catalog.Scope {
				return union(held, added.Scopes)
			})
			continue
		}
		p = p.revise(added.Type, func(g Grant) Grant {
			g.Scopes = union(g.Scopes, added.Scopes)
			g.Resources = g.Resources.plus(added.Resources)
			return g
		})
	}
	return p
}

func (e ResourcesRemoved) apply(p Permissions) Permissions {
	for _, removed := range byType(e.Grants) {
		if removed.Type == catalog.User {
			p = p.reviseUsers(removed.Resources.IDs, nothing)
			continue
		}
		p = p.revise(removed.Type, func(g Grant) Grant {
			g.Resources = g.Resources.minus(removed.Resources)
			return g
		})
	}
	return p
}

// byType joins the grants of each type, because Slack sends one for each
// resource, and a set is copied for each change. Users keep their own scopes.
func byType(grants []Grant) []Grant {
	var joined []Grant
	at := map[catalog.ResourceType]int{}
	for _, g := range grants {
		i, seen := at[g.Type]
		if !seen || g.Type == catalog.User {
			i = len(joined)
			at[g.Type] = i
			joined = append(joined, Grant{Type: g.Type})
		}
		j := &joined[i]
		j.Scopes = union(j.Scopes, g.Scopes)
		j.Resources.IDs = append(j.Resources.IDs, g.Resources.IDs...)
		j.Resources.Wildcard = j.Resources.Wildcard || g.Resources.Wildcard
		j.Resources.Excluded = append(j.Resources.Excluded, g.Resources.Excluded...)
	}
	return joined
}

// apply adds the scopes to the types where they land. Scopes of users are left
// out: the event does not say whose they are, and user_resource_granted does.
func (e ScopeGranted) apply(p Permissions) Permissions {
	for _, s := range e.Scopes {
		for _, t := range LandsOn(s) {
			if t == catalog.User {
				continue
			}
			p = p.revise(t, func(g Grant) Grant {
				g.Scopes = union(g.Scopes, []catalog.Scope{s})
				if t == catalog.Team && e.Team != "" {
					g.Resources = g.Resources.plus(ResourceSet{IDs: []ResourceID{ResourceID(e.Team)}})
				}
				return g
			})
		}
	}
	return p
}

func (ScopeDenied) apply(p Permissions) Permissions { return p }

func (e UserResourceGranted) apply(p Permissions) Permissions {
	return p.reviseUsers([]ResourceID{ResourceID(e.User)}, func(_ ResourceID, held []catalog.Scope) []catalog.Scope {
		return union(held, e.Scopes)
	})
}

func (UserResourceDenied) apply(p Permissions) Permissions { return p }

func (e UserResourceRemoved) apply(p Permissions) Permissions {
	return p.reviseUsers([]ResourceID{ResourceID(e.User)}, nothing)
}

// apply changes nothing: what was granted, was granted to the installation,
// which outlives its tokens (auth.revoke: the app stays installed). Whether the
// token at hand is among the revoked shows when it is used next.
func (TokensRevoked) apply(p Permissions) Permissions { return p }

func (AppUninstalled) apply(p Permissions) Permissions { return Permissions{Kind: p.Kind} }
