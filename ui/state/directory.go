package state

import (
	"sync"

	"periscope/model"
	"periscope/model/catalog"
)

// Directory is what a team's resources are called. It grows by pages and by
// single look-ups, and holds 100,000 resources in about 12 MB.
//
// Only the goroutine that draws writes to it; filters read it from others.
type Directory struct {
	Mu      sync.RWMutex // held for writing by add, for reading by filters
	Entries []dirEntry
	ByID    map[model.ResourceID]int32
	Listed  map[catalog.ResourceType][]int32 // in the order Slack listed them
}

// dirEntry keeps name and id in one piece of memory, "general C024BE91L": the
// filter reads both of every resource at each key, and 100,000 entries are small.
type dirEntry struct {
	Text     string
	user     model.UserID
	name     int32 // length of the name within text; the id follows after one space
	archived bool
	listed   bool // has a place in directory.listed
}

func (e *dirEntry) Id() model.ResourceID { return model.ResourceID(e.Text[e.name+1:]) }

func newDirectory() *Directory {
	return &Directory{ByID: map[model.ResourceID]int32{}, Listed: map[catalog.ResourceType][]int32{}}
}

// Add records resources. listed says that they came from a list, in order,
// rather than from single look-ups; a resource that is listed twice keeps its place.
func (d *Directory) Add(resources []model.Resource, listed bool) {
	d.Mu.Lock()
	defer d.Mu.Unlock()
	for _, r := range resources {
		at, known := d.ByID[r.ID]
		if !known {
			at = int32(len(d.Entries))
			d.Entries = append(d.Entries, newDirEntry(r))
			d.ByID[d.Entries[at].Id()] = at // a part of text: r.ID would be in memory besides
		} else if r.Name != "" { // a list without names does not undo a look-up
			wasListed := d.Entries[at].listed
			d.Entries[at] = newDirEntry(r)
			d.Entries[at].listed = wasListed
		}
		if e := &d.Entries[at]; listed && !e.listed {
			e.listed = true
			d.Listed[r.Type] = append(d.Listed[r.Type], at)
		}
	}
}

func newDirEntry(r model.Resource) dirEntry {
	return dirEntry{Text: r.Name + " " + string(r.ID), user: r.User, name: int32(len(r.Name)), archived: r.Archived}
}

// Find returns what is known of a resource.
func (d *Directory) Find(t catalog.ResourceType, id model.ResourceID) (model.Resource, bool) {
	at, ok := d.ByID[id]
	if !ok {
		return model.Resource{Type: t, ID: id}, false
	}
	return d.Resource(t, at), true
}

func (d *Directory) Resource(t catalog.ResourceType, at int32) model.Resource {
	e := &d.Entries[at]
	return model.Resource{Type: t, ID: e.Id(), Name: e.Text[:e.name], User: e.user, Archived: e.archived}
}
