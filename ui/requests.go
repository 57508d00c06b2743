package ui

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/dialog"
	"periscope/ui/state"
)

// Messages of requests on their way.
type (
	requestSent struct {
		id  int
		err error
	}
	incomingHeard Incoming
	answerAwaited struct{ id, left int } // time to look for an answer by reading again
)

// Without a listener, what became of a request is found out by reading again
// this often, for a minute.
const (
	lookEvery = 5 * time.Second
	looks     = 12
)

// send sends the team's next request that waits, with a trigger. There is no time
// to ask the user: a trigger lives three seconds.
func (e *explorer) send(key string, trigger model.TriggerID) tea.Cmd {
	if e.readOnly {
		e.toast = "a trigger came, and is lost: " + dialog.ReadOnly
		return nil
	}
	a, requester := e.requests.Next(key), e.requester()
	if a == nil || requester == nil {
		e.toast = "a trigger came and no request was waiting, so it is lost; c composes one"
		return nil
	}
	a.Become(a.Send(trigger), e.now())
	e.unnotice() // it said that the request waits
	ctx, id, request := e.ctx, a.ID, a.Request
	return tea.Batch(
		func() tea.Msg { return requestSent{id, requester.Ask(ctx, key, request, trigger)} },
		e.tick(),
	)
}

// sent handles Slack's reply to a request.
func (e *explorer) sent(msg requestSent) tea.Cmd {
	a := e.requests.Find(msg.id)
	if a == nil {
		return nil
	}
	if msg.err != nil {
		a.Err = msg.err
		sentence, next := describe.Failure(msg.err)
		code, known := describe.ErrorCode(msg.err)
		if !known { // the dialog may be open: an answer can still come
			e.toast = sentence + " " + next
			return nil
		}
		a.Become(a.Fail(code), e.now())
		if a.State == model.AwaitingTrigger {
			next = "The request waits for a user again."
		}
		e.toast = sentence + " " + next
		return nil
	}
	a.Err = nil
	a.Become(a.Shown(), e.now())
	cmds := []tea.Cmd{tellDialogs(dialog.RequestShown{})}
	if e.requester().Listening() == "" {
		cmds = append(cmds, await(a.ID, looks))
	}
	return tea.Batch(cmds...)
}

func await(id, left int) tea.Cmd {
	return tea.Tick(lookEvery, func(time.Time) tea.Msg { return answerAwaited{id, left} })
}

// awaited reads the team again to see whether the request was granted.
func (e *explorer) awaited(msg answerAwaited) tea.Cmd {
	a := e.requests.Find(msg.id)
	if a == nil || a.State != model.DialogShown {
		return nil
	}
	s := e.teams.Find(a.Key)
	if msg.left == 0 || s == nil {
		a.Become(a.GiveUp(), e.now())
		return nil
	}
	return tea.Batch(e.start(s), e.changed(s), await(a.ID, msg.left-1))
}

// heard handles what Slack sent to the app: a trigger sends a request, an event
// answers one.
func (e *explorer) heard(in Incoming) tea.Cmd {
	e.logIncoming(in)
	switch {
	case in.Refused != "":
		e.toast = "refused " + in.What + ": " + in.Refused
	case in.Trigger != "" && in.Key != "":
		return e.send(in.Key, in.Trigger)
	case in.Event != nil && in.Key != "":
		return e.applyEvent(in.Key, in.Event)
	}
	return nil
}

// applyEvent applies an event to a team and to the request that it answers.
func (e *explorer) applyEvent(key string, event model.Event) tea.Cmd {
	if a := e.requests.Answer(key, event, e.now()); a != nil {
		e.toast = fmt.Sprintf("%s: %s", a.State, describe.JoinScopes(a.Request.Scopes))
	}
	s := e.teams.Find(key)
	if s == nil {
		return nil
	}
	s.Apply(event)
	return tea.Batch(e.changed(s), e.showChange(s))
}

// requestLine says what became of the selected team's requests, or "".
func (e *explorer) requestLine() string {
	s := e.teams.Selected()
	if s == nil {
		return ""
	}
	return describe.RequestLine(&e.requests, s.Team.Key, e.now())
}

// askBlocked says why a team's token cannot ask for scopes. For bot and user tokens
// an install can always be composed: whether it can be done is another matter.
func (e *explorer) askBlocked(s *state.Session) string {
	switch {
	case s == nil:
		return "no team is selected"
	case s.Installable():
		return ""
	case e.readOnly:
		return dialog.ReadOnly
	case s.DeadToken() != "":
		return s.DeadToken()
	case s.Kind() != catalog.Workspace:
		return fmt.Sprintf("%s tokens cannot ask for more scopes", s.Kind())
	case s.Phase == state.Failed:
		return refusedToken
	case e.requester() == nil:
		return "this session cannot send requests"
	}
	return ""
}

// refusedToken is why nothing can be asked for with a token that Slack refuses.
const refusedToken = "this token could not be used to read anything, so Slack would refuse the request too; r reads again"
