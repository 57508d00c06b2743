package delivery

import (
	"encoding/json"
	"strings"

	"periscope/slackapi/sandbox/blockkit"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
)

// spoken is a message as an app answers with it.
type spoken struct {
	Text         string          `json:"text"`
	Blocks       json.RawMessage `json:"blocks"`
	Attachments  json.RawMessage `json:"attachments"`
	ResponseType string          `json:"response_type"` // ephemeral or in_channel
	ThreadTS     string          `json:"thread_ts"`
	Replace      bool            `json:"replace_original"`
	Delete       bool            `json:"delete_original"`
}

func (s spoken) empty() bool {
	return s.Text == "" && len(s.Blocks) == 0 && len(s.Attachments) == 0 && !s.Delete
}

// noteAck keeps what an app says in its answer to a command, or to a click of before Block
// Kit. (The answer to block_actions says nothing to people.)
func (i *Interactivity) noteAck(use interaction, got receipt) {
	if use.channel == nil || use.Command == "" && use.CallbackID == "" {
		return
	}
	var s spoken
	text := strings.TrimSpace(string(got.body))
	if json.Unmarshal(got.body, &s) != nil {
		s = spoken{Text: text}
		if strings.HasPrefix(text, "<") || strings.HasPrefix(text, "{") { // a page of a framework
			return
		}
	}
	if s.empty() {
		return
	}
	r := &state.ResponseURL{App: use.app, User: use.user.ID, Channel: use.channel.ID}
	if use.message != nil {
		r.Message = use.message.TS
		s.Replace = s.ResponseType == "" // Slack: such an answer takes the place of the message
	}
	tx := i.State.Lock()
	defer tx.Unlock()
	if s.readBlocks(tx) != nil {
		return // Slack shows no such message
	}
	respond(tx, "ack", r, s)
}

// Respond is a response URL: an app answers a person who used it. The error is a
// [state.CodeError].
func (i *Interactivity) Respond(id string, body []byte) error {
	var s spoken
	if err := json.Unmarshal(body, &s); err != nil {
		return state.CodeError("invalid_payload")
	}
	tx := i.State.Lock()
	defer tx.Unlock()
	if s.empty() {
		return state.CodeError("no_text")
	}
	if err := s.readBlocks(tx); err != nil {
		return err
	}
	r, err := tx.UseResponseURL(id)
	if err != nil {
		return err
	}
	respond(tx, "response_url", r, s)
	return nil
}

// readBlocks refuses blocks that Slack refuses, and gives the others the ids that they lack.
func (s *spoken) readBlocks(tx *state.Tx) error {
	if len(s.Blocks) == 0 || string(s.Blocks) == "null" {
		s.Blocks = nil
		return nil
	}
	blocks, ok := blockkit.Read(string(s.Blocks))
	if !ok || blocks.Check(blockkit.Message, "/blocks") != nil {
		return state.CodeError("invalid_blocks")
	}
	blocks.FillIDs(tx.NewSecret)
	s.Blocks = blocks.JSON()
	return nil
}

func respond(tx *state.Tx, via string, r *state.ResponseURL, s spoken) {
	m := state.Message{
		Team: r.App.Team.ID, Channel: r.Channel, User: r.App.AppUser, BotID: r.App.BotID, AppID: r.App.AppID,
		Text: s.Text, Blocks: s.Blocks, Attachments: s.Attachments, ThreadTS: s.ThreadTS,
	}
	original := tx.Message(m.Team, m.Channel, r.Message)
	if original == nil {
		original = tx.Ephemeral(m.Team, m.Channel, r.Message)
	}
	tell := func(now *state.Message) {
		if original.To == "" { // no app is told of what one person alone sees
			tx.TellChange(r.App.Team, original, now)
		}
	}
	switch {
	case s.Delete && original != nil:
		tx.DeleteMessage(original)
		tx.NoteMessage(r.App, via, "delete", original)
		tell(nil)
	case s.Replace && original != nil:
		m.TS, m.ThreadTS, m.To, m.Edited = original.TS, original.ThreadTS, original.To, world.Timestamp(tx.Now())
		tx.ReplaceMessage(m)
		tx.NoteMessage(r.App, via, "update", &m)
		tell(&m)
	case s.ResponseType == "in_channel":
		posted := tx.Post(m)
		tx.NoteMessage(r.App, via, "post", posted)
		if c := r.App.Team.Find(m.Channel); c != nil {
			tx.TellMessage(r.App.Team, c, posted)
		}
	case !s.Delete && !s.Replace:
		m.To = r.User
		tx.NoteMessage(r.App, via, "ephemeral", tx.ShowEphemeral(m))
	default: // of a message that is no more, or was made up
		action := "update"
		if s.Delete {
			action = "delete"
		}
		tx.Note(r.App, state.AppMessage{
			Via: via, Action: action, Channel: string(r.Channel), To: r.User, TS: r.Message, ThreadTS: s.ThreadTS,
			Text: s.Text, Blocks: s.Blocks, Attachments: s.Attachments,
		})
	}
}
