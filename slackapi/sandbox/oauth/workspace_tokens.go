package oauth

import (
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// Token is oauth.token, of 2017: a workspace token that does not expire.
func Token(c *webapi.Call) (any, error) {
	app, err := c.AppWithSecret()
	if err != nil {
		return nil, err
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	a, err := redeemCode(tx, c, app, false)
	if err != nil {
		return nil, err
	}
	got, err := installWorkspaceApp(tx, app, a, workspaceSeries)
	if err != nil {
		return nil, err
	}
	return permanentReplyOf(got, a.User), nil
}

// Access is oauth.access: a workspace token for an hour, for a
// code or for a refresh token. Apps of other kinds used it too; not here.
func Access(c *webapi.Call) (any, error) {
	app, err := c.AppWithSecret()
	if err != nil {
		return nil, err
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	switch c.Args.Get("grant_type") {
	case "", "authorization_code":
		a, err := redeemCode(tx, c, app, false)
		if err != nil {
			return nil, err
		}
		got, err := installWorkspaceApp(tx, app, a, hourlySeries)
		if err != nil {
			return nil, err
		}
		return workspaceReplyOf(got, a.User), nil
	case "refresh_token":
		old, found := useRefreshToken(tx, app, c.Args.Get("refresh_token"), catalog.WorkspaceRefresh)
		if !found {
			return nil, &webapi.SlackError{Code: "invalid_token"}
		}
		return renewalReplyOf(issue(tx, old.Team, *old.Install, hourlySeries)), nil
	}
	return nil, &webapi.SlackError{Code: "invalid_arguments"}
}

// installWorkspaceApp gives an app a workspace token for what a person
// approved, beside what it holds in the team already. An app that is new there
// is let into the person's app home, if they have one.
func installWorkspaceApp(tx *state.Tx, app *world.App, a world.Authorization, kind tokenSeries) (issued, error) {
	t, err := tx.Team(a.Team)
	if err != nil {
		return issued{}, &webapi.SlackError{Code: "invalid_code"}
	}
	in := newInstall(tx, app, t)
	if before := tx.FindInstall(app, t, func(in *state.Installation) bool { return in.Kind == catalog.Workspace }); before != nil {
		in.Grants, in.Users = before.Grants, before.Users
	}
	got := issue(tx, t, in, kind)
	home := model.Grant{Type: catalog.AppHome, Scopes: []catalog.Scope{"chat:write", "im:history", "im:read"}}
	if id := t.HomeOf(a.User); id != "" {
		home.Resources.IDs = []model.ResourceID{id}
	}
	tx.Apply(got.Installation, model.ResourcesAdded{Grants: []model.Grant{home}})
	team, own := splitScopes(a.Scopes)
	tx.Apply(got.Installation, model.ScopeGranted{Team: a.Team, Scopes: team})
	if len(own) > 0 {
		tx.Apply(got.Installation, model.UserResourceGranted{User: a.User, Scopes: own})
	}
	got.Installation, _ = tx.Install(got.Token)
	return got, nil
}

// splitScopes tells scopes for the team from those for the person who grants them: an
// app may mix them when it is installed, and not afterwards.
func splitScopes(scopes []catalog.Scope) (team, own []catalog.Scope) {
	for _, scope := range scopes {
		if model.FamilyOf(scope).Audience() == model.ForUser {
			own = append(own, scope)
		} else {
			team = append(team, scope)
		}
	}
	return team, own
}

type permanentReply struct {
	webapi.Success
	AccessToken     string           `json:"access_token"`
	TokenType       string           `json:"token_type"`
	AppID           string           `json:"app_id"`
	AppUserID       model.UserID     `json:"app_user_id"`
	InstallerUserID model.UserID     `json:"installer_user_id"`
	AuthorizingUser model.UserID     `json:"authorizing_user_id"`
	TeamName        string           `json:"team_name"`
	TeamID          model.TeamID     `json:"team_id"`
	Permissions     []resourceScopes `json:"permissions"`
}

// resourceScopes are the scopes on one resource. Where a grant lists none, or
// all, the id is the number 0, as in Slack's example.
type resourceScopes struct {
	Scopes []catalog.Scope      `json:"scopes"`
	Type   catalog.ResourceType `json:"resource_type"`
	ID     any                  `json:"resource_id"`
}

func permanentReplyOf(got issued, by model.UserID) permanentReply {
	reply := permanentReply{
		Success:         webapi.Accepted,
		AccessToken:     got.Token,
		TokenType:       "app",
		AppID:           got.AppID,
		AppUserID:       got.AppUser,
		InstallerUserID: by,
		AuthorizingUser: by,
		TeamName:        got.Team.Name,
		TeamID:          got.Team.ID,
		Permissions:     []resourceScopes{},
	}
	for _, g := range got.AsPermissions().Grants {
		if g.Type == catalog.User || len(g.Scopes) == 0 {
			continue
		}
		if len(g.Resources.IDs) == 0 {
			reply.Permissions = append(reply.Permissions, resourceScopes{g.Scopes, g.Type, 0})
		}
		for _, id := range g.Resources.IDs {
			reply.Permissions = append(reply.Permissions, resourceScopes{g.Scopes, g.Type, id})
		}
	}
	return reply
}

// renewalReply is what clients read of the reply to a refresh; Slack's page on it is lost.
type renewalReply struct {
	webapi.Success
	AccessToken  string       `json:"access_token"`
	TokenType    string       `json:"token_type"`
	ExpiresIn    int          `json:"expires_in"` // seconds
	RefreshToken string       `json:"refresh_token"`
	TeamID       model.TeamID `json:"team_id"`
	EnterpriseID *string      `json:"enterprise_id"` // there are no enterprises here: always null
}

func renewalReplyOf(got issued) renewalReply {
	return renewalReply{
		Success:      webapi.Accepted,
		AccessToken:  got.Token,
		TokenType:    "app",
		ExpiresIn:    got.expiresIn,
		RefreshToken: got.refresh,
		TeamID:       got.Team.ID,
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
	AppHome *model.ResourceID `json:"app_home"` // null for a person who has none
}

func workspaceReplyOf(got issued, by model.UserID) workspaceReply {
	person := personReply{UserID: by}
	if id := got.Team.HomeOf(by); id != "" {
		person.AppHome = &id
	}
	return workspaceReply{
		renewalReply:    renewalReplyOf(got),
		AppID:           got.AppID,
		AppUserID:       got.AppUser,
		TeamName:        got.Team.Name,
		AuthorizingUser: person,
		InstallerUser:   person,
		Scopes:          got.ScopesByType(),
	}
}
