package delivery_test

import (
	"encoding/json"
	"strings"
	"testing"

	"periscope/model"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
)

const aloneBlocks = `[{"type":"actions","block_id":"b1","elements":[{"type":"button","action_id":"dismiss","value":"42","text":{"type":"plain_text","text":"Dismiss"}}]}]`

// postAlone has the app show a person a message, and returns its timestamp.
func postAlone(t *testing.T, s *sandbox.Sandbox, user model.UserID, args ...string) string {
	t.Helper()
	general := string(sandboxtest.Find(t, "general").ID)
	got := sandboxtest.Decode[struct {
		OK bool
		TS string `json:"message_ts"`
	}](t, sandboxtest.Do(t, s, sandboxtest.AcmeBot, "chat.postEphemeral", append(args, "channel", general, "user", string(user), "text", "psst")...))
	if !got.OK || got.TS == "" {
		t.Fatalf("chat.postEphemeral: %+v", got)
	}
	return got.TS
}

// pressed is the payload of the next click that the app is told of.
func pressed(t *testing.T, a *sandboxtest.App) sandboxtest.JSON {
	t.Helper()
	for {
		d := a.Next(t)
		if d.Form == nil {
			t.Errorf("the app is told of what one person alone sees: %v", d.Event)
			continue
		}
		var got sandboxtest.JSON
		if err := json.Unmarshal([]byte(d.Form.Get("payload")), &got); err != nil {
			t.Fatal(err)
		}
		return got
	}
}

// TestPressingEphemeralMessages: the app is told where it was, and not what it said; by the
// response URL it changes it, and deletes it.
func TestPressingEphemeralMessages(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	user, general := sandboxtest.Person(s), string(sandboxtest.Find(t, "general").ID)
	ts := postAlone(t, s, user, "blocks", aloneBlocks)
	press := func(use sandbox.Use) sandboxtest.JSON {
		t.Helper()
		use.Team, use.User = sandboxtest.AcmeID, user
		if _, err := s.Use(t.Context(), use); err != nil {
			t.Fatal(err)
		}
		return pressed(t, a)
	}
	respond := func(payload sandboxtest.JSON, body string) {
		t.Helper()
		url := strings.TrimPrefix(payload["response_url"].(string), "http://127.0.0.1:8765")
		if got := control(t, s, "POST", url, body); got["ok"] != true {
			t.Fatalf("the response URL: %v", got)
		}
	}

	first := press(sandbox.Use{Action: "dismiss"}) // the last that the person sees
	container := first["container"].(sandboxtest.JSON)
	action := first["actions"].([]any)[0].(sandboxtest.JSON)
	_, whole := first["message"]
	if container["is_ephemeral"] != true || container["message_ts"] != ts || container["channel_id"] != general || whole || action["value"] != "42" || action["block_id"] != "b1" {
		t.Errorf("payload %v", first)
	}
	respond(first, `{"replace_original":true,"text":"sure?","blocks":`+strings.ReplaceAll(aloneBlocks, "dismiss", "really")+`}`)
	second := press(sandbox.Use{Action: "really", Message: ts, Channel: model.ResourceID(general)})
	if second["container"].(sandboxtest.JSON)["message_ts"] != ts {
		t.Errorf("after the change: %v", second)
	}
	respond(second, `{"delete_original":true}`)
	_, err := s.Use(t.Context(), sandbox.Use{Team: sandboxtest.AcmeID, User: user, Action: "really", Message: ts, Channel: model.ResourceID(general)})
	if err == nil || !strings.Contains(err.Error(), "has no message") {
		t.Errorf("pressing what was deleted: %v", err)
	}
	var actions []string
	for _, m := range s.Messages() {
		actions = append(actions, m.Action)
		if m.TS != ts || m.To != user {
			t.Errorf("%s: %+v", m.Action, m)
		}
	}
	if got := strings.Join(actions, " "); got != "ephemeral update delete" {
		t.Errorf("the app said: %s", got)
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.AcmeBot, "chat.update", "channel", general, "ts", ts, "text", "no"); got.Error != "message_not_found" {
		t.Errorf("chat.update of an ephemeral message: %q", got.Error)
	}
}

// TestEphemeralMessagesAreOnePersons: nobody else presses them, they have timestamps of their own, and
// those that an app answers with can be pressed as well.
func TestEphemeralMessagesAreOnePersons(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	user, other := s.People(sandboxtest.AcmeID)[0].ID, s.People(sandboxtest.AcmeID)[1].ID
	general := sandboxtest.Find(t, "general").ID
	first, second := postAlone(t, s, user, "blocks", aloneBlocks), postAlone(t, s, user)
	posted := sandboxtest.Decode[sandboxtest.MessageReply](t, sandboxtest.Do(t, s, sandboxtest.AcmeBot, "chat.postMessage", "channel", string(general), "text", "all"))
	if first == second || posted.TS == first || posted.TS == second {
		t.Errorf("timestamps %s, %s and %s", first, second, posted.TS)
	}
	a.Next(t) // the message that all see
	_, err := s.Use(t.Context(), sandbox.Use{Team: sandboxtest.AcmeID, User: other, Action: "dismiss", Message: first, Channel: general})
	if err == nil || !strings.Contains(err.Error(), "alone sees") {
		t.Errorf("pressed by somebody else: %v", err)
	}
	if _, err := s.Use(t.Context(), sandbox.Use{Team: sandboxtest.AcmeID, User: user, Shortcut: "note", Message: first, Channel: general}); err == nil {
		t.Error("there is a shortcut to an ephemeral message")
	}
	if _, err := s.Use(t.Context(), sandbox.Use{Team: sandboxtest.AcmeID, User: user, Action: "dismiss", CallbackID: "old"}); err != nil {
		t.Fatal(err)
	}
	got := pressed(t, a)
	if _, whole := got["original_message"]; whole || got["message_ts"] == "" {
		t.Errorf("interactive_message: %v", got)
	}
	url := strings.TrimPrefix(got["response_url"].(string), "http://127.0.0.1:8765")
	control(t, s, "POST", url, `{"text":"and this?","blocks":`+strings.ReplaceAll(aloneBlocks, "dismiss", "answered")+`}`)
	said := s.Messages()
	answer := said[len(said)-1]
	if _, err := s.Use(t.Context(), sandbox.Use{Team: sandboxtest.AcmeID, User: user, Action: "answered"}); err != nil {
		t.Fatal(err)
	}
	if got := pressed(t, a); got["container"].(sandboxtest.JSON)["message_ts"] != answer.TS || got["container"].(sandboxtest.JSON)["is_ephemeral"] != true {
		t.Errorf("what the app answered with: %v, want %s", got["container"], answer.TS)
	}
}
