package state

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"periscope/model"
)

// TestIDIndexIsAMap compares it with one, while it grows.
func TestIDIndexIsAMap(t *testing.T) {
	t.Parallel()
	for _, room := range []int{0, 1, 14, 5_000} {
		chance := rand.New(rand.NewPCG(1, uint64(room)))
		x, want, ids := newIDIndex(room), map[model.ResourceID]int32{}, []model.ResourceID(nil)
		idAt := func(at int32) model.ResourceID { return ids[at] }
		for range 10_000 {
			id := model.ResourceID(fmt.Sprintf("C%d", chance.IntN(6_000)))
			at, known := x.find(id, idAt)
			if place, there := want[id]; there != known || known && place != at {
				t.Fatalf("room for %d: %s is at %d, %v; want %d, %v", room, id, at, known, place, there)
			}
			if !known {
				at = int32(len(ids))
				ids, want[id] = append(ids, id), at
				x.add(at, idAt)
			}
		}
	}
	var none idIndex
	if _, known := none.find("C1", nil); known {
		t.Error("an index without slots knows an id")
	}
}
