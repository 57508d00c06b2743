package delivery

import (
	"cmp"
	"encoding/json"
	"net/url"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
)

// The forms that Slack posts when a person uses an app.

// slashCommand is the form of a slash command.
func (i interaction) slashCommand() url.Values {
	command, text, _ := strings.Cut(strings.TrimSpace(i.Command), " ")
	in := i.place()
	return url.Values{
		"token":                 {verificationToken},
		"command":               {command},
		"text":                  {strings.TrimSpace(text)},
		"user_id":               {string(i.user.ID)},
		"user_name":             {i.user.Name},
		"team_id":               {string(i.app.Team.ID)},
		"team_domain":           {i.app.Team.Domain()},
		"channel_id":            {in.ID},
		"channel_name":          {in.Name},
		"api_app_id":            {i.app.AppID},
		"response_url":          {i.responseURL},
		"trigger_id":            {string(i.trigger)},
		"is_enterprise_install": {"false"},
	}
}

type idAndName struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
}

// place is where the person is, in the names that Slack has for it.
func (i interaction) place() idAndName {
	switch {
	case i.channel == nil:
		return idAndName{Name: "directmessage"}
	case i.channel.Type == catalog.IM || i.channel.Type == catalog.AppHome:
		return idAndName{string(i.channel.ID), "directmessage"}
	case i.channel.Type == catalog.Group:
		return idAndName{string(i.channel.ID), "privategroup"}
	}
	return idAndName{string(i.channel.ID), i.channel.Name}
}

// payload is what all the JSON has that interactivity sends.
type payload struct {
	Type  string `json:"type"`
	Token string `json:"token"`
	AppID string `json:"api_app_id,omitempty"`
	Team  struct {
		ID     model.TeamID `json:"id"`
		Domain string       `json:"domain"`
	} `json:"team"`
	User        map[string]string `json:"user"`
	Channel     idAndName         `json:"channel"`
	TriggerID   model.TriggerID   `json:"trigger_id"`
	ResponseURL string            `json:"response_url"`
}

func (i interaction) payload(kind string) payload {
	p := payload{
		Type: kind, Token: verificationToken, Channel: i.place(), TriggerID: i.trigger, ResponseURL: i.responseURL,
		User: map[string]string{"id": string(i.user.ID), "name": i.user.Name},
	}
	p.Team.ID, p.Team.Domain = i.app.Team.ID, i.app.Team.Domain()
	return p
}

// click is what a click on a button, or a menu, of a message sends.
func (i interaction) click() any {
	if i.CallbackID != "" {
		return i.interactiveMessage()
	}
	return i.blockActions()
}

type text struct {
	Type  string `json:"type"`
	Text  string `json:"text"`
	Emoji bool   `json:"emoji"`
}

type option struct {
	Text  text   `json:"text"`
	Value string `json:"value"`
}

type blockAction struct {
	Type     string  `json:"type"` // of the element
	ActionID string  `json:"action_id"`
	BlockID  string  `json:"block_id"`
	Text     *text   `json:"text,omitempty"`
	Value    string  `json:"value,omitempty"`
	Selected *option `json:"selected_option,omitempty"`
	ActionTS string  `json:"action_ts"`
}

// element is a part of a block that a person can use, as far as a click tells of it.
type element struct {
	Type     string   `json:"type"`
	ActionID string   `json:"action_id"`
	Text     *text    `json:"text"`
	Value    string   `json:"value"`
	Options  []option `json:"options"`
	blockID  string
}

