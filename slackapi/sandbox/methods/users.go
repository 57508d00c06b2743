package methods

import (
	"cmp"
	"slices"
	"strings"
	"time"

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
	IsAdmin  bool         `json:"is_admin"`
	IsOwner  bool         `json:"is_owner"`
	TZ       string       `json:"tz,omitempty"` // "Europe/Lisbon"
	TZOffset *int         `json:"tz_offset,omitempty"`
	Updated  int64        `json:"updated"`
	Profile  profileReply `json:"profile"`
}

type profileReply struct {
	RealName              string       `json:"real_name"`
	RealNameNormalized    string       `json:"real_name_normalized"`
	DisplayName           string       `json:"display_name"`
	DisplayNameNormalized string       `json:"display_name_normalized"`
	Email                 string       `json:"email,omitempty"` // with users:read.email
	Image24               string       `json:"image_24"`
	Image48               string       `json:"image_48"`
	Image72               string       `json:"image_72"`
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
	return userInfoReply{webapi.Accepted, describeUser(c, u)}, nil
}

// describeUser shows a user's email to whom may read it. In 2018, until October, users:read was enough.
func describeUser(c *webapi.Call, u *world.User) userReply {
	t := c.Install.Team
	picture := "https://" + cmp.Or(t.Domain(), "team") + ".slack.com/avatars/" + string(u.ID)
	reply := userReply{
		ID:       u.ID,
		TeamID:   t.ID,
		Name:     u.Name,
		RealName: u.RealName,
		Deleted:  u.Deleted,
		IsBot:    u.Bot,
		IsAdmin:  u.Admin,
		TZ:       u.TZ,
		Updated:  userUpdated,
		Profile: profileReply{
			RealName:              u.RealName,
			RealNameNormalized:    u.RealName,
			DisplayName:           u.Name,
			DisplayNameNormalized: u.Name,
			Image24:               picture + "_24.png",
			Image48:               picture + "_48.png",
			Image72:               picture + "_72.png",
			Team:                  t.ID,
		},
	}
	if zone, err := time.LoadLocation(u.TZ); u.TZ != "" && err == nil {
		_, offset := c.State.Now().In(zone).Zone()
		reply.TZOffset = &offset
	}
	mail := slices.Contains(c.Install.ScopesOn(catalog.Team), "users:read.email")
	if mail || !c.State.Since(c.Install.Kind, state.EmailsByScope) {
		reply.Profile.Email = u.Email
	}
	return reply
}

// userUpdated is when users were last changed, in seconds since 1970: in a sandbox, never.
const userUpdated = 1_500_000_000

// UsersLookupByEmail is users.lookupByEmail.
func UsersLookupByEmail(c *webapi.Call) (any, error) {
	email, err := c.Require("email")
	if err != nil {
		return nil, err
	}
	if !c.May(catalog.Team) {
		return nil, c.MissingScope(catalog.Team)
	}
	users := c.Install.Team.Users
	i := slices.IndexFunc(users, func(u world.User) bool { return strings.EqualFold(u.Email, email) && !u.Deleted })
	if i < 0 {
		return nil, &webapi.SlackError{Code: "users_not_found"}
	}
	return userInfoReply{webapi.Accepted, describeUser(c, &users[i])}, nil
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
		reply.Members = append(reply.Members, describeUser(c, u))
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
