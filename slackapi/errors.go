package slackapi

import (
	"fmt"
	"strings"
	"time"

	"periscope/model/catalog"
)

// Every error of this package that is not a context's own can speak to a
// person: Sentence says what happened, NextStep what to do about it, a sentence
// or two each, and Word the state in one. All text in them is clean.

// failure is any of them.
type failure interface {
	error
	Sentence() string
	NextStep() string
	Word() string  // the state it leaves a team in, for a list: at most seven letters
	Passing() bool // whether another attempt, soon, may fare better
}

// Error is Slack's refusal of a call: a reply with ok false.
type Error struct {
	Method     string
	Code       string   // "missing_scope"
	Needed     string   // scopes that the method asks for, as Slack lists them; often empty
	Provided   string   // scopes that the token holds, likewise
	Warnings   []string // codes
	Messages   []string // Slack's remarks on the call, in English
	HTTPStatus int

	kind   catalog.TokenKind // of the token that was refused
	slacks bool              // by Slack's own server, not by another that speaks as it does
}

func (e *Error) Error() string {
	s := fmt.Sprintf("slack refused %s: %s", e.Method, e.Code)
	if scopes := e.scopes(); scopes != "" {
		s += " (" + scopes + ")"
	}
	return s
}

// Sentence says what the code means.
func (e *Error) Sentence() string {
	sentence := e.explanation().sentence
	if scopes := e.scopes(); scopes != "" {
		sentence = strings.TrimSuffix(sentence, ".") + ": " + scopes + "."
	}
	return sentence
}

// NextStep says what helps against it.
func (e *Error) NextStep() string { return e.explanation().next }

// ErrorCode is Code, for those who know errors by their methods only.
func (e *Error) ErrorCode() string { return e.Code }

// Word is "revoked" of a token that will never be accepted again, else "refused".
func (e *Error) Word() string {
	if e.Code == "token_revoked" || e.Code == "account_inactive" {
		return "revoked"
	}
	return "refused"
}

func (e *Error) Passing() bool { return e.HTTPStatus >= 500 || serverFaults[e.Code] }

// serverFaults are the codes by which Slack owns up to trouble of its own.
var serverFaults = map[string]bool{
	"service_unavailable": true,
	"fatal_error":         true,
	"internal_error":      true,
	"request_timeout":     true,
}

// scopes says what Slack let out about scopes: "it needs a, the token has b".
func (e *Error) scopes() string {
	switch {
	case e.Needed != "" && e.Provided != "":
		return fmt.Sprintf("it needs %s, the token has %s", spaced(e.Needed), spaced(e.Provided))
	case e.Needed != "":
		return "it needs " + spaced(e.Needed)
	}
	return ""
}

// spaced makes a comma list easier to read and to wrap.
func spaced(list string) string { return strings.Join(fields(list), ", ") }

// RateLimitedError is a call that was given up because rate limits would have
// held it back for longer than [MaxWait].
type RateLimitedError struct {
	Method     string
	RetryAfter time.Duration // from the moment the call failed
}

func (e *RateLimitedError) Error() string {
	return fmt.Sprintf("%s is rate limited: retry after %s", e.Method, e.RetryAfter.Round(time.Second))
}

// Sentence says how long Slack wants us to wait.
func (e *RateLimitedError) Sentence() string {
	return fmt.Sprintf("Slack limits how often %s may be called, and asks us to wait %s.", e.Method, inWords(e.RetryAfter))
}

// NextStep says when to try again.
func (e *RateLimitedError) NextStep() string {
	return fmt.Sprintf("Try again in %s; until then, leave other programs that use this token idle.", inWords(e.RetryAfter))
}

// Word is "waiting".
func (e *RateLimitedError) Word() string { return "waiting" }

// Passing is false: when to try again is known, and it is not soon.
func (e *RateLimitedError) Passing() bool { return false }

// inWords rounds up: "12 s", "3 min", "2 h".
func inWords(d time.Duration) string {
	roundUp := func(unit time.Duration) int { return int((d + unit - 1) / unit) }
	switch {
	case d <= 2*time.Minute:
		return fmt.Sprintf("%d s", roundUp(time.Second))
	case d <= 2*time.Hour:
		return fmt.Sprintf("%d min", roundUp(time.Minute))
	}
	return fmt.Sprintf("%d h", roundUp(time.Hour))
}

// MalformedError is a reply that does not come from Slack's API, or is broken.
type MalformedError struct {
	Method      string
	Host        string
	HTTPStatus  int
	ContentType string // as declared; empty if it was not
	Reason      string // what is wrong with the reply: "is cut short"
}

func (e *MalformedError) Error() string {
	return fmt.Sprintf("%s: the reply of %s %s (HTTP status %d, content type %q)",
		e.Method, e.Host, e.Reason, e.HTTPStatus, e.ContentType)
}

// Sentence says what is wrong with the reply.
func (e *MalformedError) Sentence() string {
	return fmt.Sprintf("The reply of %s to %s %s (HTTP status %d).", e.Host, e.Method, e.Reason, e.HTTPStatus)
}

// NextStep says what usually stands behind it.
func (e *MalformedError) NextStep() string {
	if e.HTTPStatus >= 500 {
		return "Try again in a minute; if it lasts, look at https://status.slack.com."
	}
	return "Check that the API URL is right, and that no proxy or sign-in page answers in Slack's place."
}

// Word is "garbled".
func (e *MalformedError) Word() string { return "garbled" }

func (e *MalformedError) Passing() bool { return e.HTTPStatus >= 500 }
