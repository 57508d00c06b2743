package oauth

import (
	"cmp"
	"slices"

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
	return permanentReplyOf(got, a), nil
}

// Access is oauth.access: a workspace token for an hour, for a code or for a refresh
// token, which stays good; or the tokens of a classic app.
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
		switch {
		case err != nil:
			return nil, err
		case app.Classic:
			return installClassicApp(tx, app, a)
		}
		got, err := installWorkspaceApp(tx, app, a, hourlySeries)
		if err != nil {
			return nil, err
		}
		return workspaceReplyOf(got, a.User), nil
	case "refresh_token":
		old, found := findRefreshToken(tx, app, c.Args.Get("refresh_token"), catalog.WorkspaceRefresh)
		if !found {
			return nil, &webapi.SlackError{Code: "invalid_token"}
		}
		return renewalReplyOf(issueShort(tx, old.Team, *old.Install, hourlySeries, old.Token)), nil
	}
	return nil, &webapi.SlackError{Code: "invalid_arguments"}
}

// installWorkspaceApp gives an app a workspace token for what a person approved, beside
// what it holds in the team already. It is let into the person's app home, which is made if
// need be, and into what the person chose. An app has one token that lasts in a team, or
// one refresh token: a second install gives it the same again.
func installWorkspaceApp(tx *state.Tx, app *world.App, a world.Authorization, kind tokenSeries) (issued, error) {
	t, err := tx.Team(a.Team)
	if err != nil {
		return issued{}, &webapi.SlackError{Code: "invalid_code"}
	}
	got := workspaceToken(tx, app, t, a.User, kind)
	home := tx.OpenDirect(got.Installation, a.User)
	grants := []model.Grant{{
		Type: catalog.AppHome, Scopes: []catalog.Scope{"chat:write", "im:history", "im:read"},
		Resources: model.ResourceSet{IDs: []model.ResourceID{home.ID}},
	}}
	if a.AllChannels {
		grants = append(grants, model.Grant{Type: catalog.Channel, Resources: model.ResourceSet{Wildcard: true}})
	}
	for _, id := range append(slices.Clone(a.Resources), a.SingleChannel) {
		if c := t.Find(id); c != nil {
			grants = append(grants, model.Grant{Type: c.Type, Resources: model.ResourceSet{IDs: []model.ResourceID{id}}})
		}
	}
	tx.Apply(got.Installation, model.ResourcesAdded{Grants: grants})
	team, own := splitScopes(a.Scopes)
	tx.Apply(got.Installation, model.ScopeGranted{Team: a.Team, Scopes: team})
	if len(own) > 0 {
		tx.Apply(got.Installation, model.UserResourceGranted{User: a.User, Scopes: own})
	}
	got.Installation, _ = tx.Install(got.Token)
	return got, nil
}

// workspaceToken gives an app its token in a team.
func workspaceToken(tx *state.Tx, app *world.App, t *state.Team, user model.UserID, kind tokenSeries) issued {
	ofKind := func(kind catalog.TokenKind, lasting bool) *state.Installation {
		return tx.FindInstall(app, t, func(in *state.Installation) bool { return in.Kind == kind && (in.ExpiresAt == 0) == lasting })
	}
	lasting, refresh := ofKind(catalog.Workspace, true), ofKind(catalog.WorkspaceRefresh, true)
	in := newInstall(tx, app, t)
	in.Installer = user
	for _, before := range []*state.Installation{lasting, refresh, ofKind(catalog.Workspace, false)} {
		if before != nil {
			in.Grants, in.Users = before.Grants, before.Users
			in.Installer = cmp.Or(before.Installer, installerOf(before), user)
			break
		}
	}
	switch {
	case kind.life == 0 && lasting != nil:
		in.Token = lasting.Token
		return issued{Installation: tx.PutInstall(t, in)}
	case kind.life > 0 && refresh != nil:
		return issueShort(tx, t, in, kind, refresh.Token)
	}
	return issue(tx, t, in, kind)
}

// installerOf is who installed an app, as far as its grants tell: the person of the first app
// home that it was let into.
func installerOf(in *state.Installation) model.UserID {
	for _, id := range in.Permissions[catalog.AppHome].Resources.IDs {
		if c := in.Team.Find(id); c != nil {
			return c.User
		}
	}
	return ""
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
	SingleChannel   model.ResourceID `json:"single_channel_id,omitempty"`
}

// resourceScopes are the scopes on one resource. Where a grant lists none, or
// all, the id is the number 0, as in Slack's example.
type resourceScopes struct {
	Scopes []catalog.Scope      `json:"scopes"`
	Type   catalog.ResourceType `json:"resource_type"`
	ID     any                  `json:"resource_id"`
}

func permanentReplyOf(got issued, a world.Authorization) permanentReply {
	reply := permanentReply{
		Success:         webapi.Accepted,
		AccessToken:     got.Token,
		TokenType:       "app",
		AppID:           got.AppID,
		AppUserID:       got.AppUser,
		InstallerUserID: got.Installer,
		AuthorizingUser: a.User,
		SingleChannel:   a.SingleChannel,
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
	person := func(user model.UserID) personReply {
		p := personReply{UserID: user}
		if home := got.Team.HomeOf(user, got.AppID); home != nil {
			p.AppHome = &home.ID
		}
		return p
	}
	return workspaceReply{
		renewalReply:    renewalReplyOf(got),
		AppID:           got.AppID,
		AppUserID:       got.AppUser,
		TeamName:        got.Team.Name,
		AuthorizingUser: person(by),
		InstallerUser:   person(got.Installer),
		Scopes:          got.ScopesByType(),
	}
}
