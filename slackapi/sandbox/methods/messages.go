package methods

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"periscope/model"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// Slack: a longer text is cut, with a warning; more attachments, or blocks, are refused.
const (
	maxText        = 40_000 // characters
	maxAttachments = 100
	maxBlocks      = 50
)

// messageJSON is a message as methods show it.
type messageJSON struct {
	Type        string           `json:"type"`
	Subtype     string           `json:"subtype,omitempty"`
	User        model.UserID     `json:"user,omitempty"`
	BotID       string           `json:"bot_id,omitempty"`
	AppID       string           `json:"app_id,omitempty"`
	Username    string           `json:"username,omitempty"`
	Team        model.TeamID     `json:"team"`
	Text        string           `json:"text"`
	TS          string           `json:"ts"`
	ThreadTS    string           `json:"thread_ts,omitempty"`
	ReplyCount  int              `json:"reply_count,omitempty"`
	ReplyUsers  []model.UserID   `json:"reply_users,omitempty"`
	LatestReply string           `json:"latest_reply,omitempty"`
	Edited      *editedJSON      `json:"edited,omitempty"`
	Blocks      json.RawMessage  `json:"blocks,omitempty"`
	Attachments json.RawMessage  `json:"attachments,omitempty"`
	Reactions   []state.Reaction `json:"reactions,omitempty"`
	PinnedTo    []string         `json:"pinned_to,omitempty"`
	Files       json.RawMessage  `json:"files,omitempty"`
	Upload      bool             `json:"upload,omitempty"`
}

type editedJSON struct {
	User model.UserID `json:"user"`
	TS   string       `json:"ts"`
}

func describeMessage(m *state.Message) messageJSON {
	all := messageJSON{
		Type: "message", User: m.User, BotID: m.BotID, AppID: m.AppID, Username: m.Username, Team: m.Team, Text: m.Text,
		TS: m.TS, ThreadTS: m.ThreadTS, Blocks: m.Blocks, Attachments: m.Attachments, Reactions: m.Reactions,
	}
	if m.Edited != "" {
		all.Edited = &editedJSON{m.User, m.Edited}
	}
	if m.Files != nil {
		all.Subtype, all.Files, all.Upload = "file_share", m.Files, true
	}
	if m.PinnedAt != 0 {
		all.PinnedTo = []string{string(m.Channel)}
	}
	return all
}

// readMessage reads what a message says: text, blocks or attachments, at least one.
func readMessage(c *webapi.Call, to *world.Conversation) (state.Message, error) {
	in := c.Install
	m := state.Message{
		Team: in.Team.ID, Channel: to.ID, User: in.AppUser, BotID: in.BotID, AppID: in.AppID,
		Text: c.Args.Get("text"), ThreadTS: c.Args.Get("thread_ts"),
	}
	if slices.Contains(in.OAuthScopes, "chat:write.customize") {
		m.Username = c.Args.Get("username")
	}
	if text := c.Args.Get("blocks"); text != "" {
		if err := checkBlocks(text); err != nil {
			return m, err
		}
		m.Blocks = json.RawMessage(text)
	}
	if text := c.Args.Get("attachments"); text != "" {
		n, ok := listOfObjects(text)
		switch {
		case !ok:
			return m, &webapi.SlackError{Code: "invalid_arguments"}
		case n > maxAttachments:
			return m, &webapi.SlackError{Code: "too_many_attachments"}
		}
		m.Attachments = json.RawMessage(text)
	}
	if m.Text == "" && m.Blocks == nil && m.Attachments == nil {
		return m, &webapi.SlackError{Code: "no_text"}
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

// blockFields are the types of blocks of messages, and the fields without which one is
// invalid. Of several with "|" between one has to be there.
var blockFields = map[string][]string{
	"actions": {"elements"}, "call": {"call_id"}, "context": {"elements"}, "context_actions": {"elements"}, "divider": nil,
	"file": {"external_id", "source"}, "header": {"text"}, "image": {"alt_text", "image_url|slack_file"}, "input": {"element", "label"},
	"markdown": {"text"}, "plan": nil, "rich_text": {"elements"}, "section": {"text|fields"}, "table": {"rows"}, "task_card": nil,
	"video": {"alt_text", "thumbnail_url", "title", "video_url"},
}

// checkBlocks refuses blocks that Slack refuses: those of a type that no message has, those that
// lack what their type needs, and more than fifty. What is inside of them it does not look at.
func checkBlocks(text string) error {
	if _, ok := listOfObjects(text); !ok {
		return &webapi.SlackError{Code: "invalid_blocks_format"}
	}
	var blocks []map[string]json.RawMessage
	_ = json.Unmarshal([]byte(text), &blocks) // it was read before
	if len(blocks) > maxBlocks {
		return invalidBlocks("no more than 50 items allowed [json-pointer:/blocks]")
	}
	for i, block := range blocks {
		var kind string
		_ = json.Unmarshal(block["type"], &kind) // what is no text is no type
		needed, known := blockFields[kind]
		at := "/blocks/" + strconv.Itoa(i)
		if !known {
			return invalidBlocks("unsupported type: " + kind + " [json-pointer:" + at + "/type]")
		}
		for _, field := range needed {
			if !hasOne(block, field) {
				return invalidBlocks("missing required field: " + field + " [json-pointer:" + at + "]")
			}
		}
	}
	return nil
}

func invalidBlocks(why string) error {
	return &webapi.SlackError{Code: "invalid_blocks", Metadata: &webapi.Messages{Messages: []string{"[ERROR] " + why}}}
}

// hasOne reports whether a block has a field, or one of several.
func hasOne(block map[string]json.RawMessage, fields string) bool {
	return slices.ContainsFunc(strings.Split(fields, "|"), func(name string) bool {
		value := string(block[name])
		return value != "" && value != "null"
	})
}