// blockActions is what a click on Block Kit sends.
func (i interaction) blockActions() any {
	pressed := element{
		Type: "button", ActionID: i.Action, Value: i.Value, Text: &text{"plain_text", i.Action, true},
		blockID: cmp.Or(i.BlockID, "sandbox"),
	}
	if i.Selected != "" {
		pressed = element{Type: "static_select", ActionID: i.Action, blockID: pressed.blockID}
	}
	shown := map[string]any{"type": "message", "text": "", "blocks": []any{map[string]any{
		"type": "actions", "block_id": pressed.blockID, "elements": []any{pressed.json()},
	}}}
	p := struct {
		payload
		Container map[string]any `json:"container"`
		Message   map[string]any `json:"message"`
		State     map[string]any `json:"state"`
		Actions   []blockAction  `json:"actions"`
	}{
		payload:   i.payload("block_actions"),
		Container: map[string]any{"type": "message", "is_ephemeral": false},
		State:     map[string]any{"values": map[string]any{}},
	}
	if i.message != nil {
		if found, ok := elementOf(i.message, i.Action, i.BlockID); ok {
			pressed = found
			pressed.Value = cmp.Or(i.Value, found.Value)
			shown["blocks"] = i.message.Blocks
		}
		for name, value := range map[string]string{
			"user": string(i.message.User), "bot_id": i.message.BotID, "app_id": i.message.AppID,
			"team": string(i.message.Team), "ts": i.message.TS, "thread_ts": i.message.ThreadTS,
		} {
			if value != "" {
				shown[name] = value
			}
		}
		shown["text"] = i.message.Text
		p.Container["message_ts"], p.Container["channel_id"] = i.message.TS, i.message.Channel
	}
	action := blockAction{
		Type: pressed.Type, ActionID: i.Action, BlockID: pressed.blockID, Text: pressed.Text, Value: pressed.Value,
		ActionTS: world.Timestamp(i.at),
	}
	if i.Selected != "" {
		action.Text, action.Value, action.Selected = nil, "", pressed.optionOf(i.Selected)
	}
	p.AppID, p.Message, p.Actions = i.app.AppID, shown, []blockAction{action}
	p.User["username"], p.User["team_id"] = i.user.Name, string(i.app.Team.ID)
	return p
}

// json is the element as a message has it.
func (e element) json() map[string]any {
	all := map[string]any{"type": e.Type, "action_id": e.ActionID}
	if e.Text != nil {
		all["text"] = e.Text
	}
	if e.Value != "" {
		all["value"] = e.Value
	}
	return all
}

// optionOf is the option of a menu that has a value; made up where it has none.
func (e element) optionOf(value string) *option {
	for _, o := range e.Options {
		if o.Value == value {
			return &o
		}
	}
	return &option{text{"plain_text", value, true}, value}
}

// elementOf finds what a person presses in the blocks of a message.
func elementOf(m *state.Message, action, block string) (element, bool) {
	var blocks []struct {
		BlockID   string    `json:"block_id"`
		Elements  []element `json:"elements"`
		Accessory element   `json:"accessory"`
		Element   element   `json:"element"`
	}
	if json.Unmarshal(m.Blocks, &blocks) != nil {
		return element{}, false
	}
	for _, b := range blocks {
		for _, e := range append(b.Elements, b.Accessory, b.Element) {
			if e.ActionID == action && e.Type != "" && (block == "" || block == b.BlockID) {
				e.blockID = b.BlockID
				return e, true
			}
		}
	}
	return element{}, false
}

// interactiveMessage is what a click sent before Block Kit: a button or a menu of an
// attachment, with the attachment's callback_id.
func (i interaction) interactiveMessage() any {
	action := map[string]any{"name": i.Action, "type": "button", "value": i.Value}
	if i.Selected != "" {
		action = map[string]any{"name": i.Action, "type": "select", "selected_options": []any{map[string]any{"value": i.Selected}}}
	}
	p := struct {
		payload
		CallbackID      string         `json:"callback_id"`
		Actions         []any          `json:"actions"`
		AttachmentID    string         `json:"attachment_id"`
		MessageTS       string         `json:"message_ts,omitempty"`
		ActionTS        string         `json:"action_ts"`
		IsAppUnfurl     bool           `json:"is_app_unfurl"`
		OriginalMessage map[string]any `json:"original_message,omitempty"`
	}{
		payload: i.payload("interactive_message"), CallbackID: i.CallbackID, Actions: []any{action}, AttachmentID: "1",
		ActionTS: world.Timestamp(i.at),
	}
	if i.message != nil {
		p.MessageTS = i.message.TS
		p.OriginalMessage = map[string]any{"type": "message", "text": i.message.Text, "ts": i.message.TS}
		if i.message.Attachments != nil {
			p.OriginalMessage["attachments"] = i.message.Attachments
		}
	}
	return p
}
