package state

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"periscope/model"
	"periscope/slackapi/sandbox/world"
)

// Message is one message in a conversation. It is replaced and never changed.
type Message struct {
	Team        model.TeamID
	Channel     model.ResourceID
	TS          string // its id in the conversation
	ThreadTS    string // of the message that it replies to; of one with replies, its own
	User        model.UserID
	To          model.UserID // who alone sees it, if it is ephemeral
	BotID       string
	AppID       string
	Username    string // that the app chose to post as
	Text        string
	Blocks      json.RawMessage
	Attachments json.RawMessage
	Files       json.RawMessage // as methods show them; of a message with files
	Edited      string          // when, as a timestamp; empty: never
	Reactions   []Reaction
	PinnedBy    model.UserID
	PinnedAt    int64 // seconds since 1970; 0: it is not pinned
}

// Reaction is an emoji on a message, and who put it there, in that order.
type Reaction struct {
	Name  string         `json:"name"`
	Users []model.UserID `json:"users"`
	Count int            `json:"count"`
}

func (m *Message) weight() int {
	return len(m.Text) + len(m.Blocks) + len(m.Attachments) + len(m.Files)
}

// place is one conversation of one team: ids are unique in a team only.
type place struct {
	team    model.TeamID
	channel model.ResourceID
}

// messages are the last that were posted, by conversation, oldest first.
type messages struct {
	in  map[place][]*Message
	all bounded[*Message] // as posted first: only their places count
}

const maxMessages = 20_000

func newMessages() *messages {
	ms := &messages{in: map[place][]*Message{}}
	ms.all = bounded[*Message]{most: maxMessages, weightOf: (*Message).weight, dropped: func(m *Message) {
		at := place{m.Team, m.Channel}
		if i, found := findMessage(ms.in[at], m.TS); found && i == 0 {
			ms.in[at] = ms.in[at][1:]
		} else if found { // readers have the old list
			ms.in[at] = slices.Delete(slices.Clone(ms.in[at]), i, i+1)
		}
		if len(ms.in[at]) == 0 {
			delete(ms.in, at)
		}
	}}
	return ms
}

// Post adds a message to its conversation, and gives it a timestamp that no other there has.
func (tx *Tx) Post(m Message) *Message {
	at := place{m.Team, m.Channel}
	now := tx.now()
	if before := tx.messages.in[at]; len(before) > 0 {
		if last := momentOf(before[len(before)-1].TS); !now.Truncate(time.Microsecond).After(last) {
			now = last.Add(time.Microsecond)
		}
	}
	m.TS = world.Timestamp(now)
	for tx.ephemerals.at[keyOf(&m)] != nil {
		now = now.Add(time.Microsecond)
		m.TS = world.Timestamp(now)
	}
	tx.changes.Add(1)
	tx.messages.in[at] = append(tx.messages.in[at], &m)
	tx.messages.all.add(&m)
	if m.ThreadTS != "" { // the first message of a thread is in it
		if parent := tx.Message(m.Team, m.Channel, m.ThreadTS); parent != nil && parent.ThreadTS == "" {
			first := *parent
			first.ThreadTS = first.TS
			tx.ReplaceMessage(first)
		}
	}
	return &m
}

// momentOf reads a timestamp that was made here.
func momentOf(ts string) time.Time {
	seconds, micros, _ := strings.Cut(ts, ".")
	s, _ := strconv.ParseInt(seconds, 10, 64)
	us, _ := strconv.ParseInt(micros, 10, 64)
	return time.Unix(s, us*int64(time.Microsecond))
}

// Message returns the message of that timestamp, or nil.
func (tx *Tx) Message(team model.TeamID, channel model.ResourceID, ts string) *Message {
	all := tx.messages.in[place{team, channel}]
	if i, found := findMessage(all, ts); found {
		return all[i]
	}
	return nil
}

