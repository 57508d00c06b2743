package methods

import (
	"cmp"
	"regexp"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/order"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// maxEmoji is how many different emoji are on a message at most. Slack: 23.
const maxEmoji = 23

var emojiName = regexp.MustCompile(`^[a-z0-9_+'-]+(::skin-tone-[2-6])?$`)

// item returns the message that a call names by "channel" and "timestamp", where the token is.
func item(c *webapi.Call) (*world.Conversation, *state.Message, error) {
	if !c.Args.Has("channel") && !c.Args.Has("timestamp") {
		return nil, nil, &webapi.SlackError{Code: "no_item_specified"}
	}
	found, err := namedConversation(c, anyType)
	if err != nil {
		return nil, nil, err
	}
	if err := checkMember(c, found); err != nil {
		return nil, nil, err
	}
	at := c.Args.Get("timestamp")
	if !timestamp.MatchString(at) {
		return nil, nil, &webapi.SlackError{Code: "bad_timestamp"}
	}
	m := messageAt(c, found, at)
	if m == nil {
		return nil, nil, &webapi.SlackError{Code: "message_not_found"}
	}
	return found, m, nil
}

// change replaces a message by what becomes of it now, unless that refuses. A message that was
// deleted while the call was on its way is not found.
func change(c *webapi.Call, at *state.Message, do func(*state.Tx, *state.Message) error) error {
	tx := c.State.Lock()
	defer tx.Unlock()
	now := tx.Message(at.Team, at.Channel, at.TS)
	if now == nil {
		return &webapi.SlackError{Code: "message_not_found"}
	}
	m := *now
	m.Reactions = slices.Clone(m.Reactions)
	if err := do(tx, &m); err != nil {
		return err
	}
	tx.ReplaceMessage(m)
	return nil
}

// ReactionsAdd is reactions.add, as the user of the token.
func ReactionsAdd(c *webapi.Call) (any, error) {
	found, m, err := item(c)
	if err != nil {
		return nil, err
	}
	name := c.Args.Get("name")
	switch {
	case name == "":
		return nil, webapi.MissingArgument("name")
	case !emojiName.MatchString(name):
		return nil, &webapi.SlackError{Code: "invalid_name"}
	case found.Archived:
		return nil, &webapi.SlackError{Code: "is_archived"}
	}
	user := c.Install.AppUser
	return webapi.Accepted, change(c, m, func(tx *state.Tx, m *state.Message) error {
		i := slices.IndexFunc(m.Reactions, func(r state.Reaction) bool { return r.Name == name })
		switch {
		case i >= 0 && slices.Contains(m.Reactions[i].Users, user):
			return &webapi.SlackError{Code: "already_reacted"}
		case i < 0 && len(m.Reactions) == maxEmoji:
			return &webapi.SlackError{Code: "too_many_emoji"}
		case i < 0:
			m.Reactions = append(m.Reactions, state.Reaction{Name: name})
			i = len(m.Reactions) - 1
		}
		r := &m.Reactions[i]
		r.Users = append(slices.Clone(r.Users), user)
		r.Count = len(r.Users)
		tellReaction(tx, c, found, m, "reaction_added", name)
		return nil
	})
}

// ReactionsRemove is reactions.remove, of a reaction of the token's user.
func ReactionsRemove(c *webapi.Call) (any, error) {
	found, m, err := item(c)
	if err != nil {
		return nil, err
	}
	name, err := c.Require("name")
	if err != nil {
		return nil, err
	}
	user := c.Install.AppUser
	return webapi.Accepted, change(c, m, func(tx *state.Tx, m *state.Message) error {
		i := slices.IndexFunc(m.Reactions, func(r state.Reaction) bool { return r.Name == name && slices.Contains(r.Users, user) })
		if i < 0 {
			return &webapi.SlackError{Code: "no_reaction"}
		}
		r := &m.Reactions[i]
		r.Users = slices.DeleteFunc(slices.Clone(r.Users), func(u model.UserID) bool { return u == user })
		if r.Count = len(r.Users); r.Count == 0 {
			m.Reactions = slices.Delete(m.Reactions, i, i+1)
		}
		tellReaction(tx, c, found, m, "reaction_removed", name)
		return nil
	})
}

func tellReaction(tx *state.Tx, c *webapi.Call, found *world.Conversation, m *state.Message, topic, name string) {
	tx.TellConversation(c.Install.Team, found, topic, map[string]any{
		"user": c.Install.AppUser, "reaction": name, "item_user": m.User,
		"item": map[string]any{"type": "message", "channel": m.Channel, "ts": m.TS},
	})
}

type reactedItem struct {
	Type    string           `json:"type"`
	Channel model.ResourceID `json:"channel"`
	Message messageJSON      `json:"message"`
}

type reactionsReply struct {
	webapi.Success
	reactedItem
}

// ReactionsGet is reactions.get, of a message.
func ReactionsGet(c *webapi.Call) (any, error) {
	_, m, err := item(c)
	if err != nil {
		return nil, err
	}
	return reactionsReply{webapi.Accepted, reactedItem{"message", m.Channel, describeMessage(m)}}, nil
}

type reactionListReply struct {
	webapi.Success
	Items    []reactedItem   `json:"items"`
	Metadata webapi.Metadata `json:"response_metadata"`
}

// ReactionsList is reactions.list: the messages that a user reacted to, the token's own if the
// call names none, where the token is.
func ReactionsList(c *webapi.Call) (any, error) {
	in := c.Install
	if !slices.ContainsFunc(catalog.ResourceTypes[:], c.May) {
		return nil, c.MissingScope(catalog.ResourceTypes[:]...)
	}
	user := in.AppUser
	if id := c.Args.Get("user"); id != "" {
		user = model.UserID(id)
	}
	if _, known := in.Team.User(user); !known {
		return nil, &webapi.SlackError{Code: "user_not_found"}
	}
	var all []*state.Message
	for _, kind := range catalog.ResourceTypes {
		conversations := in.Team.OfType(kind)
		for i := range conversations.Len() {
			id := conversations.ID(i)
			if !c.May(kind) || !in.Permissions[kind].Covers(id) {
				continue
			}
			for _, m := range c.State.Messages(in.Team.ID, id) {
				if slices.ContainsFunc(m.Reactions, func(r state.Reaction) bool { return slices.Contains(r.Users, user) }) {
					all = append(all, m)
				}
			}
		}
	}
	order.Stable(all, func(a, b *state.Message) int { return cmp.Compare(b.TS, a.TS) })
	page, history, err := pageOfMessages(c, all, true)
	if err != nil {
		return nil, err
	}
	reply := reactionListReply{Success: webapi.Accepted, Items: []reactedItem{}, Metadata: history.Metadata}
	for _, m := range page {
		reply.Items = append(reply.Items, reactedItem{"message", m.Channel, describeMessage(m)})
	}
	return reply, nil
}
