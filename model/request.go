package model

import (
	"slices"

	"periscope/model/catalog"
)

// Audience is who is asked for permission.
type Audience string

const (
	ForTeam Audience = "team" // apps.permissions.request: whoever the dialog is shown to decides for the team
	ForUser Audience = "user" // apps.permissions.users.request: one person decides for themselves
)

// TriggerID is Slack's proof that a person has just acted: it must come with
// every request, lives three seconds and works once. Its form is opaque.
type TriggerID string

// Request is what a workspace app asks for in one go. Requests are values:
// nothing in this package changes one that it was given.
type Request struct {
	For Audience // anything but [ForUser] is a request to the team
	// User is who is asked, with [ForUser]. It may be empty until the request
	// is sent; a request to the team keeps it only so that moving scopes
	// between the two kinds of request loses nothing.
	User   UserID
	Scopes []catalog.Scope // in the order in which they were picked
}

func (r Request) audience() Audience {
	if r.For == ForUser {
		return ForUser
	}
	return ForTeam
}

// asking returns r with other scopes.
func (r Request) asking(scopes []catalog.Scope) Request {
	r.Scopes = scopes
	return r
}

// distinct returns the scopes of r, each once, in order.
func (r Request) distinct() []catalog.Scope { return union(r.Scopes, nil) }

// only returns those of r's scopes, repetitions included, that keep says yes to.
func (r Request) only(keep func(catalog.Scope) bool) []catalog.Scope {
	var kept []catalog.Scope
	for _, s := range r.Scopes {
		if keep(s) {
			kept = append(kept, s)
		}
	}
	return kept
}

// part returns r's scopes that are among (or, with in false, not among) the given.
func (r Request) part(scopes []catalog.Scope, in bool) []catalog.Scope {
	return r.only(func(s catalog.Scope) bool { return slices.Contains(scopes, s) == in })
}
