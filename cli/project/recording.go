package project

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"periscope/cli/console"
	"periscope/model"
	"periscope/model/leastprivilege"
	"periscope/slackapi/record"
)

// ReadRecording reads what an app called from a file; "-" is standard input.
func ReadRecording(ctx context.Context, env *console.Environment, name string) ([]record.Entry, error) {
	data, err := console.ReadInput(ctx, env, name)
	if err != nil {
		return nil, err
	}
	entries, err := record.Read(data)
	if wrong, ok := errors.AsType[*record.LineError](err); ok {
		return nil, BadRecording(name, wrong)
	}
	return entries, err
}

// BadRecording says that a file is no recording.
func BadRecording(name string, wrong *record.LineError) error {
	return &console.Error{
		Code: "bad_recording", Status: console.StatusUsage,
		Message: fmt.Sprintf("%s:%d: this %s", console.InputName(name), wrong.Line, wrong.Reason),
		Next:    "A recording is made by `periscope watch --save FILE -- COMMAND`.",
	}
}

// RecordedCalls are the calls of a recording as they are judged.
func RecordedCalls(entries []record.Entry) []leastprivilege.Call {
	calls := make([]leastprivilege.Call, len(entries))
	for i, e := range entries {
		calls[i] = RecordedCall(e)
	}
	return calls
}

// RecordedCall is one entry of a recording as it is judged.
func RecordedCall(e record.Entry) leastprivilege.Call {
	c := leastprivilege.Call{
		Method: e.Method, Kind: e.Kind, Count: e.Count, Last: e.Last, Outcome: e.Outcome, Withheld: e.AnsweredBy != "",
		Types: e.Types, Users: e.Users, Arguments: e.Arguments, Conversation: e.Conversation, Emails: e.Emails,
		Needed: e.Needed, Held: e.Scopes, HeldKnown: e.ScopesSent && e.AnsweredBy == "",
	}
	switch {
	case !c.HeldKnown && e.AnsweredBy == "" && len(e.Provided) > 0:
		c.Held, c.HeldKnown = e.Provided, true
	case e.AnsweredBy != "":
		c.Held = nil // what was enforced is no token's
	}
	switch e.Membership {
	case record.Member:
		c.Joined = model.Yes
	case record.NotMember:
		c.Joined = model.No
	}
	c.Held = slices.Clone(c.Held)
	return c
}
