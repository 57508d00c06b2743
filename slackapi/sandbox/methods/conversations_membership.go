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

type openedReply struct {
	webapi.Success
	NoOp        bool `json:"no_op,omitempty"`
	AlreadyOpen bool `json:"already_open,omitempty"`
	Channel     any  `json:"channel"`
}

// maxGroup is how many people a group direct message holds besides who opens it. Slack: eight in all.
const maxGroup = 8

// ConversationsOpen is conversations.open: a direct message with one person, or a group direct
// message with several.
func ConversationsOpen(c *webapi.Call) (any, error) {
	if !c.May(catalog.IM) && !c.May(catalog.MPIM) {
		return nil, c.MissingScope(catalog.IM, catalog.MPIM)
	}
	if id := c.Args.Get("channel"); id != "" {
		found := c.Install.Team.Find(model.ResourceID(id))
		if found == nil || !sees(c.Install, found) {
			return nil, &webapi.SlackError{Code: "channel_not_found"}
		}
		if found.Type == catalog.Channel || found.Type == catalog.Group {
			return nil, &webapi.SlackError{Code: "method_not_supported_for_channel_type"}
		}
		return describeOpened(c, found, true), nil
	}
	users, err := readGroupUsers(c)
	if err != nil {
		return nil, err
	}
	kind := catalog.IM
	if len(users) > 1 {
		kind = catalog.MPIM
	}
	if !c.May(kind) {
		return nil, c.MissingScope(kind)
	}
	opened, before := openDirect(c, users)
	return describeOpened(c, opened, before), nil
}

// readGroupUsers reads whom a direct message is with.
func readGroupUsers(c *webapi.Call) ([]model.UserID, error) {
	if c.Args.Get("users") == "" {
		return nil, &webapi.SlackError{Code: "users_list_not_supplied"}
	}
	if strings.Count(c.Args.Get("users"), ",") >= maxGroup {
		return nil, &webapi.SlackError{Code: "too_many_users"}
	}
	return readUsers(c, "users")
}

// openDirect returns the direct message with one person, or the group direct message with several,
// and whether it was there before.
func openDirect(c *webapi.Call, users []model.UserID) (opened *world.Conversation, before bool) {
	tx := c.State.Lock()
	defer tx.Unlock()
	c.Install, _ = tx.Install(c.Install.Token)
	if len(users) == 1 {
		before = c.Install.DirectWith(users[0]) != nil
		return tx.OpenDirect(c.Install, users[0]), before
	}
	for found := range c.Install.Team.OfType(catalog.MPIM).All() {
		if slices.Equal(state.SortedUnion(found.MemberIDs, nil), users) && sees(c.Install, found) {
			return found, true
		}
	}
	names := make([]string, len(users))
	for i, id := range users {
		u, _ := c.Install.Team.User(id)
		names[i] = u.Name
	}
	opened = tx.PutConversation(c.Install.Team, world.Conversation{
		ID: model.ResourceID(tx.NewID('G')), Type: catalog.MPIM, Name: "mpdm-" + strings.Join(names, "--") + "-1",
		Creator: c.Install.AppUser, Created: tx.Now().Unix(), MemberIDs: users,
	})
	tx.Enter(c.Install, opened)
	c.Install, _ = tx.Install(c.Install.Token)
	return opened, false
}

func describeOpened(c *webapi.Call, found *world.Conversation, before bool) openedReply {
	reply := openedReply{Success: webapi.Accepted, NoOp: before, AlreadyOpen: before, Channel: struct {
		ID model.ResourceID `json:"id"`
	}{found.ID}}
	if c.Flag("return_im") {
		reply.Channel = describeConversation(c.Install, found, false)
	}
	return reply
}

// readUsers reads a comma list of people, sorted.
func readUsers(c *webapi.Call, name string) ([]model.UserID, error) {
	var users []model.UserID
	for id := range strings.SplitSeq(c.Args.Get(name), ",") {
		user := model.UserID(strings.TrimSpace(id))
		if !c.Install.Team.HasPerson(user) {
			return nil, &webapi.SlackError{Code: "user_not_found"}
		}
		users = append(users, user)
	}
	return state.SortedUnion(users, nil), nil
}

type joinedReply struct {
	webapi.Success
	Channel any `json:"channel"`
}

// ConversationsJoin is conversations.join, for public channels.
func ConversationsJoin(c *webapi.Call) (any, error) {
	found, err := changeableConversation(c, anyType)
	switch {
	case err != nil:
		return nil, err
	case found.Type != catalog.Channel:
		return nil, &webapi.SlackError{Code: "method_not_supported_for_channel_type"}
	}
	before, err := join(c, found)
	if err != nil {
		return nil, err
	}
	if before {
		c.Warnings = append(c.Warnings, "already_in_channel")
	}
	return joinedReply{webapi.Accepted, describeConversation(c.Install, found, false)}, nil
}

