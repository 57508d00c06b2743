package model

import (
	"slices"

	"periscope/model/catalog"
)

// RequestState is how far a request has come.
type RequestState string

const (
	AwaitingTrigger RequestState = "waiting"   // waits for a trigger
	RequestSent     RequestState = "sent"      // sent with a trigger; Slack has not answered
	DialogShown     RequestState = "shown"     // Slack shows the dialog; the user has not answered
	Approved        RequestState = "granted"   // the user agreed
	Denied          RequestState = "denied"    // the user declined
	Rejected        RequestState = "refused"   // Slack refused to ask; Code says why
	NoAnswer        RequestState = "no answer" // nothing came back in the time that we wait
)

// Final reports whether the state is the end of the request.
func (s RequestState) Final() bool {
	return s == Approved || s == Denied || s == Rejected || s == NoAnswer
}

// RequestRun is one run of a request: it waits for a trigger, is sent with it, shown to
// a user, and answered. Its methods return the run that follows, and leave the one that
// they are called on as it is.
type RequestRun struct {
	Request Request
	State   RequestState
	Trigger TriggerID // the one that it was sent with last
	Code    string    // Slack's error for the last attempt; empty: there was none
}

// AwaitTrigger lets a request wait for the next trigger.
func AwaitTrigger(r Request) RequestRun { return RequestRun{Request: r, State: AwaitingTrigger} }

// Send sends a waiting request with a trigger.
func (a RequestRun) Send(t TriggerID) RequestRun {
	if a.State == AwaitingTrigger {
		a.State, a.Trigger, a.Code = RequestSent, t, ""
	}
	return a
}

// Shown records that Slack took the request. Its ok means only that the dialog is shown.
func (a RequestRun) Shown() RequestRun {
	if a.State == RequestSent {
		a.State = DialogShown
	}
	return a
}

// triggerErrors are the errors about the trigger alone: nothing is wrong with the
// request. The first two are the same error, which Slack's pages name in two ways.
var triggerErrors = []string{"invalid_trigger", "invalid_trigger_id", "trigger_exchanged", "trigger_expired"}

// Fail records Slack's error. When only the trigger was bad, the request waits
// for the next one.
func (a RequestRun) Fail(code string) RequestRun {
	if a.State != RequestSent {
		return a
	}
	a.Code, a.State = code, Rejected
	if slices.Contains(triggerErrors, code) {
		a.State = AwaitingTrigger
	}
	return a
}

// GiveUp gives up waiting for an answer.
func (a RequestRun) GiveUp() RequestRun {
	if a.State == RequestSent || a.State == DialogShown {
		a.State = NoAnswer
	}
	return a
}

// AnsweredBy reports whether an event is the user's answer, and if so takes it. The
// answer names the request's trigger, or, if it names no trigger, the request's
// scopes and user. It can arrive before Slack's reply to the call, and after the
// wait was given up.
func (a RequestRun) AnsweredBy(e Event) (RequestRun, bool) {
	if a.State != RequestSent && a.State != DialogShown && a.State != NoAnswer {
		return a, false
	}
	var (
		state   RequestState
		trigger TriggerID
		scopes  []catalog.Scope
		user    UserID
	)
	switch e := e.(type) {
	case ScopeGranted:
		state, trigger, scopes = Approved, e.Trigger, e.Scopes
	case ScopeDenied:
		state, trigger, scopes = Denied, e.Trigger, e.Scopes
	case UserResourceGranted:
		state, trigger, scopes, user = Approved, e.Trigger, e.Scopes, e.User
	case UserResourceDenied:
		state, trigger, scopes, user = Denied, e.Trigger, e.Scopes, e.User
	default:
		return a, false
	}
	if trigger != "" && trigger != a.Trigger {
		return a, false
	}
	if trigger == "" && (!sameScopes(scopes, a.Request.Scopes) || a.Request.audience() == ForUser && user != a.Request.User) {
		return a, false
	}
	a.State = state
	return a, true
}

func sameScopes(a, b []catalog.Scope) bool {
	return slices.Equal(slices.Compact(slices.Sorted(slices.Values(a))), slices.Compact(slices.Sorted(slices.Values(b))))
}

// SettledBy takes permissions that were read again, in case no event arrives: when
// the token holds all that was asked for, the request was granted. When it does
// not, that says nothing: the user may not have answered yet.
func (a RequestRun) SettledBy(p Permissions) (RequestRun, bool) {
	if a.State != DialogShown && a.State != NoAnswer || !a.Request.grantedBy(p) {
		return a, false
	}
	a.State = Approved
	return a, true
}

// grantedBy reports whether p holds all that r asks for; if r asks a user, for that user.
func (r Request) grantedBy(p Permissions) bool {
	if r.Kind.IsBotOrUser() {
		return !slices.ContainsFunc(r.Scopes, func(s catalog.Scope) bool { return !p.grants(r, s) })
	}
	for _, s := range r.Scopes {
		if !slices.ContainsFunc(p.Grants, func(g Grant) bool {
			if r.audience() == ForUser {
				return g.Type == catalog.User && g.Holds(s) && g.Resources.Contains(ResourceID(r.User)).In()
			}
			return g.Holds(s)
		}) {
			return false
		}
	}
	return true
}
