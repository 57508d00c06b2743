package model

import (
	"slices"

	"periscope/model/catalog"
)

// AskState is how far a request has come.
type AskState string

const (
	Armed    AskState = "armed"     // waits for a trigger
	Fired    AskState = "fired"     // sent with a trigger; Slack has not answered
	Shown    AskState = "shown"     // Slack shows the dialog; the person has not answered
	Approved AskState = "granted"   // the person agreed
	Denied   AskState = "denied"    // the person declined
	Rejected AskState = "refused"   // Slack refused to ask; Code says why
	NoAnswer AskState = "no answer" // nothing came back in the time we cared to wait
)

// Final reports whether nothing more can become of the request.
func (s AskState) Final() bool {
	return s == Approved || s == Denied || s == Rejected || s == NoAnswer
}

// Ask is a request on its way: armed, fired at a trigger, shown, and answered.
// The methods return the Ask that follows and leave the one they are called on as it is.
type Ask struct {
	Request Request
	State   AskState
	Trigger TriggerID // the one it was fired with last
	Code    string    // Slack's error for the last attempt
}

// Arm readies a request for the next trigger.
func Arm(r Request) Ask { return Ask{Request: r, State: Armed} }

// Fire spends a trigger on an armed request.
func (a Ask) Fire(t TriggerID) Ask {
	if a.State == Armed {
		a.State, a.Trigger, a.Code = Fired, t, ""
	}
	return a
}

// Show records that Slack took the request. Its ok means only that the dialog is shown.
func (a Ask) Show() Ask {
	if a.State == Fired {
		a.State = Shown
	}
	return a
}

// spentTriggers are the errors that say something of the trigger and nothing of
// the request. Slack's pages name two of them differently in one place and another.
var spentTriggers = []string{"invalid_trigger", "invalid_trigger_id", "trigger_exchanged", "trigger_expired"}

// Fail records Slack's error. When only the trigger was bad, the request is
// armed again for the next one, and nothing is lost.
func (a Ask) Fail(code string) Ask {
	if a.State != Fired {
		return a
	}
	a.Code, a.State = code, Rejected
	if slices.Contains(spentTriggers, code) {
		a.State = Armed
	}
	return a
}

// Forgo gives up waiting for an answer.
func (a Ask) Forgo() Ask {
	if a.State == Fired || a.State == Shown {
		a.State = NoAnswer
	}
	return a
}

// Answered takes an event that may be the person's answer: one that names the
// request's trigger, or, where the event names none, the same scopes and
// person. An answer can arrive before Slack's reply to the call does, and after
// we gave up waiting. It reports whether the event was the answer.
func (a Ask) Answered(e Event) (Ask, bool) {
	if a.State != Fired && a.State != Shown && a.State != NoAnswer {
		return a, false
	}
	var (
		state   AskState
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

// Observed takes a fresh reading of the permissions, for when no event tells:
// when all that was asked for is held, the request was granted. Not being held
// says nothing, because nobody may have answered yet.
func (a Ask) Observed(p Permissions) (Ask, bool) {
	if a.State != Shown && a.State != NoAnswer || !a.Request.held(p) {
		return a, false
	}
	a.State = Approved
	return a, true
}

// held reports whether p holds all that r asks for: for a request to a user, for that user.
func (r Request) held(p Permissions) bool {
	if r.Kind.OfToday() {
		return !slices.ContainsFunc(r.Scopes, func(s catalog.Scope) bool { return !p.has(r, s) })
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
