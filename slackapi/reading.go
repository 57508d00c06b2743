package slackapi

import (
	"context"
	"errors"
	"iter"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
)

// The readings below put several methods together into what a person asks for:
// what may the token do, where, and what are those places called?

// ReadPermissions reads everything the token may do. The first value is there
// after one round trip, and the last is whole. An error comes with what was read
// before it, so that a token that may not list users still shows the rest.
//
// Of a bot or user token these are the scopes that Slack reports with auth.test,
// and then again, for each page of users.conversations, with the conversations
// that it is in. Types that its scopes do not open stay empty. A token of a whole
// organization needs [WithTeam], unless it works in one workspace only. Kinds that
// hold no permissions are refused with a [*KindError] before anything is sent, and
// configuration tokens, which look like those of users, after auth.test.
//
// Of a workspace token they are what apps.permissions.info says, and then again
// with the users of each page of apps.permissions.users.list.
// Slack announced in 2018 that it would retire apps.permissions.info. Where that
// has happened, the same is put together from scopes.list and resources.list,
// which cannot tell a wildcard: there, "all public channels" is not seen.
func (c *Client) ReadPermissions(ctx context.Context) iter.Seq2[model.Permissions, error] {
	if c.kind.OfToday() {
		return c.readHeld(ctx)
	}
	return func(yield func(model.Permissions, error) bool) {
		var p model.Permissions
		if err := Explorable(c.kind); err != nil {
			yield(p, err)
			return
		}
		for next, err := range c.readGrants(ctx) {
			if p = next; !yield(p, err) || err != nil {
				return
			}
		}
		var users []model.UserGrant
		for page, err := range c.PermissionsUsers(ctx) {
			if err != nil {
				yield(p, err)
				return
			}
			users = append(users, page...)
			if p = p.WithUsers(users); !yield(p, nil) {
				return
			}
		}
	}
}

// readGrants reads all grants but those of users.
func (c *Client) readGrants(ctx context.Context) iter.Seq2[model.Permissions, error] {
	return func(yield func(model.Permissions, error) bool) {
		p, err := c.PermissionsInfo(ctx)
		if !retired(err) {
			yield(p, err)
			return
		}
		scopes, err := c.PermissionsScopes(ctx)
		if err != nil {
			yield(model.Permissions{}, err)
			return
		}
		ids := map[catalog.ResourceType][]model.ResourceID{}
		if !yield(assemble(scopes, ids), nil) {
			return
		}
		for page, err := range c.PermissionsResources(ctx) {
			for _, r := range page {
				ids[r.Type] = append(ids[r.Type], r.ID)
			}
			if !yield(assemble(scopes, ids), err) {
				return
			}
		}
	}
}

// retired reports whether Slack says that the method is no more.
func retired(err error) bool {
	refused, ok := errors.AsType[*Error](err)
	return ok && slices.Contains([]string{"unknown_method", "method_deprecated", "deprecated_endpoint"}, refused.Code)
}

// assemble makes permissions of the scopes of each type and the resources read so far.
func assemble(scopes []TypeScopes, ids map[catalog.ResourceType][]model.ResourceID) model.Permissions {
	var grants []model.Grant
	held := map[catalog.ResourceType]bool{}
	for _, s := range scopes {
		held[s.Type] = true
		grants = append(grants, model.Grant{Type: s.Type, Scopes: s.Scopes, Resources: model.ResourceSet{IDs: slices.Clip(ids[s.Type])}})
	}
	for t := range ids {
		if !held[t] {
			grants = append(grants, model.Grant{Type: t, Resources: model.ResourceSet{IDs: slices.Clip(ids[t])}})
		}
	}
	return model.NewPermissions(grants)
}

// listed shares the memory of ids, but leaves no room that a later append could fill.
func listed(ids []model.ResourceID) model.ResourceSet {
	return model.ResourceSet{IDs: slices.Clip(ids)}
}

// ReadResources lists, page by page, the conversations that a token with the
// permissions p can see, with their names. Where p does not let it list any, it
// calls nothing and yields nothing. Ids that p has among the app homes come back
// as such, though Slack calls them ims.
//
// Of a bot or user token they are the conversations it is in. Those that
// [Client.ReadPermissions] has just read to the end come from there, once,
// without another call.
func (c *Client) ReadResources(ctx context.Context, p model.Permissions) iter.Seq2[[]model.Resource, error] {
	if c.kind.OfToday() {
		return c.readNamed(ctx)
	}
	return func(yield func([]model.Resource, error) bool) {
		homes := appHomes(p)
		for page, err := range c.Conversations(ctx, listable(p, c.kind)) {
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

// listable returns the types on which p holds a scope that conversations.list
// takes. Slack: the scopes act as a filter, each opens its own type of conversation.
func listable(p model.Permissions, kind catalog.TokenKind) []catalog.ResourceType {
	need, _ := lookup("conversations.list").Need(kind)
	var types []catalog.ResourceType
	for _, t := range catalog.ResourceTypes {
		opens := func(s catalog.Scope) bool { return p.Holds(s, t) }
		if t.Conversation() && slices.ContainsFunc(need.Scopes, opens) {
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
