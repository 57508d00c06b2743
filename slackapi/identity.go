package slackapi

import (
	"cmp"
	"context"
	"net/url"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// AuthTest calls auth.test: whose token it is. The scopes come from the
// x-oauth-scopes header of the reply, where Slack sends one. Tokens of a kind that
// is not for exploring are refused with a [*KindError] before anything is sent:
// some must go nowhere, and others work once.
func (c *Client) AuthTest(ctx context.Context) (model.Identity, error) {
	if err := Explorable(c.kind); err != nil {
		return model.Identity{}, err
	}
	r, err := call[authReply](ctx, c, "auth.test", nil)
	if err != nil {
		return model.Identity{}, err
	}
	id := model.Identity{
		Team:     model.Team{ID: model.TeamID(r.TeamID), Name: string(r.TeamName), URL: string(r.URL)},
		User:     model.UserID(r.UserID),
		UserName: string(r.UserName),
		BotID:    string(r.BotID),
		AppID:    string(r.AppID),
		AppName:  string(r.AppName),
		OrgWide:  r.OrgWide,
	}
	for _, list := range r.header.Values("X-OAuth-Scopes") {
		id.ScopesSent = true
		id.Scopes = append(id.Scopes, scopesIn(text.Clean(list))...)
	}
	return id, nil
}

type authReply struct {
	envelope
	URL      text.Safe `json:"url"`
	TeamName text.Safe `json:"team"`
	UserName text.Safe `json:"user"`
	TeamID   text.Safe `json:"team_id"`
	UserID   text.Safe `json:"user_id"`
	BotID    text.Safe `json:"bot_id"`
	AppID    text.Safe `json:"app_id"`
	AppName  text.Safe `json:"app_name"`
	OrgWide  bool      `json:"is_enterprise_install"`
}

// User calls users.info. The name is the one that Slack shows: the display
// name a person chose, else their full name, else their handle.
func (c *Client) User(ctx context.Context, id model.UserID) (model.Resource, error) {
	r, err := call[userReply](ctx, c, "users.info", url.Values{"user": {string(id)}})
	if err != nil {
		return model.Resource{}, err
	}
	u := r.User
	name := cmp.Or(u.Profile.DisplayName, u.Profile.RealName, u.RealName, u.Handle)
	return model.Resource{Type: catalog.User, ID: model.ResourceID(id), Name: string(name)}, nil
}

type userReply struct {
	envelope
	User struct {
		Handle   text.Safe `json:"name"`
		RealName text.Safe `json:"real_name"`
		Profile  struct {
			DisplayName text.Safe `json:"display_name"`
			RealName    text.Safe `json:"real_name"`
		} `json:"profile"`
	} `json:"user"`
}
