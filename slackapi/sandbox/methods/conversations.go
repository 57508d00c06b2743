package methods

import (
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// channelReply is a channel, private channel or group direct message.
type channelReply struct {
	ID             model.ResourceID `json:"id"`
	Name           string           `json:"name"`
	NameNormalized string           `json:"name_normalized"`
	IsChannel      bool             `json:"is_channel"`
	IsGroup        bool             `json:"is_group"`
	IsIM           bool             `json:"is_im"`
	IsMPIM         bool             `json:"is_mpim"`
	IsPrivate      bool             `json:"is_private"`
	IsArchived     bool             `json:"is_archived"`
	IsGeneral      bool             `json:"is_general"`
	IsMember       *bool            `json:"is_member,omitempty"` // not in users.conversations
	IsShared       bool             `json:"is_shared"`
	IsExtShared    bool             `json:"is_ext_shared"`
	IsOrgShared    bool             `json:"is_org_shared"`
	ContextTeamID  model.TeamID     `json:"context_team_id"`
	Creator        model.UserID     `json:"creator"`
	Created        int64            `json:"created"`
	Unlinked       int              `json:"unlinked"`
	PreviousNames  []string         `json:"previous_names"`
	Topic          textReply        `json:"topic"`
	Purpose        textReply        `json:"purpose"`
	NumMembers     *int             `json:"num_members,omitempty"`
}

// textReply is a topic or a purpose. Who set it and when, a world does not say.
type textReply struct {
	Value   string       `json:"value"`
	Creator model.UserID `json:"creator"`
	LastSet int64        `json:"last_set"`
}

func describeText(c *world.Conversation, text string) textReply {
	if text == "" {
		return textReply{}
	}
	return textReply{text, c.Creator, c.Created}
}

// directReply is a direct message; it has a user instead of a name.
type directReply struct {
	ID            model.ResourceID `json:"id"`
	IsIM          bool             `json:"is_im"`
	IsArchived    bool             `json:"is_archived"`
	User          model.UserID     `json:"user"`
	IsUserDeleted bool             `json:"is_user_deleted"`
	IsOrgShared   bool             `json:"is_org_shared"`
	ContextTeamID model.TeamID     `json:"context_team_id"`
	Created       int64            `json:"created"`
}

// describeConversation gives a conversation the shape that Slack has for its type.
func describeConversation(in *state.Installation, c *world.Conversation, withMembers bool) any {
	if c.Type == catalog.IM || c.Type == catalog.AppHome {
		other, found := in.Team.User(c.User)
		return directReply{
			ID:            c.ID,
			IsIM:          true,
			IsArchived:    c.Archived,
			User:          c.User,
			IsUserDeleted: found && other.Deleted,
			ContextTeamID: in.Team.ID,
			Created:       c.Created,
		}
	}
	member := in.Permissions[c.Type].Covers(c.ID)
	public := c.Type == catalog.Channel
	reply := channelReply{
		ID:             c.ID,
		Name:           c.Name,
		NameNormalized: c.Name,
		IsChannel:      public,
		IsGroup:        !public,
		IsMPIM:         c.Type == catalog.MPIM,
		IsPrivate:      !public,
		IsArchived:     c.Archived,
		IsGeneral:      public && c.Name == "general",
		IsMember:       &member,
		IsShared:       c.Shared,
		IsExtShared:    c.Shared,
		ContextTeamID:  in.Team.ID,
		PreviousNames:  []string{},
		Topic:          describeText(c, c.Topic),
		Purpose:        describeText(c, c.Purpose),
		Creator:        c.Creator,
		Created:        c.Created,
	}
	if withMembers {
		members := in.NumMembers(c)
		reply.NumMembers = &members
	}
	return reply
}

// typesArgument is what the words of the "types" argument stand for.
var typesArgument = map[string][]catalog.ResourceType{
	"public_channel":  {catalog.Channel},
	"private_channel": {catalog.Group},
	"mpim":            {catalog.MPIM},
	"im":              {catalog.IM, catalog.AppHome},
}

// conversationTypes reads the "types" argument, each type once however often
// it is named.
func conversationTypes(c *webapi.Call) ([]catalog.ResourceType, error) {
	text := c.Args.Get("types")
	if text == "" {
		return []catalog.ResourceType{catalog.Channel}, nil
	}
	var types []catalog.ResourceType
	for word := range strings.SplitSeq(text, ",") {
		meant, known := typesArgument[strings.TrimSpace(word)]
		if !known {
			return nil, &webapi.SlackError{Code: "invalid_types"}
		}
		for _, t := range meant {
			if !slices.Contains(types, t) {
				types = append(types, t)
			}
		}
	}
	return types, nil
}

type conversationReply struct {
	webapi.Success
	Channel any `json:"channel"`
}

// anyType are all types: conversations.* and what came with it does not tell them apart.
var anyType = catalog.ResourceTypes[:]

// ConversationsInfo is conversations.info.
func ConversationsInfo(c *webapi.Call) (any, error) {
	found, err := namedConversation(c, anyType)
	if err != nil {
		return nil, err
	}
	return conversationReply{webapi.Accepted, describeConversation(c.Install, found, c.Flag("include_num_members"))}, nil
}

// namedConversation returns the one that the call is about, if the token may see it. It is of
// one of the types that the method is about: [anyType], or those that a family had before conversations.*.
// To bot and user tokens, one that they may not see is not there. A workspace
// token learns that the app would have to be let in.
func namedConversation(c *webapi.Call, types []catalog.ResourceType) (*world.Conversation, error) {
	id, err := c.RequireChannel()
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(types, c.May) {
		return nil, c.MissingScope(types...)
	}
	found := c.Install.Team.Find(model.ResourceID(id))
	switch {
	case found == nil || !slices.Contains(types, found.Type):
		return nil, &webapi.SlackError{Code: "channel_not_found"}
	case !c.May(found.Type):
		return nil, c.MissingScope(found.Type)
	case !sees(c.Install, found) && c.Install.Kind == catalog.Workspace:
		return nil, &webapi.SlackError{Code: "no_permission"}
	case !sees(c.Install, found):
		return nil, &webapi.SlackError{Code: "channel_not_found"}
	}
	return found, nil
}

type conversationListReply struct {
	webapi.Success
	Channels []any           `json:"channels"` // of any type, whatever the name says
	Metadata webapi.Metadata `json:"response_metadata"`
}

// ConversationsList is conversations.list: what the token sees.
func ConversationsList(c *webapi.Call) (any, error) {
	return listConversations(c, visibleIDs, func(found *world.Conversation) bool { return sees(c.Install, found) }, true)
}

// idsOfType are conversations of a type that a list is made of, and perhaps more than fit.
type idsOfType func(*state.Installation, catalog.ResourceType) []webapi.SortedIDs

// listConversations answers with a page of the conversations that fit, of the types that the call names.
func listConversations(c *webapi.Call, ids idsOfType, fits func(*world.Conversation) bool, withMembers bool) (any, error) {
	types, err := conversationTypes(c)
	if err != nil {
		return nil, err
	}
	page, more, err := pageOfConversations(c, types, webapi.Listing{Label: "team", BadLimit: "invalid_limit"}, ids, fits)
	if err != nil {
		return nil, err
	}
	reply := conversationListReply{Success: webapi.Accepted, Channels: []any{}, Metadata: more}
	for _, found := range page {
		described := describeConversation(c.Install, found, withMembers)
		if channel, is := described.(channelReply); is && !withMembers { // users.conversations: of those the user is in
			channel.IsMember = nil
			described = channel
		}
		reply.Channels = append(reply.Channels, described)
	}
	return reply, nil
}

// pageOfConversations pages through ids, and returns the conversations of them that fit. Scopes are
// a filter: types that the token may not read are left out.
func pageOfConversations(
	c *webapi.Call, types []catalog.ResourceType, list webapi.Listing, ids idsOfType, fits func(*world.Conversation) bool,
) ([]*world.Conversation, webapi.Metadata, error) {
	readable := slices.DeleteFunc(slices.Clone(types), func(t catalog.ResourceType) bool { return !c.May(t) })
	if len(readable) == 0 {
		return nil, webapi.Metadata{}, c.MissingScope(types...)
	}
	for _, t := range readable {
		list.IDs = append(list.IDs, ids(c.Install, t)...)
	}
	page, more, err := c.Page(list)
	var all []*world.Conversation
	for _, e := range page {
		found := c.Install.Team.FindOfType(e.Type, e.ID)
		if found != nil && fits(found) && (!found.Archived || !c.Flag("exclude_archived")) {
			all = append(all, found)
		}
	}
	return all, more, err
}

type memberListReply struct {
	webapi.Success
	Members  []model.UserID  `json:"members"`
	Metadata webapi.Metadata `json:"response_metadata"`
}

// ConversationsMembers is conversations.members. A workspace token must be in the
// conversation itself: seeing its name is not enough.
func ConversationsMembers(c *webapi.Call) (any, error) {
	found, err := namedConversation(c, anyType)
	if err != nil {
		return nil, err
	}
	if c.Install.Kind == catalog.Workspace && !c.Install.Permissions[found.Type].Covers(found.ID) {
		return nil, &webapi.SlackError{Code: "no_permission"}
	}
	members := c.Install.Members(found)
	page, more, err := c.Page(webapi.Listing{Label: "user", BadLimit: "invalid_limit", IDs: []webapi.SortedIDs{{
		Type: catalog.User,
		Len:  len(members),
		At:   func(i int) model.ResourceID { return model.ResourceID(members[i]) },
	}}})
	if err != nil {
		return nil, err
	}
	reply := memberListReply{Success: webapi.Accepted, Members: []model.UserID{}, Metadata: more}
	for _, e := range page {
		reply.Members = append(reply.Members, model.UserID(e.ID))
	}
	return reply, nil
}
