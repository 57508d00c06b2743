package sandbox_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// family is the first word of a method of before conversations.*, or empty.
func family(method string) string {
	word, _, _ := strings.Cut(method, ".")
	if _, old := scopesByType[word]; old {
		return word
	}
	return ""
}

// scopesByType are what workspace apps held for the methods of before conversations.*.
var scopesByType = map[string]model.Grant{
	"channels": {Type: catalog.Channel, Scopes: []catalog.Scope{"channels:history", "channels:read", "channels:write"}},
	"groups":   {Type: catalog.Group, Scopes: []catalog.Scope{"groups:history", "groups:read", "groups:write"}},
	"im":       {Type: catalog.IM, Scopes: []catalog.Scope{"im:history", "im:read"}},
	"mpim": {
		Type: catalog.MPIM, Scopes: []catalog.Scope{"mpim:history", "mpim:read"},
		Resources: model.ResourceSet{IDs: []model.ResourceID{"G3"}},
	},
}

// worldByType is the world of coverage in July 2018, with scopes for the methods of its time, and
// with direct messages that the app is in, and others.
func worldByType() world.World {
	w := sandboxtest.CoverageWorld()
	w.Date = "2018-07-01"
	team := &w.Teams[0]
	team.Conversations = append(team.Conversations,
		world.Conversation{ID: "D2", Type: catalog.IM, User: "U4"},
		world.Conversation{ID: "G3", Type: catalog.MPIM, Name: "mpdm-ada--ben-1", MemberIDs: []model.UserID{"U1", "U4"}},
		world.Conversation{ID: "G4", Type: catalog.MPIM, Name: "mpdm-ada-1", MemberIDs: []model.UserID{"U1"}})
	for i := range team.Installs {
		in := &team.Installs[i]
		if len(in.Grants) == 0 {
			continue
		}
		in.Grants = slices.Clone(in.Grants)
		for _, g := range scopesByType {
			in.Grants = append(in.Grants, g)
		}
	}
	return w
}

// inWorld is a condition that a form meets in a world that is changed.
func inWorld(code, condition string, change func(*world.Team), args ...string) cause {
	return cause{code, condition, func(p *provocation) outcome {
		w := worldByType()
		change(&w.Teams[0])
		s := sandbox.New(w, sandbox.Options{})
		defer s.Close()
		got := sandboxtest.Ask(p, s, token(p.method, "full"), p.method, args...)
		return outcome{got.OK, got.Error, got.Warning}
	}, nil}
}

// limitRequired is a list that is too long to be answered whole.
func limitRequired(kind catalog.ResourceType) cause {
	return inWorld("limit_required", "the list has more than 2,000, and the call no limit, before 2018-08-07", func(t *world.Team) {
		g := model.Grant{Type: kind}
		for i := range webapi.MaxUnpaged + 1 {
			c := world.Conversation{ID: model.ResourceID(fmt.Sprintf("X%d", i)), Type: kind, User: "U1", Name: fmt.Sprintf("x%d", i)}
			t.Conversations = append(t.Conversations, c)
			g.Resources.IDs = append(g.Resources.IDs, c.ID)
		}
		for i := range t.Installs {
			t.Installs[i].Grants = append(t.Installs[i].Grants, g)
		}
	})
}

// truncated is a conversation with more people than a list of members names.
func truncated(id model.ResourceID, args ...string) cause {
	return inWorld("member_list_truncated", "warning: a conversation has more than 500 members", func(t *world.Team) {
		var all []model.UserID
		for i := range 501 {
			id := model.UserID(fmt.Sprintf("X%d", i))
			t.Users = append(t.Users, world.User{ID: id, Name: string(id)})
			all = append(all, id)
		}
		i := slices.IndexFunc(t.Conversations, func(c world.Conversation) bool { return c.ID == id })
		t.Conversations[i].MemberIDs = all
	}, args...)
}

func notFound(args ...string) cause {
	return answered("channel_not_found", "there is none, none of the type, or none that the token may see", append([]string{"channel", "C9"}, args...)...)
}

func noPermission(id string, args ...string) cause {
	return byWorkspace("no_permission", "the app of a workspace token is not in the conversation", append([]string{"channel", id}, args...)...)
}

func notInChannel(args ...string) cause {
	return answered("not_in_channel", "the bot or user is not in the public channel", append([]string{"channel", "C3"}, args...)...)
}

// historyByType are the causes of history and replies: of one conversation that the app is in, and
// one that it is not in.
func historyByType(in, out string) (history, replies []cause) {
	badRange := func(code, name string) cause { return answered(code, "it is no timestamp", "channel", in, name, "now") }
	history = []cause{notFound(), noPermission(out), badRange("invalid_ts_latest", "latest"), badRange("invalid_ts_oldest", "oldest")}
	replies = []cause{
		answered("channel_not_found", "there is no channel, none of the type, or none that the token may see", "thread_ts", "1.2"),
		noPermission(out, "thread_ts", "1.2"),
		answered("thread_not_found", "there is no thread_ts, or the conversation has no such message", "channel", in),
	}
	return history, replies
}

