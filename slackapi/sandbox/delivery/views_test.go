package delivery_test

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
)

// feedback is a modal with one of each sort of element that people use.
const feedback = `{
  "type": "modal", "callback_id": "feedback", "private_metadata": "m1", "notify_on_close": true,
  "title": {"type": "plain_text", "text": "Feedback"}, "submit": {"type": "plain_text", "text": "Send"},
  "blocks": [
    {"type": "input", "block_id": "what", "label": {"type": "plain_text", "text": "What"},
     "element": {"type": "plain_text_input", "action_id": "text", "max_length": 20}},
    {"type": "input", "block_id": "how", "optional": true, "label": {"type": "plain_text", "text": "How"},
     "element": {"type": "checkboxes", "action_id": "tags", "options": [
       {"text": {"type": "plain_text", "text": "Fast"}, "value": "fast"}, {"text": {"type": "plain_text", "text": "Slow"}, "value": "slow"}]}},
    {"type": "input", "block_id": "where", "optional": true, "label": {"type": "plain_text", "text": "Where"},
     "element": {"type": "conversations_select", "action_id": "channel", "response_url_enabled": true}},
    {"type": "actions", "block_id": "more", "elements": [
      {"type": "button", "action_id": "go", "value": "v1", "text": {"type": "plain_text", "text": "Go"}},
      {"type": "datepicker", "action_id": "day", "initial_date": "2026-01-02"},
      {"type": "external_select", "action_id": "far"}]}
  ]
}`

// again is a plain modal with a name.
func again(name string) string {
	return `{"type":"modal","notify_on_close":true,"callback_id":"` + name + `","title":{"type":"plain_text","text":"` + name +
		`"},"submit":{"type":"plain_text","text":"ok"},"blocks":[{"type":"actions","elements":[{"type":"button","action_id":"go","text":{"type":"plain_text","text":"Go"}}]}]}`
}

// viewOf is the view of a reply.
func viewOf(t *testing.T, s *sandbox.Sandbox, method string, args ...string) sandboxtest.JSON {
	t.Helper()
	got := sandboxtest.Decode[sandboxtest.JSON](t, sandboxtest.Do(t, s, sandboxtest.BellBot, method, args...))
	view, ok := got["view"].(map[string]any)
	if !ok {
		t.Fatalf("%s: %v", method, got)
	}
	return view
}

// bellUse is who uses the app of the bot, and in which team.
func bellUse(s *sandbox.Sandbox) sandbox.Use {
	for _, team := range s.World().Teams {
		for _, in := range team.Installs {
			if in.Token == sandboxtest.BellBot {
				return sandbox.Use{Team: team.ID, User: s.People(team.ID)[0].ID, App: in.AppID}
			}
		}
	}
	return sandbox.Use{}
}

func bellTrigger(t *testing.T, s *sandbox.Sandbox) string {
	t.Helper()
	u := bellUse(s)
	u.Command = "/bell"
	id, err := s.Use(t.Context(), u)
	if err != nil {
		t.Fatal(err)
	}
	return string(id)
}

// openFeedback has the app show the modal, and returns its id.
func openFeedback(t *testing.T, s *sandbox.Sandbox) string {
	t.Helper()
	return viewOf(t, s, "views.open", "view", feedback, "trigger_id", bellTrigger(t, s))["id"].(string)
}

func TestViewIsSlacks(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	got := viewOf(t, s, "views.open", "view", again("plain"), "trigger_id", bellTrigger(t, s))
	button := got["blocks"].([]any)[0].(map[string]any)
	if id, _ := button["block_id"].(string); len(id) != 5 {
		t.Errorf("a block without an id has %v", button["block_id"])
	}
	delete(got, "blocks")
	hash, _ := got["hash"].(string)
	if seconds, _, is := strings.Cut(hash, "."); !is || seconds != "1560000000" {
		t.Errorf("hash %q", hash)
	}
	use := bellUse(s)
	want := sandboxtest.JSON{
		"id": got["id"], "team_id": string(use.Team), "type": "modal", "private_metadata": "", "callback_id": "plain", "external_id": "",
		"state": map[string]any{"values": map[string]any{}}, "hash": hash, "clear_on_close": false, "notify_on_close": true,
		"title": map[string]any{"type": "plain_text", "text": "plain"}, "submit": map[string]any{"type": "plain_text", "text": "ok"}, "close": nil,
		"previous_view_id": nil, "root_view_id": got["id"], "app_id": use.App, "app_installed_team_id": string(use.Team), "bot_id": "B0DEPLOYBELL",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("view (-want +got):\n%s", diff)
	}
}

