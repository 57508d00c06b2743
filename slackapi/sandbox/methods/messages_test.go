package methods_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

const (
	fullBot       = "xoxb-sandbox-full"
	fullWorkspace = "xoxa-sandbox-full"
)

func coverage(t testing.TB, change ...func(*world.World)) *sandbox.Sandbox {
	t.Helper()
	w := sandboxtest.CoverageWorld()
	for _, do := range change {
		do(&w)
	}
	s := sandbox.New(w, sandbox.Options{Unlimited: true})
	t.Cleanup(s.Close)
	return s
}

// call answers with what came, ok or not.
func call(t testing.TB, s *sandbox.Sandbox, token, method string, args ...string) sandboxtest.JSON {
	t.Helper()
	return sandboxtest.Decode[sandboxtest.JSON](t, sandboxtest.Do(t, s, token, method, args...))
}

// TestMessagesGoToNames: an encoded id or a channel's name, and, as in Slack's first page on workspace
// tokens, a person's handle.
func TestMessagesGoToNames(t *testing.T) {
	t.Parallel()
	s := coverage(t)
	for to, want := range map[string]any{"#general": "C1", "general": "C1", "C1": "C1", "@ada": "D1", "U1": "D1"} {
		for _, token := range []string{fullBot, fullWorkspace} {
			if got := call(t, s, token, "chat.postMessage", "channel", to, "text", "hi"); got["channel"] != want {
				t.Errorf("%s with %s: %v, want %v", to, token, got, want)
			}
		}
	}
	for to, want := range map[string]any{"#nowhere": "channel_not_found", "@nobody": "channel_not_found", "": "channel_not_found"} {
		if got := call(t, s, fullBot, "chat.postMessage", "channel", to, "text", "hi")["error"]; got != want {
			t.Errorf("%q: %v, want %v", to, got, want)
		}
	}
	if got := call(t, s, fullBot, "chat.postMessage", "text", "hi")["error"]; got != "invalid_arguments" {
		t.Errorf("no channel: %v, want invalid_arguments", got)
	}
	before := call(t, s, fullBot, "chat.postMessage", "channel", "U4", "text", "hi")
	if again := call(t, s, fullBot, "conversations.open", "users", "U4"); before["ok"] != true || again["already_open"] != true {
		t.Errorf("a bot opens a direct message by posting: %v, then %v", before, again)
	}
}

func TestMessagesAreRead(t *testing.T) {
	t.Parallel()
	s := coverage(t)
	first := call(t, s, fullBot, "chat.postMessage", "channel", "C1", "text", "one")["ts"].(string)
	reply := call(t, s, fullBot, "chat.postMessage", "channel", "C1", "text", "two", "thread_ts", first)["ts"].(string)
	third := call(t, s, fullBot, "chat.postMessage", "channel", "C1", "text", "three")["ts"].(string)
	call(t, s, fullBot, "reactions.add", "channel", "C1", "timestamp", first, "name", "tada")
	call(t, s, fullBot, "pins.add", "channel", "C1", "timestamp", first)
	texts := func(got sandboxtest.JSON) string {
		var all []string
		for _, m := range got["messages"].([]any) {
			all = append(all, m.(map[string]any)["text"].(string))
		}
		return strings.Join(all, " ")
	}
	history := call(t, s, fullBot, "conversations.history", "channel", "C1")
	if texts(history) != "three one" || history["pin_count"] != 1.0 {
		t.Errorf("history %q, %v pins", texts(history), history["pin_count"])
	}
	parent := history["messages"].([]any)[1].(map[string]any)
	if parent["reply_count"] != 1.0 || parent["latest_reply"] != reply || len(parent["reactions"].([]any)) != 1 {
		t.Errorf("the parent of a thread: %v", parent)
	}
	if got := texts(call(t, s, fullBot, "conversations.replies", "channel", "C1", "ts", first)); got != "one two" {
		t.Errorf("thread %q", got)
	}
	page := call(t, s, fullBot, "conversations.history", "channel", "C1", "limit", "1")
	cursor := page["response_metadata"].(map[string]any)["next_cursor"].(string)
	if next := texts(call(t, s, fullBot, "conversations.history", "channel", "C1", "limit", "1", "cursor", cursor)); page["has_more"] != true || next != "one" {
		t.Errorf("the second page is %q", next)
	}
	if got := texts(call(t, s, fullBot, "conversations.history", "channel", "C1", "oldest", third, "inclusive", "true")); got != "three" {
		t.Errorf("since the third: %q", got)
	}
	call(t, s, fullBot, "chat.update", "channel", "C1", "ts", third, "text", "four")
	call(t, s, fullBot, "chat.delete", "channel", "C1", "ts", first)
	if got := texts(call(t, s, fullBot, "conversations.history", "channel", "C1")); got != "four" {
		t.Errorf("after an update and a deletion: %q", got)
	}
	var said []string
	for _, m := range s.Messages() {
		said = append(said, m.Action+" "+m.Text)
	}
	if got := strings.Join(said, ", "); got != "post one, post two, post three, update four, delete one" {
		t.Errorf("the app said %s", got)
	}
	s.Reset()
	if got := texts(call(t, s, fullBot, "conversations.history", "channel", "C1")); got != "" || len(s.Messages()) != 0 {
		t.Errorf("after a reset: %q", got)
	}
}

