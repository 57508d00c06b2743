// Package model is Periscope's domain: teams, resources, scopes, and the rules
// by which Slack lets a token act.
//
// It is pure. Nothing here reads a file, a clock, a network or a terminal, and
// values are never changed behind a caller's back, so that every rule can be
// tested from a table and shared between goroutines. What a scope or a method
// is, is recorded in package catalog; what follows from that is decided here.
//
// Where a rule rests on something that Slack never documented, the result
// carries the [catalog.Basis], and callers show it.
package model

import (
	"fmt"
	"slices"

	"periscope/model/catalog"
)

// TeamID is Slack's id of a workspace, such as "T061EG9R6".
type TeamID string

// UserID is Slack's id of a person or bot in a workspace, such as "U061F7AUR".
type UserID string

// ResourceID is Slack's id of a resource: a channel, conversation, team or user.
type ResourceID string

// Team is one Slack workspace.
type Team struct {
	ID   TeamID
	Name string
	URL  string // "https://acme.slack.com/"
}

// Identity is what Slack says about a token: auth.test.
type Identity struct {
	Team     Team
	User     UserID // whom the token acts as
	UserName string
	BotID    string
	AppID    string
	AppName  string
	// OrgWide: the token was given for a whole organization. Team is the
	// organization then, unless somebody chose one of its workspaces.
	OrgWide bool
	// Scopes is the x-oauth-scopes header. ScopesSent tells an empty list from
	// a header that was not sent, which means unknown, not none.
	Scopes     []catalog.Scope
	ScopesSent bool
}

// Resource is one thing a permission can be about.
type Resource struct {
	Type     catalog.ResourceType
	ID       ResourceID
	Name     string // without a leading # or @; empty while unknown
	User     UserID // the person at the other end of an im or app_home; else empty
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
