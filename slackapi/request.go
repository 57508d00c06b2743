package slackapi

import (
	"context"
	"errors"
	"net"
	"net/url"
	"time"

	"periscope/model"
)

// triggerLife is how long a trigger can be spent. Slack: three seconds, one
// use. A request that rate limits hold back for longer is pointless.
const triggerLife = 3 * time.Second

// Errors of [Client.RequestPermissions] before anything is sent.
var (
	ErrNoScopes  = errors.New("the request asks for no scopes: name at least one")
	ErrNoTrigger = errors.New("the request has no trigger: " +
		"use the trigger_id of a slash command or button click that this app received within the last 3 seconds")
	ErrNoUser = errors.New("the request does not say which user to ask: name one by their id")
)

// RequestPermissions calls apps.permissions.request, or apps.permissions.users.request
// for a request to one user, with a trigger that it spends. No error means that
// Slack shows the dialog, not that anybody agreed.
//
// Unlike readings it is tried again only after a 429, which Slack answers before
// doing anything, and only for as long as the trigger lives. After any other
// failure that leaves open what Slack did, the error is an [*UncertainError].
func (c *Client) RequestPermissions(ctx context.Context, r model.Request, trigger model.TriggerID) error {
	switch {
	case len(r.Scopes) == 0:
		return ErrNoScopes
	case trigger == "":
		return ErrNoTrigger
	case r.For == model.ForUser && r.User == "":
		return ErrNoUser
	}
	method := "apps.permissions.request"
	args := url.Values{"scopes": {commaList(r.Scopes)}, "trigger_id": {string(trigger)}}
	if r.For == model.ForUser {
		method = "apps.permissions.users.request"
		args.Set("user", string(r.User))
	}
	_, err := call[envelope](ctx, c, method, args, once)
	if f, ok := errors.AsType[failure](err); ok && leavesOpen(f) {
		return &UncertainError{method, f}
	}
	return err
}

// once makes a call that must not be repeated on a guess. It takes a connection
// of its own: over one that was used before, package http would by itself send a
// GET again when the connection is dropped.
func once(x *exchange) {
	x.once = true
	x.http = x.client.fresh
	x.deadline = time.Now().Add(min(x.client.maxWait, triggerLife))
}

// leavesOpen reports whether a request that failed so may have reached Slack
// and have been acted on.
func leavesOpen(f failure) bool {
	switch f := f.(type) {
	case *UnreachableError:
		op, ok := errors.AsType[*net.OpError](f.Err)
		return f.Passing() && !(ok && op.Op == "dial")
	case *MalformedError:
		return f.HTTPStatus < 300 || f.HTTPStatus >= 500
	}
	return f.Passing()
}

// UncertainError is a request for permissions that was sent and not properly
// answered: Slack may show the dialog all the same. It wraps what went wrong.
type UncertainError struct {
	Method string

	err failure
}

func (e *UncertainError) Error() string {
	return e.err.Error() + " (the dialog may be open)"
}

// Unwrap returns what went wrong.
func (e *UncertainError) Unwrap() error { return e.err }

// Sentence says what went wrong, and that the dialog may be open.
func (e *UncertainError) Sentence() string {
	return e.err.Sentence() + " The request was sent, so the dialog may be open."
}

// NextStep says how to find out.
func (e *UncertainError) NextStep() string {
	return "Ask the person in Slack whether they see it, or read the permissions again, before you send the request once more."
}

// Word is "unsure".
func (e *UncertainError) Word() string { return "unsure" }

// ErrorCode is empty: whatever Slack said, it was no verdict on the request.
func (e *UncertainError) ErrorCode() string { return "" }

// Passing is false: another attempt may ask a person twice.
func (e *UncertainError) Passing() bool { return false }