// findMessage finds a message in a list by its timestamp, in which order the list is.
func findMessage(all []*Message, ts string) (int, bool) {
	return slices.BinarySearchFunc(all, ts, func(m *Message, ts string) int {
		return cmp.Or(cmp.Compare(len(m.TS), len(ts)), cmp.Compare(m.TS, ts))
	})
}

// ReplaceMessage puts a message in the place of the one with its timestamp.
func (tx *Tx) ReplaceMessage(m Message) {
	if m.To != "" {
		tx.changes.Add(1)
		tx.ephemerals.at[keyOf(&m)] = &m
		return
	}
	all := tx.messages.in[place{m.Team, m.Channel}]
	if i, found := findMessage(all, m.TS); found {
		next := slices.Clone(all) // readers have the old list
		next[i] = &m
		tx.changes.Add(1)
		tx.messages.in[place{m.Team, m.Channel}] = next
	}
}

// DeleteMessage takes a message out of its conversation.
func (tx *Tx) DeleteMessage(m *Message) {
	at := place{m.Team, m.Channel}
	tx.changes.Add(1)
	if m.To != "" {
		delete(tx.ephemerals.at, keyOf(m))
		return
	}
	tx.messages.in[at] = slices.DeleteFunc(slices.Clone(tx.messages.in[at]), func(other *Message) bool { return other.TS == m.TS })
}

// LastMessageOf returns the last message of an app that a person sees, ephemeral ones included, with
// something that has an action_id: in a conversation, or, with an empty id, in any of the
// team's. It is nil if there is none.
func (tx *Tx) LastMessageOf(app *Installation, user model.UserID, channel model.ResourceID, action string) *Message {
	mark := []byte(`"` + action + `"`)
	shown := tx.lastEphemeralOf(app, user, channel, mark)
	for _, posted := range slices.Backward(tx.messages.all.items) {
		if !posted.isOf(app, channel) {
			continue
		}
		m := tx.Message(posted.Team, posted.Channel, posted.TS) // as it is now
		if m == nil || !m.has(mark) {
			continue
		}
		if shown == nil || momentOf(m.TS).After(momentOf(shown.TS)) {
			return m
		}
		break
	}
	return shown
}

// Messages returns those of a conversation, oldest first. The caller does not change the list.
func (s *State) Messages(team model.TeamID, channel model.ResourceID) []*Message {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.tx.messages.in[place{team, channel}]
}

// Spoken says how many messages there are in conversations of a team, where there are any.
func (s *State) Spoken(team model.TeamID) map[model.ResourceID]int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	spoken := map[model.ResourceID]int{}
	for at, all := range s.tx.messages.in {
		if at.team == team {
			spoken[at.channel] = len(all)
		}
	}
	return spoken
}

// ephemerals are the last messages that one person alone sees. No method reads them, but people
// press what is in them, and then their app may change or delete them.
type ephemerals struct {
	at   map[messageKey]*Message
	all  bounded[*Message] // as they were shown first: only their keys count
	last time.Time         // when the last was shown
}

// messageKey tells messages apart: in one place no two have the same timestamp, ephemeral or not.
type messageKey struct {
	place
	ts string
}

func keyOf(m *Message) messageKey { return messageKey{place{m.Team, m.Channel}, m.TS} }

const maxEphemerals = 1000

func newEphemerals() *ephemerals {
	es := &ephemerals{at: map[messageKey]*Message{}}
	es.all = bounded[*Message]{most: maxEphemerals, weightOf: (*Message).weight, dropped: func(m *Message) { delete(es.at, keyOf(m)) }}
	return es
}

// ShowEphemeral shows a message to the person in its To, and gives it a timestamp of its own.
func (tx *Tx) ShowEphemeral(m Message) *Message {
	now := tx.now().Truncate(time.Microsecond)
	if !now.After(tx.ephemerals.last) {
		now = tx.ephemerals.last.Add(time.Microsecond)
	}
	m.TS = world.Timestamp(now)
	for tx.Message(m.Team, m.Channel, m.TS) != nil {
		now = now.Add(time.Microsecond)
		m.TS = world.Timestamp(now)
	}
	tx.ephemerals.last = now
	tx.changes.Add(1)
	tx.ephemerals.at[keyOf(&m)] = &m
	tx.ephemerals.all.add(&m)
	return &m
}

