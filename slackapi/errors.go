package slackapi

import (
	"errors"
	"fmt"
	"math"
	"net"
	"strings"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
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

	kind    catalog.TokenKind // of the token that was refused
	bySlack bool              // by Slack's own server, not by another that speaks as it does
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
	sentence := explain(e.Method, e.Code, e.kind, e.bySlack).sentence
	if scopes := e.scopes(); scopes != "" {
		sentence = strings.TrimSuffix(sentence, ".") + ": " + scopes + "."
	}
	return sentence
}

// NextStep says what helps against it.
func (e *Error) NextStep() string { return explain(e.Method, e.Code, e.kind, e.bySlack).next }

// ErrorCode is Code, for those who know errors by their methods only.
func (e *Error) ErrorCode() string { return e.Code }

// Word is "revoked" of a token that will never be accepted again, else "refused".
func (e *Error) Word() string {
	if e.Code == "token_revoked" || e.Code == "account_inactive" {
		return "revoked"
	}
	return "refused"
}

// TokenKind is the kind of the token that was refused, which changes what some codes mean.
func (e *Error) TokenKind() catalog.TokenKind { return e.kind }

// BySlack reports whether Slack's own server refused, and not another that speaks as
// it does.
func (e *Error) BySlack() bool { return e.bySlack }

// Passing is true of trouble at Slack's side.
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
func spaced(list string) string { return strings.Join(text.SplitList(list), ", ") }

// RateLimitedError is a call that was given up because rate limits would have
// held it back for longer than [MaxWait].
type RateLimitedError struct {
	Method     string
	RetryAfter time.Duration // from the moment the call failed
	Guess      bool          // Slack gave no usable time: RetryAfter is ours
}

func (e *RateLimitedError) Error() string {
	return fmt.Sprintf("%s is rate limited: retry after %s", e.Method, e.RetryAfter.Round(time.Second))
}

// Sentence says how long Slack wants us to wait.
func (e *RateLimitedError) Sentence() string {
	if e.Guess {
		return fmt.Sprintf("Slack limits how often %s may be called, and did not say in a usable way how long to wait.", e.Method)
	}
	wait := text.Duration(e.RetryAfter)
	switch seconds := int64(math.Ceil(e.RetryAfter.Seconds())); {
	case e.RetryAfter >= veryLong:
		wait = "more than ten years"
	case !strings.HasSuffix(wait, " s"):
		wait += fmt.Sprintf(" (%d s)", seconds) // as Slack names it
	}
	return fmt.Sprintf("Slack limits how often %s may be called, and asks us to wait %s.", e.Method, wait)
}

// veryLong is a wait of which the exact number helps nobody: ten years.
const veryLong = 10 * 365 * 24 * time.Hour

// NextStep says when to try again.
func (e *RateLimitedError) NextStep() string {
	if e.RetryAfter >= veryLong {
		return "Check that the API URL is right: Slack's own limits last a minute."
	}
	return fmt.Sprintf("Try again in %s; until then, leave other programs that use this token idle.", text.Duration(e.RetryAfter))
}

// Word is "waiting".
func (e *RateLimitedError) Word() string { return "waiting" }

// Passing is false: when to try again is known, and it is not soon.
func (e *RateLimitedError) Passing() bool { return false }

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

// Passing is true of trouble at the server's side.
func (e *MalformedError) Passing() bool { return e.HTTPStatus >= 500 }

// UncertainRequestError is a request for permissions that was sent and not properly
// answered: Slack may show the dialog all the same. It wraps what went wrong.
type UncertainRequestError struct {
	Method string

	err failure
}

func (e *UncertainRequestError) Error() string {
	return e.err.Error() + " (the dialog may be open)"
}

// Unwrap returns what went wrong.
func (e *UncertainRequestError) Unwrap() error { return e.err }

// Sentence says what went wrong, and that the dialog may be open.
func (e *UncertainRequestError) Sentence() string {
	return e.err.Sentence() + " The request was sent, so the dialog may be open."
}

// NextStep says how to find out.
func (e *UncertainRequestError) NextStep() string {
	return "Ask the person in Slack whether they see it, or read the permissions again, before you send the request once more."
}

