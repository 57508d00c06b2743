package methods_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

const byTypeBot = "xoxb-sandbox-full"

// sandboxOf2018 is the world of coverage on a day, without rate limits.
func sandboxOf2018(t *testing.T, day string, change ...func(*world.Team)) *sandbox.Sandbox {
	t.Helper()
	w := sandboxtest.CoverageWorld()
	w.Date = day
	for _, f := range change {
		f(&w.Teams[0])
	}
	s := sandbox.New(w, sandbox.Options{Now: sandboxtest.AdvancingClock(), Unlimited: true})
	t.Cleanup(s.Close)
	return s
}

// accepted calls a method that must not refuse, and returns the reply.
func accepted(t *testing.T, s *sandbox.Sandbox, method string, args ...string) sandboxtest.JSON {
	t.Helper()
	got := sandboxtest.Decode[sandboxtest.JSON](t, sandboxtest.Do(t, s, byTypeBot, method, args...))
	if got["ok"] != true {
		t.Fatalf("%s %q: %v", method, args, got)
	}
	return got
}

// TestRepliesByType: the methods of before conversations.* show what those show, of one type, in
// the shape of their time.
func TestRepliesByType(t *testing.T) {
	t.Parallel()
	s := sandboxOf2018(t, "2018-07-01")
	topic := sandboxtest.JSON{"value": "", "creator": "", "last_set": 0.0}
	channel := sandboxtest.JSON{
		"id": "C1", "name": "general", "name_normalized": "general", "is_channel": true, "is_general": true, "is_member": true,
		"is_mpim": false, "is_private": false, "is_archived": false, "is_shared": false, "is_org_shared": false,
		"creator": "", "created": 0.0, "topic": topic, "purpose": topic, "previous_names": []any{}, "members": []any{"U1", "U2"},
	}
	group := sandboxtest.JSON{
		"id": "G2", "name": "alone", "name_normalized": "alone", "is_group": true, "is_mpim": false, "is_archived": false,
		"creator": "", "created": 0.0, "topic": topic, "purpose": topic, "members": []any{"U2"},
	}
	direct := sandboxtest.JSON{"id": "D1", "is_im": true, "is_org_shared": false, "user": "U1", "is_user_deleted": false, "created": 0.0}
	listed := maps.Clone(channel)
	listed["num_members"] = 2.0
	short := maps.Clone(listed)
	delete(short, "members")
	for _, test := range []struct {
		method, field string
		args          []string
		want          any
	}{
		{"channels.info", "channel", []string{"channel", "C1"}, channel},
		{"groups.info", "group", []string{"channel", "G2"}, group},
		{"groups.list", "groups", nil, []any{group}},
		{"im.list", "ims", nil, []any{direct}},
		{"mpim.list", "groups", nil, []any{}},
		{"im.open", "channel", []string{"user", "U1"}, sandboxtest.JSON{"id": "D1"}},
		{"im.open", "already_open", []string{"user", "U1"}, true},
		{"im.open", "no_op", []string{"user", "U1"}, true},
		{"im.open", "channel", []string{"user", "U1", "return_im", "true"}, direct},
		{"groups.invite", "already_in_group", []string{"channel", "G2", "user", "U4"}, nil},
		{"groups.invite", "already_in_group", []string{"channel", "G2", "user", "U4"}, true},
		{"channels.leave", "not_in_channel", []string{"channel", "C3"}, true},
	} {
		if diff := cmp.Diff(test.want, accepted(t, s, test.method, test.args...)[test.field]); diff != "" {
			t.Errorf("%s %q: %s (-want +got):\n%s", test.method, test.args, test.field, diff)
		}
	}
	for _, want := range []struct {
		args []string
		one  sandboxtest.JSON
		n    int
	}{{nil, listed, 3}, {[]string{"exclude_members", "true"}, short, 3}, {[]string{"exclude_archived", "true"}, listed, 2}} {
		got := accepted(t, s, "channels.list", want.args...)["channels"].([]any)
		if diff := cmp.Diff(want.one, got[0]); diff != "" || len(got) != want.n {
			t.Errorf("channels.list %q: %d channels, and the first (-want +got):\n%s", want.args, len(got), diff)
		}
	}
	for method, id := range map[string]string{
		"channels.info": "G2", "groups.info": "C1", "channels.history": "D1", "im.history": "C1", "mpim.history": "G2",
		"channels.leave": "G2", "groups.leave": "C3", "im.replies": "G2",
	} {
		if got := sandboxtest.Ask(t, s, byTypeBot, method, "channel", id, "thread_ts", "1.2"); got.Error != "channel_not_found" {
			t.Errorf("%s of %s, which is of another type: %q", method, id, got.Error)
		}
	}
}

func TestChannelsByName(t *testing.T) {
	t.Parallel()
	s := sandboxOf2018(t, "2018-07-01")
	name := func(reply sandboxtest.JSON, field string) string {
		return reply[field].(sandboxtest.JSON)["name"].(string)
	}
	if got := name(accepted(t, s, "channels.create", "name", "A New Channel, of a long name"), "channel"); got != "a-new-channel--of-a-l" {
		t.Errorf("the name became %q", got)
	}
	if got := name(accepted(t, s, "channels.join", "name", "#Made Here"), "channel"); got != "made-here" {
		t.Errorf("a channel that was not there is %q", got)
	}
	reply := accepted(t, s, "channels.join", "name", "GeNERaL")
	want := sandboxtest.JSON{"id": "C1", "name": "general", "created": 0.0, "creator": "", "is_archived": false, "is_general": true}
	if diff := cmp.Diff(want, reply["channel"]); diff != "" || reply["already_in_channel"] != true {
		t.Errorf("one that the app is in (-want +got):\n%s", diff)
	}
	if got := accepted(t, s, "channels.join", "name", "elsewhere"); got["already_in_channel"] != nil || !slices.Contains(got["channel"].(sandboxtest.JSON)["members"].([]any), any("U2")) {
		t.Errorf("one that it was not in: %v", got)
	}
	if got := sandboxtest.Ask(t, s, "xoxa-sandbox-full", "channels.join", "name", "elsewhere"); got.Error != "not_allowed_token_type" {
		t.Errorf("a workspace token joins: %+v", got)
	}
	group := accepted(t, s, "mpim.open", "users", "U4,U1")["group"].(sandboxtest.JSON)
	again := accepted(t, s, "mpim.open", "users", "U1,U4")["group"].(sandboxtest.JSON)
	if group["id"] != again["id"] || group["is_mpim"] != true || group["is_open"] != true || !cmp.Equal(group["members"], []any{"U1", "U2", "U4"}) {
		t.Errorf("mpim.open: %v, then %v", group, again)
	}
}

