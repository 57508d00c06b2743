package model

import "periscope/model/catalog"

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
