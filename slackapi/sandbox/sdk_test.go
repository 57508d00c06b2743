package sandbox_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

// What Slack's own SDKs of today do with the sandbox, unchanged but for their base URL. They want
// Node, and the packages where NODE_PATH says; stage sdk of .ci/run has them.

const sdkPackages = "@slack/bolt@5.1.0 @slack/socket-mode@3.1.0 @slack/web-api@8.2.0 @slack/oauth@4.0.0 @slack/client@4.12.0"

// node is where Node is; a test is skipped where it, or a package, is not.
func node(t *testing.T, needed string) string {
	t.Helper()
	path, err := exec.LookPath("node")
	if err != nil {
		t.Skip("there is no Node here: ", err)
	}
	modules := os.Getenv("NODE_PATH") // read here, so that a result is not cached for another
	if err := exec.CommandContext(t.Context(), path, "-e", "require.resolve('"+needed+"')").Run(); err != nil {
		t.Skipf("npm install %s somewhere, and set NODE_PATH (now %q) to its node_modules: %v", sdkPackages, modules, err)
	}
	return path
}

// runNode runs a script of testdata, and reads the JSON that it prints.
func runNode(t *testing.T, path, script string, given, printed any) {
	t.Helper()
	argument, err := json.Marshal(given)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, path, "testdata/"+script, string(argument)).Output()
	if failed, is := errors.AsType[*exec.ExitError](err); is {
		t.Fatalf("%s: %v: %s", script, err, failed.Stderr)
	}
	if err := errors.Join(err, json.Unmarshal(out, printed)); err != nil {
		t.Fatalf("%s: %v: %s", script, err, out)
	}
}

// sdkWorld has a bot that does what Bolt's examples do.
func sdkWorld() world.World {
	return world.World{
		Apps: []world.App{{
			ID: "A0NOTES", Name: "Notes", ClientID: "sandbox-notes", ClientSecret: "sandbox-notes-secret",
			RedirectURIs: []string{"http://127.0.0.1/slack"}, BotScopes: []catalog.Scope{"chat:write", "channels:read"},
			Events: []string{"app_home_opened", "app_mention", "message.channels"},
			Functions: []world.Function{{
				CallbackID: "greet",
				Inputs:     []world.Parameter{{Name: "name", Type: "string", Required: true}},
				Outputs:    []world.Parameter{{Name: "greeting", Type: "string", Required: true}},
			}},
		}},
		Teams: []world.Team{{
			ID: "T0NOTES", Name: "Notes", URL: "https://notes.slack.com/",
			Users: []world.User{{ID: "U0ADA", Name: "ada"}, {ID: "U0NOTES", Name: "notes", Bot: true}},
			Conversations: []world.Conversation{
				{ID: "C0GENERAL", Type: catalog.Channel, Name: "general", MemberIDs: []model.UserID{"U0ADA"}},
			},
			Installs: []world.Install{{
				Token: "xoxb-sandbox-notes", AppID: "A0NOTES", AppName: "Notes", AppUser: "U0NOTES", BotID: "B0NOTES",
				OAuthScopes: []catalog.Scope{
					"app_mentions:read", "channels:history", "channels:read", "chat:write", "commands", "im:history", "im:write",
					"reactions:write", "users:read",
				},
				Grants: []model.Grant{sandboxtest.On(catalog.Channel, "C0GENERAL")},
			}},
		}},
	}
}

// sdkSandbox serves the world, at a URL that it knows, and returns what scripts are given.
func sdkSandbox(t *testing.T) (*sandbox.Sandbox, map[string]string) {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	base := "http://" + server.Listener.Addr().String()
	s := sandbox.New(sdkWorld(), sandbox.Options{Unlimited: true, BaseURL: base})
	server.Config.Handler = s
	server.Start()
	t.Cleanup(server.Close)
	t.Cleanup(s.Close)
	return s, map[string]string{
		"base": base, "token": "xoxb-sandbox-notes", "signingSecret": sandbox.DefaultSigningSecret, "appID": "A0NOTES",
		"team": "T0NOTES", "user": "U0ADA", "channel": "C0GENERAL", "clientID": "sandbox-notes", "clientSecret": "sandbox-notes-secret",
	}
}

