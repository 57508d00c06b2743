package leastprivilege

import (
	"slices"

	"periscope/model/catalog"
	"periscope/model/order"
)

// exactChoices is up to how many scopes the smallest cover is found for sure. All of
// Slack's conversation scopes of one kind of token are fewer.
const exactChoices = 28

// SmallestCover chooses scopes so that each group has one of them: as few as possible, and
// of equally few those that come first by narrower, compared from the narrowest on. It is
// sorted. Up to [exactChoices] different scopes it is exact. Above, it is the greedy cover,
// which has at most 1 + ln(groups) times as many scopes as the smallest one (Chvátal 1979),
// and exact is false.
func SmallestCover(groups [][]catalog.Scope, narrower func(a, b catalog.Scope) int) (cover []catalog.Scope, exact bool) {
	var scopes []catalog.Scope
	for _, g := range groups {
		for _, s := range g {
			if !slices.Contains(scopes, s) {
				scopes = append(scopes, s)
			}
		}
	}
	order.Stable(scopes, narrower)
	if len(scopes) > exactChoices {
		return greedyCover(groups, scopes), false
	}
	masks := make([]uint32, 0, len(groups))
	for _, g := range groups {
		mask := uint32(0)
		for _, s := range g {
			mask |= 1 << slices.Index(scopes, s)
		}
		if mask != 0 && !slices.Contains(masks, mask) {
			masks = append(masks, mask)
		}
	}
	best := searchCover(masks)
	for i, s := range scopes {
		if best&(1<<i) != 0 {
			cover = append(cover, s)
		}
	}
	slices.Sort(cover)
	return cover, true
}

// searchCover finds the smallest set of bits that meets every mask; of equally small ones
// that with the lowest bits. It tries sizes from the smallest on, and branches on the bits
// of one mask that is not met: every cover has one of them.
func searchCover(masks []uint32) uint32 {
	for size := 0; ; size++ {
		found, best := false, uint32(0)
		var branch func(chosen uint32, left int)
		branch = func(chosen uint32, left int) {
			open := slices.IndexFunc(masks, func(m uint32) bool { return m&chosen == 0 })
			switch {
			case open < 0:
				if !found || lower(chosen, best) {
					found, best = true, chosen
				}
				return
			case left == 0:
				return
			}
			for bit := range exactChoices {
				if masks[open]&(1<<bit) != 0 {
					branch(chosen|1<<bit, left-1)
				}
			}
		}
		branch(0, size)
		if found {
			return best
		}
	}
}

// lower reports whether the lowest bit in which two sets differ is one of a.
func lower(a, b uint32) bool {
	differ := a ^ b
	return a&(differ&-differ) != 0
}

// greedyCover takes, until all groups have one, the scope that the most groups without one
// have; of several the narrowest.
func greedyCover(groups [][]catalog.Scope, scopes []catalog.Scope) []catalog.Scope {
	var cover []catalog.Scope
	left := slices.Clone(groups)
	for {
		left = slices.DeleteFunc(left, func(g []catalog.Scope) bool {
			return len(g) == 0 || slices.ContainsFunc(g, func(s catalog.Scope) bool { return slices.Contains(cover, s) })
		})
		if len(left) == 0 {
			slices.Sort(cover)
			return cover
		}
		best, most := catalog.Scope(""), 0
		for _, s := range scopes {
			n := 0
			for _, g := range left {
				if slices.Contains(g, s) {
					n++
				}
			}
			if n > most {
				best, most = s, n
			}
		}
		cover = append(cover, best)
	}
}
