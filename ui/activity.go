package ui

import (
	"fmt"
	"strings"

	"periscope/ui/state"
)

// callMade tells of a call of the Web API.
type callMade Call

// logCall remembers a call.
func (e *explorer) logCall(c callMade) {
	h := state.ActivityEntry{At: c.At, What: "→ " + c.Method, Word: "ok", Wrong: c.Code, Raw: strings.TrimSpace(c.Args + "\n" + c.Reply)}
	if s := e.teams.Find(c.Key); s != nil {
		h.What += "  " + s.Name()
	}
	h.What += fmt.Sprintf("  %d ms", c.Took.Milliseconds())
	if c.Code != "" {
		h.Word = "failed"
	}
	e.activity.Add(h)
}

// logIncoming remembers a message from Slack.
func (e *explorer) logIncoming(in Incoming) {
	h := state.ActivityEntry{At: in.At, What: "← " + in.What, Word: "received", Wrong: in.Refused, Raw: in.Raw}
	if in.Refused != "" {
		h.Word = "refused"
	}
	e.activity.Add(h)
}
