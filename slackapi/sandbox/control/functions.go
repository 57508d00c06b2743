package control

import (
	"net/http"

	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
)

type executionReply struct {
	webapi.Success
	state.Execution
}

// postFunction has a workflow run a function of an app.
func (p *Plane) postFunction(r *http.Request) (any, error) {
	var run state.FunctionRun
	if err := readJSON(r, &run); err != nil {
		return nil, err
	}
	e, err := p.State.RunFunction(run)
	if err != nil {
		return nil, err
	}
	return executionReply{webapi.Accepted, e}, nil
}

type executionsReply struct {
	webapi.Success
	Executions []state.Execution `json:"executions"`
}

// getFunctions returns the last functions that workflows ran, and how they went.
func (p *Plane) getFunctions(*http.Request) (any, error) {
	return executionsReply{webapi.Accepted, p.State.Executions()}, nil
}
