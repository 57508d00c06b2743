package state

import (
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// channelTypes are what message events call the types of conversations.
var channelTypes = map[catalog.ResourceType]string{
	catalog.Channel: "channel", catalog.Group: "group", catalog.IM: "im", catalog.MPIM: "mpim", catalog.AppHome: "app_home",
}

// messageTopics are the names under which apps subscribe to messages.
var messageTopics = map[catalog.ResourceType]string{
	catalog.Channel: "message.channels", catalog.Group: "message.groups", catalog.IM: "message.im",
	catalog.MPIM: "message.mpim", catalog.AppHome: "message.app_home",
}

// tellSubscribers tells an event to each app of a team that subscribes to it, has a
// scope for it, and is in the conversation. One event goes to one app once.
func (tx *Tx) tellSubscribers(t *Team, topic string, c *world.Conversation, body func(*Installation) map[string]any) {
	told := map[string]bool{}
	for _, token := range tx.tokensIn[t] {
		in := tx.installs[token]
		if in.Revoked || told[in.AppID] || !tx.subscribes(in.AppID, topic) || !hears(in, topic, c) {
			continue
		}
		if b := body(in); b != nil {
			told[in.AppID] = true
			tx.Tell(in, b)
		}
	}
}

func (tx *Tx) subscribes(app, topic string) bool {
	a := tx.appByID[app]
	return a != nil && slices.Contains(a.Events, topic)
}

// hears reports whether a token may be told of an event in a conversation.
func hears(in *Installation, topic string, c *world.Conversation) bool {
	switch in.Kind {
	case catalog.Workspace, catalog.Bot, catalog.UserToken:
	default:
		return false
	}
	if c.Type == catalog.AppHome && topic == messageTopics[c.Type] {
		topic = messageTopics[catalog.IM] // an app home is a direct message, and its scopes are those of one
	}
	event, _ := catalog.LookupEvent(topic)
	needed := event.OpenedBy(in.Kind)
	scoped := len(needed) == 0 || slices.ContainsFunc(in.ScopesOn(c.Type), func(s catalog.Scope) bool { return slices.Contains(needed, s) })
	return scoped && (topic == "channel_created" || in.Permissions[c.Type].Covers(c.ID))
}

// TellMessage tells apps of a message, and the app that it mentions of that.
func (tx *Tx) TellMessage(t *Team, c *world.Conversation, m *Message) {
	body := func(kind string) map[string]any {
		b := m.event()
		b["type"], b["channel"], b["event_ts"] = kind, c.ID, m.TS
		return b
	}
	tx.tellSubscribers(t, messageTopics[c.Type], c, func(*Installation) map[string]any {
		b := body("message")
		b["channel_type"] = channelTypes[c.Type]
		return b
	})
	tx.tellSubscribers(t, "app_mention", c, func(in *Installation) map[string]any {
		if in.Kind == catalog.UserToken || m.User == in.AppUser || !Mentions(m.Text, in.AppUser) {
			return nil
		}
		return body("app_mention")
	})
}

// event is a message as events tell it.
func (m *Message) event() map[string]any {
	b := map[string]any{"type": "message", "text": m.Text, "ts": m.TS, "team": m.Team}
	optional := map[string]string{"user": string(m.User), "bot_id": m.BotID, "app_id": m.AppID, "thread_ts": m.ThreadTS}
	for name, value := range optional {
		if value != "" {
			b[name] = value
		}
	}
	if m.Blocks != nil {
		b["blocks"] = m.Blocks
	}
	if m.Attachments != nil {
		b["attachments"] = m.Attachments
	}
	if m.Files != nil {
		b["files"], b["subtype"], b["upload"] = m.Files, "file_share", true
	}
	if m.Edited != "" {
		b["edited"] = map[string]any{"user": m.User, "ts": m.Edited}
	}
	return b
}

// TellChange tells apps that a message was changed, or, without a next one, deleted.
func (tx *Tx) TellChange(t *Team, old, next *Message) {
	c := t.Find(old.Channel)
	if c == nil {
		return
	}
	now := world.Timestamp(tx.now())
	tx.tellSubscribers(t, messageTopics[c.Type], c, func(*Installation) map[string]any {
		b := map[string]any{
			"type": "message", "subtype": "message_changed", "hidden": true, "channel": c.ID, "channel_type": channelTypes[c.Type],
			"ts": now, "event_ts": now, "previous_message": old.event(),
		}
		if next == nil {
			b["subtype"], b["deleted_ts"] = "message_deleted", old.TS
		} else {
			b["message"] = next.event()
		}
		return b
	})
}

// TellConversation tells apps of what happened in a conversation.
func (tx *Tx) TellConversation(t *Team, c *world.Conversation, topic string, body map[string]any) {
	body["type"] = topic
	tx.tellSubscribers(t, topic, c, func(*Installation) map[string]any { return body })
}

// TellApp tells one app of what a person did with it in a conversation, if it subscribes to that.
func (tx *Tx) TellApp(app *Installation, c *world.Conversation, body map[string]any) bool {
	told := false
	topic, _ := body["type"].(string)
	tx.tellSubscribers(app.Team, topic, c, func(in *Installation) map[string]any {
		if !in.SameApp(app) {
			return nil
		}
		told = true
		return body
	})
	return told
}

// Mentions reports whether a text names a user as Slack writes it: <@U0123ABCD>.
func Mentions(text string, user model.UserID) bool {
	for i := 0; i+3 < len(text); i++ {
		if text[i] == '<' && text[i+1] == '@' {
			rest := text[i+2:]
			if len(rest) > len(user) && rest[:len(user)] == string(user) && (rest[len(user)] == '>' || rest[len(user)] == '|') {
				return user != ""
			}
		}
	}
	return false
}

// Say has a person write a message, of which apps are told.
func (tx *Tx) Say(t *Team, c *world.Conversation, user model.UserID, text, thread string) *Message {
	m := tx.Post(Message{Team: t.ID, Channel: c.ID, User: user, Text: text, ThreadTS: thread})
	tx.TellMessage(t, c, m)
	return m
}
