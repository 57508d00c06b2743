package sandbox

import (
	"net/http"

	"periscope/slackapi/record"
	"periscope/slackapi/sandbox/webapi"
)

// journalLine describes a call that was answered with err, nil for ok, under a fault.
func journalLine(c *webapi.Call, r *http.Request, f webapi.Fault, err error) record.Call {
	line := record.Call{
		At:      c.State.Now(),
		Verb:    r.Method,
		Method:  c.Method,
		Token:   record.Redact(c.SentToken(r.Header)),
		Outcome: "ok",
		Status:  http.StatusOK,
		Fault:   f.Kind(),

		Arguments: record.Arguments(c.Args),
	}
	if c.Install != nil {
		line.Team, line.App = c.Install.Team.ID, c.Install.AppID
	}
	if err != nil {
		refused := webapi.AsSlackError(err)
		line.Outcome, line.Status = refused.Code, refused.HTTPStatus()
	}
	if f.Close {
		line.Status = 0
	}
	return line
}