// TestSubmittedView: what the person entered arrives, in the form that Slack has for it.
func TestSubmittedView(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	received := sandboxtest.Interactive(t, s, func(sandboxtest.JSON) string { return "" })
	id := openFeedback(t, s)
	channel := string(sandboxtest.Find(t, "general").ID)
	answer, err := s.SubmitView(t.Context(), id, map[string]any{
		"text": "good", "how": map[string]any{"tags": []any{"slow"}}, "channel": channel,
	})
	if err != nil || answer.View != nil || len(s.Views()) != 0 {
		t.Errorf("submitted: %+v %v, %d views left", answer, err, len(s.Views()))
	}
	p := <-received
	urls := p["response_urls"].([]any)[0].(map[string]any)
	if p["type"] != "view_submission" || p["view"].(map[string]any)["private_metadata"] != "m1" || p["trigger_id"] == "" ||
		urls["block_id"] != "where" || urls["channel_id"] != channel || !strings.Contains(urls["response_url"].(string), "/sandbox/responses/") {
		t.Errorf("payload %v", p)
	}
	want := map[string]any{
		"what":  map[string]any{"text": map[string]any{"type": "plain_text_input", "value": "good"}},
		"how":   map[string]any{"tags": map[string]any{"type": "checkboxes", "selected_options": []any{map[string]any{"text": map[string]any{"type": "plain_text", "text": "Slow"}, "value": "slow"}}}},
		"where": map[string]any{"channel": map[string]any{"type": "conversations_select", "selected_conversation": channel}},
		"more": map[string]any{
			"day": map[string]any{"type": "datepicker", "selected_date": "2026-01-02"},
			"far": map[string]any{"type": "external_select", "selected_option": nil},
		},
	}
	if diff := cmp.Diff(want, p["view"].(map[string]any)["state"].(map[string]any)["values"]); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
}

// TestWhatNobodyCouldEnter is refused by the sandbox, and the app hears nothing.
func TestWhatNobodyCouldEnter(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	received := sandboxtest.Interactive(t, s, func(sandboxtest.JSON) string { return "" })
	id := openFeedback(t, s)
	for want, values := range map[string]map[string]any{
		"have to be filled in: what":    {},
		"at most 20 characters":         {"text": strings.Repeat("a", 21)},
		"no option \"never\"":           {"text": "a", "tags": []any{"never"}},
		"nothing with the action_id":    {"tetx": "a"},
		"takes one value":               {"text": []any{"a", "b"}},
		`block "how" has nothing with`:  {"text": "a", "how": map[string]any{"tag": "fast"}},
		"takes a text, and not 7":       {"text": 7.0},
		"there is text, tags, channel,": {"text": "a", "go": "v1"},
	} {
		if _, err := s.SubmitView(t.Context(), id, values); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want %q", values, err, want)
		}
	}
	if len(received) != 0 {
		t.Errorf("the app gets %v", <-received)
	}
}

// TestAnswersToViews: each response_action, and answers of which Slack shows an error.
func TestAnswersToViews(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		answer string
		action string
		top    string // callback_id of what the person sees then
		views  int
		err    error
	}{
		"nothing":          {"", "", "", 0, nil},
		"an empty object":  {"{}", "", "", 0, nil},
		"clear":            {`{"response_action":"clear"}`, "clear", "", 0, nil},
		"errors":           {`{"response_action":"errors","errors":{"what":"no"}}`, "errors", "feedback", 1, nil},
		"update":           {`{"response_action":"update","view":` + again("next") + `}`, "update", "next", 1, nil},
		"push":             {`{"response_action":"push","view":` + again("above") + `}`, "push", "above", 2, nil},
		"a word":           {"ok", "", "", 1, sandbox.ErrUnusable},
		"another object":   {`{"ok":true}`, "", "", 1, sandbox.ErrUnusable},
		"unknown":          {`{"response_action":"close"}`, "", "", 1, sandbox.ErrUnusable},
		"errors elsewhere": {`{"response_action":"errors","errors":{"more":"no"}}`, "", "", 1, sandbox.ErrUnusable},
		"no errors":        {`{"response_action":"errors"}`, "", "", 1, sandbox.ErrUnusable},
		"a bad view":       {`{"response_action":"update","view":{"type":"home","blocks":[]}}`, "", "", 1, sandbox.ErrUnusable},
	} {
		s, _ := sandboxtest.FrozenDemo(t)
		sandboxtest.Interactive(t, s, func(sandboxtest.JSON) string { return test.answer })
		got, err := s.SubmitView(t.Context(), openFeedback(t, s), map[string]any{"text": "a"})
		top := ""
		if got.View != nil {
			top = got.View.CallbackID
		}
		if got.Action != test.action || top != test.top || len(s.Views()) != test.views || !errors.Is(err, test.err) {
			t.Errorf("%s: %q, sees %q, %d views, %v", name, got.Action, top, len(s.Views()), err)
		}
	}
}

