package state

import (
	"cmp"
	"encoding/binary"
	"iter"
	"maps"
	"slices"
	"sync"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// conversations are those of a team, arranged for look-ups. They are replaced and never
// changed, so that they can be read without a lock.
//
// Each has a place: those of the world come first, its packed ones behind them, and then those
// that came about or were changed since. A place takes a tenth of the memory of the rest.
type conversations struct {
	*world.Team
	since  []*world.Conversation
	byType map[catalog.ResourceType][]int32 // places, each list sorted by id
	byName func() map[string]int32          // channels, public and private
}

func newConversations(t *world.Team, since []*world.Conversation, byType map[catalog.ResourceType][]int32) *conversations {
	cs := &conversations{Team: t, since: since, byType: byType}
	cs.byName = sync.OnceValue(func() map[string]int32 {
		names := map[string]int32{}
		for _, kind := range []catalog.ResourceType{catalog.Group, catalog.Channel} {
			for _, place := range byType[kind] {
				names[cs.at(place).Name] = place
			}
		}
		return names
	})
	return cs
}

// at is the conversation at a place. A packed one is a copy.
func (cs *conversations) at(place int32) *world.Conversation {
	i := int(place)
	if i < len(cs.Conversations) {
		return &cs.Conversations[i]
	}
	if i -= len(cs.Conversations); i < cs.Packed.Len() {
		unpacked := cs.Packed.At(i)
		return &unpacked
	}
	return cs.since[i-cs.Packed.Len()]
}

// id is the id of the conversation at a place.
func (cs *conversations) id(place int32) model.ResourceID {
	if i := int(place) - len(cs.Conversations); i >= 0 && i < cs.Packed.Len() {
		return cs.Packed.ID(i)
	}
	return cs.at(place).ID
}

// placesByType are the places of a world's conversations, for each type.
func placesByType(t *world.Team) map[catalog.ResourceType][]int32 {
	// A million ids are in a million places of memory, so most comparisons are of a part of the
	// id that lies beside the place.
	type entry struct {
		start uint64 // the first letters of the id, in the order of ids
		place int32
	}
	cs := &conversations{Team: t}
	entries, many := map[catalog.ResourceType][]entry{}, map[catalog.ResourceType]int{}
	for i := range t.Conversations {
		many[t.Conversations[i].Type]++
	}
	for i := range t.Packed.Len() {
		many[t.Packed.Type(i)]++
	}
	for kind, n := range many {
		entries[kind] = make([]entry, 0, n)
	}
	add := func(kind catalog.ResourceType, id model.ResourceID, place int) {
		var start [8]byte
		copy(start[:], id)
		entries[kind] = append(entries[kind], entry{binary.BigEndian.Uint64(start[:]), int32(place)})
	}
	for i := range t.Conversations {
		add(t.Conversations[i].Type, t.Conversations[i].ID, i)
	}
	for i := range t.Packed.Len() {
		add(t.Packed.Type(i), t.Packed.ID(i), len(t.Conversations)+i)
	}
	byType := map[catalog.ResourceType][]int32{}
	for kind, all := range entries {
		slices.SortFunc(all, func(a, b entry) int {
			if a.start != b.start {
				return cmp.Compare(a.start, b.start)
			}
			return cmp.Compare(cs.id(a.place), cs.id(b.place))
		})
		places := make([]int32, len(all))
		for i, e := range all {
			places[i] = e.place
		}
		byType[kind] = places
	}
	return byType
}

// with returns the conversations with one more, or another in the place of one.
func (cs *conversations) with(c *world.Conversation) *conversations {
	byType, since := maps.Clone(cs.byType), slices.Clone(cs.since)
	all := Conversations{cs, cs.byType[c.Type]}
	i, found := all.search(c.ID)
	first := len(cs.Conversations) + cs.Packed.Len()
	switch {
	case found && int(all.places[i]) >= first: // it was changed before
		since[int(all.places[i])-first] = c
	case found:
		byType[c.Type] = slices.Clone(all.places)
		byType[c.Type][i], since = int32(first+len(since)), append(since, c)
	default:
		byType[c.Type], since = slices.Insert(slices.Clone(all.places), i, int32(first+len(since))), append(since, c)
	}
	return newConversations(cs.Team, since, byType)
}

// Conversations are those of one type in a team, sorted by id.
type Conversations struct {
	of     *conversations
	places []int32
}

// Len is how many there are.
func (l Conversations) Len() int { return len(l.places) }

// ID is the id of one.
func (l Conversations) ID(i int) model.ResourceID { return l.of.id(l.places[i]) }

// At is one of them. Asked for again, it may be another copy.
func (l Conversations) At(i int) *world.Conversation { return l.of.at(l.places[i]) }

// All yields all of them.
func (l Conversations) All() iter.Seq[*world.Conversation] {
	return func(yield func(*world.Conversation) bool) {
		for i := range l.places {
			if !yield(l.At(i)) {
				return
			}
		}
	}
}

func (l Conversations) search(id model.ResourceID) (i int, found bool) {
	i, found = slices.BinarySearchFunc(l.places, id, func(place int32, id model.ResourceID) int { return cmp.Compare(l.of.id(place), id) })
	return i, found
}
