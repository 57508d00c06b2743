package model

import (
	"slices"

	"periscope/model/catalog"
)

// The two halves of an install are the audiences [ForBot] and [ForUser].

// Askable returns the records of all scopes that an app may ask for, on behalf
// of a token of a kind, sorted by name. Of what tokens of today can hold,
// Slack's install page does not offer everything.
func Askable(kind catalog.TokenKind) []catalog.Entry {
	return slices.DeleteFunc(catalog.Offered(kind), func(e catalog.Entry) bool {
		return kind.OfToday() && !askable(e.Scope, halfOf(kind))
	})
}

// tokenOf is the kind of token that comes to hold what a half of an install asks for.
func tokenOf(half Audience) catalog.TokenKind {
	if half == ForUser {
		return catalog.UserToken
	}
	return catalog.Bot
}

// halfOf is the half of an install that asks for what a token of the kind is to hold.
func halfOf(kind catalog.TokenKind) Audience {
	if kind == catalog.UserToken {
		return ForUser
	}
	return ForBot
}

// whose names the scopes of a half of an install.
func whose(half Audience) string {
	if half == ForUser {
		return "the user scopes"
	}
	return "the bot scopes"
}

// askable reports whether a half of an install may ask for s: whether its token
// can hold it, and the install page of today offers it.
func askable(s catalog.Scope, half Audience) bool {
	entry, known := catalog.Lookup(s)
	_, withheld := notInstalled[s]
	return known && entry.Offered(tokenOf(half)) && !withheld
}

// notInstalled says, of scopes that Slack lists for bots and users, why the
// install page of today does not offer them. Classic apps are those of before
// 2020. That "none" and "tokens.basic" are refused was seen in the field; that
// the rest is, follows from Slack's list of scopes, which shows no token of
// today for them.
var notInstalled = map[catalog.Scope]string{
	"bot": "bot is how classic apps asked for their bot, and goes with none of today's scopes: " +
		"name what the bot is to do, scope by scope.",
	"client":       "client is a scope of classic apps, which today's install page does not offer.",
	"identify":     "identify came with every token of a classic app: today's install page does not offer it.",
	"post":         "post is a scope of classic apps, which today's install page does not offer.",
	"read":         "read is a scope of classic apps, which today's install page does not offer.",
	"none":         "none is Slack's word for methods that need no scope: there is nothing to ask for.",
	"tokens.basic": "tokens.basic is what every token holds: there is nothing to ask for.",
}

// halfFor is the half of an install that can ask for s, that of r if it can; empty if none can.
func halfFor(s catalog.Scope, r Request) Audience {
	for _, half := range []Audience{r.audience(), r.otherAudience()} {
		if askable(s, half) {
			return half
		}
	}
	return ""
}

// mixture is a set of scopes that one install may ask for together.
type mixture string

const (
	openMixture     mixture = ""         // all scopes but the following
	signInMixture   mixture = "sign-in"  // openid, email, profile: Sign in with Slack
	identityMixture mixture = "identity" // what Sign in with Slack was before
)

// signIn are the scopes of Sign in with Slack.
var signIn = []catalog.Scope{"email", "openid", "profile"}

// mixtureOf returns what s may be asked for together with.
func mixtureOf(s catalog.Scope) mixture {
	if slices.Contains(signIn, s) {
		return signInMixture
	}
	if entry, _ := catalog.Lookup(s); entry.Class == catalog.IdentityClass {
		return identityMixture
	}
	return openMixture
}

// todayRules judge what apps of today ask for on Slack's install page, for a
// token of the kind: a bot's or a user's. A request is one half of an install.
//
// Slack documents that the page answers invalid_scope to names it does not know
// and to sets that conflict, with the scopes of Sign in with Slack as its
// example. Its longer texts were seen in the field: "Invalid scope", "User
// tokens do not support scopes", "Cannot request both identity scopes and other
// scopes at the same time", "No scopes requested".
type todayRules struct{ kind catalog.TokenKind }

// noScopes is the error of oauth.v2.access when nothing was asked for.
const noScopes = "no_scopes"

// Name is the kind of token: "bot" or "user".
func (t todayRules) Name() string { return string(t.kind) }

// Audiences are the two halves of an install, the one of the kind first.
func (t todayRules) Audiences() []Audience {
	both := audiences(t.kind)
	return both[:]
}

// Group says which half a scope belongs to, or which scopes alone it mixes with.
func (todayRules) Group(s catalog.Scope) string {
	bot, user := askable(s, ForBot), askable(s, ForUser)
	switch m := mixtureOf(s); {
	case !bot && !user:
		return ""
	case m != openMixture:
		return string(m)
	case bot && user:
		return "bot or user"
	case bot:
		return "bot only"
	}
	return "user only"
}

// Verdict refuses requests for scopes that their half cannot hold, for scopes
// that do not mix, and for none.
func (todayRules) Verdict(r Request) (code string, ok bool) {
	if len(r.Scopes) == 0 {
		return noScopes, false
	}
	for _, s := range r.Scopes {
		if !askable(s, r.audience()) || mixtureOf(s) != mixtureOf(r.Scopes[0]) {
			return invalidScope, false
		}
	}
	return "", true
}

// Split makes one request for each half and [mixture], in the order in which
// they appear in r. Scopes that both halves can hold stay in r's.
func (todayRules) Split(r Request) []Request {
	type key struct {
		half Audience // empty for scopes that nobody may ask for
		mixture
	}
	var order []key
	parts := map[key][]catalog.Scope{}
	for _, s := range r.Scopes {
		var k key
		if half := halfFor(s, r); half != "" {
			k = key{half, mixtureOf(s)}
		}
		if _, seen := parts[k]; !seen && k.half != "" {
			order = append(order, k)
		}
		parts[k] = append(parts[k], s)
	}
	var requests []Request
	for _, k := range order {
		requests = append(requests, r.elsewhere(parts[k], k.half))
	}
	return append(requests, notEmpty(r.asking(parts[key{}]))...)
}

// update returns what brings a scope of r up to date. Only scopes that are a
// legacy altogether are brought up to date by the other half: chat:write:bot,
// which people's tokens held, by the bot's chat:write.
func update(r Request, s catalog.Scope) (catalog.Instead, bool) {
	entry, _ := catalog.Lookup(s)
	if entry.Class == catalog.LegacyClass {
		return insteadOf(entry, r.audience(), r.otherAudience())
	}
	return insteadOf(entry, r.audience())
}

// insteadOf returns what apps ask for today in a scope's place, in the first of
// the halves that has anything.
func insteadOf(e catalog.Entry, halves ...Audience) (catalog.Instead, bool) {
	for _, half := range halves {
		if instead, ok := e.InsteadFor(tokenOf(half)); ok {
			return instead, true
		}
	}
	return catalog.Instead{}, false
}

// has reports whether p is known to hold s, and is of the token that r asks for.
func (p Permissions) has(r Request, s catalog.Scope) bool {
	return p.Kind == tokenOf(r.audience()) && slices.ContainsFunc(p.Grants, func(g Grant) bool { return g.Holds(s) })
}
