package page

import (
	"encoding/json"

	"periscope/slackapi/record"
)

// callView is a call as a line of the page.
type callView struct {
	At        string `json:"at"`
	Method    string `json:"method"`
	Token     string `json:"token"`
	Outcome   string `json:"outcome"`
	Refused   bool   `json:"refused"`
	Arguments string `json:"arguments"`
}

func callLine(c record.Call) callView {
	v := callView{
		At: c.At.Format("15:04:05"), Method: clean(c.Method), Token: clean(c.Token), Outcome: clean(c.Outcome), Refused: c.Outcome != "ok",
	}
	if c.Fault != "" {
		v.Outcome += " (fault: " + c.Fault + ")"
	}
	if len(c.Arguments) > 0 {
		body, _ := json.Marshal(c.Arguments) // of strings: it cannot fail
		v.Arguments = clean(string(body))
	}
	return v
}
