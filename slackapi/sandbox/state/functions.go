package state

import (
	"fmt"
	"maps"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// FunctionRun says which function a workflow runs, in which team and with which inputs.
type FunctionRun struct {
	Team model.TeamID `json:"team"`
	// App is an id; empty is the team's first app that has the function and a bot token that works.
	App        string         `json:"app"`
	CallbackID string         `json:"callback_id"`
	Inputs     map[string]any `json:"inputs"`
}

// RunFunction runs a function, and tells its app, with a token that is the bot's for a quarter of an hour, or
// until the app says how it went.
func (s *State) RunFunction(run FunctionRun) (Execution, error) {
	tx := s.Lock()
	defer tx.Unlock()
	in, f, err := tx.functionOf(run)
	if err != nil {
		return Execution{}, fmt.Errorf("running the function %q: %w", run.CallbackID, err)
	}
	if wrong := world.CheckValues(run.Inputs, f.Inputs); wrong != "" {
		return Execution{}, fmt.Errorf("running the function %q: inputs: %s", run.CallbackID, wrong)
	}
	if run.Inputs == nil {
		run.Inputs = map[string]any{}
	}
	e := Execution{
		ID: "Fx" + tx.NewID('0'), Team: in.Team.ID, App: in.AppID, CallbackID: f.CallbackID, Inputs: run.Inputs,
		Status: Running, StartedAt: tx.now(), bot: in.Token,
	}
	token := "xwfp-sandbox-" + tx.NewSecret()
	tx.executions.byID[e.ID] = &e
	tx.executions.byToken[token] = e.ID
	tx.executions.tokens.add(token)
	tx.changes.Add(1)
	tx.Tell(in, map[string]any{
		"type": "function_executed", "function": describeFunction(in.AppID, f), "inputs": maps.Clone(e.Inputs),
		"function_execution_id": e.ID, "workflow_execution_id": "Wx" + tx.NewID('0'), "bot_access_token": token,
	})
	return e, nil
}

// functionOf finds the function, and the bot of its app.
func (tx *Tx) functionOf(run FunctionRun) (*Installation, *world.Function, error) {
	t, err := tx.Team(run.Team)
	if err != nil {
		return nil, nil, err
	}
	for _, token := range tx.tokensIn[t] {
		in := tx.installs[token]
		app := tx.appByID[in.AppID]
		if app == nil || run.App != "" && run.App != in.AppID || in.Kind != catalog.Bot || in.Revoked || in.Inactive() {
			continue
		}
		if f := app.Function(run.CallbackID); f != nil {
			return in, f, nil
		}
	}
	return nil, nil, fmt.Errorf("team %s has no app %swith such a function and a bot token that works", t.ID, appName(run.App))
}

func appName(id string) string {
	if id == "" {
		return ""
	}
	return id + " "
}

// describeFunction is a function as events tell of it. When it was made, a world does not say.
func describeFunction(app string, f *world.Function) map[string]any {
	return map[string]any{
		"id": world.FunctionID(app, f.CallbackID), "callback_id": f.CallbackID, "title": f.Title, "description": f.Description,
		"type": "app", "app_id": app, "date_created": 0, "date_updated": 0, "date_deleted": 0,
		"input_parameters":  append([]world.Parameter{}, f.Inputs...),
		"output_parameters": append([]world.Parameter{}, f.Outputs...),
	}
}

// Executions returns the last functions that ran, the oldest first; never nil.
func (s *State) Executions() []Execution {
	s.mu.RLock()
	defer s.mu.RUnlock()
	all := []Execution{}
	for _, token := range s.tx.executions.tokens.items {
		all = append(all, *s.tx.executions.byID[s.tx.executions.byToken[token]])
	}
	return all
}

// CheckExecution refuses an app that may not say how a function went. The error is a [CodeError].
func (tx *Tx) CheckExecution(by *Installation, id string) error {
	e := tx.executions.byID[id]
	switch {
	case e == nil:
		return CodeError("function_execution_not_found")
	case e.Team != by.Team.ID || e.App != by.AppID:
		return CodeError("access_denied")
	case e.Status != Running:
		return CodeError("execution_not_in_running_state")
	}
	return nil
}

// EndExecution notes how an execution went: its outputs, or, if failure is not empty, why it failed.
// From then on its token is revoked.
func (tx *Tx) EndExecution(id string, outputs map[string]any, failure string) {
	ended := *tx.executions.byID[id]
	ended.Status, ended.Outputs, ended.Error, ended.revoked = Completed, outputs, failure, true
	if failure != "" {
		ended.Status = Failed
	}
	tx.executions.byID[id] = &ended
	tx.changes.Add(1)
}

// OutputsOf returns the output parameters of the function of an execution; nil if there is none.
func (tx *Tx) OutputsOf(id string) []world.Parameter {
	e := tx.executions.byID[id]
	if e == nil || tx.appByID[e.App] == nil {
		return nil
	}
	if f := tx.appByID[e.App].Function(e.CallbackID); f != nil {
		return f.Outputs
	}
	return nil
}
