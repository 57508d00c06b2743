package state

import (
	"math"
	"sync"

	"periscope/model"
	"periscope/model/catalog"
)

// Directory is what a team's resources are called. It grows by pages and by
// single look-ups, and holds 100,000 resources in about 7 MB.
//
// Only the goroutine that draws writes to it; filters read it from others.
type Directory struct {
	mu      sync.RWMutex // locked for writing by Add, for reading by filters
	entries []dirEntry
	byID    idIndex
	listed  map[catalog.ResourceType][]int32 // in the order Slack listed them, or sorted
	sorted  int                              // how many entries, the first ones, stand in the order of names
	edits   int                              // counts changes of entries
}

// dirEntry keeps name, id and user in one piece of memory, "general C024BE91L" or
// "D024BE91L U061F7AUR" after a space: the filter reads name and id of every resource at
// each key, and 100,000 entries are small.
type dirEntry struct {
	all      string
	name     int32 // length of the name; the id follows after one space
	user     int16 // length of the user; it is the end, after one space
	archived bool
	listed   bool // has a place in Directory.listed
}

// text is name and id.
func (e *dirEntry) text() string {
	if e.user > 0 {
		return e.all[:len(e.all)-int(e.user)-1]
	}
	return e.all
}

func (e *dirEntry) id() model.ResourceID { return model.ResourceID(e.text()[e.name+1:]) }

func newDirectory() *Directory {
	return &Directory{byID: newIDIndex(0), listed: map[catalog.ResourceType][]int32{}}
}

// Add records resources. listed says that they came from a list, in order,
// rather than from single look-ups; a resource that is listed twice keeps its place.
func (d *Directory) Add(resources []model.Resource, listed bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, r := range resources {
		at, known := d.Place(r.ID)
		if !known || r.Name != "" {
			d.edits++
		}
		if !known {
			at = int32(len(d.entries))
			d.entries = append(d.entries, newDirEntry(r))
			d.byID.add(at, d.ID)
		} else if r.Name != "" { // a list without names does not undo a look-up
			wasListed := d.entries[at].listed
			d.entries[at] = newDirEntry(r)
			d.entries[at].listed = wasListed
		}
		if e := &d.entries[at]; listed && !e.listed {
			e.listed = true
			d.edits++
			d.listed[r.Type] = append(d.listed[r.Type], at)
		}
	}
}

func newDirEntry(r model.Resource) dirEntry {
	e := dirEntry{name: int32(len(r.Name)), archived: r.Archived}
	if r.User == "" || len(r.User) > math.MaxInt16 { // no id is that long
		e.all = r.Name + " " + string(r.ID)
		return e
	}
	e.all, e.user = r.Name+" "+string(r.ID)+" "+string(r.User), int16(len(r.User))
	return e
}

// Find returns what is known of a resource.
func (d *Directory) Find(t catalog.ResourceType, id model.ResourceID) (model.Resource, bool) {
	at, ok := d.Place(id)
	if !ok {
		return model.Resource{Type: t, ID: id}, false
	}
	return d.Resource(t, at), true
}

// Resource returns what is known at a place of the directory.
func (d *Directory) Resource(t catalog.ResourceType, at int32) model.Resource {
	e := &d.entries[at]
	return model.Resource{
		Type: t, ID: e.id(), Name: e.all[:e.name], User: model.UserID(e.all[len(e.all)-int(e.user):]), Archived: e.archived,
	}
}

// RLock lets other goroutines than the one that draws read the directory, until
// RUnlock.
func (d *Directory) RLock() { d.mu.RLock() }

// RUnlock ends reading.
func (d *Directory) RUnlock() { d.mu.RUnlock() }

// Listed returns the places of the resources of a type that came from a list: sorted
// ones by name, then those that were listed since in the order in which Slack listed
// them. It only ever grows at the end, until it is sorted again.
func (d *Directory) Listed(t catalog.ResourceType) []int32 { return d.listed[t] }

// CountListed counts the resources that came from a list.
func (d *Directory) CountListed() int {
	n := 0
	for _, places := range d.listed {
		n += len(places)
	}
	return n
}

// Place returns where a resource is, if it is known.
func (d *Directory) Place(id model.ResourceID) (at int32, known bool) {
	return d.byID.find(id, d.ID)
}

// ID returns the id of the resource at a place.
func (d *Directory) ID(at int32) model.ResourceID { return d.entries[at].id() }

// Text returns name and id of the resource at a place, for filters.
func (d *Directory) Text(at int32) string { return d.entries[at].text() }

// NameLookups keeps single look-ups of names polite: only of what is on screen,
// each once, a few at a time.
type NameLookups struct {
	asked    map[model.ResourceID]bool
	underWay int
}

// lookupsAtOnce is how many single look-ups run side by side: enough to fill a
// screen in a second or two, few enough to leave Slack's limit to the user.
const lookupsAtOnce = 4

// Next returns those of the resources on screen whose names are to be looked up
// now. Each look-up ends with [NameLookups.Done].
func (l *NameLookups) Next(onScreen []model.Resource) []model.Resource {
	var next []model.Resource
	for _, r := range onScreen {
		if l.underWay >= lookupsAtOnce {
			break
		}
		if r.Name != "" || l.asked[r.ID] {
			continue
		}
		if l.asked == nil {
			l.asked = map[model.ResourceID]bool{}
		}
		l.asked[r.ID] = true
		l.underWay++
		next = append(next, r)
	}
	return next
}

// Done records that a look-up ended.
func (l *NameLookups) Done() { l.underWay-- }
