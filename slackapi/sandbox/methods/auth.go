package methods

import (
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/webapi"
)

type identity struct {
	webapi.Success
	URL     string       `json:"url"`
	Team    string       `json:"team"`
	User    string       `json:"user"`
	TeamID  model.TeamID `json:"team_id"`
	UserID  model.UserID `json:"user_id"`
	BotID   string       `json:"bot_id,omitempty"`
	AppID   string       `json:"app_id,omitempty"`
	AppName string       `json:"app_name,omitempty"`
	// ExpiresIn is how many seconds the token has left; it is sent if it expires.
	ExpiresIn int64 `json:"expires_in,omitempty"`
}

// AuthTest is auth.test: which team and user the token belongs to.
func AuthTest(c *webapi.Call) (any, error) {
	in := c.Install
	reply := identity{
		Success: webapi.Accepted,
		URL:     in.Team.URL,
		Team:    in.Team.Name,
		TeamID:  in.Team.ID,
		UserID:  in.AppUser,
		BotID:   in.BotID,
		AppID:   in.AppID,
		AppName: in.AppName,
	}
	if u, found := in.Team.User(in.AppUser); found {
		reply.User = u.Name
	}
	if in.ExpiresAt != 0 {
		reply.ExpiresIn = in.ExpiresAt - c.State.Now().Unix()
	}
	return reply, nil
}

type revokedReply struct {
	webapi.Success
	Revoked bool `json:"revoked"`
}

// AuthRevoke is auth.revoke: the token ends, and the app stays installed. A
// test run leaves it as it is.
func AuthRevoke(c *webapi.Call) (any, error) {
	if c.Flag("test") {
		return revokedReply{Success: webapi.Accepted}, nil
	}
	if err := c.State.RevokeToken(c.Install.Token); err != nil { // it was revoked while the call was on its way
		return nil, &webapi.SlackError{Code: "token_revoked"}
	}
	return revokedReply{webapi.Accepted, true}, nil
}

type teamsReply struct {
	webapi.Success
	Teams    []authTeam      `json:"teams"`
	Metadata webapi.Metadata `json:"response_metadata"`
}

type authTeam struct {
	ID   model.TeamID   `json:"id"`
	Name string         `json:"name"`
	Icon map[string]any `json:"icon,omitempty"` // with include_icon
}

// AuthTeamsList is auth.teams.list: the teams that a token is for. Here, where no token is an
// organization's, that is one.
func AuthTeamsList(c *webapi.Call) (any, error) {
	t := c.Install.Team
	page, more, err := c.Page(webapi.Listing{Label: "team", BadLimit: "invalid_limit", IDs: []webapi.SortedIDs{{
		Type: catalog.Team, Len: 1, At: func(int) model.ResourceID { return model.ResourceID(t.ID) },
	}}})
	if err != nil {
		return nil, err
	}
	reply := teamsReply{Success: webapi.Accepted, Teams: []authTeam{}, Metadata: more}
	for range page {
		one := authTeam{ID: t.ID, Name: t.Name}
		if c.Flag("include_icon") {
			one.Icon = map[string]any{"image_default": true}
		}
		reply.Teams = append(reply.Teams, one)
	}
	return reply, nil
}