func TestStackOfViews(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	received := sandboxtest.Interactive(t, s, func(sandboxtest.JSON) string { return "" })
	root := viewOf(t, s, "views.open", "view", again("root"), "trigger_id", bellTrigger(t, s))["id"].(string)
	id, err := s.Use(t.Context(), sandbox.Use{View: root, Action: "go"})
	if err != nil {
		t.Fatal(err)
	}
	<-received
	top := viewOf(t, s, "views.push", "view", again("top"), "trigger_id", string(id))
	if top["root_view_id"] != root || top["previous_view_id"] != root {
		t.Errorf("pushed: %v", top)
	}
	if _, err := s.SubmitView(t.Context(), root, nil); err == nil || !strings.Contains(err.Error(), "covered") {
		t.Errorf("the view below is submitted: %v", err)
	}
	answer, err := s.CloseView(t.Context(), top["id"].(string), false)
	if err != nil || answer.View == nil || answer.View.ID != root {
		t.Errorf("after closing the top: %+v %v", answer, err)
	}
	if p := <-received; p["type"] != "view_closed" || p["is_cleared"] != false || p["view"].(map[string]any)["callback_id"] != "top" || p["trigger_id"] != nil {
		t.Errorf("payload %v", p)
	}
	id, err = s.Use(t.Context(), sandbox.Use{View: root, Action: "go"})
	if err != nil {
		t.Fatal(err)
	}
	<-received
	top = viewOf(t, s, "views.push", "view", again("top"), "trigger_id", string(id))
	if _, err = s.CloseView(t.Context(), top["id"].(string), true); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"top", "root"} {
		if p := <-received; p["is_cleared"] != true || p["view"].(map[string]any)["callback_id"] != want {
			t.Errorf("payload %v, want %s cleared", p, want)
		}
	}
}

// TestActionsInViews: what is entered stays, and is told with the action.
func TestActionsInViews(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	received := sandboxtest.Interactive(t, s, func(sandboxtest.JSON) string { return "" })
	id := openFeedback(t, s)
	if _, err := s.Use(t.Context(), sandbox.Use{View: id, Action: "day", Enter: "2026-05-06", Values: map[string]any{"text": "so far"}}); err != nil {
		t.Fatal(err)
	}
	p := <-received
	action := p["actions"].([]any)[0].(map[string]any)
	want := map[string]any{
		"type": "datepicker", "action_id": "day", "block_id": "more", "initial_date": "2026-01-02", "selected_date": "2026-05-06", "action_ts": "1560000000.000000",
	}
	if diff := cmp.Diff(want, action); diff != "" {
		t.Errorf("action (-want +got):\n%s", diff)
	}
	keys := slices.Sorted(maps.Keys(p))
	if diff := cmp.Diff(strings.Fields("actions api_app_id container enterprise is_enterprise_install team token trigger_id type user view"), keys); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]any{"type": "view", "view_id": id}, p["container"]); diff != "" {
		t.Errorf("container (-want +got):\n%s", diff)
	}
	got := viewOf(t, s, "views.update", "view_id", id, "view", strings.Replace(feedback, `"Feedback"`, `"More"`, 1))
	values := got["state"].(map[string]any)["values"].(map[string]any)
	if values["what"].(map[string]any)["text"].(map[string]any)["value"] != "so far" ||
		values["more"].(map[string]any)["day"].(map[string]any)["selected_date"] != "2026-05-06" || got["id"] != id {
		t.Errorf("after an update: %v", values)
	}
	for want, use := range map[string]sandbox.Use{
		"dispatch_action":        {View: id, Action: "text", Enter: "x"},
		"nothing with the":       {View: id, Action: "nope"},
		"no view \"V9\"":         {View: "V9", Action: "go"},
		"is pressed":             {View: id, Action: "go", Enter: "x"},
		"shown to":               {View: id, Action: "go", User: "U0NOBODY0"},
		"is of app":              {View: id, Action: "go", App: "A9"},
		"shortcuts are not in v": {View: id, Shortcut: "x"},
	} {
		if _, err := s.Use(t.Context(), use); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", use, err, want)
		}
	}
}

