package sandbox

import (
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

type conversationListReply struct {
	success
	Channels []any    `json:"channels"` // of any type, whatever the name says
	Metadata metadata `json:"response_metadata"`
}

// listConversations is conversations.list: what the token sees.
func listConversations(c *call) (any, error) {
	return c.conversationList(c.install.visibleRuns, func(found *world.Conversation) bool { return c.install.sees(found) }, true)
}

// listOwnConversations is users.conversations: where the token's user is, or
// where somebody else is whom the token would see there.
func listOwnConversations(c *call) (any, error) {
	in := c.install
	user := model.UserID(c.args.Get("user"))
	if user == "" || user == in.AppUser {
		return c.conversationList(in.runsOn, func(found *world.Conversation) bool { return in.permissions[found.Type].covers(found.ID) }, false)
	}
	if _, known := in.team.users[user]; !known {
		return nil, &failure{Code: "user_not_found"}
	}
	return c.conversationList(in.visibleRuns, func(found *world.Conversation) bool {
		return in.sees(found) && in.team.isMember(found, user)
	}, false)
}

// conversationList pages through runs, and shows of them what fits. Scopes are
// a filter: types that the token may not read are left out.
func (c *call) conversationList(
	runs func(catalog.ResourceType) []run, fits func(*world.Conversation) bool, withMembers bool,
) (any, error) {
	types, err := c.conversationTypes()
	if err != nil {
		return nil, err
	}
	readable := slices.DeleteFunc(slices.Clone(types), func(t catalog.ResourceType) bool { return !c.may(t) })
	if len(readable) == 0 {
		return nil, c.missing(types...)
	}
	list := listing{label: "team", badLimit: "invalid_limit"}
	for _, t := range readable {
		list.runs = append(list.runs, runs(t)...)
	}
	page, more, err := c.page(list)
	if err != nil {
		return nil, err
	}
	reply := conversationListReply{success: accepted, Channels: []any{}, Metadata: more}
	for _, e := range page {
		found := c.install.team.findAmong(e.kind, e.id)
		if found == nil || !fits(found) || found.Archived && c.flag("exclude_archived") {
			continue
		}
		reply.Channels = append(reply.Channels, c.install.render(found, withMembers))
	}
	return reply, nil
}
