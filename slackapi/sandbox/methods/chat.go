package methods

import (
	"encoding/json"
	"slices"
	"unicode/utf8"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// Slack: a longer text is cut, with a warning; more attachments are refused.
const (
	maxText        = 40_000 // characters
	maxAttachments = 100
)

type messageReply struct {
	webapi.Success
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

// ChatPostMessage is chat.postMessage: the message is shown to its sender in the
// reply, and kept nowhere, because no method here reads messages.
func ChatPostMessage(c *webapi.Call) (any, error) {
	to, err := postingTarget(c)
	if err != nil {
		return nil, err
	}
	content, err := readMessage(c)
	if err != nil {
		return nil, err
	}
	in := c.Install
	content.Type, content.User, content.BotID, content.AppID, content.Team = "message", in.AppUser, in.BotID, in.AppID, in.Team.ID
	content.TS = world.Timestamp(c.State.Now())
	return messageReply{webapi.Accepted, to.ID, content.TS, content}, nil
}

// postingTarget returns the conversation that the token may post in, named by its
// id, or by that of a person to whom there is a direct message.
func postingTarget(c *webapi.Call) (*world.Conversation, error) {
	id, err := c.Require("channel")
	if err != nil {
		return nil, err
	}
	in := c.Install
	if !slices.ContainsFunc(catalog.ResourceTypes[:], c.May) {
		return nil, c.MissingScope(catalog.ResourceTypes[:]...)
	}
	if in.Kind == catalog.Workspace && c.Args.Has("as_user") {
		return nil, &webapi.SlackError{Code: "as_user_not_supported"}
	}
	to := in.Team.Find(model.ResourceID(id))
	if to == nil {
		to = in.DirectWith(model.UserID(id))
	}
	switch {
	case to == nil:
		return nil, &webapi.SlackError{Code: "channel_not_found"}
	case !c.May(to.Type):
		return nil, c.MissingScope(to.Type)
	case in.Permissions[to.Type].Covers(to.ID):
	case in.Kind == catalog.Workspace:
		return nil, &webapi.SlackError{Code: "no_permission"}
	case to.Type != catalog.Channel:
		return nil, &webapi.SlackError{Code: "channel_not_found"}
	case !slices.Contains(in.OAuthScopes, "chat:write.public"):
		return nil, &webapi.SlackError{Code: "not_in_channel"}
	}
	if to.Archived {
		return nil, &webapi.SlackError{Code: "is_archived"}
	}
	return to, nil
}

// readMessage reads what the message says: text, blocks or attachments, at least one.
func readMessage(c *webapi.Call) (message, error) {
	m := message{Text: c.Args.Get("text"), ThreadTS: c.Args.Get("thread_ts")}
	if text := c.Args.Get("blocks"); text != "" {
		if _, ok := listOfObjects(text); !ok {
			return message{}, &webapi.SlackError{Code: "invalid_blocks_format"}
		}
		m.Blocks = json.RawMessage(text)
	}
	if text := c.Args.Get("attachments"); text != "" {
		n, ok := listOfObjects(text)
		switch {
		case !ok:
			return message{}, &webapi.SlackError{Code: "invalid_arguments"}
		case n > maxAttachments:
			return message{}, &webapi.SlackError{Code: "too_many_attachments"}
		}
		m.Attachments = json.RawMessage(text)
	}
	if m.Text == "" && m.Blocks == nil && m.Attachments == nil {
		return message{}, &webapi.SlackError{Code: "no_text"}
	}
	if utf8.RuneCountInString(m.Text) > maxText {
		m.Text = string([]rune(m.Text)[:maxText])
		c.Warnings = append(c.Warnings, "message_truncated")
	}
	return m, nil
}

// listOfObjects reports whether a text is a JSON list of objects, and how many there are.
func listOfObjects(text string) (int, bool) {
	var list []map[string]json.RawMessage
	err := json.Unmarshal([]byte(text), &list)
	return len(list), err == nil && !slices.ContainsFunc(list, func(o map[string]json.RawMessage) bool { return o == nil })
}
