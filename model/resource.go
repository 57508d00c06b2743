package model

import (
	"fmt"
	"slices"

	"periscope/model/catalog"
)

// ResourceID is Slack's id of a resource: a channel, conversation, team or user.
type ResourceID string

// Resource is one thing a permission can be about.
type Resource struct {
	Type     catalog.ResourceType
	ID       ResourceID
	Name     string // without a leading # or @; empty while unknown
	User     UserID // the user at the other end of an im or app_home; else empty
	Archived bool
}

// ResourceSet is the resources of one type that a grant covers. With Wildcard
// it is all of them, present and future, except Excluded.
type ResourceSet struct {
	IDs      []ResourceID
	Wildcard bool
	Excluded []ResourceID
}

// Membership says whether a resource is in a set, and why.
type Membership string

const (
	ByID       Membership = "by id"       // listed
	ByWildcard Membership = "by wildcard" // covered by "all of this type"
	Excluded   Membership = "excluded"    // taken out of the wildcard by id
	Outside    Membership = "outside"     // not in the set
)

// In reports whether the resource is in the set.
func (m Membership) In() bool { return m == ByID || m == ByWildcard }

// Contains says whether id is in the set, and why. An exclusion outweighs both
// a listed id and the wildcard (inferred: Slack only named the field excluded_ids).
func (s ResourceSet) Contains(id ResourceID) Membership {
	switch {
	case slices.Contains(s.Excluded, id):
		return Excluded
	case slices.Contains(s.IDs, id):
		return ByID
	case s.Wildcard:
		return ByWildcard
	}
	return Outside
}

// Empty reports whether the set holds nothing at all.
func (s ResourceSet) Empty() bool { return !s.Wildcard && len(s.IDs) == 0 }

// String is the set in a few words: "all", "all but 2", "41", "none".
func (s ResourceSet) String() string {
	switch {
	case s.Wildcard && len(s.Excluded) > 0:
		return fmt.Sprintf("all but %d", len(s.Excluded))
	case s.Wildcard:
		return "all"
	case len(s.IDs) == 0:
		return "none"
	}
	return fmt.Sprint(len(s.IDs))
}

// plus returns the set with resources added. A wildcard takes the place of all listed ids.
func (s ResourceSet) plus(added ResourceSet) ResourceSet {
	switch {
	case added.Wildcard:
		return ResourceSet{Wildcard: true, Excluded: Union(added.Excluded, nil)}
	case s.Wildcard:
		s.Excluded = Minus(s.Excluded, added.IDs)
		return s
	}
	return ResourceSet{IDs: Union(s.IDs, added.IDs)}
}

// minus returns the set without resources. One that a wildcard covers becomes an exclusion.
func (s ResourceSet) minus(removed ResourceSet) ResourceSet {
	left := ResourceSet{IDs: Minus(s.IDs, removed.IDs)}
	if s.Wildcard && !removed.Wildcard {
		left.Wildcard = true
		left.Excluded = Union(s.Excluded, removed.IDs)
	}
	return left
}
