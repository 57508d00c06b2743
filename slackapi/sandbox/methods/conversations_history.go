package methods

import (
	"regexp"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

type historyReply struct {
	webapi.Success
	Messages []messageJSON   `json:"messages"`
	HasMore  bool            `json:"has_more"`
	PinCount int             `json:"pin_count"`
	Metadata webapi.Metadata `json:"response_metadata"`
}

// ConversationsHistory is conversations.history: the messages of a conversation, the newest
// first, without the replies in threads.
func ConversationsHistory(c *webapi.Call) (any, error) {
	found, err := readableConversation(c, anyType)
	if err != nil {
		return nil, err
	}
	all := c.State.Messages(c.Install.Team.ID, found.ID)
	page, reply, err := pageOfMessages(c, newestOfChannel(all), true)
	if err != nil {
		return nil, err
	}
	reply.Messages = withReplies(page, all)
	for _, m := range all {
		if m.PinnedAt != 0 {
			reply.PinCount++
		}
	}
	return reply, nil
}

// newestOfChannel are the messages that stand in a channel itself, and not only in a thread of it.
func newestOfChannel(all []*state.Message) []*state.Message {
	top := slices.DeleteFunc(slices.Clone(all), func(m *state.Message) bool { return m.ThreadTS != "" && m.ThreadTS != m.TS })
	slices.Reverse(top)
	return top
}

// ConversationsReplies is conversations.replies: a message, and the replies to it, the oldest first.
func ConversationsReplies(c *webapi.Call) (any, error) {
	found, err := readableConversation(c, anyType)
	if err != nil {
		return nil, err
	}
	ts, err := c.Require("ts")
	if err != nil {
		return nil, err
	}
	all := c.State.Messages(c.Install.Team.ID, found.ID)
	thread, err := threadOf(all, ts)
	if err != nil {
		return nil, err
	}
	page, reply, err := pageOfMessages(c, thread, false)
	if err != nil {
		return nil, err
	}
	reply.Messages = withReplies(page, all)
	return reply, nil
}

// threadOf is a message and the replies to it, the oldest first.
func threadOf(all []*state.Message, ts string) ([]*state.Message, error) {
	thread := slices.DeleteFunc(slices.Clone(all), func(m *state.Message) bool { return m.TS != ts && m.ThreadTS != ts })
	if ts == "" || len(thread) == 0 {
		return nil, &webapi.SlackError{Code: "thread_not_found"}
	}
	return thread, nil
}

// readableConversation is one whose messages the token may read: one that it is in, or, for
// a person's token, a public channel.
func readableConversation(c *webapi.Call, types []catalog.ResourceType) (*world.Conversation, error) {
	found, err := namedConversation(c, types)
	if err != nil {
		return nil, err
	}
	if c.Install.Kind == catalog.UserToken && found.Type == catalog.Channel {
		return found, nil
	}
	return found, checkMember(c, found)
}

// checkMember refuses a token that is not in a conversation.
func checkMember(c *webapi.Call, found *world.Conversation) error {
	switch {
	case c.Install.Permissions[found.Type].Covers(found.ID):
		return nil
	case c.Install.Kind == catalog.Workspace:
		return &webapi.SlackError{Code: "no_permission"}
	}
	return &webapi.SlackError{Code: "not_in_channel"}
}

// withReplies describes messages, and how many replies each has.
func withReplies(page, all []*state.Message) []messageJSON {
	messages := []messageJSON{}
	for _, m := range page {
		described := describeMessage(m)
		for _, reply := range all {
			if reply.ThreadTS == m.TS && reply.TS != m.TS {
				described.ReplyCount++
				described.LatestReply = reply.TS
				described.ReplyUsers = state.SortedUnion(described.ReplyUsers, []model.UserID{reply.User})
			}
		}
		messages = append(messages, described)
	}
	return messages
}

var timestamp = regexp.MustCompile(`^\d{1,10}(\.\d{1,6})?$`)

// pageOfMessages returns those between "oldest" and "latest", as many as "limit" says, from the
// place of the cursor on: the timestamp of the next message.
func pageOfMessages(c *webapi.Call, all []*state.Message, newestFirst bool) ([]*state.Message, historyReply, error) {
	reply := historyReply{Success: webapi.Accepted, Messages: []messageJSON{}}
	limit, err := c.Limit("invalid_limit")
	if err != nil {
		return nil, reply, err
	}
	page, err := messagesWithin(c, all)
	if err != nil {
		return nil, reply, err
	}
	from, err := webapi.PlaceOf("msg", c.Args.Get("cursor"))
	if err != nil {
		return nil, reply, err
	}
	page = slices.DeleteFunc(page, func(m *state.Message) bool {
		return from != "" && (newestFirst && m.TS > from || !newestFirst && m.TS < from)
	})
	if len(page) > limit {
		reply.HasMore = true
		reply.Metadata.NextCursor = webapi.CursorAt("msg", page[limit].TS)
		page = page[:limit]
	}
	return page, reply, nil
}

// messagesWithin are those between "oldest" and "latest", and at them if "inclusive" says so.
func messagesWithin(c *webapi.Call, all []*state.Message) ([]*state.Message, error) {
	oldest, latest := c.Args.Get("oldest"), c.Args.Get("latest")
	switch {
	case latest != "" && !timestamp.MatchString(latest):
		return nil, &webapi.SlackError{Code: "invalid_ts_latest"}
	case oldest != "" && !timestamp.MatchString(oldest):
		return nil, &webapi.SlackError{Code: "invalid_ts_oldest"}
	}
	inclusive := c.Flag("inclusive")
	return slices.DeleteFunc(slices.Clone(all), func(m *state.Message) bool {
		afterOldest := oldest == "" || m.TS > oldest || inclusive && m.TS == oldest
		beforeLatest := latest == "" || m.TS < latest || inclusive && m.TS == latest
		return !afterOldest || !beforeLatest
	}), nil
}
