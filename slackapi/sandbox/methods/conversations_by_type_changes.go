package methods

import (
	"errors"
	"strings"
	"unicode"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// shortChannelName is how many characters the name of a channel had until [state.LongChannelNames].
const shortChannelName = 21

// readChannelName reads the name of a channel that the call makes or joins. What no name can have is
// changed, or refused if the call says "validate".
func readChannelName(c *webapi.Call) (string, error) {
	if !c.Args.Has("name") {
		return "", &webapi.SlackError{Code: "no_channel"}
	}
	name, most := strings.TrimPrefix(c.Args.Get("name"), "#"), shortChannelName
	if c.State.Since(c.Install.Kind, state.LongChannelNames) {
		most = maxChannelName
	}
	if !c.Flag("validate") {
		name = strings.Map(channelLetter, name)
		if letters := []rune(name); len(letters) > most {
			name = string(letters[:most])
		}
	}
	if code := badChannelName(name, most); code != "" {
		return "", &webapi.SlackError{Code: code}
	}
	return name, nil
}

// channelLetter is what stands in the name of a channel for a letter. What Slack made of other marks
// than letters, digits, - and _ is inferred.
func channelLetter(r rune) rune {
	if r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) {
		return unicode.ToLower(r)
	}
	return '-'
}

// Create is channels.create or groups.create. A workspace app names nobody.
func (f *Family) Create(c *webapi.Call) (any, error) {
	kind := f.types[0]
	if !c.May(kind) {
		return nil, c.MissingScope(kind)
	}
	name, err := readChannelName(c)
	if err != nil {
		return nil, err
	}
	made, err := createConversation(c, kind, name, nil)
	if err != nil {
		return nil, err
	}
	return f.replyWithOpen(c, made), nil
}

// replyWithOpen is a reply with a conversation that the call made or opened.
func (f *Family) replyWithOpen(c *webapi.Call, opened *world.Conversation) any {
	described := f.describeWithMembers(c, opened)
	if reply, is := described.(familyReply); is && reply.IsGroup {
		reply.IsOpen = true
		described = reply
	}
	return f.replyWith(described)
}

// channelSummaryReply is the reply of channels.join about a channel that the user was in before.
type channelSummaryReply struct {
	ID         model.ResourceID `json:"id"`
	Name       string           `json:"name"`
	Created    int64            `json:"created"`
	Creator    model.UserID     `json:"creator"`
	IsArchived bool             `json:"is_archived"`
	IsGeneral  bool             `json:"is_general"`
}

// Join is channels.join: of the channel of a name, which is made if there is none.
func (f *Family) Join(c *webapi.Call) (any, error) {
	if !c.May(catalog.Channel) {
		return nil, c.MissingScope(catalog.Channel)
	}
	name, err := readChannelName(c)
	if err != nil {
		return nil, err
	}
	found := c.Install.Team.ByName(name)
	switch {
	case found == nil:
		found, err = createConversation(c, catalog.Channel, name, nil)
	case found.Type != catalog.Channel:
		err = &webapi.SlackError{Code: "name_taken"}
	default:
		var before bool
		if before, err = join(c, found); before {
			reply := f.replyWith(channelSummaryReply{
				found.ID, found.Name, found.Created, found.Creator, found.Archived, found.Name == "general",
			})
			reply[alreadyInChannel] = true
			return reply, nil
		}
	}
	if err != nil {
		return nil, err
	}
	return f.replyWith(f.describeWithMembers(c, found)), nil
}

// Invite is channels.invite or groups.invite, of one person. To be in a private channel before is no mistake.
func (f *Family) Invite(c *webapi.Call) (any, error) {
	found, err := changeableConversation(c, f.types)
	if err != nil {
		return nil, err
	}
	if _, err := c.Require("user"); err != nil {
		return nil, err
	}
	err = invite(c, found, "user")
	refused, isRefused := errors.AsType[*webapi.SlackError](err)
	before := isRefused && refused.Code == alreadyInChannel && found.Type == catalog.Group
	if err != nil && !before {
		return nil, err
	}
	reply := f.replyWith(f.describeWithMembers(c, c.Install.Team.Find(found.ID)))
	if before {
		reply["already_in_group"] = true
	}
	return reply, nil
}

// Leave is channels.leave or groups.leave.
func (f *Family) Leave(c *webapi.Call) (any, error) {
	found, err := changeableConversation(c, f.types)
	if err != nil {
		return nil, err
	}
	return leave(c, found)
}

// IMOpen is im.open.
func IMOpen(c *webapi.Call) (any, error) {
	if !c.May(catalog.IM) {
		return nil, c.MissingScope(catalog.IM)
	}
	id, err := c.Require("user")
	if err != nil {
		return nil, err
	}
	if u, known := c.Install.Team.User(model.UserID(id)); known && u.Deleted {
		return nil, &webapi.SlackError{Code: "user_disabled"}
	}
	users, err := readUsers(c, "user")
	if err != nil {
		return nil, err
	}
	if len(users) != 1 {
		return nil, &webapi.SlackError{Code: "user_not_found"}
	}
	opened, before := openDirect(c, users)
	reply := describeOpened(c, opened, before)
	if c.Flag("return_im") {
		reply.Channel = IMs.describe(c, opened)
	}
	return reply, nil
}

// MPIMOpen is mpim.open: the same one for the same people, whatever their order.
func MPIMOpen(c *webapi.Call) (any, error) {
	if !c.May(catalog.MPIM) {
		return nil, c.MissingScope(catalog.MPIM)
	}
	users, err := readGroupUsers(c)
	if err != nil {
		return nil, err
	}
	if len(users) < 2 {
		return nil, &webapi.SlackError{Code: "not_enough_users"}
	}
	opened, _ := openDirect(c, users)
	return MPIMs.replyWithOpen(c, opened), nil
}
