package sandbox

import (
	"periscope/model"
	"periscope/model/catalog"
)

type userInfoReply struct {
	success
	User userReply `json:"user"`
}

type userReply struct {
	ID       model.UserID `json:"id"`
	TeamID   model.TeamID `json:"team_id"`
	Name     string       `json:"name"`
	RealName string       `json:"real_name"`
	Deleted  bool         `json:"deleted"`
	IsBot    bool         `json:"is_bot"`
	Profile  profileReply `json:"profile"`
}

type profileReply struct {
	RealName              string       `json:"real_name"`
	RealNameNormalized    string       `json:"real_name_normalized"`
	DisplayName           string       `json:"display_name"`
	DisplayNameNormalized string       `json:"display_name_normalized"`
	Team                  model.TeamID `json:"team"`
}

func userInfo(c *call) (any, error) {
	id, err := c.require("user")
	if err != nil {
		return nil, err
	}
	if !c.may(catalog.Team) {
		return nil, c.missing(catalog.Team)
	}
	u, found := c.install.team.users[model.UserID(id)]
	if !found {
		return nil, &failure{Code: "user_not_found"}
	}
	team := c.install.team.ID
	return userInfoReply{accepted, userReply{
		ID:       u.ID,
		TeamID:   team,
		Name:     u.Name,
		RealName: u.RealName,
		Deleted:  u.Deleted,
		IsBot:    u.Bot,
		Profile: profileReply{
			RealName:              u.RealName,
			RealNameNormalized:    u.RealName,
			DisplayName:           u.Name,
			DisplayNameNormalized: u.Name,
			Team:                  team,
		},
	}}, nil
}
