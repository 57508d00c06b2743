package record

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/order"
)

// Schema names the form of the lines of a recording.
const Schema = "periscope.record/v1"

// Entry is a line of a recording: calls of one method that are the same in all that
// decides which scope they need, and were answered alike. It holds no token, no body and
// no value of an argument but the id of a conversation.
type Entry struct {
	Schema string    `json:"schema"` // "periscope.record/v1"
	Count  int       `json:"count"`  // of calls, at least 1
	First  time.Time `json:"first"`  // when the first of them was answered
	Last   time.Time `json:"last"`
	Method string    `json:"method"` // "chat.postMessage"; [Webhook] for a post to a webhook's URL
	// Kind and Token are those of the token: what its prefix tells, and its fingerprint, see
	// [Fingerprint]. Both are empty for a call without one.
	Kind  catalog.TokenKind `json:"kind,omitempty"`
	Token string            `json:"token,omitempty"`
	// Outcome is "ok" or Slack's error code. It is empty if the reply told neither: the
	// server was not reached, or it answered no JSON.
	Outcome string `json:"outcome,omitempty"`
	Status  int    `json:"status,omitempty"` // HTTP; 0: no reply
	// AnsweredBy is empty for Slack, and says otherwise why the call did not reach it.
	AnsweredBy AnsweredBy `json:"answered_by,omitempty"`
	// Types are the types of conversation that the calls are about, as far as they are
	// known, in the order of [catalog.ResourceTypes].
	Types []catalog.ResourceType `json:"types,omitempty"`
	// Conversation is the conversation that they name, if its type decides and is not known.
	Conversation string `json:"conversation,omitempty"`
	// Arguments are the names of those arguments that need a scope of their own. Sorted.
	Arguments []string `json:"arguments,omitempty"`
	// Users is how many users conversations.open names; 0 for other methods.
	Users int `json:"users,omitempty"`
	// Membership says whether the app is in the public channel that it posts to.
	Membership Membership `json:"membership,omitempty"`
	Emails     bool       `json:"emails,omitempty"` // the replies told people's addresses
	// Needed and Provided are those of a reply missing_scope.
	Needed   []catalog.Scope `json:"needed,omitempty"`
	Provided []catalog.Scope `json:"provided,omitempty"`
	// Scopes are what the token held (the header x-oauth-scopes); ScopesSent tells an empty
	// list from a reply that did not say.
	Scopes     []catalog.Scope `json:"scopes,omitempty"`
	ScopesSent bool            `json:"scopes_sent,omitempty"`
	Accepted   []catalog.Scope `json:"accepted,omitempty"` // the header x-accepted-oauth-scopes
	RetryAfter int             `json:"retry_after,omitempty"`
	// TotalMS and MaxMS are how long the calls took, all together and the longest, in
	// milliseconds, from the request to the end of the reply.
	TotalMS float64 `json:"total_ms,omitempty"`
	MaxMS   float64 `json:"max_ms,omitempty"`
}

// AnsweredBy is who answered a call instead of Slack.
type AnsweredBy string

const (
	ByEnforcement AnsweredBy = "enforced scopes" // a set of scopes that does not allow it
	ByReadOnly    AnsweredBy = "read-only mode"  // what changes nothing
	ByProxy       AnsweredBy = "proxy"           // Slack was not reached
)

// Membership says whether an app is in a conversation.
type Membership string

const (
	Member    Membership = "member"
	NotMember Membership = "not a member"
)

// Webhook stands for a method where an app posts to the URL of an incoming webhook.
const Webhook = "incoming-webhook"

// OK reports whether Slack did what the calls asked for.
func (e Entry) OK() bool { return e.Outcome == "ok" && e.AnsweredBy == "" }

// Fingerprint tells tokens apart and tells nothing of them: twelve hexadecimal digits of a
// SHA-256. It is the same in every run. Of no token it is empty.
func Fingerprint(token string) string {
	if token == "" {
		return ""
	}
	sum := sha256.Sum256([]byte("periscope.record " + token))
	return hex.EncodeToString(sum[:6])
}

// kindOf is the kind of a token that stands in a request; empty for none.
func kindOf(token string) catalog.TokenKind {
	if token == "" {
		return ""
	}
	t, err := model.ParseToken(token)
	if err != nil {
		return catalog.UnknownKind
	}
	return t.Kind()
}

// key is what the calls of one entry have in common. Lists are joined by commas.
type key struct {
	method, token, outcome string
	kind                   catalog.TokenKind
	status                 int
	answeredBy             AnsweredBy
	types, arguments       string
	conversation           string
	users                  int
	membership             Membership
	emails, scopesSent     bool
	needed, provided       string
	scopes, accepted       string
}

// tally is how often the calls of one entry were made, and when.
type tally struct {
	count, retryAfter int
	first, last       time.Time
	total, longest    time.Duration
}

func (t *tally) add(other tally) {
	if t.count == 0 || other.first.Before(t.first) {
		t.first = other.first
	}
	if other.last.After(t.last) {
		t.last = other.last
	}
	t.count += other.count
	t.total += other.total
	t.longest = max(t.longest, other.longest)
	t.retryAfter = max(t.retryAfter, other.retryAfter)
}

func (k key) entry(t tally) Entry {
	return Entry{
		Schema: Schema, Count: t.count, First: t.first, Last: t.last,
		Method: k.method, Kind: k.kind, Token: k.token, Outcome: k.outcome, Status: k.status, AnsweredBy: k.answeredBy,
		Types: split[catalog.ResourceType](k.types), Conversation: k.conversation, Arguments: split[string](k.arguments),
		Users: k.users, Membership: k.membership, Emails: k.emails,
		Needed: split[catalog.Scope](k.needed), Provided: split[catalog.Scope](k.provided),
		Scopes: split[catalog.Scope](k.scopes), ScopesSent: k.scopesSent, Accepted: split[catalog.Scope](k.accepted),
		RetryAfter: t.retryAfter, TotalMS: milliseconds(t.total), MaxMS: milliseconds(t.longest),
	}
}

// keyOf and tallyOf take an entry apart again.
func keyOf(e Entry) key {
	return key{
		method: e.Method, token: e.Token, outcome: e.Outcome, kind: e.Kind, status: e.Status, answeredBy: e.AnsweredBy,
		types: join(e.Types), arguments: join(e.Arguments), conversation: e.Conversation, users: e.Users,
		membership: e.Membership, emails: e.Emails, scopesSent: e.ScopesSent,
		needed: join(e.Needed), provided: join(e.Provided), scopes: join(e.Scopes), accepted: join(e.Accepted),
	}
}

func tallyOf(e Entry) tally {
	return tally{
		count: e.Count, retryAfter: e.RetryAfter, first: e.First, last: e.Last,
		total: duration(e.TotalMS), longest: duration(e.MaxMS),
	}
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func duration(ms float64) time.Duration {
	return time.Duration(ms*1000) * time.Microsecond
}

// split reads a comma list; nil if it is empty. Slack puts spaces behind its commas in some
// headers.
func split[S ~string](list string) []S {
	var all []S
	for word := range strings.SplitSeq(list, ",") {
		if word = strings.TrimSpace(word); word != "" {
			all = append(all, S(word))
		}
	}
	return all
}

func join[S ~string](list []S) string {
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = string(s)
	}
	return strings.Join(words, ",")
}

// sortTypes puts types into the order of [catalog.ResourceTypes], each once.
func sortTypes(types []catalog.ResourceType) []catalog.ResourceType {
	order.Stable(types, func(a, b catalog.ResourceType) int { return a.Rank() - b.Rank() })
	return slices.Compact(types)
}
