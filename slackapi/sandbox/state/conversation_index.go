package state

import (
	"cmp"
	"encoding/binary"
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

// arranged sorts conversations by id, for each type.
func arranged(conversations []world.Conversation) map[catalog.ResourceType][]*world.Conversation {
	// A million ids are in a million places of memory, so most comparisons are of a part of the
	// id that lies beside the pointer.
	type entry struct {
		start uint64 // the first letters of the id, in the order of ids
		*world.Conversation
	}
	many := map[catalog.ResourceType]int{}
	for i := range conversations {
		many[conversations[i].Type]++
	}
	entries, byType := map[catalog.ResourceType][]entry{}, map[catalog.ResourceType][]*world.Conversation{}
	for kind, n := range many {
		entries[kind], byType[kind] = make([]entry, 0, n), make([]*world.Conversation, 0, n)
	}
	for i := range conversations {
		c := &conversations[i]
		var start [8]byte
		copy(start[:], c.ID)
		entries[c.Type] = append(entries[c.Type], entry{binary.BigEndian.Uint64(start[:]), c})
	}
	for kind, all := range entries {
		slices.SortFunc(all, func(a, b entry) int {
			if a.start != b.start {
				return cmp.Compare(a.start, b.start)
			}
			return cmp.Compare(a.ID, b.ID)
		})
		for _, e := range all {
			byType[kind] = append(byType[kind], e.Conversation)
		}
	}
	return byType
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
