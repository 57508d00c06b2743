package model

import "periscope/model/catalog"

// Rules are those by which Slack judges what an app asks for. Workspace apps
// asked in a dialog, one kind of scope at a time; apps of today ask on Slack's
// install page. [Validate], [Verdict], [Split] and [Mend] apply the rules that
// fit the kind of a request.
type Rules interface {
	// Name is the kind of token whose rules they are: "workspace", "bot" or "user".
	Name() string
	// Audiences are whom a request may ask; the first is the one meant when none is named.
	Audiences() []Audience
	// Validate is [Validate] by these rules.
	Validate(r Request, held *Permissions) []Problem
	// Verdict is [Verdict] by these rules.
	Verdict(r Request) (code string, ok bool)
	// Split is [Split] by these rules.
	Split(r Request) []Request
	// Group says in a word or two what a scope is to these rules, such as "team"
	// or "bot only": scopes of groups that do not mix need requests of their
	// own. It is empty for scopes that nobody may ask for.
	Group(s catalog.Scope) string
}

// RulesFor returns the rules for requests on behalf of a token of a kind. Bots
// and users have those of today, and differ in whom they ask first; every
// other kind has those of workspace apps.
func RulesFor(kind catalog.TokenKind) Rules {
	if kind.OfToday() {
		return installRules{kind}
	}
	return workspaceRules{}
}

// Validate returns what is wrong with a request, and what could be better: first
// the problems for which Slack refuses it, then advice. No problems means that
// the request can be sent. With held, the permissions the token has, it also
// tells what is granted already; held is nil when they are unknown.
//
// [Verdict] refuses exactly the requests that have a problem of severity [Refused].
func Validate(r Request, held *Permissions) []Problem { return RulesFor(r.Kind).Validate(r, held) }

// Verdict is what Slack answers to the scopes of a request: ok, or the code of
// its error. A refused request has a [Problem] that says why: [Validate].
func Verdict(r Request) (code string, ok bool) { return RulesFor(r.Kind).Verdict(r) }

// Split returns requests that together ask for what r asks for, addressed to
// whoever can grant it, and that Slack does not refuse. Scopes keep their
// order, and none is lost or added.
//
// Scopes that no request may ask for are kept too, together in a last request
// to r's audience: the only one that still has to be mended.
func Split(r Request) []Request { return RulesFor(r.Kind).Split(r) }
