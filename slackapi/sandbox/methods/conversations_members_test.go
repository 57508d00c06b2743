package methods_test

import (
	"encoding/json"
	"slices"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

func TestMembersAreAsManyAsTheWorldSays(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	acme := s.World().Teams[0]
	bot := acme.Installs[1]
	for _, c := range acme.Conversations {
		in := slices.ContainsFunc(bot.Grants, func(g model.Grant) bool { return slices.Contains(g.Resources.IDs, c.ID) })
		if c.Type != catalog.Channel || !in {
			continue
		}
		got := sandboxtest.AllMembers(t, s, sandboxtest.AcmeBot, "conversations.members", "channel", string(c.ID))
		if want := c.Members + 1; len(got) != want { // the bot comes on top
			t.Errorf("%s has %d members, want %d", c.Name, len(got), want)
		}
		if !slices.ContainsFunc(got, func(raw json.RawMessage) bool { return string(raw) == `"`+string(bot.AppUser)+`"` }) {
			t.Errorf("%s: the bot is not among its members", c.Name)
		}
	}
	for _, c := range acme.Conversations {
		if c.Type != catalog.MPIM {
			continue
		}
		var want []string
		for _, id := range c.MemberIDs {
			want = append(want, `"`+string(id)+`"`)
		}
		slices.Sort(want)
		reply := sandboxtest.Do(t, s, sandboxtest.AcmeToken, "conversations.members", "channel", string(c.ID))
		if r := sandboxtest.Decode[sandboxtest.MembersReply](t, reply); r.Error == "" {
			var got []string
			for _, raw := range r.Members {
				if string(raw) != `"`+string(acme.Installs[0].AppUser)+`"` {
					got = append(got, string(raw))
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: members %v, want those it is named for, %v", c.Name, got, want)
			}
		}
	}
}

// TestMembershipIsOne compares the two methods that tell it: who is in a
// conversation, and in which conversations somebody is.
func TestMembershipIsOne(t *testing.T) {
	t.Parallel()
	s := sandbox.New(world.Demo(100), sandbox.Options{Now: sandboxtest.AdvancingClock()})
	listed := map[string]map[string]bool{}
	for _, u := range s.People(sandboxtest.AcmeID)[:10] {
		listed[string(u.ID)] = map[string]bool{}
		sandboxtest.FollowCursors(t, func(cursor string) string {
			got := sandboxtest.Ask(t, s, sandboxtest.AcmeUser, "users.conversations",
				"user", string(u.ID), "limit", "999", "cursor", cursor, "types", "public_channel,private_channel")
			for _, id := range sandboxtest.Names(got) {
				listed[string(u.ID)][id] = true
			}
			return got.Metadata.NextCursor
		})
	}
	compared := 0
	for _, c := range s.World().Teams[0].Conversations {
		if c.Type != catalog.Channel {
			continue
		}
		members := sandboxtest.AllMembers(t, s, sandboxtest.AcmeUser, "conversations.members", "channel", string(c.ID))
		for user, in := range listed {
			is := slices.ContainsFunc(members, func(raw json.RawMessage) bool { return string(raw) == `"`+user+`"` })
			if is != in[string(c.ID)] {
				t.Errorf("%s in %s: members say %v, users.conversations says %v", user, c.Name, is, in[string(c.ID)])
			}
			if is {
				compared++
			}
		}
	}
	if compared < 20 {
		t.Errorf("only %d memberships were compared", compared)
	}
}

func TestOwnConversations(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	acme := s.World().Teams[0]
	for i, token := range []string{sandboxtest.AcmeBot, sandboxtest.AcmeUser} {
		for kind, name := range map[catalog.ResourceType]string{catalog.Channel: "public_channel", catalog.Group: "private_channel", catalog.IM: "im"} {
			var want []string
			for _, g := range acme.Installs[i+1].Grants {
				if g.Type == kind {
					for _, id := range g.Resources.IDs {
						want = append(want, string(id))
					}
				}
			}
			raw := sandboxtest.Decode[map[string]any](t, sandboxtest.Do(t, s, token, "users.conversations", "types", name))
			var got []string
			for _, c := range raw["channels"].([]any) {
				fields := c.(map[string]any)
				got = append(got, fields["id"].(string))
				if _, sent := fields["num_members"]; sent {
					t.Errorf("users.conversations sends num_members, which Slack's does not")
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %s %v, want %v", token, name, got, want)
			}
		}
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "users.conversations").Error; got != "not_allowed_token_type" {
		t.Errorf("with a workspace token: %q", got)
	}
}

func TestSeeingIsNotBeingIn(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	payroll := string(sandboxtest.Find(t, "payroll").ID)
	if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "conversations.info", "channel", payroll); !got.OK {
		t.Errorf("the name of an excluded channel: %q", got.Error)
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "conversations.members", "channel", payroll).Error; got != "no_permission" {
		t.Errorf("its members: %q, want no_permission", got)
	}
}

// TestOthersConversationsAreThoseShared asks, as the bot, where people are: it
// learns of no private channel but its own.
func TestOthersConversationsAreThoseShared(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	its := s.World().Teams[0].Installs[1].Grants[1].Resources.IDs
	met := 0
	for _, u := range s.People(sandboxtest.AcmeID) {
		for _, id := range sandboxtest.Names(sandboxtest.Ask(t, s, sandboxtest.AcmeBot, "users.conversations", "types", "private_channel", "user", string(u.ID))) {
			if !slices.Contains(its, model.ResourceID(id)) {
				t.Errorf("the bot learns that %s is in %s", u.ID, id)
			}
			met++
		}
	}
	if met == 0 {
		t.Error("nobody is where the bot is: nothing was tested")
	}
}
