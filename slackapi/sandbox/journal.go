package sandbox

import (
	"net/http"

	"periscope/slackapi/record"
)

// Journal returns the last calls, the oldest first, up to [record.Capacity].
func (s *Sandbox) Journal() []record.Call { return s.journal.Calls() }

// line describes a call that was answered with err, nil for ok, under a fault.
func (c *call) line(r *http.Request, f Fault, err error) record.Call {
	line := record.Call{
		At:      c.sandbox.now(),
		Verb:    r.Method,
		Method:  c.method[:min(len(c.method), 100)],
		Token:   record.Redact(sentToken(r.Header, c.args)),
		Outcome: "ok",
		Status:  http.StatusOK,
		Fault:   f.kind(),
	}
	if c.install != nil {
		line.Team, line.App = c.install.team.ID, c.install.AppID
	}
	if err != nil {
		refused := asFailure(err)
		line.Outcome, line.Status = refused.Code, refused.httpStatus()
	}
	if f.Close {
		line.Status = 0
	}
	return line
}
