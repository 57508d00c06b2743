package model

import (
	"slices"
	"time"

	"periscope/model/catalog"
)

// Cause is what stands behind a refusal: where to look for the remedy.
type Cause string

const (
	CauseScope      Cause = "scope"      // the token lacks a scope
	CauseMembership Cause = "membership" // the app is not where it wants to act, or cannot see it
	CauseToken      Cause = "token"      // the token is missing, revoked, expired or mistyped
	CauseTokenKind  Cause = "token kind" // the method is for tokens of another kind
	CausePlan       Cause = "plan"       // the workspace's plan does not have it
	CausePolicy     Cause = "policy"     // an administrator does not allow it
	CauseRetired    Cause = "retired"    // Slack no longer offers it
	CauseArguments  Cause = "arguments"  // the call itself is wrong
	CauseState      Cause = "state"      // what the call is about is not in a state that allows it
	CauseRateLimit  Cause = "rate limit"
	CauseSlack      Cause = "slack"   // trouble at Slack's side
	CauseNetwork    Cause = "network" // the call did not get through, or not whole
	CauseInstall    Cause = "install" // installing the app, or its manifest
	CauseTrigger    Cause = "trigger" // the trigger of a command or click
	CauseWarning    Cause = "warning" // the call succeeded, and Slack remarks on it
	CauseUnknown    Cause = "unknown"
)

// Refusal is what Slack answered to a call of an app, as far as a text tells: a reply,
// an exception, a line of a log. A success with warnings is one too, and so are
// headers without a reply; their Code is empty.
type Refusal struct {
	Method   string // empty: the text does not say
	Code     string // Slack's error code
	Needed   []catalog.Scope
	Provided []catalog.Scope // the token's scopes
	// ProvidedKnown: the text says which scopes the token holds, perhaps none.
	ProvidedKnown bool
	Warnings      []string // codes
	Messages      []string // Slack's remarks, clean and without secrets
	RetryAfter    time.Duration
	Kind          catalog.TokenKind // of the token, if its prefix stands in the text; else empty
	DirectMessage bool              // the text names a conversation whose id is one of a direct message, and no other
	Line          int               // 1-based, of the first occurrence
	Count         int               // how often the same stands in the text
	Excerpt       string            // the line, clean and without secrets
}

// Same reports whether two refusals say the same, wherever they stand. That one does
// not tell the kind of its token makes no difference.
func (r Refusal) Same(other Refusal) bool {
	sameKind := r.Kind == other.Kind || r.Kind == "" || other.Kind == ""
	return r.Method == other.Method && r.Code == other.Code && sameKind &&
		r.DirectMessage == other.DirectMessage && r.ProvidedKnown == other.ProvidedKnown &&
		slices.Equal(r.Needed, other.Needed) && slices.Equal(r.Provided, other.Provided) &&
		slices.Equal(r.Warnings, other.Warnings)
}

// Diagnosis is a refusal, what stands behind it, and what to change.
type Diagnosis struct {
	Refusal
	Cause    Cause
	Sentence string // what happened
	NextStep string // what to do about it
	// For is the kind of token that Add is for.
	For catalog.TokenKind
	// Add is the smallest change known to help: the scopes to ask for. Empty where
	// scopes are not the cause, or not known.
	Add []catalog.Scope
	// Alternatives are the scopes of which one is enough, the narrowest first, if Add
	// is one of several.
	Alternatives []catalog.Scope
	Basis        catalog.Basis // of Add
	// Holds: the token at hand holds enough for the call; [Unknown] without one.
	Holds Answer
}

// Install is what to ask for on Slack's install page to get the scopes of Add.
func (d Diagnosis) Install() Install {
	if d.For == catalog.UserToken {
		return Install{User: d.Add}
	}
	return Install{Bot: d.Add}
}

// ScopeRemedy finds the smallest change that lets a token call a method, or, where the
// method is not known, that adds what Slack says is needed. provided are the scopes of
// the token that was refused, nil if they are not known.
func ScopeRemedy(r Refusal, kind catalog.TokenKind) (add, alternatives []catalog.Scope, basis catalog.Basis) {
	needed := current(r.Needed, kind)
	rule := catalog.OneScope
	basis = catalog.Documented
	if m, ok := catalog.LookupMethod(r.Method); ok {
		if need, ok := m.NeedInPractice(kind); ok && len(need.Scopes) > 0 {
			rule = need.Rule
			basis = basisOf(m, need, true)
			needed = namedAndListed(needed, need.Scopes)
		}
	} else if len(needed) > 1 && eachOpensOneType(needed) {
		rule, basis = catalog.AnyOf, catalog.Inferred
	}
	needed = Minus(needed, r.Provided)
	if len(needed) <= 1 {
		return needed, nil, basis
	}
	if rule != catalog.AnyOf && rule != catalog.RuleUnknown {
		return needed, nil, basis
	}
	alternatives = NarrowestFirst(needed, kind)
	first := alternatives[0]
	if r.DirectMessage {
		first = openingDirectMessages(needed, kind, first)
		alternatives = append([]catalog.Scope{first}, Minus(alternatives, []catalog.Scope{first})...)
	}
	return []catalog.Scope{first}, alternatives, basis
}

// openingDirectMessages is the one of the scopes that opens direct messages; for a bot
// those are its app home.
func openingDirectMessages(scopes []catalog.Scope, kind catalog.TokenKind, otherwise catalog.Scope) catalog.Scope {
	for _, t := range [...]catalog.ResourceType{catalog.IM, catalog.AppHome} {
		if s, ok := scopeOpening(scopes, t, kind); ok {
			return s
		}
	}
	return otherwise
}

// namedAndListed are the scopes that Slack named in its reply and that its page lists; all
// of the page's where it named none of them.
func namedAndListed(named, listed []catalog.Scope) []catalog.Scope {
	var both []catalog.Scope
	for _, s := range named {
		if slices.Contains(listed, s) {
			both = append(both, s)
		}
	}
	switch {
	case len(both) > 0:
		return both
	case len(named) > 0:
		return named // newer than the page
	}
	return slices.Clone(listed)
}

// current puts the scopes that apps now ask for in the place of old ones: replies still
// name chat:write:bot.
func current(scopes []catalog.Scope, kind catalog.TokenKind) []catalog.Scope {
	var now []catalog.Scope
	for _, s := range scopes {
		entry, _ := catalog.Lookup(s)
		if instead, ok := entry.SubstituteFor(kind); ok {
			now = Union(now, instead.By)
			continue
		}
		now = Union(now, []catalog.Scope{s})
	}
	return now
}

// LikelyKind is the kind of token that holds such scopes, as far as they tell: bot,
// unless user tokens alone can hold one of them.
func LikelyKind(scopes []catalog.Scope) catalog.TokenKind {
	for _, s := range scopes {
		if e, known := catalog.Lookup(s); known && e.Offered(catalog.UserToken) && !e.Offered(catalog.Bot) {
			return catalog.UserToken
		}
	}
	return catalog.Bot
}
