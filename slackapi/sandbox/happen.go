package sandbox

import (
	"errors"
	"fmt"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
)

// What people and admins do to an app without being asked. Each of these changes
// the world and tells the app; "the app" of a team is the first, in the order of
// the world, whose workspace token works.

// AddResources lets the app of a team into resources: those listed, or, with a
// wildcard, all of a type. Scopes of the grants are added to those of the type.
// To except some from a wildcard, remove them afterwards.
func (s *Sandbox) AddResources(team model.TeamID, grants ...model.Grant) error {
	return s.changeResources("adding resources", team, grants, func(described []model.Grant) model.Event {
		return model.ResourcesAdded{Grants: described}
	})
}

// RemoveResources takes resources from the app of a team. One that a wildcard
// covers is excluded from it from then on.
func (s *Sandbox) RemoveResources(team model.TeamID, grants ...model.Grant) error {
	return s.changeResources("removing resources", team, grants, func(described []model.Grant) model.Event {
		return model.ResourcesRemoved{Grants: described}
	})
}

// ExcludeResources excepts resources from a wildcard. It is [Sandbox.RemoveResources]
// where that excludes, and refuses where it would not.
func (s *Sandbox) ExcludeResources(team model.TeamID, grants ...model.Grant) error {
	s.mu.RLock()
	app, err := s.appIn(team, catalog.Workspace)
	s.mu.RUnlock()
	if err != nil {
		return fmt.Errorf("excluding resources: %w", err)
	}
	for _, g := range grants {
		if p := app.permissions[g.Type]; p == nil || !p.resources.Wildcard {
			return fmt.Errorf("excluding resources: the app does not reach every %s, so there is nothing to except one from", g.Type)
		}
	}
	return s.RemoveResources(team, grants...)
}

func (s *Sandbox) changeResources(doing string, id model.TeamID, grants []model.Grant, event func([]model.Grant) model.Event) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	app, err := s.appIn(id, catalog.Workspace)
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	var described []model.Grant
	for _, g := range grants {
		if err := app.team.has(g); err != nil {
			return fmt.Errorf("%s: %w", doing, err)
		}
		// Slack's event names the scopes that hold on each resource.
		g.Scopes = sortedUnion(g.Scopes, app.permissions[g.Type].scopes)
		described = append(described, g)
	}
	s.happen(app, event(described))
	return nil
}

// has refuses grants on what is not in the team.
func (t *team) has(g model.Grant) error {
	if g.Type != catalog.Team && !g.Type.Conversation() {
		return fmt.Errorf("the type %q cannot be added or removed: people decide for themselves, and other types are unknown", g.Type)
	}
	if len(g.Resources.Excluded) > 0 {
		return errors.New("a grant cannot exclude: add the wildcard, then remove what is to be excluded")
	}
	for _, id := range g.Resources.IDs {
		known := t.findAmong(g.Type, id) != nil
		if g.Type == catalog.Team {
			known = id == model.ResourceID(t.ID)
		}
		if !known {
			return fmt.Errorf("team %s has no %s %q", t.ID, g.Type, id)
		}
	}
	return nil
}

// RemoveUserResource has a person take back all that they let the app do for them.
func (s *Sandbox) RemoveUserResource(team model.TeamID, user model.UserID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	app, err := s.appIn(team, catalog.Workspace)
	if err != nil {
		return fmt.Errorf("removing user %s: %w", user, err)
	}
	if !slices.ContainsFunc(app.people, func(g model.UserGrant) bool { return g.User == model.ResourceID(user) }) {
		return fmt.Errorf("removing user %s: the app in team %s may do nothing for them", user, team)
	}
	t := s.mint(app, user)
	t.spent = true // Slack: the trigger of an event cannot be used
	s.happen(app, model.UserResourceRemoved{User: user, Trigger: t.id})
	return nil
}

// RevokeToken ends a token. The app stays installed, with all its grants.
func (s *Sandbox) RevokeToken(token string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	in, found := s.installs[token]
	if !found || in.Revoked {
		return errors.New("revoking a token: the sandbox has no such token, or it was revoked before")
	}
	s.revoke(func(other *installation) bool { return other == in })
	e := model.TokensRevoked{Users: []model.UserID{in.AppUser}}
	if in.kind == catalog.Bot {
		e = model.TokensRevoked{Bots: []model.UserID{in.AppUser}}
	}
	s.tell(in, e)
	return nil
}

// Uninstall removes the app of [Sandbox.RunCommand] from a team: its tokens are
// revoked, its grants gone, its dialogs closed.
func (s *Sandbox) Uninstall(team model.TeamID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	app, err := s.appIn(team, catalog.Workspace, catalog.Bot)
	if err != nil {
		return fmt.Errorf("uninstalling: %w", err)
	}
	s.uninstall(app)
	return nil
}

// uninstall is [Sandbox.Uninstall] for one who holds the lock.
func (s *Sandbox) uninstall(app *installation) {
	s.revoke(app.sameApp)
	s.dialogs = slices.DeleteFunc(s.dialogs, func(d Dialog) bool { return d.Team == app.team.ID && d.App == app.AppID })
	s.happen(app, model.AppUninstalled{})
}
