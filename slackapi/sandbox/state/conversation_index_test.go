package state

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// TestPackedConversationsAreLikeOthers asks a packed world and one that is not the same, also
// after some of each were changed, others made, and all of it undone.
func TestPackedConversationsAreLikeOthers(t *testing.T) {
	t.Parallel()
	var states [2]*State
	for i, w := range []world.World{world.Demo(400), world.PackedDemo(400)} {
		states[i] = New(w, time.Now, func(Event) {})
	}
	compare := func(when string) {
		t.Helper()
		plain, packed := states[0].Teams()[0], states[1].Teams()[0]
		for _, kind := range catalog.ResourceTypes {
			want, got := plain.OfType(kind), packed.OfType(kind)
			if diff := cmp.Diff(slices.Collect(want.All()), slices.Collect(got.All())); diff != "" || got.Len() != want.Len() {
				t.Errorf("%s, %s: %s", when, kind, diff)
				continue
			}
			for i := range want.Len() {
				c := want.At(i)
				if got.ID(i) != c.ID || !cmp.Equal(packed.Find(c.ID), c) || !cmp.Equal(packed.ByName(c.Name), plain.ByName(c.Name)) {
					t.Errorf("%s: %s %s is %+v", when, kind, c.ID, packed.Find(c.ID))
				}
			}
		}
		if diff := cmp.Diff(states[0].World(), states[1].World()); diff != "" {
			t.Errorf("%s: the worlds differ: %s", when, diff)
		}
	}
	compare("at first")
	channels := states[0].Teams()[0].OfType(catalog.Channel)
	changed := []world.Conversation{*channels.At(0), *channels.At(channels.Len() / 2), *channels.At(channels.Len() - 1)}
	for turn, topic := range []string{"tides", "other tides"} {
		for _, s := range states {
			tx := s.Lock()
			for _, c := range changed {
				c.Topic, c.MemberIDs = topic, []model.UserID{c.Creator}
				tx.PutConversation(s.Teams()[0], c)
			}
			tx.PutConversation(s.Teams()[0], world.Conversation{ID: model.ResourceID("CNEW" + topic[:1]), Type: catalog.Channel, Name: topic})
			tx.Unlock()
		}
		compare(topic)
		if got := states[1].Teams()[0].Find(changed[turn].ID); got == nil || got.Topic != topic {
			t.Errorf("the topic is not %q: %+v", topic, got)
		}
	}
	for _, s := range states {
		tx := s.Lock()
		tx.Reset()
		tx.Unlock()
	}
	compare("after a reset")
	if got := states[1].Teams()[0].Find(changed[0].ID); got == nil || got.Topic != "" {
		t.Errorf("after a reset: %+v", got)
	}
}
