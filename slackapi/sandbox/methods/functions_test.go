package methods_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

// greet is a function of the app of the coverage world.
var greet = world.Function{
	CallbackID: "greet", Title: "Greet", Description: "Greets somebody",
	Inputs:  []world.Parameter{{Name: "who", Type: "slack#/types/user_id", Title: "Who", Required: true}, {Name: "times", Type: "integer"}},
	Outputs: []world.Parameter{{Name: "greeting", Type: "string", Title: "Greeting", Required: true}},
}

// withGreet is a sandbox whose app has the function, and the app where it listens.
func withGreet(t *testing.T) (*sandbox.Sandbox, *sandboxtest.FrozenClock, *sandboxtest.App) {
	t.Helper()
	w := sandboxtest.CoverageWorld()
	w.Apps[0].Functions = []world.Function{greet}
	clock := sandboxtest.NewClock(time.Unix(1_560_000_000, 0))
	s := sandbox.New(w, sandbox.Options{Now: clock.Now, Unlimited: true})
	t.Cleanup(s.Close)
	return s, clock, sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
}

// executed runs the function, and returns the execution and what the app is told.
func executed(t *testing.T, s *sandbox.Sandbox, a *sandboxtest.App) (sandbox.Execution, sandboxtest.JSON) {
	t.Helper()
	e, err := s.RunFunction(sandbox.FunctionRun{Team: "T1", CallbackID: "greet", Inputs: map[string]any{"who": "U1"}})
	if err != nil {
		t.Fatal(err)
	}
	return e, a.Next(t).Event.Event
}

// TestCustomSteps: function_executed as Slack's page shows it, and what the app makes of it.
func TestCustomSteps(t *testing.T) {
	t.Parallel()
	s, _, a := withGreet(t)
	e, told := executed(t, s, a)
	token, _ := told["bot_access_token"].(string)
	want := sandboxtest.JSON{
		"type": "function_executed", "event_ts": "1560000000.000000", "inputs": sandboxtest.JSON{"who": "U1"}, "function_execution_id": e.ID,
		"workflow_execution_id": told["workflow_execution_id"], "bot_access_token": token,
		"function": sandboxtest.JSON{
			"id": world.FunctionID("A1", "greet"), "callback_id": "greet", "title": "Greet", "description": "Greets somebody", "type": "app",
			"app_id": "A1", "date_created": 0.0, "date_updated": 0.0, "date_deleted": 0.0,
			"input_parameters": []any{
				sandboxtest.JSON{"name": "who", "type": "slack#/types/user_id", "title": "Who", "is_required": true},
				sandboxtest.JSON{"name": "times", "type": "integer"},
			},
			"output_parameters": []any{sandboxtest.JSON{"name": "greeting", "type": "string", "title": "Greeting", "is_required": true}},
		},
	}
	if diff := cmp.Diff(want, told); diff != "" || !strings.HasPrefix(e.ID, "Fx") || !strings.HasPrefix(token, "xwfp-sandbox-") {
		t.Errorf("the event (-want +got):\n%s", diff)
	}
	if got := call(t, s, token, "chat.postMessage", "channel", "C1", "text", "hello"); got["ok"] != true || got["message"].(sandboxtest.JSON)["user"] != "U2" {
		t.Errorf("the app's message, with the token of the step: %v", got)
	}
	if got := call(t, s, token, "functions.completeSuccess", "function_execution_id", e.ID, "outputs", `{"greeting":7}`); got["error"] != "parameter_validation_failed" {
		t.Errorf("a greeting that is a number: %v", got)
	}
	if got := call(t, s, token, "functions.completeSuccess", "function_execution_id", e.ID, "outputs", "[]"); got["error"] != "invalid_arguments" {
		t.Errorf("outputs that are a list: %v", got)
	}
	if got := call(t, s, token, "functions.completeSuccess", "function_execution_id", e.ID, "outputs", `{"greeting":"hello"}`); got["ok"] != true {
		t.Errorf("completed: %v", got)
	}
	if got := call(t, s, token, "auth.test")["error"]; got != "token_revoked" {
		t.Errorf("the token after the step: %v", got)
	}
	failed, _ := executed(t, s, a)
	if got := call(t, s, fullBot, "functions.completeError", "function_execution_id", failed.ID, "error", "nobody is there"); got["ok"] != true {
		t.Errorf("failed: %v", got)
	}
	ended := s.Executions()
	if len(ended) != 2 || ended[0].Status != "completed" || ended[0].Outputs["greeting"] != "hello" || ended[1].Status != "failed" || ended[1].Error != "nobody is there" {
		t.Errorf("executions %+v", ended)
	}
}

// TestTheTokenOfAStepEnds: after fifteen minutes, or when the app revokes it, which leaves the bot's as it is.
func TestTheTokenOfAStepEnds(t *testing.T) {
	t.Parallel()
	s, clock, a := withGreet(t)
	_, told := executed(t, s, a)
	late := told["bot_access_token"].(string)
	_, told = executed(t, s, a)
	revoked := told["bot_access_token"].(string)
	if got := call(t, s, revoked, "auth.revoke"); got["revoked"] != true {
		t.Errorf("auth.revoke: %v", got)
	}
	if got := call(t, s, revoked, "auth.test")["error"]; got != "token_revoked" {
		t.Errorf("the token that was revoked: %v", got)
	}
	clock.Advance(15*time.Minute - time.Second)
	if got := call(t, s, late, "auth.test"); got["ok"] != true {
		t.Errorf("before fifteen minutes are over: %v", got)
	}
	clock.Advance(time.Second)
	if got := call(t, s, late, "auth.test")["error"]; got != "token_expired" {
		t.Errorf("after fifteen minutes: %v", got)
	}
	if got := call(t, s, fullBot, "auth.test"); got["ok"] != true {
		t.Errorf("the bot's token: %v", got)
	}
}

// TestFunctionsThatCannotRun: what no workflow could run is refused, with the reason.
func TestFunctionsThatCannotRun(t *testing.T) {
	t.Parallel()
	s, _, _ := withGreet(t)
	for _, test := range []struct {
		run  sandbox.FunctionRun
		want string
	}{
		{sandbox.FunctionRun{Team: "T9", CallbackID: "greet"}, `no team "T9"`},
		{sandbox.FunctionRun{Team: "T1", CallbackID: "dance"}, "no app with such a function"},
		{sandbox.FunctionRun{Team: "T1", App: "A2", CallbackID: "greet"}, "no app A2 with such a function"},
		{sandbox.FunctionRun{Team: "T1", CallbackID: "greet"}, `"who" is required`},
		{sandbox.FunctionRun{Team: "T1", CallbackID: "greet", Inputs: map[string]any{"who": "U1", "times": 1.5}}, `"times" is no integer`},
		{sandbox.FunctionRun{Team: "T1", CallbackID: "greet", Inputs: map[string]any{"who": "U1", "why": ""}}, `no parameter "why"`},
	} {
		if _, err := s.RunFunction(test.run); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: %v, want %s", test.run, err, test.want)
		}
	}
	if n := len(s.Executions()); n != 0 {
		t.Errorf("%d functions ran", n)
	}
}
