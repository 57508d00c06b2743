package model

import (
	"slices"

	"periscope/model/catalog"
)

// RequestableScopes returns the records of all scopes that an app may ask for, for a token
// of a kind, sorted by name. Bot and user tokens can hold more than Slack's
// install page offers.
func RequestableScopes(kind catalog.TokenKind) []catalog.Entry {
	return slices.DeleteFunc(catalog.Offered(kind), func(e catalog.Entry) bool {
		return kind.IsBotOrUser() && !installable(e.Scope, audienceFor(kind))
	})
}

// Requestable reports whether an install may ask for a scope, for a token of a kind.
func Requestable(s catalog.Scope, kind catalog.TokenKind) bool {
	if kind.IsBotOrUser() {
		return installable(s, audienceFor(kind))
	}
	entry, known := catalog.Lookup(s)
	return known && entry.Offered(kind)
}

// tokenKindFor is the kind of token that the scopes asked for an audience are for.
func tokenKindFor(a Audience) catalog.TokenKind {
	if a == ForUser {
		return catalog.UserToken
	}
	return catalog.Bot
}

// audienceFor is the audience of a request for scopes of a token of a kind.
func audienceFor(kind catalog.TokenKind) Audience {
	if kind == catalog.UserToken {
		return ForUser
	}
	return ForBot
}

// scopesOf names the scopes that an install asks of an audience.
func scopesOf(a Audience) string {
	if a == ForUser {
		return "the user scopes"
	}
	return "the bot scopes"
}

// installable reports whether an install may ask for s for an audience: the
// token can hold it, and Slack's install page offers it.
func installable(s catalog.Scope, a Audience) bool {
	entry, known := catalog.Lookup(s)
	_, refused := notInstallable[s]
	return known && entry.Offered(tokenKindFor(a)) && !refused
}

// notInstallable are scopes that Slack lists for bots and users and that its
// install page does not offer, each with the reason. Classic apps are those from
// before 2020. Slack was seen to refuse "none" and "tokens.basic"; for the rest
// this is inferred: Slack's list of scopes shows no bot or user token for them.
var notInstallable = map[catalog.Scope]string{
	"bot": "bot is how classic apps asked for their bot, and goes with none of today's scopes: " +
		"name what the bot is to do, scope by scope.",
	"client":       "client is a scope of classic apps, which today's install page does not offer.",
	"identify":     "identify came with every token of a classic app: today's install page does not offer it.",
	"post":         "post is a scope of classic apps, which today's install page does not offer.",
	"read":         "read is a scope of classic apps, which today's install page does not offer.",
	"none":         "none is Slack's word for methods that need no scope: there is nothing to ask for.",
	"rtm:stream":   "rtm:stream cannot be asked for: it came with bot or client, the scopes of classic apps.",
	"tokens.basic": "tokens.basic is what every token holds: there is nothing to ask for.",
}

// installableBy is the audience for which an install can ask for s: r's own if
// possible, else the other; empty if neither is possible.
func installableBy(s catalog.Scope, r Request) Audience {
	for _, a := range []Audience{r.audience(), r.otherAudience()} {
		if installable(s, a) {
			return a
		}
	}
	return ""
}

// scopeMix is a set of scopes that one install may ask for together.
type scopeMix string

const (
	openMix     scopeMix = ""         // all scopes but the following
	signInMix   scopeMix = "sign-in"  // openid, email, profile: Sign in with Slack
	identityMix scopeMix = "identity" // what Sign in with Slack was before
)

// signInScopes are the scopes of Sign in with Slack.
var signInScopes = []catalog.Scope{"email", "openid", "profile"}

// mixOf returns the mix that s belongs to.
func mixOf(s catalog.Scope) scopeMix {
	if slices.Contains(signInScopes, s) {
		return signInMix
	}
	if entry, _ := catalog.Lookup(s); entry.Class == catalog.IdentityClass {
		return identityMix
	}
	return openMix
}

// installRules judge what apps ask for on Slack's install page, for a bot or a
// user token. A request is the part of an install for one audience.
//
// Slack documents that the page answers invalid_scope to names it does not know
// and to sets that conflict, with the scopes of Sign in with Slack as its
// example. Its longer texts were seen in the field: "Invalid scope", "User
// tokens do not support scopes", "Cannot request both identity scopes and other
// scopes at the same time", "No scopes requested".
type installRules struct{ kind catalog.TokenKind }

