package sandbox

import (
	"errors"
	"fmt"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// GrantScopes gives a token scopes that nobody asked for. All workspace tokens
// of an app hold the same, and the app is told, as if it had asked the team; of
// other tokens this one alone has more, and its app finds out by itself.
func (s *Sandbox) GrantScopes(token string, scopes ...catalog.Scope) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	in, err := s.changeable(token, scopes)
	if err != nil {
		return fmt.Errorf("granting scopes: %w", err)
	}
	if in.kind != catalog.Workspace {
		install := *in.Install
		install.OAuthScopes = sortedUnion(install.OAuthScopes, scopes)
		s.installs[token] = indexInstall(&install, in.team)
		return nil
	}
	t := s.mint(in, in.AppUser)
	t.spent = true // Slack: the trigger of an event cannot be used
	s.happen(in, model.ScopeGranted{Team: in.team.ID, Scopes: scopes, Trigger: t.id})
	return nil
}

// TakeScopes takes scopes from a token: from all workspace tokens of an app, on
// all resources and of all people, or from this token alone. Slack has no event
// for it: apps find out when a call is refused.
func (s *Sandbox) TakeScopes(token string, scopes ...catalog.Scope) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	in, err := s.changeable(token, scopes)
	if err != nil {
		return fmt.Errorf("taking scopes: %w", err)
	}
	for other, held := range s.installs {
		shares := held.kind == catalog.Workspace || held.kind == catalog.WorkspaceRefresh
		if other == token || in.kind == catalog.Workspace && shares && held.sameApp(in) {
			s.installs[other] = held.without(scopes)
		}
	}
	return nil
}

// changeable returns the install of a token whose scopes are to change. The
// caller holds the lock.
func (s *Sandbox) changeable(token string, scopes []catalog.Scope) (*installation, error) {
	in, found := s.installs[token]
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

// without returns the installation as it is without some scopes.
func (in *installation) without(scopes []catalog.Scope) *installation {
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
	return indexInstall(&install, in.team)
}
