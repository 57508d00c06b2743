package sandbox

import (
	"encoding/json"
	"slices"
	"unicode/utf8"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// Slack: a longer text is cut, with a warning; more attachments are refused.
const (
	maxText        = 40_000 // characters
	maxAttachments = 100
)

type messageReply struct {
	success
	Channel model.ResourceID `json:"channel"`
	TS      string           `json:"ts"`
	Message message          `json:"message"`
}

type message struct {
	Type        string          `json:"type"`
	User        model.UserID    `json:"user"`
	BotID       string          `json:"bot_id,omitempty"`
	AppID       string          `json:"app_id,omitempty"`
	Team        model.TeamID    `json:"team"`
	Text        string          `json:"text"`
	TS          string          `json:"ts"`
	ThreadTS    string          `json:"thread_ts,omitempty"`
	Blocks      json.RawMessage `json:"blocks,omitempty"`
	Attachments json.RawMessage `json:"attachments,omitempty"`
}

// postMessage is chat.postMessage: the message is shown to its sender in the
// reply, and to nobody else, because no method here reads messages.
func postMessage(c *call) (any, error) {
	to, err := c.addressee()
	if err != nil {
		return nil, err
	}
	content, err := c.content()
	if err != nil {
		return nil, err
	}
	in := c.install
	content.Type, content.User, content.BotID, content.AppID, content.Team = "message", in.AppUser, in.BotID, in.AppID, in.team.ID
	content.TS = timestamp(c.sandbox.now())
	return messageReply{accepted, to.ID, content.TS, content}, nil
}

// addressee returns the conversation that the token may post in, named by its
// id, or by that of a person to whom there is a direct message.
func (c *call) addressee() (*world.Conversation, error) {
	id, err := c.require("channel")
	if err != nil {
		return nil, err
	}
	in := c.install
	if !slices.ContainsFunc(catalog.ResourceTypes[:], c.may) {
		return nil, c.missing(catalog.ResourceTypes[:]...)
	}
	if in.kind == catalog.Workspace && c.args.Has("as_user") {
		return nil, &failure{Code: "as_user_not_supported"}
	}
	to := in.team.find(model.ResourceID(id))
	if to == nil {
		to = in.directWith(model.UserID(id))
	}
	switch {
	case to == nil:
		return nil, &failure{Code: "channel_not_found"}
	case !c.may(to.Type):
		return nil, c.missing(to.Type)
	case in.permissions[to.Type].covers(to.ID):
	case in.kind == catalog.Workspace:
		return nil, &failure{Code: "no_permission"}
	case to.Type != catalog.Channel:
		return nil, &failure{Code: "channel_not_found"}
	case !slices.Contains(in.OAuthScopes, "chat:write.public"):
		return nil, &failure{Code: "not_in_channel"}
	}
	if to.Archived {
		return nil, &failure{Code: "is_archived"}
	}
	return to, nil
}

// directWith returns the direct message that the token has with a person, or
// nil. Nobody is sent a first one: no conversation comes into being here.
func (in *installation) directWith(user model.UserID) *world.Conversation {
	for _, kind := range []catalog.ResourceType{catalog.AppHome, catalog.IM} {
		for _, c := range in.team.conversations[kind] {
			if c.User == user && in.permissions[kind].covers(c.ID) {
				return c
			}
		}
	}
	return nil
}

// content reads what the message says: text, blocks or attachments, at least one.
func (c *call) content() (message, error) {
	m := message{Text: c.args.Get("text"), ThreadTS: c.args.Get("thread_ts")}
	if text := c.args.Get("blocks"); text != "" {
		if _, ok := listOfObjects(text); !ok {
			return message{}, &failure{Code: "invalid_blocks_format"}
		}
		m.Blocks = json.RawMessage(text)
	}
	if text := c.args.Get("attachments"); text != "" {
		n, ok := listOfObjects(text)
		switch {
		case !ok:
			return message{}, &failure{Code: "invalid_arguments"}
		case n > maxAttachments:
			return message{}, &failure{Code: "too_many_attachments"}
		}
		m.Attachments = json.RawMessage(text)
	}
	if m.Text == "" && m.Blocks == nil && m.Attachments == nil {
		return message{}, &failure{Code: "no_text"}
	}
	if utf8.RuneCountInString(m.Text) > maxText {
		m.Text = string([]rune(m.Text)[:maxText])
		c.warnings = append(c.warnings, "message_truncated")
	}
	return m, nil
}

// listOfObjects reports whether a text is a JSON list of objects, and how many there are.
func listOfObjects(text string) (int, bool) {
	var list []map[string]json.RawMessage
	err := json.Unmarshal([]byte(text), &list)
	return len(list), err == nil && !slices.ContainsFunc(list, func(o map[string]json.RawMessage) bool { return o == nil })
}
