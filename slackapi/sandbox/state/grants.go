package state

import (
	"errors"
	"fmt"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// AddResources lets the app of a team into resources: those listed, or, with a
// wildcard, all of a type. Scopes of the grants are added to those of the type.
// To except some from a wildcard, remove them afterwards. "The app" of a team is
// the first, in the order of the world, with a workspace token that works.
func (s *State) AddResources(team model.TeamID, grants ...model.Grant) error {
	return s.changeResources("adding resources", team, grants, func(described []model.Grant) model.Event {
		return model.ResourcesAdded{Grants: described}
	})
}

// RemoveResources takes resources from the app of a team. One that a wildcard
// covers is excluded from it from then on.
func (s *State) RemoveResources(team model.TeamID, grants ...model.Grant) error {
	return s.changeResources("removing resources", team, grants, func(described []model.Grant) model.Event {
		return model.ResourcesRemoved{Grants: described}
	})
}

// ExcludeResources excepts resources from a wildcard. It is [State.RemoveResources]
// where that excludes, and refuses where it would not.
func (s *State) ExcludeResources(team model.TeamID, grants ...model.Grant) error {
	s.mu.RLock()
	app, err := s.tx.AppIn(team, catalog.Workspace)
	s.mu.RUnlock()
	if err != nil {
		return fmt.Errorf("excluding resources: %w", err)
	}
	for _, g := range grants {
		if p := app.Permissions[g.Type]; p == nil || !p.Resources.Wildcard {
			return fmt.Errorf("excluding resources: the app does not reach every %s, so there is nothing to except one from", g.Type)
		}
	}
	return s.RemoveResources(team, grants...)
}

func (s *State) changeResources(doing string, id model.TeamID, grants []model.Grant, event func([]model.Grant) model.Event) error {
	tx := s.Lock()
	defer tx.Unlock()
	app, err := tx.AppIn(id, catalog.Workspace)
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	var described []model.Grant
	for _, g := range grants {
		if err := checkGrant(app.Team, g); err != nil {
			return fmt.Errorf("%s: %w", doing, err)
		}
		// Slack's event names the scopes that hold on each resource.
		if p := app.Permissions[g.Type]; p != nil {
			g.Scopes = SortedUnion(g.Scopes, p.Scopes)
		}
		if g.Type == world.EmojiCollection {
			g.Scopes = SortedUnion(g.Scopes, []catalog.Scope{"emoji:read"})
		}
		described = append(described, g)
	}
	tx.applyAndSend(app, event(described))
	return nil
}

// checkGrant refuses a grant on what is not in the team.
func checkGrant(t *Team, g model.Grant) error {
	if g.Type == world.EmojiCollection && len(g.Resources.IDs) == 0 {
		return nil
	}
	if g.Type != catalog.Team && !g.Type.Conversation() {
		return fmt.Errorf("the type %q cannot be added or removed: people decide for themselves, and other types are unknown", g.Type)
	}
	if len(g.Resources.Excluded) > 0 {
		return errors.New("a grant cannot exclude: add the wildcard, then remove what is to be excluded")
	}
	for _, id := range g.Resources.IDs {
		known := t.FindOfType(g.Type, id) != nil
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
func (s *State) RemoveUserResource(team model.TeamID, user model.UserID) error {
	tx := s.Lock()
	defer tx.Unlock()
	app, err := tx.AppIn(team, catalog.Workspace)
	if err != nil {
		return fmt.Errorf("removing user %s: %w", user, err)
	}
	if !slices.ContainsFunc(app.UserGrants, func(g model.UserGrant) bool { return g.User == model.ResourceID(user) }) {
		return fmt.Errorf("removing user %s: the app in team %s may do nothing for them", user, team)
	}
	tx.applyAndSend(app, model.UserResourceRemoved{User: user, Trigger: tx.newUsedTrigger(app, user)})
	return nil
}

// GrantScopes gives a token scopes that its app did not ask for. All workspace tokens
// of an app hold the same, and the app is told, as if it had asked the team; of
// other tokens this one alone has more, and its app finds out by itself.
func (s *State) GrantScopes(token string, scopes ...catalog.Scope) error {
	tx := s.Lock()
	defer tx.Unlock()
	in, err := tx.checkScopeChange(token, scopes)
	if err != nil {
		return fmt.Errorf("granting scopes: %w", err)
	}
	if in.Kind != catalog.Workspace {
		tx.installs[token] = in.withScopes(scopes)
		return nil
	}
	trigger := tx.newUsedTrigger(in, in.AppUser)
	tx.applyAndSend(in, model.ScopeGranted{Team: in.Team.ID, Scopes: scopes, Trigger: trigger})
	return nil
}

// RemoveScopes takes scopes from a token: from all workspace tokens of an app, on
// all resources and of all people, or from this token alone. Slack has no event
// for it: apps find out when a call is refused.
func (s *State) RemoveScopes(token string, scopes ...catalog.Scope) error {
	tx := s.Lock()
	defer tx.Unlock()
	in, err := tx.checkScopeChange(token, scopes)
	if err != nil {
		return fmt.Errorf("taking scopes: %w", err)
	}
	for other, held := range tx.installs {
		shares := held.Kind == catalog.Workspace || held.Kind == catalog.WorkspaceRefresh
		if other == token || in.Kind == catalog.Workspace && shares && held.SameApp(in) {
			tx.installs[other] = held.withoutScopes(scopes)
		}
	}
	return nil
}

// checkScopeChange returns the install of a token that is to get other scopes.
func (tx *Tx) checkScopeChange(token string, scopes []catalog.Scope) (*Installation, error) {
	in, found := tx.installs[token]
	if !found || in.Revoked {
		return nil, errors.New("the sandbox has no such token, or it was revoked")
	}
	if len(scopes) == 0 {
		return nil, errors.New("no scopes are named")
	}
	if text := world.UnknownScope(scopes); text != "" {
		return nil, errors.New(text)
	}
	return in, nil
}
