package model

import (
	"slices"

	"periscope/model/catalog"
)

// Audience is who is asked for permission.
type Audience string

const (
	// ForTeam is apps.permissions.request: the user who sees the dialog decides
	// for the team. Only workspace apps ask so.
	ForTeam Audience = "team"
	// ForUser is, for workspace apps, apps.permissions.users.request: one user
	// decides for themselves. For other apps it is user_scope of an install: the
	// scopes are for the token of the user who installs the app.
	ForUser Audience = "user"
	// ForBot is scope of an install: the scopes are for the token of the app's
	// bot. Workspace apps have none.
	ForBot Audience = "bot"
)

// TriggerID is Slack's proof that a person has just acted: it must come with
// every request, lives three seconds and works once. Its form is opaque.
type TriggerID string

// Request is what an app asks for in one go: of a workspace app what one dialog
// shows, of another app either the bot scopes or the user scopes of an
// [Install]. Requests are values: nothing in this package changes one that it
// was given.
type Request struct {
	// Kind is the token that the request is made for. It decides which rules
	// apply: see [RulesFor]. Empty is [catalog.Workspace].
	Kind catalog.TokenKind
	// For is one of the audiences that the rules know; anything else is their first.
	For Audience
	// User is the user who is asked, with [ForUser]. It may be empty until the request
	// is sent; a request to the team keeps it only so that moving scopes
	// between the two kinds of request loses nothing.
	User   UserID
	Scopes []catalog.Scope // in the order in which they were picked
}

// audiences returns the two audiences of requests for tokens of a kind. The
// first is meant where a request names none.
func audiences(kind catalog.TokenKind) [2]Audience {
	switch kind {
	case catalog.Bot:
		return [2]Audience{ForBot, ForUser}
	case catalog.UserToken:
		return [2]Audience{ForUser, ForBot}
	}
	return [2]Audience{ForTeam, ForUser}
}

// audience is the audience that r asks, never empty.
func (r Request) audience() Audience {
	audiences := audiences(r.Kind)
	if slices.Contains(audiences[:], r.For) {
		return r.For
	}
	return audiences[0]
}

// withScopes returns r with other scopes.
func (r Request) withScopes(scopes []catalog.Scope) Request {
	r.Scopes = scopes
	return r
}

// distinct returns the scopes of r, each once, in order.
func (r Request) distinct() []catalog.Scope { return Union(r.Scopes, nil) }

// only returns those of r's scopes, repetitions included, for which keep is true.
func (r Request) only(keep func(catalog.Scope) bool) []catalog.Scope {
	var kept []catalog.Scope
	for _, s := range r.Scopes {
		if keep(s) {
			kept = append(kept, s)
		}
	}
	return kept
}

// within returns those of r's scopes that are among the given.
func (r Request) within(scopes []catalog.Scope) []catalog.Scope {
	return r.only(func(s catalog.Scope) bool { return slices.Contains(scopes, s) })
}

// without returns those of r's scopes that are not among the given.
func (r Request) without(scopes []catalog.Scope) []catalog.Scope {
	return r.only(func(s catalog.Scope) bool { return !slices.Contains(scopes, s) })
}

// otherAudience is the one of the two audiences of r's kind that r does not ask.
func (r Request) otherAudience() Audience {
	audiences := audiences(r.Kind)
	if r.audience() == audiences[0] {
		return audiences[1]
	}
	return audiences[0]
}

// toAudience returns a request for other scopes to another audience.
func (r Request) toAudience(scopes []catalog.Scope, to Audience) Request {
	r.For, r.Scopes = to, scopes
	return r
}

func notEmpty(requests ...Request) []Request {
	return slices.DeleteFunc(requests, func(r Request) bool { return len(r.Scopes) == 0 })
}
