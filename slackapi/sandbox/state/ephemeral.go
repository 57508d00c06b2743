package state

import (
	"bytes"
	"slices"
	"time"

	"periscope/model"
	"periscope/slackapi/sandbox/world"
)

// ephemerals are the last messages that one person alone sees. No method reads them, but people
// press what is in them, and then their app may change or delete them.
type ephemerals struct {
	at   map[spot]*Message
	all  bounded[*Message] // as they were shown first: only their spots count
	last time.Time         // when the last was shown
}

// spot is where a message is: no other there has its timestamp, ephemeral or not.
type spot struct {
	place
	ts string
}

func spotOf(m *Message) spot { return spot{place{m.Team, m.Channel}, m.TS} }

const maxEphemerals = 1000

func newEphemerals() *ephemerals {
	es := &ephemerals{at: map[spot]*Message{}}
	es.all = bounded[*Message]{most: maxEphemerals, weightOf: (*Message).weight, dropped: func(m *Message) { delete(es.at, spotOf(m)) }}
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
	tx.ephemerals.at[spotOf(&m)] = &m
	tx.ephemerals.all.add(&m)
	return &m
}

// Ephemeral returns the ephemeral message of that timestamp, or nil.
func (tx *Tx) Ephemeral(team model.TeamID, channel model.ResourceID, ts string) *Message {
	return tx.ephemerals.at[spot{place{team, channel}, ts}]
}

// lastEphemeralOf is as [Tx.LastMessageOf], of what a person alone sees.
func (tx *Tx) lastEphemeralOf(app *Installation, user model.UserID, channel model.ResourceID, mark []byte) *Message {
	for _, shown := range slices.Backward(tx.ephemerals.all.items) {
		m := tx.ephemerals.at[spotOf(shown)] // as it is now
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
		if m := s.tx.ephemerals.at[spotOf(shown)]; m != nil && m.Team == team && len(all) < most {
			all = append(all, m)
		}
	}
	return all
}
