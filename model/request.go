package model

import (
	"slices"

	"periscope/model/catalog"
)

// Audience is who is asked for permission.
type Audience string

const (
	// ForTeam is apps.permissions.request: whoever the dialog is shown to decides
	// for the team. Workspace apps only.
	ForTeam Audience = "team"
	// ForUser is, for workspace apps, apps.permissions.users.request: one person
	// decides for themselves. For apps of today it is user_scope: the token of
	// whoever installs the app is to hold the scopes.
	ForUser Audience = "user"
	// ForBot is scope: the token of the app's bot is to hold the scopes. Apps of today only.
	ForBot Audience = "bot"
)

// TriggerID is Slack's proof that a person has just acted: it must come with
// every request, lives three seconds and works once. Its form is opaque.
type TriggerID string

// Request is what an app asks for in one go: of a workspace app what one
// dialog shows, of an app of today one half, the bot's or the person's, of what
// an [Install] asks for. Requests are values: nothing in this package changes
// one that it was given.
type Request struct {
	// Kind is the token that the request is made for. It chooses the rules:
	// those of [RulesFor]. Empty is [catalog.Workspace].
	Kind catalog.TokenKind
	// For is one of the audiences that the rules know; anything else is their first.
	For Audience
	// User is who is asked, with [ForUser]. It may be empty until the request
	// is sent; a request to the team keeps it only so that moving scopes
	// between the two kinds of request loses nothing.
	User   UserID
	Scopes []catalog.Scope // in the order in which they were picked
}

// audiences returns whom a request for a token of a kind may ask; the first is
// the one meant when none is named. Requests of workspace apps ask the team or
// one user; those of other apps are for the token of the bot or of the user.
func audiences(kind catalog.TokenKind) [2]Audience {
	switch kind {
	case catalog.Bot:
		return [2]Audience{ForBot, ForUser}
	case catalog.UserToken:
		return [2]Audience{ForUser, ForBot}
	}
	return [2]Audience{ForTeam, ForUser}
}

// audience is whom r asks, never empty.
func (r Request) audience() Audience {
	audiences := audiences(r.Kind)
	if slices.Contains(audiences[:], r.For) {
		return r.For
	}
	return audiences[0]
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

// otherAudience is whom r does not ask, of the two that its rules know.
func (r Request) otherAudience() Audience {
	audiences := audiences(r.Kind)
	if r.audience() == audiences[0] {
		return audiences[1]
	}
	return audiences[0]
}

// elsewhere returns the request for other scopes to another audience.
func (r Request) elsewhere(scopes []catalog.Scope, to Audience) Request {
	r.For, r.Scopes = to, scopes
	return r
}

func notEmpty(requests ...Request) []Request {
	return slices.DeleteFunc(requests, func(r Request) bool { return len(r.Scopes) == 0 })
}
