package slackapi

import (
	"context"
	"iter"
	"net/url"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// conversationsPage is how much conversations.list is asked for at a time.
// Slack: under 1,000, and the more at once the fewer calls count against the limit.
const conversationsPage = "999"

// listTypes are the names by which conversations.list knows our types. To it
// an app home is a direct message like any other.
var listTypes = map[catalog.ResourceType]string{
	catalog.Channel: "public_channel",
	catalog.Group:   "private_channel",
	catalog.MPIM:    "mpim",
	catalog.IM:      "im",
	catalog.AppHome: "im",
}

// listNames are the names of those types that are conversations, each once.
func listNames(types []catalog.ResourceType) []string {
	var names []string
	for _, t := range types {
		if name, ok := listTypes[t]; ok && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// Conversations calls conversations.list for conversations of the given types,
// archived ones included. Types that are no conversations are left out; if none
// remains, nothing is called.
func (c *Client) Conversations(ctx context.Context, types []catalog.ResourceType) iter.Seq2[[]model.Resource, error] {
	names := listNames(types)
	if len(names) == 0 {
		return func(func([]model.Resource, error) bool) {}
	}
	return pages(ctx, c, "conversations.list",
		url.Values{"types": {strings.Join(names, ",")}, "limit": {conversationsPage}},
		(*conversationsReply).resources)
}

type conversationsReply struct {
	envelope
	Conversations []conversation `json:"channels"`
}

func (r *conversationsReply) resources() []model.Resource {
	page := make([]model.Resource, 0, len(r.Conversations))
	for _, conv := range r.Conversations {
		if conv.ID != "" {
			page = append(page, conv.resource())
		}
	}
	return page
}

// conversation is what Slack calls a channel object. A direct message has no
// name, only the user at its other end.
type conversation struct {
	ID        text.Safe `json:"id"`
	Name      text.Name `json:"name"`
	User      text.Safe `json:"user"`
	IsGroup   bool      `json:"is_group"`
	IsIM      bool      `json:"is_im"`
	IsMPIM    bool      `json:"is_mpim"`
	IsPrivate bool      `json:"is_private"`
	Archived  bool      `json:"is_archived"`
}

func (conv conversation) resource() model.Resource {
	return model.Resource{
		Type:     conv.kind(),
		ID:       model.ResourceID(conv.ID),
		Name:     string(conv.Name),
		User:     model.UserID(conv.User),
		Archived: conv.Archived,
	}
}

// kind asks the flags from the narrowest to the widest: newer private channels
// are is_channel and is_private, and group messages are is_group as well.
func (conv conversation) kind() catalog.ResourceType {
	switch {
	case conv.IsIM:
		return catalog.IM
	case conv.IsMPIM:
		return catalog.MPIM
	case conv.IsGroup, conv.IsPrivate:
		return catalog.Group
	}
	return catalog.Channel
}

// Conversation calls conversations.info. An app home comes back as an im.
func (c *Client) Conversation(ctx context.Context, id model.ResourceID) (model.Resource, error) {
	r, err := call[conversationReply](ctx, c, "conversations.info", url.Values{"channel": {string(id)}})
	if err != nil {
		return model.Resource{}, err
	}
	found := r.Conversation.resource()
	found.ID = id
	return found, nil
}

type conversationReply struct {
	envelope
	Conversation conversation `json:"channel"`
}

// usersConversationsPage is how much users.conversations is asked for at a time. Slack: at
// most 999, where conversations.list takes one more.
const usersConversationsPage = "999"

// usersConversationsOf calls users.conversations for types of conversation.
func (c *Client) usersConversationsOf(
	ctx context.Context, id model.Identity, types []catalog.ResourceType,
) iter.Seq2[[]model.Resource, error] {
	args := url.Values{"types": {strings.Join(listNames(types), ",")}, "limit": {usersConversationsPage}}
	if id.OrgWide {
		args.Set("team_id", string(id.Team.ID))
	}
	return pages(ctx, c, "users.conversations", args, func(r *conversationsReply) []model.Resource {
		page := r.resources()
		for i := range page {
			if c.kind == catalog.Bot && page[i].Type == catalog.IM {
				page[i].Type = catalog.AppHome // to write to a bot is to write to its app
			}
		}
		return page
	})
}