func TestBotsComeAndGo(t *testing.T) {
	t.Parallel()
	s := coverage(t)
	in := func(channel string) string {
		code, _ := call(t, s, fullBot, "chat.postMessage", "channel", channel, "text", "hi")["error"].(string)
		return code
	}
	if in("C3") != "not_in_channel" {
		t.Fatal("the bot is in C3 already")
	}
	call(t, s, fullBot, "conversations.join", "channel", "C3")
	if got := in("C3"); got != "" {
		t.Errorf("after joining: %q", got)
	}
	call(t, s, fullBot, "conversations.leave", "channel", "C3")
	if got := in("C3"); got != "not_in_channel" {
		t.Errorf("after leaving: %q", got)
	}
	made := call(t, s, fullBot, "conversations.create", "name", "plans", "is_private", "true")["channel"].(map[string]any)
	id := made["id"].(string)
	if got := call(t, s, fullBot, "conversations.invite", "channel", id, "users", "U1,U4"); got["ok"] != true {
		t.Errorf("inviting: %v", got)
	}
	if got := call(t, s, fullBot, "conversations.members", "channel", id)["members"]; len(got.([]any)) != 3 {
		t.Errorf("members %v, want the bot and two people", got)
	}
	group := call(t, s, fullBot, "conversations.open", "users", "U1,U4")["channel"].(map[string]any)["id"].(string)
	if again := call(t, s, fullBot, "conversations.open", "users", "U4,U1")["channel"].(map[string]any)["id"]; again != group {
		t.Errorf("opened again it is %v, want %s", again, group)
	}
}

// TestMembersAreCountedAsTheyAreListed: the bot is one of them.
func TestMembersAreCountedAsTheyAreListed(t *testing.T) {
	t.Parallel()
	s := sandbox.New(world.Demo(0), sandbox.Options{Unlimited: true})
	for _, token := range []string{sandboxtest.AcmeBot, sandboxtest.AcmeUser, sandboxtest.AcmeToken} {
		for _, name := range []string{"general", "emea", "welcome", "lunch"} {
			id := string(sandboxtest.Find(t, name).ID)
			listed := call(t, s, token, "conversations.members", "channel", id, "limit", "999")
			counted := call(t, s, token, "conversations.info", "channel", id, "include_num_members", "true")
			if listed["ok"] != true {
				continue
			}
			if n := counted["channel"].(map[string]any)["num_members"]; n != float64(len(listed["members"].([]any))) {
				t.Errorf("%s in %s: %v members, and %d are listed", token, name, n, len(listed["members"].([]any)))
			}
		}
	}
}

