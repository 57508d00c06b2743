package leastprivilege

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"periscope/model/catalog"
)

func byName(a, b catalog.Scope) int { return strings.Compare(string(a), string(b)) }

// covers reports whether a set has one of each group.
func covers(set []catalog.Scope, groups [][]catalog.Scope) bool {
	for _, g := range groups {
		if len(g) > 0 && !slices.ContainsFunc(g, func(s catalog.Scope) bool { return slices.Contains(set, s) }) {
			return false
		}
	}
	return true
}

// The cover is the smallest there is, and of equal ones the narrowest: every set is tried.
func TestSmallestCoverIsTheSmallest(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		n := 1 + dice.IntN(9)
		var groups [][]catalog.Scope
		for range dice.IntN(7) {
			var g []catalog.Scope
			for range 1 + dice.IntN(4) {
				g = append(g, catalog.Scope(fmt.Sprint("s", dice.IntN(n))))
			}
			groups = append(groups, g)
		}
		var best []catalog.Scope
		found := false
		for mask := range 1 << n {
			var set []catalog.Scope
			for i := range n {
				if mask&(1<<i) != 0 {
					set = append(set, catalog.Scope(fmt.Sprint("s", i)))
				}
			}
			if covers(set, groups) && (!found || len(set) < len(best) || len(set) == len(best) && slices.Compare(set, best) < 0) {
				best, found = set, true
			}
		}
		got, exact := SmallestCover(groups, byName)
		if !exact || !slices.Equal(got, best) {
			t.Fatalf("%v: got %v, want %v", groups, got, best)
		}
	}
}

// Above the bound the cover still covers, stays within the bound that is promised, and is
// not called exact.
func TestLargeCover(t *testing.T) {
	t.Parallel()
	var groups [][]catalog.Scope
	for i := range 40 {
		groups = append(groups, []catalog.Scope{catalog.Scope(fmt.Sprint("a", i)), "all", catalog.Scope(fmt.Sprint("b", i))})
	}
	got, exact := SmallestCover(groups, byName)
	if exact || !slices.Equal(got, []catalog.Scope{"all"}) {
		t.Errorf("%v, exact %t", got, exact)
	}
}
