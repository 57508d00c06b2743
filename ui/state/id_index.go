package state

import (
	"hash/maphash"

	"periscope/model"
)

// idIndex finds places by id. Ids stay where they are, so that it needs a quarter of the memory of
// a map: of 100,000 ids, half a megabyte.
type idIndex struct {
	slots []int32 // one more than a place; 0 is free. As many as a power of two
	used  int
}

// idSeed makes the order of slots another one in each run: ids come from outside.
var idSeed = maphash.MakeSeed()

// newIDIndex has room for n ids.
func newIDIndex(n int) idIndex {
	size := 16
	for size*7/8 < n {
		size *= 2
	}
	return idIndex{slots: make([]int32, size)}
}

// find is the place of an id, if it is known. idAt is the id at a place.
func (x *idIndex) find(id model.ResourceID, idAt func(int32) model.ResourceID) (at int32, known bool) {
	if x.used == 0 {
		return 0, false
	}
	for i := x.first(id); x.slots[i] != 0; i = (i + 1) % len(x.slots) {
		if at := x.slots[i] - 1; idAt(at) == id {
			return at, true
		}
	}
	return 0, false
}

// add notes the place of an id that is not known yet.
func (x *idIndex) add(at int32, idAt func(int32) model.ResourceID) {
	if x.used >= len(x.slots)*7/8 {
		larger := newIDIndex(max(2*x.used, 1))
		for _, slot := range x.slots {
			if slot != 0 {
				larger.put(slot, idAt)
			}
		}
		*x = larger
	}
	x.put(at+1, idAt)
}

func (x *idIndex) put(slot int32, idAt func(int32) model.ResourceID) {
	i := x.first(idAt(slot - 1))
	for x.slots[i] != 0 {
		i = (i + 1) % len(x.slots)
	}
	x.slots[i] = slot
	x.used++
}

// first is the slot in which an id would be if all were free.
func (x *idIndex) first(id model.ResourceID) int {
	return int(maphash.String(idSeed, string(id)) % uint64(len(x.slots)))
}
