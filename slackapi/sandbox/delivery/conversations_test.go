package delivery_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

// eventsWorld is the coverage world with an app that subscribes to all events.
func eventsWorld() world.World {
	w := sandboxtest.CoverageWorld()
	w.Apps[0].Events = world.EventNames
	for i := range w.Teams[0].Installs {
		in := &w.Teams[0].Installs[i]
		if strings.HasPrefix(in.Token, "xoxb-") && len(in.OAuthScopes) > 0 {
			in.OAuthScopes = append(in.OAuthScopes, "app_mentions:read")
		}
	}
	return w
}

func control(t testing.TB, s *sandbox.Sandbox, verb, path, body string) sandboxtest.JSON {
	t.Helper()
	return sandboxtest.Decode[sandboxtest.JSON](t, sandboxtest.ControlCall(t.Context(), s, verb, path, body))
}

// TestPeopleWriteToApps: a message event where the app is, and in its home, once each.
func TestPeopleWriteToApps(t *testing.T) {
	t.Parallel()
	w := eventsWorld()
	s := sandbox.New(w, sandbox.Options{})
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	if got := control(t, s, "POST", "/sandbox/messages", `{"team":"T1","user":"U1","channel":"C1","text":"hi <@U2>"}`); got["ok"] != true {
		t.Fatal(got)
	}
	e := a.Next(t).Event.Event
	if e["type"] != "message" || e["channel_type"] != "channel" || e["user"] != "U1" || e["text"] != "hi <@U2>" || e["channel"] != "C1" {
		t.Errorf("event %v", e)
	}
	if e := a.Next(t).Event.Event; e["type"] != "app_mention" {
		t.Errorf("event %v, want app_mention", e)
	}
	control(t, s, "POST", "/sandbox/messages", `{"team":"T1","user":"U4","text":"to the app"}`)
	got := a.Next(t)
	if e := got.Event.Event; e["type"] != "message" || e["channel_type"] != "app_home" && e["channel_type"] != "im" {
		t.Errorf("a direct message: %v", got.Body)
	}
	sandboxtest.Do(t, s, "xoxb-sandbox-full", "reactions.add", "channel", "C1", "timestamp", e["ts"].(string), "name", "tada")
	if e := a.Next(t).Event.Event; e["type"] != "reaction_added" || e["reaction"] != "tada" || e["item_user"] != "U1" {
		t.Errorf("event %v", e)
	}
	if refused := control(t, s, "POST", "/sandbox/messages", `{"team":"T1","user":"U4","channel":"C1","text":"hi"}`); refused["ok"] != false {
		t.Error("a person writes where they are not")
	}
}

// TestEnvelopesAreOfTheirTime: authed_users of 2018 for workspace apps, authorizations for bots of today.
func TestEnvelopesAreOfTheirTime(t *testing.T) {
	t.Parallel()
	for token, modern := range map[string]bool{sandboxtest.FreshToken: false, sandboxtest.BellBot: true} {
		s, _ := sandboxtest.FrozenDemo(t)
		a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
		if err := s.RevokeToken(token); err != nil {
			t.Fatal(err)
		}
		var got sandboxtest.JSON
		if err := json.Unmarshal([]byte(a.Next(t).Body), &got); err != nil {
			t.Fatal(err)
		}
		_, authed := got["authed_users"]
		all, authorized := got["authorizations"].([]any)
		if authed == modern || authorized != modern || modern && (len(all) != 1 || got["event_context"] == nil || got["context_team_id"] != got["team_id"]) {
			t.Errorf("%s: %v", token, got)
		}
	}
}

// TestRemovalIsToldTwice: app_uninstalled and tokens_revoked, whichever way an app goes.
func TestRemovalIsToldTwice(t *testing.T) {
	t.Parallel()
	for name, remove := range map[string]func(*sandbox.Sandbox) error{
		"app_uninstalled tokens_revoked": func(s *sandbox.Sandbox) error { return s.Uninstall(s.World().Teams[4].ID) },
		"tokens_revoked app_uninstalled": func(s *sandbox.Sandbox) error { return s.RevokeToken(sandboxtest.BellBot) },
		"tokens_revoked":                 func(s *sandbox.Sandbox) error { return s.RevokeToken(sandboxtest.FreshToken) },
	} {
		s, _ := sandboxtest.FrozenDemo(t)
		a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
		if err := remove(s); err != nil {
			t.Fatal(err)
		}
		var told []string
		for range strings.FieldsSeq(name) {
			told = append(told, a.Next(t).Event.Event["type"].(string))
		}
		if got := strings.Join(told, " "); got != name {
			t.Errorf("told %s, want %s", got, name)
		}
	}
}

// TestURLsOfTheirOwn: only that for events is verified, and an app may have its own.
func TestURLsOfTheirOwn(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	heard := make(chan string, 10)
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { // no handshake
		heard <- r.URL.Path
	}))
	defer other.Close()
	urls := sandbox.URLs{Events: a.URL, Interactivity: other.URL + "/interactions", Commands: other.URL + "/commands"}
	if err := s.SetURLs(t.Context(), "", urls); err != nil {
		t.Fatal(err)
	}
	for want, use := range map[string]sandbox.Use{"/interactions": {Action: "allow"}, "/commands": {Command: "/standup"}} {
		use.Team, use.User = sandboxtest.AcmeID, sandboxtest.Person(s)
		if _, err := s.Use(t.Context(), use); err != nil {
			t.Fatal(err)
		}
		if got := <-heard; got != want {
			t.Errorf("%+v goes to %s", use, got)
		}
	}
	if err := s.SetURLs(t.Context(), "A0DEPLOYBELL", sandbox.URLs{Events: other.URL}); err == nil {
		t.Error("an events URL is set that did not answer the handshake")
	}
}

