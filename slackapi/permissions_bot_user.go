package slackapi

import (
	"context"
	"errors"
	"iter"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
)

// readToday reads what a token of today may do: its identity with its scopes
// first, then page by page the conversations it is in. Each value comes with the
// page that is new in it.
func (c *Client) readToday(ctx context.Context) iter.Seq2[reading, error] {
	return func(yield func(reading, error) bool) {
		id, err := c.identify(ctx)
		if err != nil {
			yield(reading{}, err)
			return
		}
		in := newJoined()
		p := model.Held(c.kind, id, nil)
		if !yield(reading{permissions: p}, nil) {
			return
		}
		for page, err := range c.ownConversations(ctx, id) {
			if err == nil {
				in.add(page)
				p = model.Held(c.kind, id, in.sets())
			}
			if !yield(reading{p, page}, err) || err != nil {
				return
			}
		}
	}
}

// reading is what was read so far, and the page of conversations that came last.
type reading struct {
	permissions model.Permissions
	page        []model.Resource
}

// readHeld is ReadPermissions for a token of today. The pages hold names, too:
// they are kept for ReadResources, so that they are not fetched twice.
func (c *Client) readHeld(ctx context.Context) iter.Seq2[model.Permissions, error] {
	return func(yield func(model.Permissions, error) bool) {
		c.keep(nil)
		var pages [][]model.Resource
		for r, err := range c.readToday(ctx) {
			if len(r.page) > 0 {
				pages = append(pages, r.page)
			}
			if !yield(r.permissions, err) || err != nil {
				return
			}
		}
		c.keep(pages)
	}
}

// readNamed is ReadResources for a token of today.
func (c *Client) readNamed(ctx context.Context) iter.Seq2[[]model.Resource, error] {
	return func(yield func([]model.Resource, error) bool) {
		if kept := c.keep(nil); kept != nil {
			for _, page := range kept {
				if !yield(page, nil) {
					return
				}
			}
			return
		}
		for r, err := range c.readToday(ctx) {
			if err != nil || len(r.page) > 0 {
				if !yield(r.page, err) {
					return
				}
			}
		}
	}
}

// keep keeps the pages of a whole reading, and returns those kept before. They
// are handed on once: held for longer, 100,000 names would be in memory twice.
func (c *Client) keep(pages [][]model.Resource) (before [][]model.Resource) {
	c.mu.Lock()
	defer c.mu.Unlock()
	before, c.pages = c.pages, pages
	return before
}

// ownConversations lists the conversations that the token's owner is in, of
// the types that the token may read. Where nobody knows which those are, Slack
// is asked for one type after the other: all at once it would refuse.
func (c *Client) ownConversations(ctx context.Context, id model.Identity) iter.Seq2[[]model.Resource, error] {
	return func(yield func([]model.Resource, error) bool) {
		types, told := c.readableTypes(id)
		asks := [][]string{types}
		if !told {
			asks = nil
			for _, t := range types {
				asks = append(asks, []string{t})
			}
		}
		for _, ask := range asks {
			for page, err := range c.conversationsOf(ctx, id, ask) {
				if !told && closed(err) {
					break
				}
				if !yield(page, err) || err != nil {
					return
				}
			}
		}
	}
}

// closed reports whether Slack says that the token may not read that type.
func closed(err error) bool {
	refused, ok := errors.AsType[*Error](err)
	return ok && (refused.Code == "missing_scope" || refused.Code == "invalid_types")
}

// readableTypes returns the types, in Slack's words, on which the token holds a
// scope that users.conversations takes: any of them opens its own type. told is
// false if Slack did not say which scopes the token holds; then it is all types.
func (c *Client) readableTypes(id model.Identity) (types []string, told bool) {
	need, _ := lookup("users.conversations").Need(c.kind)
	for _, t := range catalog.TypesFor(c.kind) {
		word, listed := listTypes[t]
		opens := func(s catalog.Scope) bool {
			entry, _ := catalog.Lookup(s)
			_, there := entry.PlaceFor(c.kind, t)
			return there && slices.Contains(id.Scopes, s)
		}
		if listed && (!id.ScopesSent || slices.ContainsFunc(need.Scopes, opens)) {
			types = append(types, word)
		}
	}
	return types, id.ScopesSent
}

// joined are the conversations read so far: their ids by type, each once.
type joined struct {
	ids  map[catalog.ResourceType][]model.ResourceID
	seen map[model.ResourceID]bool
}

func newJoined() *joined {
	return &joined{map[catalog.ResourceType][]model.ResourceID{}, map[model.ResourceID]bool{}}
}

func (j *joined) add(page []model.Resource) {
	for _, r := range page {
		if !j.seen[r.ID] {
			j.seen[r.ID] = true
			j.ids[r.Type] = append(j.ids[r.Type], r.ID)
		}
	}
}

func (j *joined) sets() map[catalog.ResourceType]model.ResourceSet {
	sets := make(map[catalog.ResourceType]model.ResourceSet, len(j.ids))
	for t, ids := range j.ids {
		sets[t] = model.ResourceSet{IDs: slices.Clip(ids)} // no later append may fill it
	}
	return sets
}
