package control_test

import (
	"strings"
	"testing"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
)

// TestControlPlaneRefusesUses that no person could make, and says why.
func TestControlPlaneRefusesUses(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	who := `"team":"` + string(sandboxtest.AcmeID) + `","user":"` + string(sandboxtest.Person(s)) + `"`
	for _, test := range []struct{ path, body, want string }{
		{"trigger", `{` + who + `,"shortcut":"x","action":"y"}`, "not of several"},
		{"trigger", `{` + who + `,"command":"/x","message":"1.2"}`, `goes with an \"action\" or a \"shortcut\"`},
		{"trigger", `{` + who + `,"shortcut":"x","values":{}}`, `go with an \"action\"`},
		{"trigger", `{` + who + `,"action":"x","selected":"a","enter":"b"}`, "write one of them"},
		{"trigger", `{"view":"V9","action":"x","channel":"C1"}`, "are not of views"},
		{"trigger", `{"view":"V9","action":"x"}`, `no view \"V9\"`},
		{"trigger", `{` + who + `,"action":"x","message":"1.2"}`, "has no message"},
		{"views/V9", `{"answer":"submit"}`, `no view \"V9\"`},
		{"views/V9", `{"answer":"close"}`, `no view \"V9\"`},
		{"views/V9", `{"answer":"save"}`, `must be \"submit\"`},
		{"views/V9", `{"answer":"submit","value":{}}`, "unknown field"},
		{"home", `{` + who + `,"tab":"attic"}`, "no tab"},
		{"home", `{"team":"T9"}`, "no team"},
		{"options", `{` + who + `}`, `\"action\" is missing`},
		{"options", `{"form":"V9","action":"x"}`, "no such dialog"},
		{"options", `{` + who + `,"action":"x"}`, "is no menu whose options come from the app"},
	} {
		got := sandboxtest.ControlCall(t.Context(), s, "POST", "/sandbox/"+test.path, test.body)
		if got.Code < 400 || !strings.Contains(got.Body.String(), test.want) {
			t.Errorf("%s %s: %d %s, want %q", test.path, test.body, got.Code, got.Body, test.want)
		}
	}
}

// TestMentionNamesTheApp, so that a script need not know its user.
func TestMentionNamesTheApp(t *testing.T) {
	t.Parallel()
	s := sandbox.New(sandboxtest.CoverageWorld(), sandbox.Options{})
	got := sandboxtest.ControlCall(t.Context(), s, "POST", "/sandbox/messages", `{"team":"T1","user":"U1","channel":"C1","text":"hi","mention":true}`)
	if got.Code != 200 {
		t.Fatalf("%d %s", got.Code, got.Body)
	}
	history := sandboxtest.Do(t, s, "xoxb-sandbox-full", "conversations.history", "channel", "C1").Body.String()
	if !strings.Contains(history, `"text":"\u003c@U2\u003e hi"`) {
		t.Errorf("the channel has %s", history)
	}
}
