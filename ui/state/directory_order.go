package state

import (
	"cmp"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
)

// DirectoryOrder is a directory by name, as [Directory.Sorted] found it.
type DirectoryOrder struct {
	listed map[catalog.ResourceType][]int32
	rank   []int32
}

// Sorted works out the order of names: capitals and small letters are the same, archived
// resources come last, those without a name just before them. It may run beside the
// goroutine that draws, which calls [Directory.Sort] with the outcome.
func (d *Directory) Sorted() DirectoryOrder {
	d.mu.RLock()
	defer d.mu.RUnlock()
	all := make([]int32, len(d.entries))
	for i := range all {
		all[i] = int32(i)
	}
	slices.SortFunc(all, func(a, b int32) int { return d.entries[a].compare(&d.entries[b]) })
	o := DirectoryOrder{map[catalog.ResourceType][]int32{}, make([]int32, len(all))}
	for rank, at := range all {
		o.rank[at] = int32(rank)
	}
	for t, listed := range d.listed {
		o.listed[t] = slices.SortedFunc(slices.Values(listed), func(a, b int32) int { return cmp.Compare(o.rank[a], o.rank[b]) })
	}
	return o
}

// Sort puts what was listed into an order. What was listed since it was worked out stays at the end.
func (d *Directory) Sort(o DirectoryOrder) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for t, sorted := range o.listed {
		d.listed[t] = append(sorted, d.listed[t][len(sorted):]...)
	}
	d.rank = o.rank
}

// ByName returns ids in the order of names, as far as it is known.
func (d *Directory) ByName(ids []model.ResourceID) []model.ResourceID {
	if d.rank == nil || len(ids) < 2 {
		return ids
	}
	rank := func(id model.ResourceID) int {
		if at, known := d.byID[id]; known && int(at) < len(d.rank) {
			return int(d.rank[at])
		}
		return len(d.rank)
	}
	type ranked struct {
		id   model.ResourceID
		rank int
	}
	all := make([]ranked, len(ids))
	for i, id := range ids {
		all[i] = ranked{id, rank(id)}
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return cmp.Compare(a.rank, b.rank) })
	sorted := make([]model.ResourceID, len(ids))
	for i := range all {
		sorted[i] = all[i].id
	}
	return sorted
}

func (e *dirEntry) compare(other *dirEntry) int {
	if e.archived != other.archived {
		if e.archived {
			return 1
		}
		return -1
	}
	if a, b := e.name == 0, other.name == 0; a != b {
		if a {
			return 1
		}
		return -1
	}
	if c := compareFolded(e.text[:e.name], other.text[:other.name]); c != 0 {
		return c
	}
	return strings.Compare(e.text, other.text)
}

// compareFolded compares without regard to capitals, among the letters of ASCII.
func compareFolded(a, b string) int {
	for i := range min(len(a), len(b)) {
		if x, y := lower(a[i]), lower(b[i]); x != y {
			return int(x) - int(y)
		}
	}
	return len(a) - len(b)
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
