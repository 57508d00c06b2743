package methods

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

type messageReply struct {
	webapi.Success
	Channel model.ResourceID `json:"channel"`
	TS      string           `json:"ts"`
	Text    *string          `json:"text,omitempty"` // of chat.update
	Message messageJSON      `json:"message"`
}

// ChatPostMessage is chat.postMessage. The message is in its conversation from then on, and
// apps that are there are told of it.
func ChatPostMessage(c *webapi.Call) (any, error) {
	to, err := postingTarget(c)
	if err != nil {
		return nil, err
	}
	m, err := readMessage(c, to)
	if err != nil {
		return nil, err
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	posted := tx.Post(m)
	tx.NoteMessage(c.Install, c.Method, "post", posted)
	tx.TellMessage(c.Install.Team, to, posted)
	return messageReply{Success: webapi.Accepted, Channel: to.ID, TS: posted.TS, Message: describeMessage(posted)}, nil
}

// postingTarget returns the conversation that the token may post in, named by its id, by that
// of a person to whom there is a direct message, by #name, name or @name.
func postingTarget(c *webapi.Call) (*world.Conversation, error) {
	name, err := c.RequireChannel()
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
	to, err := namedTarget(c, name)
	in = c.Install // the token may have come into a direct message
	switch {
	case err != nil:
		return nil, err
	case to == nil:
		return nil, &webapi.SlackError{Code: "channel_not_found"}
	case !c.May(to.Type):
		return nil, c.MissingScope(to.Type)
	case in.Permissions[to.Type].Covers(to.ID):
	case in.Kind == catalog.Workspace:
		return nil, &webapi.SlackError{Code: "no_permission"}
	case to.Type != catalog.Channel:
		return nil, &webapi.SlackError{Code: "channel_not_found"}
	case !slices.Contains(in.OAuthScopes, "chat:write.public") || c.Method != "chat.postMessage":
		return nil, &webapi.SlackError{Code: "not_in_channel"}
	}
	if to.Archived {
		return nil, &webapi.SlackError{Code: "is_archived"}
	}
	return to, nil
}

// namedTarget finds the conversation of a name or an id; nil if there is none.
func namedTarget(c *webapi.Call, name string) (*world.Conversation, error) {
	t := c.Install.Team
	if to := t.Find(model.ResourceID(name)); to != nil {
		return to, nil
	}
	if handle, is := strings.CutPrefix(name, "@"); is {
		u, found := t.Handle(handle)
		if !found {
			return nil, nil
		}
		name = string(u.ID)
	}
	if u, found := t.User(model.UserID(name)); found && !u.Bot {
		return direct(c, model.UserID(name))
	}
	return t.ByName(strings.TrimPrefix(name, "#")), nil
}

// direct is the direct message of a token with a person. To an app's own user it is opened
// if need be; a workspace app needs a scope for that.
func direct(c *webapi.Call, user model.UserID) (*world.Conversation, error) {
	in := c.Install
	if to := in.DirectWith(user); to != nil {
		return to, nil
	}
	creates := slices.Contains(in.ScopesOn(catalog.AppHome), "conversations.app_home:create")
	if !in.Team.HasPerson(user) || in.Kind == catalog.Workspace && !creates {
		return nil, nil
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	to := tx.OpenDirect(in, user)
	c.Install, _ = tx.Install(in.Token)
	return to, nil
}

// ownMessage returns the conversation and the message that a call is about, which must be one
// that the token posted; otherwise it refuses with a code.
func ownMessage(c *webapi.Call, refused string) (*world.Conversation, *state.Message, error) {
	to, err := postingTarget(c)
	if err != nil {
		return nil, nil, err
	}
	ts, err := c.Require("ts")
	if err != nil {
		return nil, nil, err
	}
	m := messageAt(c, to, ts)
	switch {
	case m == nil:
		return nil, nil, &webapi.SlackError{Code: "message_not_found"}
	case m.User != c.Install.AppUser || m.AppID != c.Install.AppID:
		return nil, nil, &webapi.SlackError{Code: refused}
	}
	return to, m, nil
}

func messageAt(c *webapi.Call, in *world.Conversation, ts string) *state.Message {
	tx := c.State.Lock()
	defer tx.Unlock()
	return tx.Message(c.Install.Team.ID, in.ID, ts)
}

// ChatUpdate is chat.update, for messages of the token itself.
func ChatUpdate(c *webapi.Call) (any, error) {
	to, old, err := ownMessage(c, "cant_update_message")
	if err != nil {
		return nil, err
	}
	next, err := readMessage(c, to)
	if err != nil {
		return nil, err
	}
	m := *old
	m.Text, m.Blocks, m.Attachments = next.Text, next.Blocks, next.Attachments
	tx := c.State.Lock()
	defer tx.Unlock()
	m.Edited = world.Timestamp(tx.Now())
	tx.ReplaceMessage(m)
	tx.NoteMessage(c.Install, c.Method, "update", &m)
	tx.TellChange(c.Install.Team, old, &m)
	return messageReply{Success: webapi.Accepted, Channel: to.ID, TS: m.TS, Text: &m.Text, Message: describeMessage(&m)}, nil
}

type tsReply struct {
	webapi.Success
	Channel   model.ResourceID `json:"channel,omitempty"`
	TS        string           `json:"ts,omitempty"`
	MessageTS string           `json:"message_ts,omitempty"` // of chat.postEphemeral
	Permalink string           `json:"permalink,omitempty"`
}

// ChatDelete is chat.delete, for messages of the token itself.
func ChatDelete(c *webapi.Call) (any, error) {
	to, m, err := ownMessage(c, "cant_delete_message")
	if err != nil {
		return nil, err
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	tx.DeleteMessage(m)
	tx.NoteMessage(c.Install, c.Method, "delete", m)
	tx.TellChange(c.Install.Team, m, nil)
	return tsReply{Success: webapi.Accepted, Channel: to.ID, TS: m.TS}, nil
}

// ChatPostEphemeral is chat.postEphemeral: one person sees the message, and no method reads it.
func ChatPostEphemeral(c *webapi.Call) (any, error) {
	to, err := postingTarget(c)
	if err != nil {
		return nil, err
	}
	user, err := c.Require("user")
	if err != nil {
		return nil, err
	}
	if !c.Install.Team.HasPerson(model.UserID(user)) || !c.Install.Team.IsMember(to, model.UserID(user)) {
		return nil, &webapi.SlackError{Code: "user_not_in_channel"}
	}
	m, err := readMessage(c, to)
	if err != nil {
		return nil, err
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	m.To = model.UserID(user)
	shown := tx.ShowEphemeral(m)
	tx.NoteMessage(c.Install, c.Method, "ephemeral", shown)
	return tsReply{Success: webapi.Accepted, MessageTS: shown.TS}, nil
}

// ChatGetPermalink is chat.getPermalink. It asks for no scope, only that the token sees the conversation.
func ChatGetPermalink(c *webapi.Call) (any, error) {
	id, err := c.RequireChannel()
	if err != nil {
		return nil, err
	}
	ts, err := c.Require("message_ts")
	if err != nil {
		return nil, err
	}
	found := c.Install.Team.Find(model.ResourceID(id))
	if found == nil || !sees(c.Install, found) {
		return nil, &webapi.SlackError{Code: "channel_not_found"}
	}
	m := messageAt(c, found, ts)
	if m == nil {
		return nil, &webapi.SlackError{Code: "message_not_found"}
	}
	team := cmp.Or(strings.TrimSuffix(c.Install.Team.URL, "/"), "https://team.slack.com")
	link := fmt.Sprintf("%s/archives/%s/p%s", team, found.ID, strings.Replace(m.TS, ".", "", 1))
	if m.ThreadTS != "" && m.ThreadTS != m.TS {
		link += "?thread_ts=" + m.ThreadTS + "&cid=" + string(found.ID)
	}
	return tsReply{Success: webapi.Accepted, Channel: found.ID, Permalink: link}, nil
}