// said lists what an app said, and how.
func said(s *sandbox.Sandbox) []string {
	var all []string
	for _, m := range s.Messages() {
		all = append(all, strings.Join([]string{m.Via, m.Action, m.Text}, ": "))
	}
	slices.Sort(all)
	return all
}

// TestBolt: command, action, view, event, function, say and respond of an app written with Bolt, over HTTP and
// by Socket Mode.
func TestBolt(t *testing.T) {
	t.Parallel()
	path := node(t, "@slack/bolt")
	for mode, appToken := range map[string]string{"HTTP": "", "Socket Mode": "xapp-sandbox-a0notes"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			s, given := sdkSandbox(t)
			given["appToken"] = appToken
			var got map[string]any
			runNode(t, path, "bolt.js", given, &got)
			option := map[string]any{"text": map[string]any{"type": "plain_text", "text": "the one"}, "value": "one"}
			want := map[string]any{
				"options": []any{option}, "tag": "one", "errors": map[string]any{"what": "say something good"}, "note": "good",
				"title": "Tagged", "closed": true,
				"steps": []any{[]any{"completed", "hello Ada"}, []any{"failed", "nobody is there"}},
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the app saw (-want +got):\n%s", diff)
			}
			heard := []string{
				"ack: ephemeral: noting milk", "chat.postMessage: post: approved 7", "chat.postMessage: post: hello <@U0ADA>",
				"chat.postMessage: post: step for Ada", "chat.postMessage: post: noted good", "chat.postMessage: post: please approve", "chat.postMessage: post: pong",
				"response_url: ephemeral: noted", "response_url: update: approved",
			}
			if appToken != "" { // and after another connection was opened
				heard = append(heard, "ack: ephemeral: noting again")
			}
			for _, line := range heard {
				if !slices.Contains(said(s), line) {
					t.Errorf("the app did not say %q: %q", line, said(s))
				}
			}
		})
	}
}

func TestSocketModeSDK(t *testing.T) {
	t.Parallel()
	path := node(t, "@slack/socket-mode")
	_, given := sdkSandbox(t)
	given["appToken"] = "xapp-sandbox-a0notes"
	var got map[string]any
	runNode(t, path, "socketmode.js", given, &got)
	want := map[string]any{
		"connected": 1.0, "command": "/ping now", "accepts": true, "answer": []any{"ack: pong"},
		"interactive": map[string]any{"type": "shortcut", "accepts": false},
		"retry":       map[string]any{"retry": 1.0, "reason": "timeout", "text": "<@U0NOTES> hi"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the SDK saw (-want +got):\n%s", diff)
	}
}

func TestWebAPISDK(t *testing.T) {
	t.Parallel()
	path := node(t, "@slack/web-api")
	_, given := sdkSandbox(t)
	given["appToken"] = "xapp-sandbox-a0notes"
	var got map[string]any
	runNode(t, path, "webapi.js", given, &got)
	want := map[string]any{
		"who": "U0NOTES", "history": []any{"two"}, "again": "exchanged_trigger_id", "stack": []any{true, true}, "title": "Better",
		"conflict": "hash_conflict", "bad": "invalid_arguments", "home": "home", "url": "ws:", "kind": "not_allowed_token_type",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the SDK read (-want +got):\n%s", diff)
	}
}

func TestOAuthSDK(t *testing.T) {
	t.Parallel()
	path := node(t, "@slack/oauth")
	_, given := sdkSandbox(t)
	var got map[string]any
	runNode(t, path, "oauth.js", given, &got)
	want := map[string]any{"status": 200.0, "team": "T0NOTES", "bot": true, "token": true}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the install (-want +got):\n%s", diff)
	}
}
