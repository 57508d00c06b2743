package slackapi

import (
	"context"
	"errors"
	"iter"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
)

// readBotUser reads what a bot or user token may do: its identity with its scopes
// first, then page by page the conversations it is in. Each value comes with the
// page that is new in it.
func (c *Client) readBotUser(ctx context.Context) iter.Seq2[partialRead, error] {
	return func(yield func(partialRead, error) bool) {
		id, err := c.identify(ctx)
		if err != nil {
			yield(partialRead{}, err)
			return
		}
		in := newConversationIDs()
		p := model.PermissionsOf(c.kind, id, nil)
		if !yield(partialRead{permissions: p}, nil) {
			return
		}
		for listed, err := range c.usersConversations(ctx, id) {
			if err == nil {
				in.add(listed.page)
				p = model.PermissionsOf(c.kind, id, in.sets())
			}
			p.Unread = listed.unread
			if !yield(partialRead{p, listed.page}, err) || err != nil {
				return
			}
		}
	}
}

// partialRead is what was read so far, and the page of conversations that came last.
type partialRead struct {
	permissions model.Permissions
	page        []model.Resource
}

// readBotUserPermissions is ReadPermissions for a bot or user token. The pages hold
// names, too: they wait in the client for ReadResources, so that they are not fetched
// twice. So do those of a reading that broke off.
func (c *Client) readBotUserPermissions(ctx context.Context) iter.Seq2[model.Permissions, error] {
	return func(yield func(model.Permissions, error) bool) {
		c.swapPages(nil)
		pages := [][]model.Resource{} // of a bot that is nowhere, too: there is nothing to ask for
		for r, err := range c.readBotUser(ctx) {
			if len(r.page) > 0 {
				pages = append(pages, r.page)
			}
			if !r.permissions.Complete() {
				c.swapPages(pages)
			}
			if !yield(r.permissions, err) || err != nil {
				return
			}
		}
		c.swapPages(pages)
	}
}

// readBotUserResources is ReadResources for a bot or user token.
func (c *Client) readBotUserResources(ctx context.Context) iter.Seq2[[]model.Resource, error] {
	return func(yield func([]model.Resource, error) bool) {
		if read := c.swapPages(nil); read != nil {
			for _, page := range read {
				if !yield(page, nil) {
					return
				}
			}
			return
		}
		for r, err := range c.readBotUser(ctx) {
			if err != nil || len(r.page) > 0 {
				if !yield(r.page, err) {
					return
				}
			}
		}
	}
}

// swapPages stores the pages of a whole reading in the client, and returns those of
// the reading before. They are handed on once: stored for longer, 100,000 names would
// be in memory twice.
func (c *Client) swapPages(pages [][]model.Resource) (before [][]model.Resource) {
	c.mu.Lock()
	defer c.mu.Unlock()
	before, c.pages = c.pages, pages
	return before
}

// listedPage is a page of conversations or, with an error, the types that were not read
// to their end.
type listedPage struct {
	page   []model.Resource
	unread []catalog.ResourceType
}

// usersConversations lists the conversations that the token's owner is in, of
// the types that the token may read. Where Slack did not say which those are, it
// is asked for one type after the other: all at once it would refuse.
func (c *Client) usersConversations(ctx context.Context, id model.Identity) iter.Seq2[listedPage, error] {
	return func(yield func(listedPage, error) bool) {
		types, known := c.readableTypes(id)
		atOnce := len(types)
		if !known {
			atOnce = 1
		}
		for left := types; len(left) > 0; left = left[atOnce:] {
			for page, err := range c.usersConversationsOf(ctx, id, left[:atOnce]) {
				switch {
				case err == nil && yield(listedPage{page: page}, nil):
					continue
				case err != nil && (known || !isTypeRefused(err)):
					yield(listedPage{unread: left}, err)
					return
				case err == nil:
					return
				}
			}
		}
	}
}

// isTypeRefused reports whether Slack says that the token may not read that type.
func isTypeRefused(err error) bool {
	refused, ok := errors.AsType[*Error](err)
	return ok && (refused.Code == "missing_scope" || refused.Code == "invalid_types")
}

// readableTypes returns the types on which the token holds a scope that
// users.conversations takes: any of them opens its own type. known is
// false if Slack did not say which scopes the token holds; then it is all types.
func (c *Client) readableTypes(id model.Identity) (types []catalog.ResourceType, known bool) {
	need, _ := lookup("users.conversations").Need(c.kind)
	for _, t := range catalog.TypesFor(c.kind) {
		_, listed := listTypes[t]
		opens := func(s catalog.Scope) bool {
			entry, _ := catalog.Lookup(s)
			_, there := entry.PlaceFor(c.kind, t)
			return there && slices.Contains(id.Scopes, s)
		}
		if listed && (!id.ScopesSent || slices.ContainsFunc(need.Scopes, opens)) {
			types = append(types, t)
		}
	}
	return types, id.ScopesSent
}

// conversationIDs are the conversations read so far: their ids by type, each once.
type conversationIDs struct {
	ids  map[catalog.ResourceType][]model.ResourceID
	seen map[model.ResourceID]bool
}

func newConversationIDs() *conversationIDs {
	return &conversationIDs{map[catalog.ResourceType][]model.ResourceID{}, map[model.ResourceID]bool{}}
}

func (j *conversationIDs) add(page []model.Resource) {
	for _, r := range page {
		if !j.seen[r.ID] {
			j.seen[r.ID] = true
			j.ids[r.Type] = append(j.ids[r.Type], r.ID)
		}
	}
}

func (j *conversationIDs) sets() map[catalog.ResourceType]model.ResourceSet {
	sets := make(map[catalog.ResourceType]model.ResourceSet, len(j.ids))
	for t, ids := range j.ids {
		sets[t] = model.ResourceSet{IDs: slices.Clip(ids)} // no later append may fill it
	}
	return sets
}
