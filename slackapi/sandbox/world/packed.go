package world

import (
	"iter"
	"math"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
)

// PackedConversations is a list of conversations in a quarter of the memory of a slice: a team may have a
// million. It only ever grows; one goroutine at a time may add to it, and as long as none does,
// all may read it.
type PackedConversations struct {
	all      []packedConversation
	others   []Conversation // those with more than a packed one has room for
	creators []model.UserID
	creator  map[model.UserID]uint16 // place among the creators
	text     textBlocks
}

// packedConversation has what the conversations of a large team have. It is kept small, and
// without pointers: the collector need not look at it.
type packedConversation struct {
	text     uint32 // where its id is, and its name behind that; or its place among the others
	created  uint32
	creator  uint16 // place among the creators
	members  uint16
	kind     uint8 // place in [catalog.ResourceTypes]; or [unpacked]
	id, name uint8 // how long they are
	archived bool
}

// unpacked is the kind of conversations that are among the others.
const unpacked = math.MaxUint8

// Grow makes room for n more, so that the list need not be moved while they are added.
func (p *PackedConversations) Grow(n int) { p.all = slices.Grow(p.all, n) }

// Len is how many conversations there are; of no list, none.
func (p *PackedConversations) Len() int {
	if p == nil {
		return 0
	}
	return len(p.all)
}

// Add puts a conversation at the end.
func (p *PackedConversations) Add(c Conversation) {
	packed, fits := p.pack(&c)
	if !fits {
		packed = packedConversation{text: uint32(len(p.others)), kind: unpacked}
		p.others = append(p.others, c)
	}
	p.all = append(p.all, packed)
}

func (p *PackedConversations) pack(c *Conversation) (_ packedConversation, fits bool) {
	more := c.User != "" || c.MemberIDs != nil || c.Shared || c.Topic != "" || c.Purpose != "" || c.App != ""
	kind := c.Type.Rank()
	if more || kind >= len(catalog.ResourceTypes) || len(c.ID) > math.MaxUint8 || len(c.Name) > math.MaxUint8 ||
		c.Members < 0 || c.Members > math.MaxUint16 || c.Created < 0 || c.Created > math.MaxUint32 {
		return packedConversation{}, false
	}
	creator, known := p.creator[c.Creator]
	if !known {
		if len(p.creators) > math.MaxUint16 {
			return packedConversation{}, false
		}
		if p.creator == nil {
			p.creator = map[model.UserID]uint16{}
		}
		creator = uint16(len(p.creators))
		p.creators, p.creator[c.Creator] = append(p.creators, c.Creator), creator
	}
	return packedConversation{
		text: p.text.add(string(c.ID), c.Name), created: uint32(c.Created), creator: creator, members: uint16(c.Members),
		kind: uint8(kind), id: uint8(len(c.ID)), name: uint8(len(c.Name)), archived: c.Archived,
	}, true
}

// ID is the id of the conversation at a place.
func (p *PackedConversations) ID(i int) model.ResourceID {
	c := &p.all[i]
	if c.kind == unpacked {
		return p.others[c.text].ID
	}
	return model.ResourceID(p.text.at(c.text)[:c.id])
}

// Type is the type of the conversation at a place.
func (p *PackedConversations) Type(i int) catalog.ResourceType {
	c := &p.all[i]
	if c.kind == unpacked {
		return p.others[c.text].Type
	}
	return catalog.ResourceTypes[c.kind]
}

// At is the conversation at a place.
func (p *PackedConversations) At(i int) Conversation {
	c := &p.all[i]
	if c.kind == unpacked {
		return p.others[c.text]
	}
	text := p.text.at(c.text)
	return Conversation{
		ID: model.ResourceID(text[:c.id]), Type: catalog.ResourceTypes[c.kind], Name: text[c.id:][:c.name],
		Creator: p.creators[c.creator], Created: int64(c.created), Members: int(c.members), Archived: c.archived,
	}
}

// All yields the conversations, in the order in which they were added.
func (p *PackedConversations) All() iter.Seq[Conversation] {
	return func(yield func(Conversation) bool) {
		for i := range p.Len() {
			if !yield(p.At(i)) {
				return
			}
		}
	}
}

// textBlocks keep many short texts in few pieces of memory: of a million names and ids, the
// pieces would be a fifth of a world's memory, and most of the collector's work.
type textBlocks struct{ blocks []*strings.Builder }

// blockSize is how much a block holds. A place is the number of a block and of a byte in it.
const blockSize = 1 << 16

// add keeps texts, one behind the other, and returns their place. They are short: all of them
// fit into a block.
func (b *textBlocks) add(texts ...string) uint32 {
	size := 0
	for _, text := range texts {
		size += len(text)
	}
	last := len(b.blocks) - 1
	if last < 0 || b.blocks[last].Len()+size >= blockSize {
		block := &strings.Builder{}
		block.Grow(blockSize)
		b.blocks = append(b.blocks, block)
		last++
	}
	block := b.blocks[last]
	at := uint32(last*blockSize + block.Len())
	for _, text := range texts {
		block.WriteString(text)
	}
	return at
}

// at is what is kept from a place on.
func (b *textBlocks) at(place uint32) string {
	return b.blocks[place/blockSize].String()[place%blockSize:]
}