// TestClicksBeforeBlockKit: interactive_message, with the callback_id, and an answer that is kept.
func TestClicksBeforeBlockKit(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	forms := make(chan string, 1)
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		forms <- r.PostFormValue("payload")
		_, _ = w.Write([]byte(`{"text":"thanks"}`))
	}))
	defer app.Close()
	if err := s.SetURLs(t.Context(), "", sandbox.URLs{Interactivity: app.URL}); err != nil {
		t.Fatal(err)
	}
	use := sandbox.Use{Team: sandboxtest.AcmeID, User: sandboxtest.Person(s), Action: "approve", CallbackID: "announcement", Value: "7"}
	if _, err := s.Use(t.Context(), use); err != nil {
		t.Fatal(err)
	}
	var got sandboxtest.JSON
	if err := json.Unmarshal([]byte(<-forms), &got); err != nil {
		t.Fatal(err)
	}
	action := got["actions"].([]any)[0].(map[string]any)
	if got["type"] != "interactive_message" || got["callback_id"] != "announcement" || action["name"] != "approve" || action["value"] != "7" {
		t.Errorf("payload %v", got)
	}
	if said := s.Messages(); len(said) != 1 || said[0].Via != "ack" || said[0].Text != "thanks" {
		t.Errorf("the app said %+v", said)
	}
}

// TestResponseURLs: five times within thirty minutes, JSON, and kept.
func TestResponseURLs(t *testing.T) {
	t.Parallel()
	s, clock := sandboxtest.FrozenDemo(t)
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	fresh := func() string {
		sandboxtest.RunCommand(t, s)
		for {
			if d := a.Next(t); d.Form != nil { // events of messages come too
				return strings.TrimPrefix(d.Form.Get("response_url"), "http://127.0.0.1:8765")
			}
		}
	}
	respond := func(path, body string) any { return control(t, s, "POST", path, body)["error"] }
	url := fresh()
	for body, want := range map[string]any{`no JSON`: "invalid_payload", `{}`: "no_text"} {
		if got := respond(url, body); got != want {
			t.Errorf("%s: %v, want %v", body, got, want)
		}
	}
	for i := range 6 {
		if got := respond(url, `{"text":"done","response_type":"in_channel"}`); (got == nil) != (i < 5) || got != nil && got != "used_url" {
			t.Errorf("use %d: %v", i+1, got)
		}
	}
	if got := respond("/sandbox/responses/guess", `{"text":"hi"}`); got != "invalid_url" {
		t.Errorf("a URL that was never given: %v", got)
	}
	late := fresh()
	clock.Advance(30 * time.Minute)
	if got := respond(late, `{"text":"hi"}`); got != "expired_url" {
		t.Errorf("after thirty minutes: %v", got)
	}
	if said := s.Messages(); len(said) != 5 || said[0].Via != "response_url" || said[0].Action != "post" {
		t.Errorf("the app said %+v", said)
	}
}

// TestClicksTellOfTheMessage: the button that was pressed, with its value, in the message that has it.
func TestClicksTellOfTheMessage(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	general := string(sandboxtest.Find(t, "general").ID)
	const blocks = `[{"type":"actions","block_id":"b1","elements":[{"type":"button","action_id":"go","value":"42","text":{"type":"plain_text","text":"Go"}}]}]`
	posted := sandboxtest.Decode[sandboxtest.MessageReply](t, sandboxtest.Do(t, s, sandboxtest.AcmeBot, "chat.postMessage", "channel", general, "text", "x", "blocks", blocks))
	a.Next(t) // the app's own message
	if _, err := s.Click(t.Context(), sandboxtest.AcmeID, sandboxtest.Person(s), "go"); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Message   struct{ TS, Text string }
		Container struct {
			ChannelID string `json:"channel_id"`
		}
		Actions []struct {
			Value   string
			BlockID string `json:"block_id"`
		}
	}
	if err := json.Unmarshal([]byte(a.Next(t).Form.Get("payload")), &got); err != nil {
		t.Fatal(err)
	}
	if got.Message.TS != posted.TS || got.Container.ChannelID != general || got.Actions[0].Value != "42" || got.Actions[0].BlockID != "b1" {
		t.Errorf("payload %+v, want the message %s", got, posted.TS)
	}
}

// TestChangedMessagesAreTold: an update and a deletion, as message events with a subtype.
func TestChangedMessagesAreTold(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	posted := sandboxtest.Decode[sandboxtest.MessageReply](t, sandboxtest.Do(t, s, sandboxtest.BellBot, "chat.postMessage", "channel", "deploys", "text", "one"))
	if e := a.Next(t).Event.Event; e["text"] != "one" || e["subtype"] != nil {
		t.Errorf("posted: %v", e)
	}
	where := []string{"channel", string(posted.Channel), "ts", posted.TS}
	if got := sandboxtest.Ask(t, s, sandboxtest.BellBot, "chat.update", append(where, "text", "two")...); !got.OK {
		t.Fatal(got.Error)
	}
	e := a.Next(t).Event.Event
	if e["type"] != "message" || e["subtype"] != "message_changed" || e["hidden"] != true || e["message"].(map[string]any)["text"] != "two" ||
		e["message"].(map[string]any)["edited"] == nil || e["previous_message"].(map[string]any)["text"] != "one" {
		t.Errorf("updated: %v", e)
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.BellBot, "chat.delete", where...); !got.OK {
		t.Fatal(got.Error)
	}
	if e := a.Next(t).Event.Event; e["subtype"] != "message_deleted" || e["deleted_ts"] != posted.TS || e["previous_message"].(map[string]any)["text"] != "two" {
		t.Errorf("deleted: %v", e)
	}
}
