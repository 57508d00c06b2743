package sandbox

import (
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// exchangeForLasting is oauth.token, of 2017: a workspace token that lasts.
func exchangeForLasting(c *call) (any, error) {
	app, err := c.provenClient()
	if err != nil {
		return nil, err
	}
	c.sandbox.mu.Lock()
	defer c.sandbox.mu.Unlock()
	a, err := c.sandbox.spend(c, app, false)
	if err != nil {
		return nil, err
	}
	got, err := c.sandbox.installWorkspaceApp(app, a, workspaceSeries)
	if err != nil {
		return nil, err
	}
	return lastingReplyOf(got, a.User), nil
}

// exchangeForWorkspace is oauth.access: a workspace token for an hour, for a
// code or for a refresh token. Apps of other kinds used it too; not here.
func exchangeForWorkspace(c *call) (any, error) {
	app, err := c.provenClient()
	if err != nil {
		return nil, err
	}
	c.sandbox.mu.Lock()
	defer c.sandbox.mu.Unlock()
	switch c.args.Get("grant_type") {
	case "", "authorization_code":
		a, err := c.sandbox.spend(c, app, false)
		if err != nil {
			return nil, err
		}
		got, err := c.sandbox.installWorkspaceApp(app, a, hourlySeries)
		if err != nil {
			return nil, err
		}
		return workspaceReplyOf(got, a.User), nil
	case "refresh_token":
		old, found := c.sandbox.renewable(app, c.args.Get("refresh_token"), catalog.WorkspaceRefresh)
		if !found {
			return nil, &failure{Code: "invalid_token"}
		}
		return renewalReplyOf(c.sandbox.issue(old.team, *old.Install, hourlySeries)), nil
	}
	return nil, &failure{Code: "invalid_arguments"}
}

// provenClient returns the app that makes the call, and has proved that it does.
func (c *call) provenClient() (*world.App, error) {
	app, err := c.client()
	if err != nil {
		return nil, err
	}
	return app, c.proveSecret(app)
}

// installWorkspaceApp gives an app a workspace token for what a person
// approved, beside what it holds in the team already. An app that is new there
// is let into the person's app home, if they have one. The caller holds the lock.
func (s *Sandbox) installWorkspaceApp(app *world.App, a world.Authorization, kind series) (issued, error) {
	t, err := s.team(a.Team)
	if err != nil {
		return issued{}, &failure{Code: "invalid_code"}
	}
	in := s.newInstall(app, t)
	if before := s.installed(app, t, func(in *installation) bool { return in.kind == catalog.Workspace }); before != nil {
		in.Grants, in.Users = before.Grants, before.Users
	}
	got := s.issue(t, in, kind)
	home := model.Grant{Type: catalog.AppHome, Scopes: []catalog.Scope{"chat:write", "im:history", "im:read"}}
	if id := t.homeOf(a.User); id != "" {
		home.Resources.IDs = []model.ResourceID{id}
	}
	s.change(got.installation, model.ResourcesAdded{Grants: []model.Grant{home}})
	team, own := split(a.Scopes)
	s.change(got.installation, model.ScopeGranted{Team: a.Team, Scopes: team})
	if len(own) > 0 {
		s.change(got.installation, model.UserResourceGranted{User: a.User, Scopes: own})
	}
	got.installation = s.installs[got.Token]
	return got, nil
}

// split tells scopes for the team from those for the person who grants them: an
// app may mix them when it is installed, and not afterwards.
func split(scopes []catalog.Scope) (team, own []catalog.Scope) {
	for _, scope := range scopes {
		if model.FamilyOf(scope).Audience() == model.ForUser {
			own = append(own, scope)
		} else {
			team = append(team, scope)
		}
	}
	return team, own
}

// homeOf returns the app home of a person, or "".
func (t *team) homeOf(user model.UserID) model.ResourceID {
	for _, c := range t.conversations[catalog.AppHome] {
		if c.User == user {
			return c.ID
		}
	}
	return ""
}

type lastingReply struct {
	success
	AccessToken     string         `json:"access_token"`
	TokenType       string         `json:"token_type"`
	AppID           string         `json:"app_id"`
	AppUserID       model.UserID   `json:"app_user_id"`
	InstallerUserID model.UserID   `json:"installer_user_id"`
	AuthorizingUser model.UserID   `json:"authorizing_user_id"`
	TeamName        string         `json:"team_name"`
	TeamID          model.TeamID   `json:"team_id"`
	Permissions     []placedScopes `json:"permissions"`
}

// placedScopes are the scopes on one resource. Where a grant lists none, or
// all, the id is the number 0, as in Slack's example.
type placedScopes struct {
	Scopes []catalog.Scope      `json:"scopes"`
	Type   catalog.ResourceType `json:"resource_type"`
	ID     any                  `json:"resource_id"`
}

func lastingReplyOf(got issued, by model.UserID) lastingReply {
	reply := lastingReply{
		success:         accepted,
		AccessToken:     got.Token,
		TokenType:       "app",
		AppID:           got.AppID,
		AppUserID:       got.AppUser,
		InstallerUserID: by,
		AuthorizingUser: by,
		TeamName:        got.team.Name,
		TeamID:          got.team.ID,
		Permissions:     []placedScopes{},
	}
	for _, g := range got.held().Grants {
		if g.Type == catalog.User || len(g.Scopes) == 0 {
			continue
		}
		if len(g.Resources.IDs) == 0 {
			reply.Permissions = append(reply.Permissions, placedScopes{g.Scopes, g.Type, 0})
		}
		for _, id := range g.Resources.IDs {
			reply.Permissions = append(reply.Permissions, placedScopes{g.Scopes, g.Type, id})
		}
	}
	return reply
}

// renewalReply is what clients read of the reply to a refresh; Slack's page on it is lost.
type renewalReply struct {
	success
	AccessToken  string       `json:"access_token"`
	TokenType    string       `json:"token_type"`
	ExpiresIn    int          `json:"expires_in"` // seconds
	RefreshToken string       `json:"refresh_token"`
	TeamID       model.TeamID `json:"team_id"`
	EnterpriseID *string      `json:"enterprise_id"` // there are no enterprises here: always null
}

func renewalReplyOf(got issued) renewalReply {
	return renewalReply{
		success:      accepted,
		AccessToken:  got.Token,
		TokenType:    "app",
		ExpiresIn:    got.expiresIn,
		RefreshToken: got.refresh,
		TeamID:       got.team.ID,
	}
}

type workspaceReply struct {
	renewalReply
	AppID           string                                   `json:"app_id"`
	AppUserID       model.UserID                             `json:"app_user_id"`
	TeamName        string                                   `json:"team_name"`
	AuthorizingUser personReply                              `json:"authorizing_user"`
	InstallerUser   personReply                              `json:"installer_user"`
	Scopes          map[catalog.ResourceType][]catalog.Scope `json:"scopes"`
}

type personReply struct {
	UserID  model.UserID      `json:"user_id"`
	AppHome *model.ResourceID `json:"app_home"` // null for somebody who has none
}

func workspaceReplyOf(got issued, by model.UserID) workspaceReply {
	person := personReply{UserID: by}
	if id := got.team.homeOf(by); id != "" {
		person.AppHome = &id
	}
	return workspaceReply{
		renewalReply:    renewalReplyOf(got),
		AppID:           got.AppID,
		AppUserID:       got.AppUser,
		TeamName:        got.team.Name,
		AuthorizingUser: person,
		InstallerUser:   person,
		Scopes:          got.scopesByType(),
	}
}
