package methods

import (
	"encoding/json"
	"slices"
	"unicode/utf8"

	"periscope/model"
	"periscope/slackapi/sandbox/blockkit"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// Slack: a longer text is cut, with a warning; more attachments are refused.
const (
	maxText        = 40_000 // characters
	maxMarkdown    = 12_000
	maxAttachments = 100
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
	Replies     []replyJSON      `json:"replies,omitempty"` // before conversations.*
	Edited      *editedJSON      `json:"edited,omitempty"`
	Blocks      json.RawMessage  `json:"blocks,omitempty"`
	Attachments json.RawMessage  `json:"attachments,omitempty"`
	Reactions   []state.Reaction `json:"reactions,omitempty"`
	PinnedTo    []string         `json:"pinned_to,omitempty"`
	Files       json.RawMessage  `json:"files,omitempty"`
	Upload      bool             `json:"upload,omitempty"`
}

type replyJSON struct {
	User model.UserID `json:"user"`
	TS   string       `json:"ts"`
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

// readMessage reads what a message says: text or Markdown, blocks or attachments, at least one.
func readMessage(c *webapi.Call, to *world.Conversation) (state.Message, error) {
	in := c.Install
	m := state.Message{
		Team: in.Team.ID, Channel: to.ID, User: in.AppUser, BotID: in.BotID, AppID: in.AppID,
		Text: c.Args.Get("text"), ThreadTS: c.Args.Get("thread_ts"),
	}
	if slices.Contains(in.OAuthScopes, "chat:write.customize") {
		m.Username = c.Args.Get("username")
	}
	if text := c.Args.Get("markdown_text"); text != "" {
		switch {
		case m.Text != "" || c.Args.Get("blocks") != "":
			return m, &webapi.SlackError{Code: "markdown_text_conflict"}
		case utf8.RuneCountInString(text) > maxMarkdown:
			return m, &webapi.SlackError{Code: "msg_too_long"} // the limit is Slack's; which code says so is inferred
		}
		m.Text = text
	}
	if text := c.Args.Get("blocks"); text != "" {
		blocks, err := readBlocks(c.State.NewSecret, text)
		if err != nil {
			return m, err
		}
		m.Blocks = blocks
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

// readBlocks reads blocks of a message, and refuses those that Slack refuses. Blocks and elements
// that have no id are given one, which newID makes.
func readBlocks(newID func() string, text string) (json.RawMessage, error) {
	blocks, ok := blockkit.Read(text)
	if !ok {
		return nil, &webapi.SlackError{Code: "invalid_blocks_format"}
	}
	if p := blocks.Check(blockkit.Message, "/blocks"); p != nil {
		return nil, invalidBlocks(p.Error())
	}
	blocks.FillIDs(newID)
	return blocks.JSON(), nil
}

func invalidBlocks(why string) error {
	return &webapi.SlackError{Code: "invalid_blocks", Metadata: &webapi.Messages{Messages: []string{"[ERROR] " + why}}}
}