// TestActionsInMessages carry the state of all that can be entered there.
func TestActionsInMessages(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	received := sandboxtest.Interactive(t, s, func(sandboxtest.JSON) string { return "" })
	const blocks = `[{"type":"input","block_id":"i","label":{"type":"plain_text","text":"L"},"element":{"type":"plain_text_input","action_id":"note"}},
		{"type":"section","block_id":"s","text":{"type":"mrkdwn","text":"x"},"accessory":{"type":"multi_users_select","action_id":"who"}}]`
	posted := sandboxtest.Decode[sandboxtest.MessageReply](t, sandboxtest.Do(t, s, sandboxtest.BellBot, "chat.postMessage", "channel", "deploys", "text", "t", "blocks", blocks))
	u := bellUse(s)
	u.Message, u.Channel, u.Action, u.Enter, u.Values = posted.TS, posted.Channel, "who", []any{string(u.User)}, map[string]any{"note": "n"}
	if _, err := s.Use(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	p := <-received
	want := map[string]any{
		"i": map[string]any{"note": map[string]any{"type": "plain_text_input", "value": "n"}},
		"s": map[string]any{"who": map[string]any{"type": "multi_users_select", "selected_users": []any{string(u.User)}}},
	}
	if diff := cmp.Diff(want, p["state"].(map[string]any)["values"]); diff != "" {
		t.Errorf("state (-want +got):\n%s", diff)
	}
	u.Action = "other"
	if _, err := s.Use(t.Context(), u); err == nil {
		t.Error("a message is clicked where it has nothing")
	}
}

func TestShortcuts(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	received := sandboxtest.Interactive(t, s, func(sandboxtest.JSON) string { return "" })
	u := bellUse(s)
	u.Shortcut = "new_note"
	id, err := s.Use(t.Context(), u)
	p := <-received
	if err != nil || p["type"] != "shortcut" || p["callback_id"] != "new_note" || p["trigger_id"] != string(id) || p["channel"] != nil || p["response_url"] != nil {
		t.Errorf("a global shortcut: %v %v", p, err)
	}
	posted := sandboxtest.Decode[sandboxtest.MessageReply](t, sandboxtest.Do(t, s, sandboxtest.BellBot, "chat.postMessage", "channel", "deploys", "text", "t"))
	u.Message, u.Channel = posted.TS, posted.Channel
	_, err = s.Use(t.Context(), u)
	p = <-received
	if err != nil || p["type"] != "message_action" || p["message_ts"] != posted.TS || p["message"].(map[string]any)["text"] != "t" ||
		p["response_url"] == "" || p["channel"].(map[string]any)["id"] != string(posted.Channel) {
		t.Errorf("a shortcut on a message: %v %v", p, err)
	}
}

func TestHomeTab(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	a := sandboxtest.Listen(t, s, sandbox.DefaultSigningSecret)
	u := bellUse(s)
	opened, err := s.OpenHome(sandbox.Home{Team: u.Team, User: u.User, App: u.App})
	if err != nil || !opened.Told || opened.View != nil {
		t.Fatalf("%+v %v", opened, err)
	}
	e := a.Next(t).Event.Event
	if e["type"] != "app_home_opened" || e["tab"] != "home" || e["channel"] != string(opened.Channel) || e["user"] != string(u.User) || e["view"] != nil {
		t.Errorf("event %v", e)
	}
	first := viewOf(t, s, "views.publish", "user_id", string(u.User), "view", `{"type":"home","blocks":[{"type":"divider"}]}`)
	second := viewOf(t, s, "views.publish", "user_id", string(u.User), "hash", first["hash"].(string), "view", `{"type":"home","blocks":[]}`)
	if first["id"] != second["id"] || first["hash"] == second["hash"] {
		t.Errorf("published: %v, then %v", first, second)
	}
	if opened, err = s.OpenHome(sandbox.Home{Team: u.Team, User: u.User, App: u.App}); err != nil || opened.View == nil || opened.View.Hash != second["hash"] {
		t.Errorf("%+v %v", opened, err)
	}
	if e := a.Next(t).Event.Event; e["view"].(map[string]any)["hash"] != second["hash"] {
		t.Errorf("event %v", e)
	}
	if _, err := s.CloseView(t.Context(), second["id"].(string), false); err == nil {
		t.Error("a home tab is closed")
	}
	for _, bad := range []sandbox.Home{{Team: u.Team, User: "U9"}, {Team: "T9", User: u.User}, {Team: u.Team, User: u.User, Tab: "attic"}} {
		if _, err := s.OpenHome(bad); err == nil {
			t.Errorf("%+v opens", bad)
		}
	}
}

// TestOptionsOfMenus: of Block Kit, of messages of before, and of dialogs.
func TestOptionsOfMenus(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	answer := `{"options":[{"text":{"type":"plain_text","text":"One"},"value":"1"}]}`
	received := sandboxtest.Interactive(t, s, func(p sandboxtest.JSON) string {
		if p["type"] == "dialog_suggestion" {
			return `{"option_groups":[{"label":"All","options":[{"label":"One","value":"1"}]}]}`
		}
		return answer
	})
	id := openFeedback(t, s)
	got, err := s.LoadOptions(t.Context(), sandbox.Search{Use: sandbox.Use{View: id, Action: "far", Value: "on"}})
	p := <-received
	if err != nil || !json.Valid(got.Options) || p["type"] != "block_suggestion" || p["action_id"] != "far" || p["block_id"] != "more" || p["value"] != "on" ||
		p["view"].(map[string]any)["id"] != id || p["trigger_id"] != nil {
		t.Errorf("in a view: %s %v %v", got.Options, err, p)
	}
	u := bellUse(s)
	u.Action, u.CallbackID, u.Value = "games", "pick", "ch"
	if got, err = s.LoadOptions(t.Context(), sandbox.Search{Use: u}); err != nil || got.Options == nil {
		t.Errorf("of a message of 2018: %+v %v", got, err)
	}
	if p = <-received; p["type"] != "interactive_message" || p["name"] != "games" || p["value"] != "ch" || p["callback_id"] != "pick" || p["actions"] != nil {
		t.Errorf("payload %v", p)
	}
	const dialog = `{"callback_id":"new","title":"New","state":"s1","elements":[{"type":"select","data_source":"external","name":"bug","label":"Bug"},{"type":"text","name":"t","label":"T"}]}`
	if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "dialog.open", "dialog", dialog, "trigger_id", string(sandboxtest.RunCommand(t, s))); !got.OK {
		t.Fatal(got.Error)
	}
	form := control(t, s, "GET", "/sandbox/dialogs", "")["forms"].([]any)[0].(map[string]any)["id"].(string)
	if got, err = s.LoadOptions(t.Context(), sandbox.Search{Form: form, Use: sandbox.Use{Action: "bug", Value: "7"}}); err != nil || got.Groups == nil {
		t.Errorf("of a dialog: %+v %v", got, err)
	}
	if p = <-received; p["type"] != "dialog_suggestion" || p["name"] != "bug" || p["state"] != "s1" {
		t.Errorf("payload %v", p)
	}
	for _, bad := range []string{"", "{}", `{"options":{}}`, `{"options":[{"text":"x"}]}`, `{"options":[],"option_groups":[]}`, `{"option_groups":[{"options":[]}]}`} {
		answer = bad
		if _, err := s.LoadOptions(t.Context(), sandbox.Search{Use: u}); !errors.Is(err, sandbox.ErrUnusable) {
			t.Errorf("%s: %v", bad, err)
		}
		<-received
	}
	for _, bad := range []sandbox.Search{
		{Use: sandbox.Use{View: id, Action: "day"}}, {Form: form, Use: sandbox.Use{Action: "t"}}, {Form: form, Use: sandbox.Use{Action: "x"}}, {Form: "V9", Use: sandbox.Use{Action: "x"}},
	} {
		if _, err := s.LoadOptions(t.Context(), bad); err == nil {
			t.Errorf("%+v asks the app", bad)
		}
	}
}
