package slackapi

import (
	"context"
	"errors"
	"iter"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
)

// ReadPermissions reads everything the token may do. The first value is there
// after one round trip, and the last is whole. An error comes with what was read
// before it, so that a token that may not list users still shows the rest: what is
// missing of it stands in [model.Permissions.Unread]. Where that is empty, nothing was read.
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
	if c.kind.IsBotOrUser() {
		return c.readBotUserPermissions(ctx)
	}
	return func(yield func(model.Permissions, error) bool) {
		var p model.Permissions
		if err := CheckKind(c.kind); err != nil {
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
				p.Unread = []catalog.ResourceType{catalog.User}
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
		if !isRetired(err) {
			yield(p, err)
			return
		}
		scopes, err := c.PermissionsScopes(ctx)
		if err != nil {
			yield(model.Permissions{}, err)
			return
		}
		ids := map[catalog.ResourceType][]model.ResourceID{}
		if !yield(assemblePermissions(scopes, ids), nil) {
			return
		}
		for page, err := range c.PermissionsResources(ctx) {
			for _, r := range page {
				ids[r.Type] = append(ids[r.Type], r.ID)
			}
			p := assemblePermissions(scopes, ids)
			if err != nil {
				p.Unread = p.Types()
			}
			if !yield(p, err) {
				return
			}
		}
	}
}

// isRetired reports whether Slack says that the method is no more.
func isRetired(err error) bool {
	refused, ok := errors.AsType[*Error](err)
	return ok && slices.Contains([]string{"unknown_method", "method_deprecated", "deprecated_endpoint"}, refused.Code)
}

// assemblePermissions makes permissions of the scopes of each type and the resources read so far.
func assemblePermissions(scopes []TypeScopes, ids map[catalog.ResourceType][]model.ResourceID) model.Permissions {
	var grants []model.Grant
	hasScopes := map[catalog.ResourceType]bool{}
	for _, s := range scopes {
		hasScopes[s.Type] = true
		grants = append(grants, model.Grant{Type: s.Type, Scopes: s.Scopes, Resources: model.ResourceSet{IDs: slices.Clip(ids[s.Type])}})
	}
	for t := range ids {
		if !hasScopes[t] {
			grants = append(grants, model.Grant{Type: t, Resources: model.ResourceSet{IDs: slices.Clip(ids[t])}})
		}
	}
	return model.NewPermissions(grants)
}
