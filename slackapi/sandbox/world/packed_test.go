package world

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
)

// oddConversations are at, and beyond, each limit of what can be packed.
func oddConversations() []Conversation {
	usual := Conversation{ID: "C1", Type: catalog.Channel, Name: "general", Creator: "U1", Created: 1_500_000_000, Members: 3}
	all := []Conversation{{}, usual}
	for _, change := range []func(*Conversation){
		func(c *Conversation) { c.ID = "" },
		func(c *Conversation) { c.ID = model.ResourceID(strings.Repeat("C", math.MaxUint8)) },
		func(c *Conversation) { c.ID = model.ResourceID(strings.Repeat("C", math.MaxUint8+1)) },
		func(c *Conversation) { c.Type = catalog.User },
		func(c *Conversation) { c.Type = "huddle" },
		func(c *Conversation) { c.Name = "" },
		func(c *Conversation) { c.Name = strings.Repeat("ü", 127) },
		func(c *Conversation) { c.Name = strings.Repeat("ü", 128) },
		func(c *Conversation) { c.Name = strings.Repeat("long ", 50_000) },
		func(c *Conversation) { c.User = "U2" },
		func(c *Conversation) { c.Creator = "" },
		func(c *Conversation) { c.Created = math.MaxUint32 },
		func(c *Conversation) { c.Created = math.MaxUint32 + 1 },
		func(c *Conversation) { c.Created = -1 },
		func(c *Conversation) { c.MemberIDs = []model.UserID{"U1", "U2"} },
		func(c *Conversation) { c.MemberIDs = []model.UserID{} },
		func(c *Conversation) { c.Members = math.MaxUint16 },
		func(c *Conversation) { c.Members = math.MaxUint16 + 1 },
		func(c *Conversation) { c.Members = -1 },
		func(c *Conversation) { c.Archived = true },
		func(c *Conversation) { c.Shared = true },
		func(c *Conversation) { c.Topic = "tides" },
		func(c *Conversation) { c.Purpose = "to know them" },
		func(c *Conversation) { c.App = "A1" },
	} {
		c := usual
		change(&c)
		all = append(all, c)
	}
	for i := range math.MaxUint16 + 10 { // more creators than a packed one can name
		c := usual
		c.ID, c.Creator = model.ResourceID(fmt.Sprintf("C%05d", i)), model.UserID(fmt.Sprintf("U%d", i))
		all = append(all, c)
	}
	return all
}

// TestPackedIsTheList: what was added comes back, in order, whatever it is.
func TestPackedIsTheList(t *testing.T) {
	t.Parallel()
	all := oddConversations()
	p := &PackedConversations{}
	for _, c := range all {
		p.Add(c)
	}
	if diff := cmp.Diff(all, slices.Collect(p.All())); diff != "" {
		t.Error(diff)
	}
	if p.Len() != len(all) {
		t.Errorf("%d of %d", p.Len(), len(all))
	}
	for i, c := range all {
		if p.ID(i) != c.ID || p.Type(i) != c.Type {
			t.Fatalf("%d is %s %q, and was %s %q", i, p.Type(i), p.ID(i), c.Type, c.ID)
		}
	}
	var none *PackedConversations
	if none.Len() != 0 || len(slices.Collect(none.All())) != 0 {
		t.Error("no list has conversations")
	}
}

// TestLargeDemoIsPacked: nearly all of a large team is packed, in little memory.
func TestLargeDemoIsPacked(t *testing.T) {
	t.Parallel()
	acme := PackedDemo(10_000).Teams[0]
	if plain, more := len(acme.Conversations), acme.Packed.Len(); plain > 200 || more < 9_800 || len(acme.Packed.others) > 0 {
		t.Errorf("%d are plain, %d are packed, and of those %d are not", plain, more, len(acme.Packed.others))
	}
	if yamlOf(t, PackedDemo(300)) != yamlOf(t, Demo(300)) {
		t.Error("the files of a packed world and of one that is not differ")
	}
	if plain := Demo(10_000).Teams[0]; plain.Packed != nil || len(plain.Conversations) != len(acme.Conversations)+acme.Packed.Len() {
		t.Errorf("%d conversations, %d packed", len(plain.Conversations), plain.Packed.Len())
	}
}