func TestHistoryByType(t *testing.T) {
	t.Parallel()
	s := sandboxOf2018(t, "2018-07-01")
	var ts []string
	for i := range 4 {
		ts = append(ts, accepted(t, s, "chat.postMessage", "channel", "C1", "text", fmt.Sprint(i))["ts"].(string))
	}
	reply := accepted(t, s, "chat.postMessage", "channel", "C1", "text", "reply", "thread_ts", ts[1])["ts"].(string)
	texts := func(got sandboxtest.JSON) string {
		var all []string
		for _, m := range got["messages"].([]any) {
			all = append(all, m.(sandboxtest.JSON)["text"].(string))
		}
		return fmt.Sprint(strings.Join(all, " "), " ", got["has_more"], " ", got["latest"])
	}
	for want, args := range map[string][]string{
		"3 2 1 0 false <nil>":      nil,
		"3 2 true <nil>":           {"count", "2"},
		"1 0 false " + ts[2]:       {"latest", ts[2]},
		"2 true " + ts[2]:          {"latest", ts[2], "inclusive", "true", "count", "1"},
		"3 2 false <nil>":          {"oldest", ts[1]},
		"2 1 true <nil>":           {"oldest", ts[0], "count", "2"}, // those next to the oldest
		"2 true " + ts[3] + " ":    {"oldest", ts[0], "latest", ts[3], "count", "1"},
		"3 2 1 0 false <nil>  all": {"count", "1000"},
	} {
		if got := texts(accepted(t, s, "channels.history", append(args, "channel", "C1")...)); !strings.HasPrefix(want, got) {
			t.Errorf("channels.history %q: %q, want %q", args, got, want)
		}
	}
	thread := accepted(t, s, "channels.replies", "channel", "C1", "thread_ts", ts[1])
	if got := texts(thread); got != "1 reply false <nil>" {
		t.Errorf("channels.replies: %q", got)
	}
	if diff := cmp.Diff([]any{sandboxtest.JSON{"user": "U2", "ts": reply}}, thread["messages"].([]any)[0].(sandboxtest.JSON)["replies"]); diff != "" {
		t.Errorf("the replies to a message (-want +got):\n%s", diff)
	}
	for _, count := range []string{"0", "1001", "many"} {
		if got := sandboxtest.Ask(t, s, byTypeBot, "channels.history", "channel", "C1", "count", count); got.Error != "invalid_arguments" {
			t.Errorf("count %s: %q", count, got.Error)
		}
	}
}

// TestListsOf2018: until 2018-08-07 a list without a limit was whole.
func TestListsOf2018(t *testing.T) {
	t.Parallel()
	many := func(t *world.Team) {
		for i := range 300 {
			id := model.ResourceID(fmt.Sprintf("CX%03d", i))
			t.Conversations = append(t.Conversations, world.Conversation{ID: id, Type: catalog.Channel, Name: strings.ToLower(string(id))})
		}
	}
	for day, want := range map[string]int{"2018-08-06": 303, "2018-08-07": 100} {
		s := sandboxOf2018(t, day, many)
		got := sandboxtest.Ask(t, s, byTypeBot, "channels.list")
		if len(got.Channels) != want || (got.Metadata.NextCursor == "") != (want == 303) {
			t.Errorf("on %s channels.list has %d channels, and the cursor %q", day, len(got.Channels), got.Metadata.NextCursor)
		}
	}
}

// TestWorkspaceAppsInUndatedWorlds: their tokens are answered as in August 2018.
func TestWorkspaceAppsInUndatedWorlds(t *testing.T) {
	t.Parallel()
	w := world.Demo(world.DefaultResources)
	in := &w.Teams[0].Installs[0]
	in.Grants = append(in.Grants, model.Grant{Type: catalog.Channel, Scopes: []catalog.Scope{"channels:read"}})
	s := sandbox.New(w, sandbox.Options{Now: sandboxtest.AdvancingClock()})
	id := string(sandboxtest.Find(t, "general").ID)
	for method, args := range map[string][]string{"channels.list": nil, "channels.info": {"channel", id}, "channels.history": {"channel", id}, "im.list": nil} {
		if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, method, args...); !got.OK {
			t.Errorf("%s with a workspace token: %q", method, got.Error)
		}
		if got := sandboxtest.Ask(t, s, sandboxtest.AcmeBot, method, args...); got.Error != "method_deprecated" {
			t.Errorf("%s with a bot token: %+v", method, got)
		}
	}
	old := slices.Concat(sandboxtest.ReadPages(t, s, "channels.list", "20")...)
	now := slices.Concat(sandboxtest.ReadPages(t, s, "conversations.list", "20")...)
	if !slices.Equal(old, now) || len(old) == 0 {
		t.Errorf("in pages channels.list has %d channels, conversations.list %d", len(old), len(now))
	}
}
