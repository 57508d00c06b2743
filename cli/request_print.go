package cli

import (
	"fmt"

	"periscope/cli/console"
	"periscope/model"
	"periscope/slackapi/text"
)

// unsentState is what request --json calls a request that Slack would refuse.
// The others are those of [model.AskState].
const unsentState model.AskState = "not sent"

// outcomeDocument is what request --json prints. No array in it is ever null.
type outcomeDocument struct {
	Schema  string          `json:"schema"` // "periscope.request/v1"
	State   model.AskState  `json:"state"`  // "granted", "denied", "no answer", "refused" or "not sent"
	Request requestDocument `json:"request"`
	// Trigger is the one that was spent, and of no use to anybody any more;
	// empty when nothing was sent.
	Trigger  model.TriggerID   `json:"trigger"`
	Code     string            `json:"code"` // Slack's error; empty unless refused or not sent
	Message  string            `json:"message"`
	NextStep string            `json:"next_step"`
	Problems []problemDocument `json:"problems"` // for which the request was not sent
}

// unsent prints why a request was not sent.
func (o *requestOptions) unsent(c checked) error {
	var err error
	if o.json {
		err = console.WriteJSON(o.env.Out, outcomeDocument{
			Schema: "periscope.request/v1", State: unsentState, Request: documentOf(c.request), Code: c.refusal,
			Message: "Slack would refuse this request, so it was not sent.", NextStep: "Mend it, or add --send-anyway.",
			Problems: problemDocuments(c.problems),
		})
	} else if err = c.print(o.env.Out); err == nil {
		console.Note(o.env, "nothing was sent; --send-anyway sends it all the same")
	}
	if err != nil {
		return err
	}
	return console.AlreadyReportedError{Exit: console.StatusNo}
}

// outcome prints what became of a request.
func (o *requestOptions) outcome(a *asking) error {
	doc := outcomeDocument{
		Schema: "periscope.request/v1", State: a.ask.State, Request: documentOf(a.ask.Request), Trigger: a.ask.Trigger,
		Code: a.ask.Code, Problems: []problemDocument{},
	}
	status := console.StatusDone
	scopes := console.Join(a.ask.Request.Scopes)
	switch a.ask.State {
	case model.Approved:
		doc.Message = "The request was granted."
	case model.Denied:
		status = console.StatusNo
		doc.Message = "The request was denied."
	case model.NoAnswer:
		status = console.StatusNo
		doc.Message = fmt.Sprintf("Nobody answered within %s.", o.wait)
		doc.NextStep = "The dialog may still be open: see what `periscope info` says later."
	default: // armed again, with no listener to bring another trigger, or refused
		status = console.StatusRefused
		doc.State = model.Rejected
		f := console.Describe(a.refusal)
		doc.Message, doc.NextStep = text.Clean(f.What), text.Clean(f.Next)
	}
	var err error
	if o.json {
		err = console.WriteJSON(o.env.Out, doc)
	} else {
		_, err = fmt.Fprintf(o.env.Out, "%s: %s\n", doc.State, scopes)
	}
	if err != nil {
		return err
	}
	if status == console.StatusDone {
		return nil
	}
	console.Note(o.env, "%s", console.Plainly(doc.Message))
	if doc.NextStep != "" {
		fmt.Fprintln(o.env.Err, console.Plainly(doc.NextStep))
	}
	return console.AlreadyReportedError{Exit: status}
}
