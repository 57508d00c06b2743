package model

import (
	"periscope/model/catalog"
)

// EventKind is the type of an event, as Slack names it.
type EventKind string

const (
	KindResourcesAdded      EventKind = "resources_added"
	KindResourcesRemoved    EventKind = "resources_removed"
	KindScopeGranted        EventKind = "scope_granted"
	KindScopeDenied         EventKind = "scope_denied"
	KindUserResourceGranted EventKind = "user_resource_granted"
	KindUserResourceDenied  EventKind = "user_resource_denied"
	KindUserResourceRemoved EventKind = "user_resource_removed"
	KindTokensRevoked       EventKind = "tokens_revoked"
	KindAppUninstalled      EventKind = "app_uninstalled"
)

// Event is something that Slack tells an app about its permissions. It is one
// of the types below; [Permissions.Apply] says what each of them changes.
//
// The trigger of an event is the one that the app spent on its request: it
// tells which request was answered, and cannot be used again.
type Event interface {
	Kind() EventKind
	apply(Permissions) Permissions
}

// ResourcesAdded says that the app may use further resources. Slack's only
// example adds one by its id; that a grant can also bring a wildcard is inferred.
type ResourcesAdded struct {
	Grants []Grant
}

// ResourcesRemoved says that the app lost resources. Scopes stay what they
// were: they apply to all resources of a type, and others may be left.
type ResourcesRemoved struct {
	Grants []Grant
}

// ScopeGranted says that a request to the team was approved.
type ScopeGranted struct {
	Team    TeamID // of the event's envelope: the resource that team scopes apply to
	Scopes  []catalog.Scope
	Trigger TriggerID
}

// ScopeDenied says that a request to the team was declined.
type ScopeDenied struct {
	Scopes  []catalog.Scope
	Trigger TriggerID
}

// UserResourceGranted says that a user approved what they were asked for.
type UserResourceGranted struct {
	User    UserID
	Scopes  []catalog.Scope
	Trigger TriggerID
}

// UserResourceDenied says that a user declined what they were asked for.
type UserResourceDenied struct {
	User    UserID
	Scopes  []catalog.Scope
	Trigger TriggerID
}

// UserResourceRemoved says that a user took back all that they had granted.
type UserResourceRemoved struct {
	User    UserID
	Trigger TriggerID
}

// TokensRevoked says that tokens of the app were revoked. Slack names the users
// that the tokens acted as, never the tokens.
type TokensRevoked struct {
	Users []UserID // "oauth" in the payload
	Bots  []UserID
}

// AppUninstalled says that the app was removed from the team.
type AppUninstalled struct{}

// Kind is [KindResourcesAdded].
func (ResourcesAdded) Kind() EventKind { return KindResourcesAdded }

// Kind is [KindResourcesRemoved].
func (ResourcesRemoved) Kind() EventKind { return KindResourcesRemoved }

// Kind is [KindScopeGranted].
func (ScopeGranted) Kind() EventKind { return KindScopeGranted }

// Kind is [KindScopeDenied].
func (ScopeDenied) Kind() EventKind { return KindScopeDenied }

// Kind is [KindUserResourceGranted].
func (UserResourceGranted) Kind() EventKind { return KindUserResourceGranted }

// Kind is [KindUserResourceDenied].
func (UserResourceDenied) Kind() EventKind { return KindUserResourceDenied }

// Kind is [KindUserResourceRemoved].
func (UserResourceRemoved) Kind() EventKind { return KindUserResourceRemoved }

// Kind is [KindTokensRevoked].
func (TokensRevoked) Kind() EventKind { return KindTokensRevoked }

// Kind is [KindAppUninstalled].
func (AppUninstalled) Kind() EventKind { return KindAppUninstalled }

// Apply returns the permissions after an event; p stays as it is. Slack may
// deliver an event twice: applying it again changes nothing.
//
// Slack documents what events carry, not what follows from them. Inferred are:
// on which types granted scopes come to apply ([TypesGranted]), that removing a
// resource which a wildcard covers excludes it, and that adding an excluded
// one ends its exclusion. Reading the permissions again settles all doubt.
func (p Permissions) Apply(e Event) Permissions { return e.apply(p) }

// TypesGranted returns the resource types on which a scope applies once it is granted:
// those where the catalogue places it, even if the token has no resource of the
// type yet, because the scopes of a type apply to resources that are added later.
// A scope without a place applies to every type of conversation: legacy scopes,
// whose successors apply there, and scopes of unclear type. Of the latter, Slack
// showed one, commands, on a direct message.
func TypesGranted(s catalog.Scope) []catalog.ResourceType {
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
				return Union(held, added.Scopes)
			})
			continue
		}
		p = p.revise(added.Type, func(g Grant) Grant {
			g.Scopes = Union(g.Scopes, added.Scopes)
			g.Resources = g.Resources.plus(added.Resources)
			return g
		})
	}
	return p
}

func (e ResourcesRemoved) apply(p Permissions) Permissions {
	for _, removed := range byType(e.Grants) {
		if removed.Type == catalog.User {
			p = p.reviseUsers(removed.Resources.IDs, revokeAll)
			continue
		}
		p = p.revise(removed.Type, func(g Grant) Grant {
			g.Resources = g.Resources.minus(removed.Resources)
			return g
		})
	}
	return p
}

// byType joins the grants of each type, because Slack sends one grant for each
// resource, and every change copies a set. Grants for users are not joined:
// each user has their own scopes.
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
		j.Scopes = Union(j.Scopes, g.Scopes)
		j.Resources.IDs = append(j.Resources.IDs, g.Resources.IDs...)
		j.Resources.Wildcard = j.Resources.Wildcard || g.Resources.Wildcard
		j.Resources.Excluded = append(j.Resources.Excluded, g.Resources.Excluded...)
	}
	return joined
}

// apply adds the scopes to the types of [TypesGranted]. It leaves out scopes over
// users, because only user_resource_granted says which user granted them.
func (e ScopeGranted) apply(p Permissions) Permissions {
	for _, s := range e.Scopes {
		for _, t := range TypesGranted(s) {
			if t == catalog.User {
				continue
			}
			p = p.revise(t, func(g Grant) Grant {
				g.Scopes = Union(g.Scopes, []catalog.Scope{s})
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
		return Union(held, e.Scopes)
	})
}

func (UserResourceDenied) apply(p Permissions) Permissions { return p }

func (e UserResourceRemoved) apply(p Permissions) Permissions {
	return p.reviseUsers([]ResourceID{ResourceID(e.User)}, revokeAll)
}

// apply changes nothing: scopes are granted to the installation, which outlives
// its tokens (auth.revoke: the app stays installed). The next call shows whether
// this token is among the revoked ones.
func (TokensRevoked) apply(p Permissions) Permissions { return p }

func (AppUninstalled) apply(p Permissions) Permissions { return Permissions{Kind: p.Kind} }
