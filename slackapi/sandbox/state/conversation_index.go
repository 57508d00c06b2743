package state

import (
	"cmp"
	"maps"
	"slices"
	"sync"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// conversations are those of a team, arranged for look-ups. They are replaced and never
// changed, so that they can be read without a lock.
type conversations struct {
	byType map[catalog.ResourceType][]*world.Conversation // each sorted by id
	byName func() map[string]*world.Conversation          // channels, public and private
}

func newConversations(byType map[catalog.ResourceType][]*world.Conversation) *conversations {
	return &conversations{byType: byType, byName: sync.OnceValue(func() map[string]*world.Conversation {
		names := map[string]*world.Conversation{}
		for _, kind := range []catalog.ResourceType{catalog.Group, catalog.Channel} {
			for _, c := range byType[kind] {
				names[c.Name] = c
			}
		}
		return names
	})}
}

// with returns the conversations with one more, or another in the place of one.
func (cs *conversations) with(c *world.Conversation) *conversations {
	byType := maps.Clone(cs.byType)
	all := byType[c.Type]
	i, found := findConversation(all, c.ID)
	next := make([]*world.Conversation, 0, len(all)+1)
	next = append(append(next, all[:i]...), c)
	if found {
		i++
	}
	byType[c.Type] = append(next, all[i:]...)
	return newConversations(byType)
}

func findConversation(all []*world.Conversation, id model.ResourceID) (int, bool) {
	return slices.BinarySearchFunc(all, id, func(c *world.Conversation, id model.ResourceID) int { return cmp.Compare(c.ID, id) })
}
