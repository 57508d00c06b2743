package methods

import (
	"encoding/json"

	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// FunctionsCompleteSuccess is functions.completeSuccess: a custom step did its work, and gives its outputs.
func FunctionsCompleteSuccess(c *webapi.Call) (any, error) {
	id, err := c.Require("function_execution_id")
	if err != nil {
		return nil, err
	}
	text, err := c.Require("outputs")
	if err != nil {
		return nil, err
	}
	var outputs map[string]any
	if json.Unmarshal([]byte(text), &outputs) != nil || outputs == nil {
		return nil, &webapi.SlackError{Code: "invalid_arguments", Metadata: &webapi.Messages{Messages: []string{"[ERROR] outputs must be an object"}}}
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	if err := tx.CheckExecution(c.Install, id); err != nil {
		return nil, err
	}
	if wrong := world.Refuse(outputs, tx.OutputsOf(id)); wrong != "" {
		return nil, &webapi.SlackError{Code: "parameter_validation_failed", Metadata: &webapi.Messages{Messages: []string{"[ERROR] outputs: " + wrong}}}
	}
	tx.EndExecution(id, outputs, "")
	return webapi.Accepted, nil
}

// FunctionsCompleteError is functions.completeError: a custom step failed, and why.
func FunctionsCompleteError(c *webapi.Call) (any, error) {
	id, err := c.Require("function_execution_id")
	if err != nil {
		return nil, err
	}
	why, err := c.Require("error")
	if err != nil {
		return nil, err
	}
	tx := c.State.Lock()
	defer tx.Unlock()
	if err := tx.CheckExecution(c.Install, id); err != nil {
		return nil, err
	}
	tx.EndExecution(id, nil, why)
	return webapi.Accepted, nil
}
