package ui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
)

// ask is a request that was armed, and what became of it.
type ask struct {
	model.Ask
	id      int
	key     string    // of the team
	changed time.Time // when its state last did
	err     error     // why Slack refused it last
}

// Messages of requests on their way.
type (
	askSent struct {
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

// arm queues requests for the next triggers, in order.
func (e *explorer) arm(key string, requests []model.Request) {
	for _, r := range requests {
		e.armed++
		e.asks = append(e.asks, &ask{Ask: model.Arm(r), id: e.armed, key: key, changed: e.now()})
	}
}

// next is the request of a team that the next trigger fires, or nil.
func (e *explorer) next(key string) *ask {
	for _, a := range e.asks {
		if a.key == key && a.State == model.Armed {
			return a
		}
	}
	return nil
}

func (e *explorer) ask(id int) *ask {
	for _, a := range e.asks {
		if a.id == id {
			return a
		}
	}
	return nil
}

// become records what a request turned into.
func (e *explorer) become(a *ask, next model.Ask) {
	a.Ask, a.changed = next, e.now()
}

// asker is the source's ability to ask, or nil.
func (e *explorer) asker() Asker {
	asker, _ := e.source.(Asker)
	return asker
}

// fire spends a trigger on the team's next armed request. There is no time to
// ask anybody: a trigger lives three seconds.
func (e *explorer) fire(key string, trigger model.TriggerID) tea.Cmd {
	if e.readOnly {
		e.toast = "a trigger came, and is lost: " + readOnlyReason
		return nil
	}
	a, asker := e.next(key), e.asker()
	if a == nil || asker == nil {
		e.toast = "a trigger came and no request was armed, so it is lost; c composes one"
		return nil
	}
	e.become(a, a.Fire(trigger))
	e.toast = "" // it spoke of the request as armed
	ctx, id, request := e.ctx, a.id, a.Request
	return tea.Batch(
		func() tea.Msg { return askSent{id, asker.Ask(ctx, key, request, trigger)} },
		e.tick(),
	)
}

// triggerLife is how long a trigger can be used. Slack: three seconds.
const triggerLife = 3 * time.Second

// left is how much of its trigger's life a fired request has left at most:
// how old the trigger was when it came, nobody knows.
func (a *ask) left(now time.Time) time.Duration {
	if a.State != model.Fired {
		return 0
	}
	return max(0, triggerLife-now.Sub(a.changed))
}

// sent takes Slack's reply to a request.
func (e *explorer) sent(msg askSent) tea.Cmd {
	a := e.ask(msg.id)
	if a == nil {
		return nil
	}
	if msg.err != nil {
		a.err = msg.err
		sentence, next := explain(msg.err)
		code, known := errorCode(msg.err)
		if !known { // the dialog may be open: an answer can still come
			e.toast = sentence + " " + next
			return nil
		}
		e.become(a, a.Fail(code))
		if a.State == model.Armed {
			next = "The request is armed again."
		}
		e.toast = sentence + " " + next
		return nil
	}
	a.err = nil
	e.become(a, a.Show())
	cmds := []tea.Cmd{e.stageChanged()}
	if e.asker().Listening() == "" {
		cmds = append(cmds, await(a.id, looks))
	}
	return tea.Batch(cmds...)
}

// errorCode is Slack's own code, or what an error that is not Slack's says.
// known is false when nobody knows whether Slack took the request.
func errorCode(err error) (code string, known bool) {
	if coded, ok := errors.AsType[interface {
		error
		ErrorCode() string
	}](err); ok {
		return coded.ErrorCode(), coded.ErrorCode() != ""
	}
	return err.Error(), true
}

func await(id, left int) tea.Cmd {
	return tea.Tick(lookEvery, func(time.Time) tea.Msg { return answerAwaited{id, left} })
}

// awaited reads the team again to see whether the request was granted.
func (e *explorer) awaited(msg answerAwaited) tea.Cmd {
	a := e.ask(msg.id)
	if a == nil || a.State != model.Shown {
		return nil
	}
	s := e.teams.find(a.key)
	if msg.left == 0 || s == nil {
		e.become(a, a.Forgo())
		return nil
	}
	return tea.Batch(s.start(e.ctx, e.source), e.changed(s), await(a.id, msg.left-1))
}

// heard takes what Slack sent to the app: a trigger fires, an event answers.
func (e *explorer) heard(in Incoming) tea.Cmd {
	e.logIncoming(in)
	switch {
	case in.Refused != "":
		e.toast = "refused " + in.What + ": " + in.Refused
	case in.Trigger != "" && in.Key != "":
		return e.fire(in.Key, in.Trigger)
	case in.Event != nil && in.Key != "":
		return e.happened(in.Key, in.Event)
	}
	return nil
}

// happened applies an event to a team and to the request that it answers.
func (e *explorer) happened(key string, event model.Event) tea.Cmd {
	for _, a := range e.asks {
		if a.key != key {
			continue
		}
		if next, answered := a.Answered(event); answered {
			e.become(a, next)
			e.toast = fmt.Sprintf("%s: %s", next.State, joinScopes(next.Request.Scopes))
			break
		}
	}
	s := e.teams.find(key)
	if s == nil || s.phase != read {
		return nil
	}
	s.hold(s.perms.Apply(event))
	s.difference = model.Diff(s.base, s.perms)
	return e.changed(s)
}

// observe tells the team's requests what a whole reading found.
func (e *explorer) observe(s *session) {
	for _, a := range e.asks {
		if a.key != s.team.Key {
			continue
		}
		if next, granted := a.Observed(s.perms); granted {
			e.become(a, next)
		}
	}
}

// disarm takes back a request, which was not fired yet.
func (e *explorer) disarm(id int) {
	e.asks = slices.DeleteFunc(e.asks, func(a *ask) bool { return a.id == id })
}

// armedLine says what the next trigger will fire, or "".
func (e *explorer) armedLine() string {
	s := e.teams.selected()
	if s == nil {
		return ""
	}
	a := e.next(s.team.Key)
	if a == nil {
		return e.shownLine(s.team.Key)
	}
	waiting := 0
	for _, other := range e.asks {
		if other.key == a.key && other.State == model.Armed {
			waiting++
		}
	}
	more := ""
	if waiting > 1 {
		more = fmt.Sprintf(" (+%d)", waiting-1)
	}
	return fmt.Sprintf("armed: %s%s, waits for a trigger", joinScopes(a.Request.Scopes), more)
}

// shownLine says which request is on its way, or which dialog waits for an answer, or "".
func (e *explorer) shownLine(key string) string {
	for _, a := range e.asks {
		switch {
		case a.key != key:
		case a.State == model.Shown:
			return fmt.Sprintf("shown to the user, waiting for the answer: %s", joinScopes(a.Request.Scopes))
		case a.State == model.Fired:
			left := a.left(e.now()).Round(time.Second)
			return fmt.Sprintf("sent, the trigger lives %v at most: %s", left, joinScopes(a.Request.Scopes))
		}
	}
	return ""
}

// audience says whom a request asks, or for which half of an install.
func audience(r model.Request) string {
	switch {
	case r.Kind.OfToday() && r.For == model.ForUser:
		return "for the token of whoever installs the app"
	case r.Kind.OfToday():
		return "for the app's bot"
	case r.For == model.ForUser:
		return strings.TrimSpace("one user " + string(r.User))
	}
	return "the team"
}
