package methods

import (
	"encoding/json"

	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// FunctionsCompleteSuccess is functions.completeSuccess: a custom step did its work, and gives its outputs.
func FunctionsCompleteSuccess(c *webapi.Call) (any, error) {
	return endExecution(c, "outputs", func(tx *state.Tx, id, text string) error {
		var outputs map[string]any
		if json.Unmarshal([]byte(text), &outputs) != nil || outputs == nil {
			return refusedOutputs("invalid_arguments", "outputs must be an object")
		}
		if wrong := world.CheckValues(outputs, tx.OutputsOf(id)); wrong != "" {
			return refusedOutputs("parameter_validation_failed", "outputs: "+wrong)
		}
		tx.EndExecution(id, outputs, "")
		return nil
	})
}

func refusedOutputs(code, why string) error {
	return &webapi.SlackError{Code: code, Metadata: &webapi.Messages{Messages: []string{"[ERROR] " + why}}}
}

// FunctionsCompleteError is functions.completeError: a custom step failed, and why.
func FunctionsCompleteError(c *webapi.Call) (any, error) {
	return endExecution(c, "error", func(tx *state.Tx, id, why string) error {
		tx.EndExecution(id, nil, why)
		return nil
	})
}

// endExecution ends a function that runs, by what an argument says.
func endExecution(c *webapi.Call, argument string, end func(tx *state.Tx, id, said string) error) (any, error) {
	id, err := c.Require("function_execution_id")
	if err != nil {
		return nil, err
	}
	said, err := c.Require(argument)
	if err != nil {
		return nil, err
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	if err := tx.CheckExecution(c.Install, id); err != nil {
		return nil, err
	}
	if err := end(tx, id, said); err != nil {
		return nil, err
	}
	return webapi.Accepted, nil
}