// join has the user of the token be in a public channel, and says whether it was before.
func join(c *webapi.Call, found *world.Conversation) (before bool, err error) {
	if found.Archived {
		return false, &webapi.SlackError{Code: "is_archived"}
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	before = c.Install.Permissions[found.Type].Covers(found.ID)
	if !before {
		enter(tx, c.Install, found, "")
	}
	c.Install, _ = tx.Install(c.Install.Token)
	return before, nil
}

// enter has the user of a token be in a conversation, and tells apps.
func enter(tx *state.Tx, in *state.Installation, found *world.Conversation, inviter model.UserID) {
	tx.Enter(in, found)
	tellMembership(tx, in.Team, found, "member_joined_channel", in.AppUser, inviter)
}

func tellMembership(tx *state.Tx, t *state.Team, found *world.Conversation, topic string, user, inviter model.UserID) {
	body := map[string]any{"user": user, "channel": found.ID, "channel_type": string(found.ID[:1]), "team": t.ID}
	if inviter != "" {
		body["inviter"] = inviter
	}
	tx.TellConversation(t, found, topic, body)
}

// changeableConversation is the one that a call changes: one that exists, of one of the types that the
// method is about and for which the token has a scope, and that it can know of.
func changeableConversation(c *webapi.Call, types []catalog.ResourceType) (*world.Conversation, error) {
	id, err := c.RequireChannel()
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(types, c.May) {
		return nil, c.MissingScope(types...)
	}
	found := c.Install.Team.Find(model.ResourceID(id))
	switch {
	case found == nil || !slices.Contains(types, found.Type) || !sees(c.Install, found):
		return nil, &webapi.SlackError{Code: "channel_not_found"}
	case !c.May(found.Type) && c.Method != "conversations.join":
		return nil, c.MissingScope(found.Type)
	}
	return found, nil
}

// ConversationsInvite is conversations.invite.
func ConversationsInvite(c *webapi.Call) (any, error) {
	found, err := changeableConversation(c, anyType)
	if err != nil {
		return nil, err
	}
	if c.Args.Get("users") == "" {
		return nil, &webapi.SlackError{Code: "no_user"}
	}
	if err := invite(c, found, "users"); err != nil {
		return nil, err
	}
	return joinedReply{webapi.Accepted, describeConversation(c.Install, c.Install.Team.Find(found.ID), false)}, nil
}

// invite has the people be in a conversation whom an argument names. A workspace app invites only
// to channels that it made.
func invite(c *webapi.Call, found *world.Conversation, argument string) error {
	if slices.Contains(strings.Split(c.Args.Get(argument), ","), string(c.Install.AppUser)) {
		return &webapi.SlackError{Code: "cant_invite_self"}
	}
	users, err := readUsers(c, argument)
	if err != nil {
		return err
	}
	in := c.Install
	switch {
	case found.Type != catalog.Channel && found.Type != catalog.Group:
		return &webapi.SlackError{Code: "method_not_supported_for_channel_type"}
	case found.Archived:
		return &webapi.SlackError{Code: "is_archived"}
	case in.Kind == catalog.Workspace && found.Creator != in.AppUser:
		return &webapi.SlackError{Code: "no_permission"}
	}
	if err := checkMember(c, found); err != nil {
		return err
	}
	if slices.ContainsFunc(users, func(u model.UserID) bool { return in.Team.IsMember(found, u) }) {
		return &webapi.SlackError{Code: alreadyInChannel}
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	tx.SetMembers(in.Team, found.ID, func(all []model.UserID) []model.UserID { return state.SortedUnion(all, users) })
	for _, user := range users {
		for _, own := range tx.InstallsOf(in.Team, user) {
			tx.Enter(own, in.Team.Find(found.ID))
		}
		tellMembership(tx, in.Team, found, "member_joined_channel", user, in.AppUser)
	}
	return nil
}

const alreadyInChannel = "already_in_channel"

type leftReply struct {
	webapi.Success
	NotInChannel bool `json:"not_in_channel,omitempty"`
}

// ConversationsLeave is conversations.leave.
func ConversationsLeave(c *webapi.Call) (any, error) {
	found, err := changeableConversation(c, anyType)
	switch {
	case err != nil:
		return nil, err
	case found.Type == catalog.IM || found.Type == catalog.AppHome:
		return nil, &webapi.SlackError{Code: "method_not_supported_for_channel_type"}
	case found.Type == catalog.Group && !found.Archived && c.Install.NumMembers(found) == 1:
		return nil, &webapi.SlackError{Code: "last_member"}
	}
	return leave(c, found)
}

// leave has the user of the token be no longer in a conversation.
func leave(c *webapi.Call, found *world.Conversation) (any, error) {
	switch {
	case found.Type == catalog.Channel && found.Name == "general":
		return nil, &webapi.SlackError{Code: "cant_leave_general"}
	case found.Archived:
		return nil, &webapi.SlackError{Code: "is_archived"}
	case !c.Install.Permissions[found.Type].Covers(found.ID):
		return leftReply{webapi.Accepted, true}, nil
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	tellMembership(tx, c.Install.Team, found, "member_left_channel", c.Install.AppUser, "")
	tx.Leave(c.Install, found)
	return leftReply{Success: webapi.Accepted}, nil
}