// nameCauses are what can be wrong with the name of a channel.
func nameCauses(taken string) []cause {
	return append(injected("invalid_name", "restricted_action"),
		answered("invalid_name_maxlength", "the name has more than 21 characters (80 from 2019-08-06 on), and validate is set", "name", strings.Repeat("a", 22), "validate", "true"),
		answered("invalid_name_punctuation", "the name has neither letters nor digits", "name", "---"),
		answered("invalid_name_required", "the name is empty", "name", ""),
		answered("invalid_name_specials", "the name has capitals, spaces or other marks than - and _, and validate is set", "name", "New Channel", "validate", "true"),
		answered("name_taken", "another channel has the name", "name", taken),
		answered("no_channel", "there is no name"))
}

// typeCauses are as ownCauses, for the methods of before conversations.*.
var typeCauses = func() map[string][]cause {
	all := map[string][]cause{
		"channels.create": append(nameCauses("general"), injected("user_is_restricted")...),
		"channels.info":   {notFound(), noPermission("C3"), truncated("C1", "channel", "C1")},
		"channels.invite": append(injected("cant_invite", "ura_max_channels", "user_is_ultra_restricted"),
			notFound("user", "U4"), notInChannel("user", "U4"), truncated("C1", "channel", "C1", "user", "U4"),
			answered("already_in_channel", "the person is", "channel", "C1", "user", "U1"),
			answered("cant_invite_self", "the token names its own user", "channel", "C1", "user", "U2"),
			answered("is_archived", "the conversation is archived", "channel", "C2", "user", "U4"),
			byWorkspace("no_permission", "the channel is not one that the workspace app made", "channel", "C1", "user", "U4"),
			answered("user_not_found", "there is no such person", "channel", "C1", "user", "U9")),
		"channels.join": append(nameCauses("secret"), // a private one
			cause{code: "channel_not_found"}, cause{code: "user_is_restricted"}, truncated("C3", "name", "#Elsewhere"),
			answered("is_archived", "the conversation is archived", "name", "old")),
		"channels.leave": append(injected("user_is_restricted"), notFound(),
			answered("cant_leave_general", "it is general", "channel", "C1"),
			answered("is_archived", "the conversation is archived", "channel", "C2")),
		"channels.list": {invalidCursor, limitRequired(catalog.Channel), truncated("C1")},
		"groups.create": append(nameCauses("general"), injected("user_is_ultra_restricted")...),
		"groups.info":   {notFound(), noPermission("G1"), truncated("G2", "channel", "G2")},
		"groups.invite": append(injected("cant_invite", "ura_max_channels", "user_is_ultra_restricted"),
			notFound("user", "U4"), truncated("G2", "channel", "G2", "user", "U4"),
			answered("cant_invite_self", "the token names its own user", "channel", "G2", "user", "U2"),
			inWorld("is_archived", "the conversation is archived", archived("G2"), "channel", "G2", "user", "U4"),
			answered("user_not_found", "there is no such person", "channel", "G2", "user", "U9")),
		"groups.leave": append(injected("user_is_ultra_restricted"), notFound(),
			inWorld("is_archived", "the conversation is archived", archived("G2"), "channel", "G2")),
		"groups.list": {invalidCursor, limitRequired(catalog.Group), truncated("G2")},
		"im.list":     {invalidCursor, limitRequired(catalog.IM)},
		"im.open": append(injected("user_not_visible"),
			answered("user_disabled", "the person was deleted", "user", "U3"),
			answered("user_not_found", "there is no such person", "user", "U9")),
		"mpim.list": {invalidCursor, limitRequired(catalog.MPIM)},
		"mpim.open": {
			answered("not_enough_users", "one is named", "users", "U1"),
			answered("too_many_users", "more than eight are named", "users", "U1,U4,U5,U6,U7,U8,U9,U10,U11"),
			answered("user_not_found", "one of them is nobody", "users", "U1,U99"),
			answered("users_list_not_supplied", "there are no users"),
		},
	}
	for word, ids := range map[string][2]string{"channels": {"C1", "C3"}, "groups": {"G2", "G1"}, "im": {"D1", "D2"}, "mpim": {"G3", "G4"}} {
		history, replies := historyByType(ids[0], ids[1])
		if word == "channels" {
			history, replies = append(history, notInChannel()), append(replies, notInChannel("thread_ts", "1.2"))
		}
		all[word+".history"], all[word+".replies"] = history, replies
	}
	return all
}()

func archived(id model.ResourceID) func(*world.Team) {
	return func(t *world.Team) {
		i := slices.IndexFunc(t.Conversations, func(c world.Conversation) bool { return c.ID == id })
		t.Conversations[i].Archived = true
	}
}

// TestKindsByType holds who may call the methods against the catalogue.
func TestKindsByType(t *testing.T) {
	t.Parallel()
	served := 0
	for name, kinds := range sandbox.Methods() {
		if family(name) == "" {
			continue
		}
		served++
		m, _ := catalog.LookupMethod(name)
		for _, kind := range []catalog.TokenKind{catalog.Workspace, catalog.Bot, catalog.UserToken} {
			if _, may := m.Need(kind); may != slices.Contains(kinds, kind) {
				t.Errorf("%s: a %s token may call it: %v, the catalogue says %v", name, kind, !may, may)
			}
		}
	}
	if served != 23 {
		t.Errorf("%d methods, want 23", served)
	}
}
