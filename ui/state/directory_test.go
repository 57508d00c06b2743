package state

import (
	"fmt"
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
