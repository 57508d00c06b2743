package slackapi

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"net/url"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// ReadResources lists, page by page, the conversations that a token with the
// permissions p can see, with their names. Where p does not let it list any, it
// calls nothing and yields nothing. Ids that p has among the app homes come back
// as such, though Slack calls them ims.
//
// Of a bot or user token they are the conversations it is in. Those that
// [Client.ReadPermissions] has just read to the end come from there, once,
// without another call.
func (c *Client) ReadResources(ctx context.Context, p model.Permissions) iter.Seq2[[]model.Resource, error] {
	if c.kind.IsBotOrUser() {
		return c.readBotUserResources(ctx)
	}
	return func(yield func([]model.Resource, error) bool) {
		homes := appHomes(p)
		for page, err := range c.Conversations(ctx, listableTypes(p, c.kind)) {
			for i := range page {
				if homes[page[i].ID] {
					page[i].Type = catalog.AppHome
				}
			}
			if !yield(page, err) {
				return
			}
		}
	}
}

func appHomes(p model.Permissions) map[model.ResourceID]bool {
	homes := map[model.ResourceID]bool{}
	for _, g := range p.On(catalog.AppHome) {
		for _, id := range g.Resources.IDs {
			homes[id] = true
		}
	}
	return homes
}

// listableTypes returns the types on which p holds a scope that conversations.list
// takes. Slack: the scopes act as a filter, each opens its own type of conversation.
func listableTypes(p model.Permissions, kind catalog.TokenKind) []catalog.ResourceType {
	need, _ := lookup("conversations.list").Need(kind)
	var types []catalog.ResourceType
	for _, t := range catalog.ResourceTypes {
		opens := func(s catalog.Scope) bool { return p.Holds(s, t) }
		if slices.ContainsFunc(need.Scopes, opens) {
			types = append(types, t)
		}
	}
	return types
}

// ReadResource looks one resource up by the type and id in want. A direct
// message is given the name of the person at its other end, if the token may
// read it. What Slack has no look-up for comes back as it is, without a name.
func (c *Client) ReadResource(ctx context.Context, want model.Resource) (model.Resource, error) {
	switch {
	case want.Type == catalog.Team:
		return c.readTeam(ctx, want)
	case want.Type == catalog.User:
		return c.User(ctx, model.UserID(want.ID))
	case !want.Type.Conversation():
		return want, nil
	}
	found, err := c.Conversation(ctx, want.ID)
	if err != nil {
		return want, err
	}
	found.Type = want.Type
	if found.Name == "" && found.User != "" {
		return c.withPerson(ctx, found)
	}
	return found, nil
}

// readTeam names the one team that a token can name: its own.
func (c *Client) readTeam(ctx context.Context, want model.Resource) (model.Resource, error) {
	id, err := c.AuthTest(ctx)
	if err == nil && model.ResourceID(id.Team.ID) == want.ID {
		want.Name = id.Team.Name
	}
	return want, err
}

// withPerson names a direct message. That the token may not read names is no
// failure: the message itself was found.
func (c *Client) withPerson(ctx context.Context, dm model.Resource) (model.Resource, error) {
	person, err := c.User(ctx, dm.User)
	if _, refused := errors.AsType[*Error](err); err != nil && !refused {
		return dm, err
	}
	dm.Name = person.Name
	return dm, nil
}

// User calls users.info. The name is the one that Slack shows: the display
// name a person chose, else their full name, else their handle.
func (c *Client) User(ctx context.Context, id model.UserID) (model.Resource, error) {
	r, err := call[userReply](ctx, c, "users.info", url.Values{"user": {string(id)}})
	if err != nil {
		return model.Resource{}, err
	}
	u := r.User
	name := cmp.Or(u.Profile.DisplayName, u.Profile.RealName, u.RealName, u.Handle)
	return model.Resource{Type: catalog.User, ID: model.ResourceID(id), Name: string(name)}, nil
}

type userReply struct {
	envelope
	User struct {
		Handle   text.Name `json:"name"`
		RealName text.Name `json:"real_name"`
		Profile  struct {
			DisplayName text.Name `json:"display_name"`
			RealName    text.Name `json:"real_name"`
		} `json:"profile"`
	} `json:"user"`
}
