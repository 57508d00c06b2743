package model

import (
	"periscope/model/catalog"
)

// Rules are the rules by which Slack judges what an app asks for. Workspace apps
// asked in a dialog, for one kind of scope at a time; all other apps ask on
// Slack's install page. [Validate], [Verdict], [Split] and [FixAll] apply the rules
// for the kind of a request.
type Rules interface {
	// Name is the kind of token that the rules are for: "workspace", "bot" or "user".
	Name() string
	// Audiences are those that a request may ask. The first is meant where it names none.
	Audiences() []Audience
	// Validate is [Validate] by these rules.
	Validate(r Request, held *Permissions) []Problem
	// Verdict is [Verdict] by these rules.
	Verdict(r Request) (code string, ok bool)
	// Split is [Split] by these rules.
	Split(r Request) []Request
	// Group names, in a word or two, the group of a scope by these rules, such as
	// "team" or "bot only": scopes of groups that do not mix need requests of their
	// own. It is empty for scopes that no request may ask for.
	Group(s catalog.Scope) string
}

// RulesFor returns the rules for requests for a token of a kind. Bot and user tokens
// have the rules of installs, and differ in which audience comes first; every other
// kind has the rules of workspace apps.
func RulesFor(kind catalog.TokenKind) Rules {
	if kind.IsBotOrUser() {
		return installRules{kind}
	}
	return workspaceRules{}
}

// Validate returns what is wrong with a request, and what could be better: first
// the problems for which Slack refuses it, then advice. No problems means that
// the request can be sent. held are the permissions of the token, nil if they are
// not known; with them, Validate also says which scopes are granted already.
//
// [Verdict] refuses exactly the requests that have a problem of severity [Refused].
func Validate(r Request, held *Permissions) []Problem { return RulesFor(r.Kind).Validate(r, held) }

// Verdict is what Slack answers to the scopes of a request: ok, or the code of
// its error. A refused request has a [Problem] that says why: [Validate].
func Verdict(r Request) (code string, ok bool) { return RulesFor(r.Kind).Verdict(r) }

// Split returns requests that together ask for what r asks for, each of an audience
// that can grant it, and that Slack does not refuse. Scopes keep their order, and
// none is lost or added.
//
// Scopes that no request may ask for stay together in a last request to r's
// audience, which Slack would refuse. So it would a request that lacks the partner of a
// scope: that is for [FixAll] to add.
func Split(r Request) []Request { return RulesFor(r.Kind).Split(r) }
