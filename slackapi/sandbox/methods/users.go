package methods

import (
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

type userInfoReply struct {
	webapi.Success
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

// UsersInfo is users.info.
func UsersInfo(c *webapi.Call) (any, error) {
	id, err := c.Require("user")
	if err != nil {
		return nil, err
	}
	if !c.May(catalog.Team) {
		return nil, c.MissingScope(catalog.Team)
	}
	u, found := c.Install.Team.User(model.UserID(id))
	if !found {
		return nil, &webapi.SlackError{Code: "user_not_found"}
	}
	return userInfoReply{webapi.Accepted, describeUser(c.Install.Team, u)}, nil
}

func describeUser(t *state.Team, u *world.User) userReply {
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
	webapi.Success
	Members  []userReply     `json:"members"`
	CacheTS  int64           `json:"cache_ts"` // seconds since 1970
	Metadata webapi.Metadata `json:"response_metadata"`
}

// UsersList is users.list: all users of the team, apps and the deleted too, as with Slack.
func UsersList(c *webapi.Call) (any, error) {
	if !c.May(catalog.Team) {
		return nil, c.MissingScope(catalog.Team)
	}
	t := c.Install.Team
	page, more, err := c.Page(webapi.Listing{Label: "user", BadLimit: "invalid_limit", IDs: []webapi.SortedIDs{{
		Type: catalog.User,
		Len:  len(t.UserIDs),
		At:   func(i int) model.ResourceID { return t.UserIDs[i] },
	}}})
	if err != nil {
		return nil, err
	}
	reply := userListReply{Success: webapi.Accepted, Members: []userReply{}, CacheTS: c.State.Now().Unix(), Metadata: more}
	for _, e := range page {
		u, _ := t.User(model.UserID(e.ID))
		reply.Members = append(reply.Members, describeUser(t, u))
	}
	return reply, nil
}

// UsersConversations is users.conversations: the conversations that the token's
// own user is in, or those that the person in "user" is in, as far as the token
// sees them.
func UsersConversations(c *webapi.Call) (any, error) {
	in := c.Install
	user := model.UserID(c.Args.Get("user"))
	if user == "" || user == in.AppUser {
		return listConversations(c, grantedIDs, func(found *world.Conversation) bool {
			return in.Permissions[found.Type].Covers(found.ID)
		}, false)
	}
	if _, known := in.Team.User(user); !known {
		return nil, &webapi.SlackError{Code: "user_not_found"}
	}
	return listConversations(c, visibleIDs, func(found *world.Conversation) bool {
		return sees(in, found) && in.Team.IsMember(found, user)
	}, false)
}