func TestConversationsAndUsersHaveTodaysFields(t *testing.T) {
	t.Parallel()
	s := coverage(t, func(w *world.World) {
		c := &w.Teams[0].Conversations[0]
		c.Topic, c.Purpose, c.Shared = "tides", "to talk", true
		w.Teams[0].Users[0].TZ, w.Teams[0].Users[0].Admin = "Europe/Lisbon", true
	})
	c := call(t, s, fullBot, "conversations.info", "channel", "C1")["channel"].(map[string]any)
	if c["topic"].(map[string]any)["value"] != "tides" || c["is_ext_shared"] != true || c["context_team_id"] != "T1" || c["unlinked"] != 0.0 {
		t.Errorf("channel %v", c)
	}
	mine := call(t, s, fullBot, "users.conversations")["channels"].([]any)[0].(map[string]any)
	if _, has := mine["is_member"]; has {
		t.Error("users.conversations shows is_member, which its page says it does not")
	}
	u := call(t, s, fullBot, "users.lookupByEmail", "email", "ADA@coverage.example")["user"].(map[string]any)
	if u["id"] != "U1" || u["tz"] != "Europe/Lisbon" || u["is_admin"] != true || u["profile"].(map[string]any)["email"] == nil {
		t.Errorf("user %v", u)
	}
}

func TestBlocksAreLookedAt(t *testing.T) {
	t.Parallel()
	s := coverage(t)
	for blocks, want := range map[string]any{
		`[{"type":"divider"}]`: nil,
		`[{"type":"section","text":{"type":"mrkdwn","text":"a"}}]`: nil,
		`[{"type":"nope"}]`:    "invalid_blocks",
		`[{"type":"section"}]`: "invalid_blocks",
		"[" + strings.Repeat(`{"type":"divider"},`, 50) + `{"type":"divider"}]`: "invalid_blocks",
	} {
		if got := call(t, s, fullBot, "chat.postMessage", "channel", "C1", "blocks", blocks)["error"]; got != want {
			t.Errorf("%.60s: %v, want %v", blocks, got, want)
		}
	}
}

func TestLimitsAreUnderAThousand(t *testing.T) {
	t.Parallel()
	s := coverage(t)
	if got := call(t, s, fullBot, "conversations.list", "limit", "1000")["error"]; got != "invalid_limit" {
		t.Errorf("1000: %v, want invalid_limit", got)
	}
}

// TestJSONIsTakenByAllButPermissionRequests: with the token in the header, and nowhere else.
func TestJSONIsTakenByAllButPermissionRequests(t *testing.T) {
	t.Parallel()
	s := coverage(t)
	for _, test := range []struct{ path, header, body, want string }{
		{"users.conversations", fullBot, `{"user":"U1"}`, ""},
		{"users.conversations", "", `{"user":"U1","token":"` + fullBot + `"}`, "not_authed"},
		{"users.conversations?token=" + fullBot, "", `{"user":"U1"}`, "not_authed"},
		{"apps.permissions.info", fullWorkspace, `{}`, "invalid_post_type"},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/"+test.path, strings.NewReader(test.body))
		r.Header.Set("Content-Type", "application/json; charset=utf-8")
		if test.header != "" {
			r.Header.Set("Authorization", "Bearer "+test.header)
		}
		if got := sandboxtest.Decode[sandboxtest.Reply](t, sandboxtest.Serve(s, r)).Error; got != test.want {
			t.Errorf("%s with %s: %q, want %q", test.path, test.body, got, test.want)
		}
	}
}

func TestEmptyFormsOfPermissionRequests(t *testing.T) {
	t.Parallel()
	s := coverage(t)
	for method, want := range map[string]any{"apps.permissions.request": "invalid_form_data", "auth.test": nil} {
		if got := call(t, s, fullWorkspace, method)["error"]; got != want {
			t.Errorf("%s with an empty form: %v, want %v", method, got, want)
		}
	}
}

func TestEmojiAreACollection(t *testing.T) {
	t.Parallel()
	s := coverage(t, func(w *world.World) {
		for i := range w.Teams[0].Installs {
			if in := &w.Teams[0].Installs[i]; in.Token == "xoxa-sandbox-bare" {
				in.Grants = []model.Grant{{Type: "emoji", Scopes: []catalog.Scope{"emoji:read"}, Resources: model.ResourceSet{Wildcard: true}}}
			}
		}
	})
	if got := call(t, s, "xoxa-sandbox-bare", "emoji.list"); got["ok"] != true {
		t.Errorf("emoji.list: %v", got)
	}
	info := call(t, s, "xoxa-sandbox-bare", "apps.permissions.info")["info"].(map[string]any)["emoji"]
	if info == nil || info.(map[string]any)["resources"].(map[string]any)["wildcard"] != true {
		t.Errorf("apps.permissions.info says of emoji: %v", info)
	}
}
