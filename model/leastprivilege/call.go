// Package leastprivilege says what an app could do without: which scopes its calls used,
// which they were refused for, which no call used, and the smallest set that would have
// done. It judges what was recorded; it reads nothing itself.
//
// It promises that a scope counts as used only where Slack did what the call asked for,
// that scopes of which one was enough are named together as long as nothing tells which
// it was, and that no scope is called unused where no call was seen. The smallest set is
// exact up to [exactChoices] scopes to choose from; see [Judgement].
package leastprivilege

import (
	"slices"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
)

// Call is calls of one method that are the same in all that decides which scope they need,
// and were answered alike.
type Call struct {
	Method  string
	Kind    catalog.TokenKind
	Count   int
	Last    time.Time
	Outcome string // "ok", or Slack's error code; empty: there was no reply of Slack's
	// Withheld: the call did not reach Slack; the outcome is another's.
	Withheld bool
	// Types, Users and Arguments are as in [drift.CallSite].
	Types     []catalog.ResourceType
	Users     int
	Arguments []string
	// Conversation is the one that the calls name, if its type decides and is not known.
	Conversation string
	Joined       model.Answer    // the app is in the public channel that it posts to; empty is unknown
	Emails       bool            // the reply told people's addresses
	Needed       []catalog.Scope // of a reply missing_scope
	Held         []catalog.Scope // by the token
	HeldKnown    bool
}

// Webhook stands for the method of a post to the URL of an incoming webhook.
const Webhook = "incoming-webhook"

// verdict is what an outcome says of the scopes of a call.
type verdict int

const (
	used    verdict = iota // Slack did it
	refused                // for want of a scope
	tried                  // refused for another reason, after the scopes were looked at
	untold                 // refused before, or not answered
)

// beforeScopes are the refusals that say nothing of scopes: Slack looks at them later, or
// did not get that far.
var beforeScopes = []string{
	"", "not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type", "ratelimited",
	"rate_limited", "accesslimited", "ekm_access_denied", "enterprise_is_restricted", "org_login_required", "team_added_to_org",
	"two_factor_setup_required", "invalid_arg_name", "invalid_array_arg", "invalid_charset", "invalid_form_data", "invalid_post_type",
	"missing_post_type", "invalid_json", "json_not_object", "request_timeout", "internal_error", "fatal_error", "service_unavailable",
	"unknown_method", "method_deprecated", "deprecated_endpoint", "restricted_action",
}

func (c Call) verdict() verdict {
	switch {
	case c.Outcome == "missing_scope":
		return refused
	case c.Withheld, slices.Contains(beforeScopes, c.Outcome):
		return untold
	case c.Outcome == "ok":
		return used
	}
	return tried
}

// AskedForScopes reports whether Slack looked at the scopes of the token for the call, as
// far as its answer tells.
func (c Call) AskedForScopes() bool { return c.verdict() != untold }

// Site is the call as a place in source code: the file is that of the recording.
func (c Call) Site(file string) drift.CallSite {
	return drift.CallSite{Method: c.Method, File: file, Types: c.Types, Users: c.Users, Arguments: c.Arguments}
}

// need is what the call asks of its token.
func (c Call) need() (catalog.Need, bool) {
	m, _ := catalog.LookupMethod(c.Method)
	return c.Site("").NeedOf(m, c.Kind)
}

// argumentNeeds are the scopes that the call needs besides, for what it says, and those
// that it may need, because nothing tells.
func (c Call) argumentNeeds() (sure, perhaps []catalog.ArgumentScope) {
	m, _ := catalog.LookupMethod(c.Method)
	for _, a := range m.ArgumentScopes(c.Kind) {
		switch {
		case len(a.Arguments) > 0:
			if a.NeededBy(c.Arguments) {
				sure = append(sure, a)
			}
		case a.Scope == "chat:write.public":
			switch c.Joined {
			case model.Yes:
			case model.No:
				sure = append(sure, a)
			default:
				perhaps = append(perhaps, a)
			}
		case a.Scope == "users:read.email":
			if c.Emails {
				perhaps = append(perhaps, a)
			}
		default:
			perhaps = append(perhaps, a)
		}
	}
	return sure, perhaps
}

// holds reports whether the token held a scope, as far as is known.
func (c Call) holds(s catalog.Scope) bool { return !c.HeldKnown || slices.Contains(c.Held, s) }

// heldOf are those of the scopes that the token held; all of them if it held none, because
// the scope that opened the method is then one that Slack does not list.
func (c Call) heldOf(scopes []catalog.Scope) []catalog.Scope {
	var held []catalog.Scope
	for _, s := range scopes {
		if c.holds(s) {
			held = append(held, s)
		}
	}
	if len(held) == 0 {
		return scopes
	}
	return held
}
