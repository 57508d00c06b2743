package delivery

import (
	"maps"

	"periscope/slackapi/sandbox/world"
)

// blockActions is what using an element of Block Kit sends.
func (i interaction) blockActions() payload {
	p := i.newPayload("block_actions")
	i.addPlace(p)
	p["trigger_id"] = i.trigger
	if i.view == nil {
		p["response_url"] = i.responseURL
		p["state"] = stateJSON(i.values)
	}
	action := i.element.Shape()
	maps.Copy(action, i.entered)
	if i.entered == nil && i.Value != "" {
		action["value"] = i.Value
	}
	action["action_ts"] = world.Timestamp(i.at)
	p["actions"] = []any{action}
	return p
}

// interactiveMessage is what a click sent before Block Kit: a button or a menu of an
// attachment, with the attachment's callback_id.
func (i interaction) interactiveMessage() payload {
	action := map[string]any{"name": i.Action, "type": "button", "value": i.Value}
	if i.Selected != "" {
		action = map[string]any{"name": i.Action, "type": "select", "selected_options": []any{map[string]any{"value": i.Selected}}}
	}
	p := i.oldPayload("interactive_message")
	p["trigger_id"], p["response_url"] = i.trigger, i.responseURL
	p["callback_id"], p["actions"], p["attachment_id"] = i.CallbackID, []any{action}, "1"
	p["action_ts"], p["is_app_unfurl"] = world.Timestamp(i.at), false
	if i.message != nil {
		p["message_ts"] = i.message.TS
	}
	if i.message != nil && i.message.To == "" {
		original := map[string]any{"type": "message", "text": i.message.Text, "ts": i.message.TS}
		if i.message.Attachments != nil {
			original["attachments"] = i.message.Attachments
		}
		p["original_message"] = original
	}
	return p
}

// shortcut is what a shortcut sends: a global one, or one on a message, which was called a
// message action first.
func (i interaction) shortcut() payload {
	kind := "shortcut"
	if i.message != nil {
		kind = "message_action"
	}
	p := i.newPayload(kind)
	p["callback_id"], p["trigger_id"], p["action_ts"] = i.Shortcut, i.trigger, world.Timestamp(i.at)
	if i.message != nil {
		p["channel"], p["message"], p["message_ts"] = i.place(), messageJSON(i.message), i.message.TS
		p["response_url"] = i.responseURL
	}
	return p
}
