package methods

import (
	"cmp"

	"periscope/model"
	"periscope/model/order"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// maxPins is how many messages of a conversation are pinned at most. Slack: 100.
const maxPins = 100

// PinsAdd is pins.add, of a message.
func PinsAdd(c *webapi.Call) (any, error) {
	found, m, err := item(c)
	switch {
	case err != nil:
		return nil, err
	case found.Archived:
		return nil, &webapi.SlackError{Code: "is_archived"}
	case len(pinsIn(c, found)) >= maxPins:
		return nil, &webapi.SlackError{Code: "too_many_pins"}
	}
	return webapi.Accepted, change(c, m, func(tx *state.Tx, m *state.Message) error {
		if m.PinnedAt != 0 {
			return &webapi.SlackError{Code: "already_pinned"}
		}
		m.PinnedBy, m.PinnedAt = c.Install.AppUser, tx.Now().Unix()
		tellPin(tx, c, found, m, "pin_added")
		return nil
	})
}

// PinsRemove is pins.remove, of a message.
func PinsRemove(c *webapi.Call) (any, error) {
	found, m, err := item(c)
	if err != nil {
		return nil, err
	}
	return webapi.Accepted, change(c, m, func(tx *state.Tx, m *state.Message) error {
		if m.PinnedAt == 0 {
			return &webapi.SlackError{Code: "no_pin"}
		}
		m.PinnedBy, m.PinnedAt = "", 0
		tellPin(tx, c, found, m, "pin_removed")
		return nil
	})
}

func tellPin(tx *state.Tx, c *webapi.Call, found *world.Conversation, m *state.Message, topic string) {
	tx.TellConversation(c.Install.Team, found, topic, map[string]any{
		"user": c.Install.AppUser, "channel_id": m.Channel,
		"item": map[string]any{"type": "message", "channel": m.Channel, "message": describeMessage(m)},
	})
}

type pinnedItem struct {
	Type      string           `json:"type"`
	Channel   model.ResourceID `json:"channel"`
	Created   int64            `json:"created"` // seconds since 1970
	CreatedBy model.UserID     `json:"created_by"`
	Message   messageJSON      `json:"message"`
}

type pinListReply struct {
	webapi.Success
	Items []pinnedItem `json:"items"`
}

// PinsList is pins.list: the pinned messages of a conversation, the last pinned first.
func PinsList(c *webapi.Call) (any, error) {
	found, err := namedConversation(c, anyType)
	if err != nil {
		return nil, err
	}
	if err := checkMember(c, found); err != nil {
		return nil, err
	}
	reply := pinListReply{Success: webapi.Accepted, Items: []pinnedItem{}}
	for _, m := range pinsIn(c, found) {
		reply.Items = append(reply.Items, pinnedItem{"message", m.Channel, m.PinnedAt, m.PinnedBy, describeMessage(m)})
	}
	return reply, nil
}

// pinsIn returns the pinned messages of a conversation, the last pinned first.
func pinsIn(c *webapi.Call, found *world.Conversation) []*state.Message {
	var pinned []*state.Message
	for _, m := range c.State.Messages(c.Install.Team.ID, found.ID) {
		if m.PinnedAt != 0 {
			pinned = append(pinned, m)
		}
	}
	order.Stable(pinned, func(a, b *state.Message) int { return cmp.Compare(b.PinnedAt, a.PinnedAt) })
	return pinned
}
