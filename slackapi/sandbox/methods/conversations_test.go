package methods_test

import (
	"slices"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

func TestWhatATokenSeesInLists(t *testing.T) {
	t.Parallel()
	s := sandbox.New(sandboxtest.MixedWorld(), sandbox.Options{Now: sandboxtest.AdvancingClock()})
	for _, test := range []struct {
		name, token string
		args        []string
		want        []string
		code        string
	}{
		{"bot sees every public channel", "xoxb-sandbox-bot", nil, []string{"C1", "C2"}, ""},
		{"less archived ones", "xoxb-sandbox-bot", []string{"exclude_archived", "true"}, []string{"C1"}, ""},
		{"private ones where it is a member", "xoxb-sandbox-bot", []string{"types", "private_channel"}, []string{"G1"}, ""},
		{"types it may not read are left out", "xoxb-sandbox-bot", []string{"types", "im, public_channel,mpim"}, []string{"C1", "C2"}, ""},
		{"only types it may not read", "xoxb-sandbox-bot", []string{"types", "im,mpim"}, nil, "missing_scope"},
		{"no scope at all", "xoxp-sandbox-user", nil, nil, "missing_scope"},
		{"a type there is not", "xoxb-sandbox-bot", []string{"types", "public_channel,secret"}, nil, "invalid_types"},
		{"workspace token sees what it was granted", "xoxa-sandbox-listed", nil, []string{"C1"}, ""},
		{"and not where a scope is lacking", "xoxa-sandbox-listed", []string{"types", "private_channel"}, nil, "missing_scope"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := sandboxtest.Ask(t, s, test.token, "conversations.list", test.args...)
			if got.Error != test.code || !slices.Equal(sandboxtest.Names(got), test.want) {
				t.Errorf("got %v %q, want %v %q", sandboxtest.Names(got), got.Error, test.want, test.code)
			}
		})
	}
}

func TestWildcardSeesExcludedNames(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	for name, member := range map[string]bool{"general": true, "payroll": false} {
		id := string(sandboxtest.Find(t, name).ID)
		got := sandboxtest.Decode[struct {
			Channel struct {
				Name     string
				IsMember *bool `json:"is_member"`
			}
		}](t, sandboxtest.Do(t, s, sandboxtest.AcmeToken, "conversations.info", "channel", id)).Channel
		if got.Name != name || got.IsMember == nil || *got.IsMember != member {
			t.Errorf("conversations.info of %s: %+v, want is_member %v", name, got, member)
		}
		if listed := slices.Concat(sandboxtest.ReadPages(t, s, "conversations.list", "999")...); !slices.Contains(listed, id) {
			t.Errorf("conversations.list lacks %s", name)
		}
	}
}

func TestInfoHidesWhatTheTokenMayNotSee(t *testing.T) {
	t.Parallel()
	s := sandbox.New(sandboxtest.MixedWorld(), sandbox.Options{Now: sandboxtest.AdvancingClock()})
	for _, test := range []struct{ token, channel, code string }{
		{"xoxb-sandbox-bot", "C2", ""},
		{"xoxb-sandbox-bot", "G1", ""},
		{"xoxb-sandbox-bot", "G2", "channel_not_found"},
		{"xoxb-sandbox-bot", "C9", "channel_not_found"},
		{"xoxb-sandbox-bot", "U1", "channel_not_found"},
		{"xoxa-sandbox-listed", "C1", ""},
		{"xoxa-sandbox-listed", "C2", "no_permission"}, // excluded: the app would have to be let in
		{"xoxa-sandbox-listed", "C9", "channel_not_found"},
		{"xoxp-sandbox-user", "C9", "missing_scope"},
	} {
		if got := sandboxtest.Ask(t, s, test.token, "conversations.info", "channel", test.channel); got.Error != test.code {
			t.Errorf("%s of %s: %q, want %q", test.channel, test.token, got.Error, test.code)
		}
	}
}