// Word is "unsure".
func (e *UncertainRequestError) Word() string { return "unsure" }

// ErrorCode is empty: whatever Slack said, it was no verdict on the request.
func (e *UncertainRequestError) ErrorCode() string { return "" }

// Passing is false: another attempt may ask a person twice.
func (e *UncertainRequestError) Passing() bool { return false }

// UncertainExchangeError is an exchange that was sent and not properly answered: the code or
// refresh token, which works once, may be used up. It wraps what went wrong.
type UncertainExchangeError struct{ err failure }

func (e *UncertainExchangeError) Error() string {
	return e.err.Error() + " (the code or refresh token may be used up)"
}

// Unwrap returns what went wrong.
func (e *UncertainExchangeError) Unwrap() error { return e.err }

// Sentence says what went wrong, and what may be lost.
func (e *UncertainExchangeError) Sentence() string {
	return e.err.Sentence() + " The exchange was sent, so Slack may have counted it."
}

// NextStep says how to find out.
func (e *UncertainExchangeError) NextStep() string {
	return "Try once more; if Slack then does not know the code or refresh token, install the app again."
}

// Word is "unsure".
func (e *UncertainExchangeError) Word() string { return "unsure" }

// ErrorCode is empty: whatever Slack said, it was no verdict.
func (e *UncertainExchangeError) ErrorCode() string { return "" }

// Passing is false: another attempt may find the token used up.
func (e *UncertainExchangeError) Passing() bool { return false }

// mayHaveActed reports whether a request that failed so may have reached Slack
// and have been acted on.
func mayHaveActed(f failure) bool {
	switch f := f.(type) {
	case *UnreachableError:
		op, ok := errors.AsType[*net.OpError](f.Err)
		_, atProxy := proxyTrouble(f.Err)
		return f.Passing() && !(ok && op.Op == "dial") && !atProxy
	case *MalformedError:
		return f.HTTPStatus < 300 || f.HTTPStatus >= 500
	}
	return f.Passing()
}

// TeamNeededError says that a token of a whole organization needs the workspace
// that is meant; see [WithTeam].
type TeamNeededError struct {
	Organization model.Team
	Teams        []model.Team // that the token works in; none if the app was added to none
}

func (e *TeamNeededError) Error() string {
	return fmt.Sprintf("the token is of a whole organization with %d workspaces: one has to be named", len(e.Teams))
}

// Sentence says why a workspace has to be named.
func (e *TeamNeededError) Sentence() string {
	if len(e.Teams) == 0 {
		return "The token is of a whole organization, and the app was added to none of its workspaces yet."
	}
	return fmt.Sprintf("The token is of a whole organization, and works in %d workspaces: what it may do is read one by one.", len(e.Teams))
}

// mostNamed is how many workspaces a next step lists.
const mostNamed = 5

// NextStep names the workspaces there are.
func (e *TeamNeededError) NextStep() string {
	if len(e.Teams) == 0 {
		return "Ask an administrator of the organization to add the app to a workspace."
	}
	var names []string
	for i, t := range e.Teams {
		if i == mostNamed {
			names = append(names, "…")
			break
		}
		names = append(names, fmt.Sprintf("%s (%s)", t.ID, t.Name))
	}
	return "Name one of them: " + strings.Join(names, ", ") + "."
}

// ErrorCode is "team_needed".
func (e *TeamNeededError) ErrorCode() string { return "team_needed" }

// Word is "unclear".
func (e *TeamNeededError) Word() string { return "unclear" }

// Passing is false: the workspace has to be named first.
func (e *TeamNeededError) Passing() bool { return false }

// inputError is a call that was not made, because what it was to be made of is
// wrong. Both texts are as command lines write them: lower case, no full stop.
type inputError struct{ sentence, next string }

func (e *inputError) Error() string { return e.sentence + ": " + e.next }

// Sentence says what is wrong.
func (e *inputError) Sentence() string { return asSentence(e.sentence) }

// NextStep says what to give instead.
func (e *inputError) NextStep() string { return asSentence(e.next) }

func asSentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] + "." }
