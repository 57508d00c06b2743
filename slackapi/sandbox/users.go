package sandbox

import (
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
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
	return userInfoReply{accepted, c.install.team.render(u)}, nil
}

func (t *team) render(u *world.User) userReply {
	return userReply{
		ID:       u.ID,
		TeamID:   t.ID,
		Name:     u.Name,
		RealName: u.RealName,
		Deleted:  u.Deleted,
		IsBot:    u.Bot,
		Profile: profileReply{
			RealName:              u.RealName,
			RealNameNormalized:    u.RealName,
			DisplayName:           u.Name,
			DisplayNameNormalized: u.Name,
			Team:                  t.ID,
		},
	}
}

type userListReply struct {
	success
	Members  []userReply `json:"members"`
	CacheTS  int64       `json:"cache_ts"` // seconds since 1970
	Metadata metadata    `json:"response_metadata"`
}

// listUsers has all users of the team: apps and the deleted too, as with Slack.
func listUsers(c *call) (any, error) {
	if !c.may(catalog.Team) {
		return nil, c.missing(catalog.Team)
	}
	t := c.install.team
	page, more, err := c.page(listing{label: "user", badLimit: "invalid_limit", runs: []run{{
		kind: catalog.User,
		n:    len(t.roster),
		id:   func(i int) model.ResourceID { return t.roster[i] },
	}}})
	if err != nil {
		return nil, err
	}
	reply := userListReply{success: accepted, Members: []userReply{}, CacheTS: c.sandbox.now().Unix(), Metadata: more}
	for _, e := range page {
		reply.Members = append(reply.Members, t.render(t.users[model.UserID(e.id)]))
	}
	return reply, nil
}
