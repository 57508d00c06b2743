package methods

import (
	"slices"
	"strconv"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// Before conversations.* each type of conversation had methods of its own, which Slack retired on
// 2021-02-24. They are what conversations.* are, for that type alone, with arguments and replies of
// their time.

// Family is the methods for one type of conversation: channels.*, groups.*, im.* or mpim.*.
type Family struct {
	types []catalog.ResourceType
	one   string // the field of a reply with one conversation
	many  string // the field of a reply with several
}

// The four families. The home of an app is a direct message.
var (
	Channels = &Family{[]catalog.ResourceType{catalog.Channel}, "channel", "channels"}
	Groups   = &Family{[]catalog.ResourceType{catalog.Group}, "group", "groups"}
	IMs      = &Family{[]catalog.ResourceType{catalog.IM, catalog.AppHome}, "channel", "ims"}
	MPIMs    = &Family{[]catalog.ResourceType{catalog.MPIM}, "group", "groups"}
)

// maxListedMembers is how many people the lists of members in channels and groups name. Slack, of
// 2018: the others have to be asked of conversations.members.
const maxListedMembers = 500

// familyReply is a conversation as the methods of its family showed it.
type familyReply struct {
	ID             model.ResourceID `json:"id"`
	Name           string           `json:"name"`
	NameNormalized string           `json:"name_normalized"`
	IsChannel      bool             `json:"is_channel,omitempty"`
	IsGroup        bool             `json:"is_group,omitempty"`
	IsMPIM         bool             `json:"is_mpim"`
	IsOpen         bool             `json:"is_open,omitempty"` // of a group that the call opened or made
	IsPrivate      *bool            `json:"is_private,omitempty"`
	IsArchived     bool             `json:"is_archived"`
	IsGeneral      *bool            `json:"is_general,omitempty"`
	IsMember       *bool            `json:"is_member,omitempty"`
	IsShared       *bool            `json:"is_shared,omitempty"`
	IsOrgShared    *bool            `json:"is_org_shared,omitempty"`
	Creator        model.UserID     `json:"creator"`
	Created        int64            `json:"created"`
	Topic          textReply        `json:"topic"`
	Purpose        textReply        `json:"purpose"`
	PreviousNames  *[]string        `json:"previous_names,omitempty"`
	Members        *[]model.UserID  `json:"members,omitempty"`
	NumMembers     *int             `json:"num_members,omitempty"` // of channels in lists
}

// familyDirectReply is a direct message as im.* showed it.
type familyDirectReply struct {
	ID            model.ResourceID `json:"id"`
	IsIM          bool             `json:"is_im"`
	IsOrgShared   bool             `json:"is_org_shared"`
	User          model.UserID     `json:"user"`
	IsUserDeleted bool             `json:"is_user_deleted"`
	Created       int64            `json:"created"`
}

// describe gives a conversation the shape that the family had for it, of what conversations.* tell.
func (f *Family) describe(c *webapi.Call, found *world.Conversation) any {
	switch all := describeConversation(c.Install, found, false).(type) {
	case directReply:
		return familyDirectReply{all.ID, all.IsIM, all.IsOrgShared, all.User, all.IsUserDeleted, all.Created}
	case channelReply:
		reply := familyReply{
			ID: all.ID, Name: all.Name, NameNormalized: all.NameNormalized, IsChannel: all.IsChannel, IsGroup: all.IsGroup,
			IsMPIM: all.IsMPIM, IsArchived: all.IsArchived, Creator: all.Creator, Created: all.Created,
			Topic: all.Topic, Purpose: all.Purpose,
		}
		if all.IsChannel {
			reply.IsPrivate, reply.IsGeneral, reply.IsMember = &all.IsPrivate, &all.IsGeneral, all.IsMember
			reply.IsShared, reply.IsOrgShared, reply.PreviousNames = &all.IsShared, &all.IsOrgShared, &all.PreviousNames
		}
		return reply
	}
	return nil
}

// describeWithMembers is [Family.describe] with the people who are in the conversation.
func (f *Family) describeWithMembers(c *webapi.Call, found *world.Conversation) any {
	described := f.describe(c, found)
	reply, is := described.(familyReply)
	if !is {
		return described
	}
	members := slices.Concat([]model.UserID{}, c.Install.Members(found)) // a list, also of nobody
	reply.Members = &members
	if len(members) > maxListedMembers {
		members = members[:maxListedMembers]
		if !slices.Contains(c.Warnings, "member_list_truncated") {
			c.Warnings = append(c.Warnings, "member_list_truncated")
		}
	}
	return reply
}

// replyWith is a reply of the family's methods about one conversation.
func (f *Family) replyWith(described any) map[string]any {
	return map[string]any{"ok": true, f.one: described}
}

// List is channels.list, groups.list, im.list or mpim.list: what the token sees.
func (f *Family) List(c *webapi.Call) (any, error) {
	list := webapi.Listing{Label: "team", BadLimit: "invalid_arguments", Unpaged: !c.State.Since(c.Install.Kind, state.ListsInPages)}
	page, more, err := pageOfConversations(c, f.types, list, visibleIDs,
		func(found *world.Conversation) bool { return sees(c.Install, found) })
	if err != nil {
		return nil, err
	}
	described := []any{}
	for _, found := range page {
		one := f.describe(c, found)
		if !c.Flag("exclude_members") {
			one = f.describeWithMembers(c, found)
		}
		if reply, is := one.(familyReply); is && reply.IsChannel {
			reply.NumMembers = new(c.Install.NumMembers(found))
			one = reply
		}
		described = append(described, one)
	}
	return map[string]any{"ok": true, f.many: described, "response_metadata": more}, nil
}

// Info is channels.info or groups.info.
func (f *Family) Info(c *webapi.Call) (any, error) {
	found, err := namedConversation(c, f.types)
	if err != nil {
		return nil, err
	}
	return f.replyWith(f.describeWithMembers(c, found)), nil
}

type familyHistoryReply struct {
	webapi.Success
	Latest   string        `json:"latest,omitempty"` // as the call says
	Messages []messageJSON `json:"messages"`
	HasMore  bool          `json:"has_more"`
}

// History is channels.history, groups.history, im.history or mpim.history: the newest messages first, "count" of
// them, from "latest" back, or, if the call names only "oldest", those next to that.
func (f *Family) History(c *webapi.Call) (any, error) {
	found, err := readableConversation(c, f.types)
	if err != nil {
		return nil, err
	}
	all := c.State.Messages(c.Install.Team.ID, found.ID)
	count, err := readCount(c)
	if err != nil {
		return nil, err
	}
	page, err := messagesWithin(c, newestOfChannel(all))
	if err != nil {
		return nil, err
	}
	reply := familyHistoryReply{Success: webapi.Accepted, Latest: c.Args.Get("latest"), HasMore: len(page) > count}
	switch {
	case !reply.HasMore:
	case reply.Latest == "" && c.Args.Get("oldest") != "":
		page = page[len(page)-count:]
	default:
		page = page[:count]
	}
	reply.Messages = withReplyLists(page, all)
	return reply, nil
}

const (
	defaultCount = 100
	maxCount     = 1000
)

// readCount reads how many messages a call asks for. Which code refuses a number that is none is inferred.
func readCount(c *webapi.Call) (int, error) {
	text := c.Args.Get("count")
	if text == "" {
		return defaultCount, nil
	}
	count, err := strconv.Atoi(text)
	if err != nil || count < 1 || count > maxCount {
		return 0, &webapi.SlackError{Code: "invalid_arguments"}
	}
	return count, nil
}

// Replies is channels.replies, groups.replies, im.replies or mpim.replies: a message and the whole thread
// below it, the oldest first. An argument that is missing is none that can be found.
func (f *Family) Replies(c *webapi.Call) (any, error) {
	if c.Args.Get("channel") == "" {
		return nil, &webapi.SlackError{Code: "channel_not_found"}
	}
	found, err := readableConversation(c, f.types)
	if err != nil {
		return nil, err
	}
	all := c.State.Messages(c.Install.Team.ID, found.ID)
	thread, err := threadOf(all, c.Args.Get("thread_ts"))
	if err != nil {
		return nil, err
	}
	return familyHistoryReply{Success: webapi.Accepted, Messages: withReplyLists(thread, all)}, nil
}

// withReplyLists is [withReplies] with a list of the replies to each message, which there was at the time.
func withReplyLists(page, all []*state.Message) []messageJSON {
	messages := withReplies(page, all)
	for i := range messages {
		m := &messages[i]
		for _, reply := range all {
			if reply.ThreadTS == m.TS && reply.TS != m.TS {
				m.Replies = append(m.Replies, replyJSON{reply.User, reply.TS})
			}
		}
	}
	return messages
}
