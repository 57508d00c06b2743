package delivery

import (
	"net/url"
	"strings"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/blockkit"
	"periscope/slackapi/sandbox/state"
)

// What Slack sends when a person uses an app.

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

// payload is what interactivity sends as JSON.
type payload map[string]any

// payload has what all JSON of interactivity has.
func (i interaction) payload(kind string) payload {
	return payload{
		"type":  kind,
		"token": verificationToken,
		"team":  map[string]string{"id": string(i.app.Team.ID), "domain": i.app.Team.Domain()},
		"user":  map[string]string{"id": string(i.user.ID), "name": i.user.Name},
	}
}

// oldPayload is one of before Block Kit: those all came from a conversation.
func (i interaction) oldPayload(kind string) payload {
	p := i.payload(kind)
	p["channel"] = i.place()
	return p
}

// newPayload is one of Block Kit's time.
func (i interaction) newPayload(kind string) payload {
	p := i.payload(kind)
	p["api_app_id"] = i.app.AppID
	p["enterprise"], p["is_enterprise_install"] = nil, false
	p["user"] = map[string]string{
		"id": string(i.user.ID), "name": i.user.Name, "username": i.user.Name, "team_id": string(i.app.Team.ID),
	}
	return p
}

// messageJSON is a message as payloads show it.
func messageJSON(m *state.Message) map[string]any {
	shown := map[string]any{"type": "message", "text": m.Text}
	for name, value := range map[string]string{
		"user": string(m.User), "bot_id": m.BotID, "app_id": m.AppID, "team": string(m.Team), "ts": m.TS, "thread_ts": m.ThreadTS,
	} {
		if value != "" {
			shown[name] = value
		}
	}
	if m.Blocks != nil {
		shown["blocks"] = m.Blocks
	}
	if m.Attachments != nil {
		shown["attachments"] = m.Attachments
	}
	return shown
}

// container is where an element of Block Kit is.
func (i interaction) container() map[string]any {
	switch {
	case i.view != nil:
		return map[string]any{"type": "view", "view_id": i.view.ID}
	case i.message == nil:
		return map[string]any{"type": "message", "is_ephemeral": false}
	}
	c := map[string]any{"type": "message", "is_ephemeral": i.message.To != "", "message_ts": i.message.TS, "channel_id": i.message.Channel}
	if i.message.ThreadTS != "" {
		c["thread_ts"] = i.message.ThreadTS
	}
	return c
}

// addPlace adds the view, or the message and its conversation, to a payload.
func (i interaction) addPlace(p payload) {
	p["container"] = i.container()
	if i.view != nil {
		p["view"] = i.view.JSON()
		return
	}
	p["channel"] = i.place()
	if i.message != nil && i.message.To == "" { // Slack tells no more of an ephemeral one than where it is
		p["message"] = messageJSON(i.message)
	}
}

// stateJSON is what people entered, as payloads show it.
func stateJSON(values blockkit.Values) map[string]any {
	if values == nil {
		values = blockkit.Values{}
	}
	return map[string]any{"values": values}
}