// Ephemeral returns the ephemeral message of that timestamp, or nil.
func (tx *Tx) Ephemeral(team model.TeamID, channel model.ResourceID, ts string) *Message {
	return tx.ephemerals.at[messageKey{place{team, channel}, ts}]
}

// lastEphemeralOf is as [Tx.LastMessageOf], of what a person alone sees.
func (tx *Tx) lastEphemeralOf(app *Installation, user model.UserID, channel model.ResourceID, mark []byte) *Message {
	for _, shown := range slices.Backward(tx.ephemerals.all.items) {
		m := tx.ephemerals.at[keyOf(shown)] // as it is now
		if m != nil && m.To == user && m.isOf(app, channel) && m.has(mark) {
			return m
		}
	}
	return nil
}

func (m *Message) isOf(app *Installation, channel model.ResourceID) bool {
	return m.Team == app.Team.ID && m.AppID == app.AppID && (channel == "" || m.Channel == channel)
}

func (m *Message) has(mark []byte) bool {
	return bytes.Contains(m.Blocks, mark) || bytes.Contains(m.Attachments, mark)
}

// Ephemerals returns what single persons of a team see now, the newest first, so many at most.
func (s *State) Ephemerals(team model.TeamID, most int) []*Message {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var all []*Message
	for _, shown := range slices.Backward(s.tx.ephemerals.all.items) {
		if m := s.tx.ephemerals.at[keyOf(shown)]; m != nil && m.Team == team && len(all) < most {
			all = append(all, m)
		}
	}
	return all
}

// AppMessage is something that an app said, and how.
type AppMessage struct {
	Number  int          `json:"number"` // since the start or the last reset, from 1
	At      time.Time    `json:"at"`
	Team    model.TeamID `json:"team"`
	App     string       `json:"app"`
	Via     string       `json:"via"`    // the method, "ack", "response_url" or "incoming-webhook"
	Action  string       `json:"action"` // post, ephemeral, update or delete
	Channel string       `json:"channel,omitempty"`
	// User is whom the message is by; To is who alone sees it, if it is ephemeral.
	User        model.UserID    `json:"user,omitempty"`
	To          model.UserID    `json:"to,omitempty"`
	TS          string          `json:"ts,omitempty"`
	ThreadTS    string          `json:"thread_ts,omitempty"`
	Text        string          `json:"text"`
	Blocks      json.RawMessage `json:"blocks,omitempty"`
	Attachments json.RawMessage `json:"attachments,omitempty"`
	Files       json.RawMessage `json:"files,omitempty"`
}

const maxAppMessages = 1000

func newAppMessages() *bounded[AppMessage] {
	return &bounded[AppMessage]{most: maxAppMessages, weightOf: func(m AppMessage) int {
		return len(m.Text) + len(m.Blocks) + len(m.Attachments)
	}}
}

// Note records what an app said.
func (tx *Tx) Note(in *Installation, m AppMessage) {
	tx.said++
	tx.changes.Add(1)
	m.Number, m.At, m.Team, m.App = tx.said, tx.now(), in.Team.ID, in.AppID
	if m.User == "" {
		m.User = in.AppUser
	}
	tx.appMessages.add(m)
}

// NoteMessage records that an app did something with a message of a conversation.
func (tx *Tx) NoteMessage(in *Installation, via, action string, m *Message) {
	tx.Note(in, AppMessage{
		Via: via, Action: action, Channel: string(m.Channel), User: m.User, To: m.To, TS: m.TS, ThreadTS: m.ThreadTS,
		Text: m.Text, Blocks: m.Blocks, Attachments: m.Attachments, Files: m.Files,
	})
}

// AppMessages returns the last things that apps said, the oldest first; never nil.
func (s *State) AppMessages() []AppMessage {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return append([]AppMessage{}, s.tx.appMessages.items...)
}