func TestFreshInstallSeesItsHome(t *testing.T) {
	t.Parallel()
	w := world.Demo(0)
	home := string(w.Teams[1].Installs[0].Grants[0].Resources.IDs[0])
	s := sandbox.New(w, sandbox.Options{Now: sandboxtest.AdvancingClock()})
	if got := sandboxtest.Ask(t, s, sandboxtest.FreshToken, "conversations.list", "types", "im"); !slices.Equal(sandboxtest.Names(got), []string{home}) {
		t.Errorf("conversations.list has %v %q, want the app home alone", sandboxtest.Names(got), got.Error)
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.FreshToken, "conversations.info", "channel", home); !got.OK {
		t.Errorf("conversations.info of the app home: %q", got.Error)
	}
}

// TestShapes compares what tells one type of conversation from another.
func TestShapes(t *testing.T) {
	t.Parallel()
	w := world.Demo(0).Teams[0]
	s := sandbox.New(world.Demo(0), sandbox.Options{Now: sandboxtest.AdvancingClock()})
	acme := model.NewPermissions(sandboxtest.InstallOf(t, s, sandboxtest.AcmeToken).Grants)
	for kind, want := range map[catalog.ResourceType]string{
		catalog.Channel: "is_channel is_general",
		catalog.Group:   "is_group is_private",
		catalog.MPIM:    "is_group is_mpim is_private",
		catalog.IM:      "is_im",
		catalog.AppHome: "is_im",
	} {
		i := slices.IndexFunc(w.Conversations, func(c world.Conversation) bool {
			return c.Type == kind && reaches(acme, kind, c.ID) && c.Name != "payroll" && c.Name != "legal-holds"
		})
		c := w.Conversations[i]
		got := sandboxtest.Decode[struct{ Channel map[string]any }](t,
			sandboxtest.Do(t, s, sandboxtest.AcmeToken, "conversations.info", "channel", string(c.ID), "include_num_members", "true")).Channel
		var set []string
		for field, value := range got {
			if strings.HasPrefix(field, "is_") && value == true && field != "is_member" {
				set = append(set, field)
			}
		}
		slices.Sort(set)
		if strings.Join(set, " ") != want {
			t.Errorf("%s sets %v, want %s", kind, set, want)
		}
		if got["id"] != string(c.ID) || got["created"] != float64(c.Created) {
			t.Errorf("%s: %v, want %+v", kind, got, c)
		}
		if direct := kind == catalog.IM || kind == catalog.AppHome; direct {
			if _, named := got["name"]; got["user"] != string(c.User) || named {
				t.Errorf("%s: %v, want a user and no name", kind, got)
			}
		} else if got["name"] != c.Name || got["num_members"] != float64(c.MemberCount()+1) {
			t.Errorf("%s: %v, want %+v", kind, got, c)
		}
	}
}

func TestDirectMessagesTellDeletedUsers(t *testing.T) {
	t.Parallel()
	team := world.Demo(0).Teams[0]
	s := sandbox.New(world.Demo(0), sandbox.Options{Now: sandboxtest.AdvancingClock()})
	deleted := map[model.UserID]bool{}
	for _, u := range team.Users {
		deleted[u.ID] = u.Deleted
	}
	met := 0
	for _, c := range team.Conversations {
		if c.Type != catalog.AppHome {
			continue
		}
		got := sandboxtest.Decode[struct {
			Channel struct {
				IsUserDeleted bool `json:"is_user_deleted"`
			}
		}](t, sandboxtest.Do(t, s, sandboxtest.AcmeToken, "conversations.info", "channel", string(c.ID))).Channel
		if got.IsUserDeleted != deleted[c.User] {
			t.Errorf("app home of %s: is_user_deleted %v", c.User, got.IsUserDeleted)
		}
		if got.IsUserDeleted {
			met++
		}
	}
	if met == 0 {
		t.Error("the demo has no app home of somebody who left")
	}
}

// reaches reports whether permissions reach a resource.
func reaches(p model.Permissions, kind catalog.ResourceType, id model.ResourceID) bool {
	return slices.ContainsFunc(p.On(kind), func(g model.Grant) bool { return g.Resources.Contains(id).In() })
}
