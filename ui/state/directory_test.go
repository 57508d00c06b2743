package state

import (
	"fmt"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

// TestLookupsArePolite looks up what is on screen: each resource once, only those
// without a name, and at most four at a time.
func TestLookupsArePolite(t *testing.T) {
	t.Parallel()
	s := NewSession(Team{Key: "acme"})
	onScreen := []model.Resource{{Type: catalog.IM, ID: "D0NAMED", Name: "ana"}}
	for i := range 7 {
		onScreen = append(onScreen, model.Resource{Type: catalog.IM, ID: model.ResourceID(fmt.Sprintf("D%d", i))})
	}
	if got := s.Lookups.Next(onScreen); len(got) != 4 || got[0].ID != "D0" || got[3].ID != "D3" {
		t.Fatalf("looks up %v first", got)
	}
	if got := s.Lookups.Next(onScreen); len(got) != 0 {
		t.Errorf("looks up %v while 4 look-ups are under way", got)
	}
	s.Lookups.Done()
	s.Lookups.Done()
	if got := s.Lookups.Next(onScreen); len(got) != 2 || got[0].ID != "D4" {
		t.Errorf("looks up %v when two have ended", got)
	}
	s.Begin(t.Context()) // a new reading may ask again
	if got := s.Lookups.Next(onScreen); len(got) != 4 || got[0].ID != "D0" {
		t.Errorf("looks up %v after a new reading began", got)
	}
}

// TestDirectoryGivesBackWhatItGot: names, ids and users of any kind, apart from each other.
func TestDirectoryGivesBackWhatItGot(t *testing.T) {
	t.Parallel()
	all := []model.Resource{
		{Type: catalog.Channel, ID: "C1", Name: "general"},
		{Type: catalog.IM, ID: "D1", User: "U1"},
		{Type: catalog.IM, ID: "D2", Name: "ana maria", User: "U2", Archived: true},
		{Type: catalog.Channel, ID: "C 3", Name: " a b "},
		{Type: catalog.Channel, ID: "C4"},
		{Type: catalog.MPIM},
	}
	d := newDirectory()
	d.Add(all, true)
	for range 2 {
		for _, want := range all {
			if got, known := d.Find(want.Type, want.ID); !known || got != want {
				t.Errorf("%+v, %v; want %+v", got, known, want)
			}
			if at, _ := d.Place(want.ID); d.Text(at) != want.Name+" "+string(want.ID) {
				t.Errorf("filters read %q of %+v", d.Text(at), want)
			}
		}
		d.Sort(d.Sorted())
	}
}

// TestDirectoryIsSorted sorts what was listed, and keeps names, flags and look-ups.
func TestDirectoryIsSorted(t *testing.T) {
	t.Parallel()
	d := newDirectory()
	add := func(name string, archived, listed bool) {
		d.Add([]model.Resource{{Type: catalog.Channel, ID: model.ResourceID("C" + name), Name: name, Archived: archived, User: "U1"}}, listed)
	}
	add("zebra", false, true)
	add("Apple", false, true)
	add("old", true, true)
	add("looked-up", false, false)
	add("banana", false, true)
	d.Add([]model.Resource{{Type: catalog.Channel, ID: "C0NAMELESS"}}, true)
	stale := d.Sorted()
	add("cherry", false, true)
	if d.Sort(stale) {
		t.Error("an order without the last channel was taken")
	}
	if !d.Sort(d.Sorted()) {
		t.Fatal("the order was not taken")
	}
	var got []string
	for _, at := range d.Listed(catalog.Channel) {
		r := d.Resource(catalog.Channel, at)
		if place, known := d.Place(r.ID); !known || place != at || d.ID(at) != r.ID {
			t.Errorf("%s is at %d and found at %d", r.ID, at, place)
		}
		if r.Name != "" && r.User != "U1" || r.Archived != (r.Name == "old") {
			t.Errorf("%+v", r)
		}
		got = append(got, string(r.ID))
	}
	if want := "CApple Cbanana Ccherry Czebra C0NAMELESS Cold"; strings.Join(got, " ") != want {
		t.Errorf("sorted into %v, want %s", got, want)
	}
	ids := d.ByName([]model.ResourceID{"Cunknown", "Czebra", "Clooked-up", "Cold", "CApple"})
	if fmt.Sprint(ids) != "[CApple Clooked-up Czebra Cold Cunknown]" {
		t.Errorf("ids by name: %v", ids)
	}
	add("aardvark", false, true) // at the end until it is sorted again
	if all := d.Listed(catalog.Channel); d.ID(all[len(all)-1]) != "Caardvark" {
		t.Error("what was listed after sorting is not at the end")
	}
}
