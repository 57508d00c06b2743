package sandbox_test

import (
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// withFunction gives the app of the world of coverage a function.
func withFunction(w world.World) world.World {
	w.Apps[0].Functions = []world.Function{{
		CallbackID: "greet", Outputs: []world.Parameter{{Name: "greeting", Type: "string", Required: true}},
	}}
	return w
}

// executed has a workflow run the function, and returns the id of the execution.
func (p *provocation) executed() string {
	p.Helper()
	e, err := p.RunFunction(sandbox.FunctionRun{Team: "T1", CallbackID: "greet"})
	if err != nil {
		p.Fatal(err)
	}
	return e.ID
}

// executionCauses are those of the methods that end an execution; args are what is right about the call.
func executionCauses(args ...string) []cause {
	with := func(id string) []string { return append([]string{"function_execution_id", id}, args...) }
	return []cause{
		answered("function_execution_not_found", "there is no such execution", with("Fx9")...),
		{"access_denied", "the function is another app's", func(p *provocation) outcome {
			return p.post(p, p.method, "xoxb-sandbox-lasting", with(p.executed())...)
		}, nil},
		{"execution_not_in_running_state", "the app said before how it went", func(p *provocation) outcome {
			id := p.executed()
			p.call(with(id)...)
			return p.call(with(id)...)
		}, nil},
	}
}

// functionCauses are as ownCauses, for custom steps.
var functionCauses = map[string][]cause{
	"functions.completeError": executionCauses("error", "nobody is there"),
	"functions.completeSuccess": append(executionCauses("outputs", `{"greeting":"hello"}`), cause{
		"parameter_validation_failed", "an output that is required is not there, one is of another type, or there is no such output",
		func(p *provocation) outcome { return p.call("function_execution_id", p.executed(), "outputs", "{}") }, nil,
	}),
}
