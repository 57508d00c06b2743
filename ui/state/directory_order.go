package state

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
)

// DirectoryOrder is the content of a directory by name, as [Directory.Sorted] found it.
type DirectoryOrder struct {
	entries []dirEntry
	byID    idIndex
	listed  map[catalog.ResourceType][]int32
	edits   int // of the directory when this was found
}

// Sorted works out the order of names: capitals and small letters are the same, archived
// resources come last, those without a name just before them. It may run beside the
// goroutine that draws, which calls [Directory.Sort] with the outcome.
//
// What stands side by side in the order does so in memory, too: a filter reads all names
// in this order at each key.
func (d *Directory) Sorted() DirectoryOrder {
	d.mu.RLock()
	entries, listed, edits := slices.Clone(d.entries), maps.Clone(d.listed), d.edits
	d.mu.RUnlock()
	order := make([]int32, len(entries)) // old places in the new order
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return entries[a].compare(&entries[b]) })

	o := DirectoryOrder{
		entries: make([]dirEntry, len(entries)), byID: newIDIndex(len(entries)),
		listed: map[catalog.ResourceType][]int32{}, edits: edits,
	}
	places := make([]int32, len(entries)) // new places of the old ones
	size := 0
	for i := range entries {
		size += len(entries[i].all)
	}
	var all strings.Builder
	all.Grow(size)
	for _, was := range order {
		all.WriteString(entries[was].all)
	}
	text := all.String()
	for at, was := range order {
		places[was] = int32(at)
		e := entries[was]
		e.all, text = text[:len(e.all)], text[len(e.all):]
		o.entries[at] = e
		o.byID.add(int32(at), func(at int32) model.ResourceID { return o.entries[at].id() })
	}
	for t, were := range listed {
		sorted := make([]int32, len(were))
		for i, was := range were {
			sorted[i] = places[was]
		}
		slices.Sort(sorted)
		o.listed[t] = sorted
	}
	return o
}

// Sort puts the directory into an order. It does nothing and returns false if something
// was added since that order was found. All places change.
func (d *Directory) Sort(o DirectoryOrder) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.edits != o.edits {
		return false
	}
	d.entries, d.byID, d.listed, d.sorted = o.entries, o.byID, o.listed, len(o.entries)
	return true
}

// ByName returns ids in the order of names, as far as it is known.
func (d *Directory) ByName(ids []model.ResourceID) []model.ResourceID {
	if d.sorted == 0 || len(ids) < 2 {
		return ids
	}
	type placed struct {
		id model.ResourceID
		at int
	}
	all := make([]placed, len(ids))
	for i, id := range ids {
		all[i] = placed{id, d.sorted}
		if at, known := d.Place(id); known {
			all[i].at = min(int(at), d.sorted)
		}
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Compare(a.at, b.at) })
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
	if c := compareFolded(e.all[:e.name], other.all[:other.name]); c != 0 {
		return c
	}
	return strings.Compare(e.text(), other.text())
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
