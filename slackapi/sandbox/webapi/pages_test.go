package webapi

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

// TestListsThatChangeWhileRead pages through a list that gains and loses
// entries between pages: what was there all along is seen exactly once, and
// nothing is seen twice.
func TestListsThatChangeWhileRead(t *testing.T) {
	t.Parallel()
	chance := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		present := map[model.ResourceID]bool{}
		for range 60 {
			present[model.ResourceID(fmt.Sprintf("C%03d", chance.IntN(400)))] = true
		}
		steady := map[model.ResourceID]bool{}
		for id := range present {
			steady[id] = true
		}
		seen := map[model.ResourceID]int{}
		cursors := map[string]bool{}
		for cursor := ""; ; {
			if cursors[cursor] {
				t.Fatalf("cursor %q came twice: the list has no end", cursor)
			}
			cursors[cursor] = true
			ids := slices.Sorted(keys(present))
			c := Call{Args: url.Values{"cursor": {cursor}, "limit": {strconv.Itoa(1 + chance.IntN(9))}}}
			page, more, err := c.Page(Listing{Label: "team", IDs: []SortedIDs{sortedIDs(catalog.Channel, ids)}})
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range page {
				seen[e.ID]++
			}
			if cursor = more.NextCursor; cursor == "" {
				break
			}
			for range 3 {
				id := model.ResourceID(fmt.Sprintf("C%03d", chance.IntN(400)))
				present[id] = !present[id]
				delete(steady, id)
			}
		}
		for id, times := range seen {
			if times > 1 {
				t.Fatalf("%s was listed %d times", id, times)
			}
		}
		for id := range steady {
			if seen[id] != 1 {
				t.Fatalf("%s was there all along and was listed %d times", id, seen[id])
			}
		}
	}
}

func keys(present map[model.ResourceID]bool) func(func(model.ResourceID) bool) {
	return func(yield func(model.ResourceID) bool) {
		for id, here := range present {
			if here && !yield(id) {
				return
			}
		}
	}
}

func sortedIDs(kind catalog.ResourceType, ids []model.ResourceID) SortedIDs {
	return SortedIDs{Type: kind, Len: len(ids), At: func(i int) model.ResourceID { return ids[i] }}
}

func TestMergeListsOverlapsOnce(t *testing.T) {
	t.Parallel()
	runs := []SortedIDs{
		sortedIDs(catalog.Channel, []model.ResourceID{"C1", "C3", "C5"}),
		sortedIDs(catalog.Channel, []model.ResourceID{"C1", "C2", "C5", "C6"}),
		sortedIDs(catalog.Group, nil),
		sortedIDs(catalog.Team, []model.ResourceID{"T1"}),
	}
	for start, want := range map[model.ResourceID][]model.ResourceID{
		"":   {"C1", "C2", "C3", "C5", "C6", "T1"},
		"C4": {"C5", "C6", "T1"},
		"T1": {"T1"},
		"Z":  nil,
	} {
		var got []model.ResourceID
		for e := range merge(runs, start) {
			got = append(got, e.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("from %q: %v, want %v", start, got, want)
		}
	}
}

// FuzzCursor checks that a cursor that is taken is one that we could have given.
func FuzzCursor(f *testing.F) {
	f.Add("dGVhbTpDMDFBQkNERUY=")
	f.Add("dGVhbTpDMTpyZXN1bWVk")
	f.Add("dGVhbTo6cmVzdW1lZDpyZXN1bWVk")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := parseCursor("team", text)
		if err != nil || text == "" {
			return
		}
		again, err := parseCursor("team", c.encode("team"))
		if err != nil || again != c {
			t.Errorf("%q reads %+v, which written again reads %+v (%v)", text, c, again, err)
		}
	})
}
