package model

import (
	"slices"

	"periscope/model/catalog"
)

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
	if t.kind == catalog.Bot {
		return []Audience{ForBot, ForUser}
	}
	return []Audience{ForUser, ForBot}
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

// Verdict refuses a request for scopes that its half cannot hold, for scopes
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

// halfFor is the half of an install that can ask for s, that of r if it can; empty if none can.
func halfFor(s catalog.Scope, r Request) Audience {
	for _, half := range []Audience{r.audience(), r.otherAudience()} {
		if askable(s, half) {
			return half
		}
	}
	return ""
}

// tokenOf is the kind of token that comes to hold what a half of an install asks for.
func tokenOf(half Audience) catalog.TokenKind {
	if half == ForUser {
		return catalog.UserToken
	}
	return catalog.Bot
}

// askable reports whether a half of an install may ask for s: whether its token
// can hold it, and the install page of today offers it.
func askable(s catalog.Scope, half Audience) bool {
	entry, known := catalog.Lookup(s)
	return known && entry.Offered(tokenOf(half)) && !slices.Contains(classicOnly, s)
}

// classicOnly are the scopes with which classic apps, of before 2020, were
// installed. Slack's list of scopes shows no token of today for them (documented);
// that the install page refuses them is inferred.
var classicOnly = []catalog.Scope{"bot", "client", "identify", "post", "read"}

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
