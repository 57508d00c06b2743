package sandbox

import (
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// channelReply is a channel, private channel or group direct message.
type channelReply struct {
	ID             model.ResourceID `json:"id"`
	Name           string           `json:"name"`
	NameNormalized string           `json:"name_normalized"`
	IsChannel      bool             `json:"is_channel"`
	IsGroup        bool             `json:"is_group"`
	IsIM           bool             `json:"is_im"`
	IsMPIM         bool             `json:"is_mpim"`
	IsPrivate      bool             `json:"is_private"`
	IsArchived     bool             `json:"is_archived"`
	IsGeneral      bool             `json:"is_general"`
	IsMember       bool             `json:"is_member"`
	Creator        model.UserID     `json:"creator"`
	Created        int64            `json:"created"`
	NumMembers     *int             `json:"num_members,omitempty"`
}

// directReply is a direct message; it has a user instead of a name.
type directReply struct {
	ID            model.ResourceID `json:"id"`
	IsIM          bool             `json:"is_im"`
	IsArchived    bool             `json:"is_archived"`
	User          model.UserID     `json:"user"`
	IsUserDeleted bool             `json:"is_user_deleted"`
	Created       int64            `json:"created"`
}

// render gives a conversation the shape that Slack has for its type.
func (in *installation) render(c *world.Conversation, withMembers bool) any {
	if c.Type == catalog.IM || c.Type == catalog.AppHome {
		other, found := in.team.users[c.User]
		return directReply{
			ID:            c.ID,
			IsIM:          true,
			IsArchived:    c.Archived,
			User:          c.User,
			IsUserDeleted: found && other.Deleted,
			Created:       c.Created,
		}
	}
	public := c.Type == catalog.Channel
	reply := channelReply{
		ID:             c.ID,
		Name:           c.Name,
		NameNormalized: c.Name,
		IsChannel:      public,
		IsGroup:        !public,
		IsMPIM:         c.Type == catalog.MPIM,
		IsPrivate:      !public,
		IsArchived:     c.Archived,
		IsGeneral:      public && c.Name == "general",
		IsMember:       in.permissions[c.Type].covers(c.ID),
		Creator:        c.Creator,
		Created:        c.Created,
	}
	if withMembers {
		members := c.MemberCount()
		reply.NumMembers = &members
	}
	return reply
}

// typesArgument is what the words of the "types" argument stand for.
var typesArgument = map[string][]catalog.ResourceType{
	"public_channel":  {catalog.Channel},
	"private_channel": {catalog.Group},
	"mpim":            {catalog.MPIM},
	"im":              {catalog.IM, catalog.AppHome},
}

// conversationTypes reads the "types" argument, each type once however often
// it is named.
func (c *call) conversationTypes() ([]catalog.ResourceType, error) {
	text := c.args.Get("types")
	if text == "" {
		return []catalog.ResourceType{catalog.Channel}, nil
	}
	var types []catalog.ResourceType
	for word := range strings.SplitSeq(text, ",") {
		meant, known := typesArgument[strings.TrimSpace(word)]
		if !known {
			return nil, &failure{Code: "invalid_types"}
		}
		for _, t := range meant {
			if !slices.Contains(types, t) {
				types = append(types, t)
			}
		}
	}
	return types, nil
}

// seesAll reports whether the token sees every conversation of a type, those
// it is not in included: the public channels, for bot and user tokens and for
// a wildcard (inferred: their names are no secret in a workspace).
func (in *installation) seesAll(t catalog.ResourceType) bool {
	return t == catalog.Channel && (in.kind != catalog.Workspace || in.permissions[t].resources.Wildcard)
}

func (in *installation) sees(c *world.Conversation) bool {
	return in.seesAll(c.Type) || in.permissions[c.Type].covers(c.ID)
}

// visibleRuns returns what sees is true for, and perhaps a little more.
func (in *installation) visibleRuns(t catalog.ResourceType) []run {
	if in.seesAll(t) {
		return []run{in.team.runOf(t)}
	}
	return in.runsOn(t)
}

type conversationReply struct {
	success
	Channel any `json:"channel"`
}

func conversationInfo(c *call) (any, error) {
	found, err := c.conversation()
	if err != nil {
		return nil, err
	}
	return conversationReply{accepted, c.install.render(found, c.flag("include_num_members"))}, nil
}

// conversation returns the one that the call is about, if the token may see it.
// To bot and user tokens, one that they may not see is not there. A workspace
// token learns that the app would have to be let in.
func (c *call) conversation() (*world.Conversation, error) {
	id, err := c.require("channel")
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(catalog.ResourceTypes[:], c.may) {
		return nil, c.missing(catalog.ResourceTypes[:]...)
	}
	found := c.install.team.find(model.ResourceID(id))
	switch {
	case found == nil:
		return nil, &failure{Code: "channel_not_found"}
	case !c.may(found.Type):
		return nil, c.missing(found.Type)
	case !c.install.sees(found) && c.install.kind == catalog.Workspace:
		return nil, &failure{Code: "no_permission"}
	case !c.install.sees(found):
		return nil, &failure{Code: "channel_not_found"}
	}
	return found, nil
}
