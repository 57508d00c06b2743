package model_test

import (
	"testing"

	"periscope/model"
)

func TestResourceSet(t *testing.T) {
	t.Parallel()
	ids := func(ids ...model.ResourceID) []model.ResourceID { return ids }
	tests := []struct {
		name    string
		set     model.ResourceSet
		text    string
		empty   bool
		members map[model.ResourceID]model.Membership
	}{
		{
			"nothing",
			model.ResourceSet{},
			"none", true,
			map[model.ResourceID]model.Membership{"C1": model.Outside, "": model.Outside},
		},
		{
			"two by id",
			model.ResourceSet{IDs: ids("C1", "C2")},
			"2", false,
			map[model.ResourceID]model.Membership{"C1": model.ByID, "C2": model.ByID, "C3": model.Outside, "c1": model.Outside},
		},
		{
			"all",
			model.ResourceSet{Wildcard: true},
			"all", false,
			map[model.ResourceID]model.Membership{"C1": model.ByWildcard},
		},
		{
			"all but two",
			model.ResourceSet{Wildcard: true, Excluded: ids("C1", "C2")},
			"all but 2", false,
			map[model.ResourceID]model.Membership{"C1": model.Excluded, "C3": model.ByWildcard},
		},
		{
			"an id beside the wildcard",
			model.ResourceSet{Wildcard: true, IDs: ids("C1", "C2"), Excluded: ids("C2")},
			"all but 1", false,
			map[model.ResourceID]model.Membership{"C1": model.ByID, "C2": model.Excluded, "C3": model.ByWildcard},
		},
		{
			"exclusions from nothing",
			model.ResourceSet{Excluded: ids("C1")},
			"none", true,
			map[model.ResourceID]model.Membership{"C1": model.Excluded, "C2": model.Outside},
		},
	}
	for _, tt := range tests {
		if got := tt.set.String(); got != tt.text {
			t.Errorf("%s: is written %q; want %q", tt.name, got, tt.text)
		}
		if got := tt.set.Empty(); got != tt.empty {
			t.Errorf("%s: empty %t; want %t", tt.name, got, tt.empty)
		}
		for id, want := range tt.members {
			if got := tt.set.Contains(id); got != want {
				t.Errorf("%s: %q is %s; want %s", tt.name, id, got, want)
			}
		}
	}
}

func TestMembershipIn(t *testing.T) {
	t.Parallel()
	for m, want := range map[model.Membership]bool{
		model.ByID: true, model.ByWildcard: true, model.Excluded: false, model.Outside: false, "": false,
	} {
		if got := m.In(); got != want {
			t.Errorf("%q counts as in: %t; want %t", m, got, want)
		}
	}
}

// A set in which something is found is not empty.
func TestEmptySetsContainNothing(t *testing.T) {
	t.Parallel()
	for seed := range seeds(500) {
		set := newDice(seed).set()
		for _, id := range someIDs {
			if set.Empty() && set.Contains(id).In() {
				t.Fatalf("%+v is empty and contains %s", set, id)
			}
		}
	}
}