// noScopes is the error of oauth.v2.access when nothing was asked for.
const noScopes = "no_scopes"

// Name is the kind of token: "bot" or "user".
func (t installRules) Name() string { return string(t.kind) }

// Audiences are the bot and the user, the one of the kind first.
func (t installRules) Audiences() []Audience {
	both := audiences(t.kind)
	return both[:]
}

// Group says which tokens can hold a scope, or which scopes alone it mixes with.
func (installRules) Group(s catalog.Scope) string {
	bot, user := installable(s, ForBot), installable(s, ForUser)
	switch m := mixOf(s); {
	case !bot && !user:
		return ""
	case m != openMix:
		return string(m)
	case bot && user:
		return "bot or user"
	case bot:
		return "bot only"
	}
	return "user only"
}

// lacksPartner returns the scope that Slack wants asked for together with s and that r does
// not ask for.
func lacksPartner(r Request, s catalog.Scope) (catalog.Scope, bool) {
	partner, ok := s.Partner()
	return partner, ok && installable(s, r.audience()) && !slices.Contains(r.Scopes, partner)
}

// isPartner reports whether r asks for a scope that s has to be asked for together with.
func isPartner(r Request, s catalog.Scope) bool {
	return slices.ContainsFunc(r.Scopes, func(other catalog.Scope) bool {
		partner, ok := other.Partner()
		return ok && partner == s
	})
}

// Verdict refuses requests for scopes that their audience cannot hold, for scopes
// that do not mix, for one without the other that Slack wants beside it, and for none.
func (installRules) Verdict(r Request) (code string, ok bool) {
	if len(r.Scopes) == 0 {
		return noScopes, false
	}
	for _, s := range r.Scopes {
		if _, alone := lacksPartner(r, s); alone || !installable(s, r.audience()) || mixOf(s) != mixOf(r.Scopes[0]) {
			return invalidScope, false
		}
	}
	return "", true
}

// Split makes one request for each audience and [scopeMix], in the order in which
// they appear in r. Scopes that both audiences can hold stay with r's.
func (installRules) Split(r Request) []Request {
	type key struct {
		audience Audience // empty for scopes that no request may ask for
		mix      scopeMix
	}
	var order []key
	parts := map[key][]catalog.Scope{}
	for _, s := range r.Scopes {
		var k key
		if a := installableBy(s, r); a != "" {
			k = key{a, mixOf(s)}
		}
		if _, seen := parts[k]; !seen && k.audience != "" {
			order = append(order, k)
		}
		parts[k] = append(parts[k], s)
	}
	var requests []Request
	for _, k := range order {
		requests = append(requests, r.toAudience(parts[k], k.audience))
	}
	return append(requests, notEmpty(r.withScopes(parts[key{}]))...)
}

// outdatedFor returns the scopes that take the place of s in r, if it is out of
// date. Only legacy scopes may be replaced by scopes of the other audience:
// chat:write:bot, which user tokens held, by the bot's chat:write.
func outdatedFor(r Request, s catalog.Scope) (catalog.Substitute, bool) {
	entry, _ := catalog.Lookup(s)
	if entry.Class == catalog.LegacyClass {
		return substituteFor(entry, r.audience(), r.otherAudience())
	}
	return substituteFor(entry, r.audience())
}

// substituteFor returns what apps ask for in a scope's place, for the first of
// the audiences that has a substitute.
func substituteFor(e catalog.Entry, audiences ...Audience) (catalog.Substitute, bool) {
	for _, a := range audiences {
		if instead, ok := e.SubstituteFor(tokenKindFor(a)); ok {
			return instead, true
		}
	}
	return catalog.Substitute{}, false
}

// grants reports whether p is of the token that r asks for, and is known to hold s.
func (p Permissions) grants(r Request, s catalog.Scope) bool {
	return p.Kind == tokenKindFor(r.audience()) && slices.ContainsFunc(p.Grants, func(g Grant) bool { return g.Holds(s) })
}
