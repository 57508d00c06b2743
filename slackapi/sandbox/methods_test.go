package sandbox

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
)

const (
	acmeBot    = "xoxb-sandbox-acme"
	acmeUser   = "xoxp-sandbox-acme"
	acmeConfig = "xoxe.xoxp-sandbox-acme"
)

// membersWire is a page of users or of members.
type membersWire struct {
	Error    string
	Members  []json.RawMessage
	CacheTS  int64 `json:"cache_ts"`
	Metadata struct {
		NextCursor string `json:"next_cursor"`
	} `json:"response_metadata"`
}

// allMembers follows the cursors of a list under "members".
func allMembers(t *testing.T, s *Sandbox, token, method string, args ...string) []json.RawMessage {
	t.Helper()
	var all []json.RawMessage
	for cursor := ""; ; {
		got := decode[membersWire](t, do(t, s, token, method, append(args, "limit", "5", "cursor", cursor)...))
		if got.Error != "" || len(got.Members) > 5 {
			t.Fatalf("%s: %d members, error %q", method, len(got.Members), got.Error)
		}
		all = append(all, got.Members...)
		if cursor = got.Metadata.NextCursor; cursor == "" {
			return all
		}
	}
}

func TestUserListHasEverybody(t *testing.T) {
	s := demo()
	var got []User
	for _, raw := range allMembers(t, s, acmeToken, "users.list") {
		var u userReply
		if err := json.Unmarshal(raw, &u); err != nil {
			t.Fatal(err)
		}
		got = append(got, User{ID: u.ID, Name: u.Name, RealName: u.RealName, Bot: u.IsBot, Deleted: u.Deleted})
	}
	want := slices.Clone(s.World().Teams[0].Users)
	slices.SortFunc(want, func(a, b User) int { return strings.Compare(string(a.ID), string(b.ID)) })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("users (-world +list):\n%s", diff)
	}
}

func TestMembersAreAsManyAsTheWorldSays(t *testing.T) {
	s := demo()
	acme := s.World().Teams[0]
	bot := acme.Installs[1]
	for _, c := range acme.Conversations {
		in := slices.ContainsFunc(bot.Grants, func(g model.Grant) bool { return slices.Contains(g.Resources.IDs, c.ID) })
		if c.Type != catalog.Channel || !in {
			continue
		}
		got := allMembers(t, s, acmeBot, "conversations.members", "channel", string(c.ID))
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
		reply := do(t, s, acmeToken, "conversations.members", "channel", string(c.ID))
		if r := decode[membersWire](t, reply); r.Error == "" {
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
	s := New(Demo(100), Options{Now: unhurried()})
	listed := map[string]map[string]bool{}
	for _, u := range s.People(acmeID)[:10] {
		got := ask(t, s, acmeUser, "users.conversations", "user", string(u.ID), "limit", "1000", "types", "public_channel,private_channel")
		listed[string(u.ID)] = map[string]bool{}
		for cursor := got.Metadata.NextCursor; ; cursor = got.Metadata.NextCursor {
			for _, id := range names(got) {
				listed[string(u.ID)][id] = true
			}
			if cursor == "" {
				break
			}
			got = ask(t, s, acmeUser, "users.conversations", "user", string(u.ID), "limit", "1000", "cursor", cursor, "types", "public_channel,private_channel")
		}
	}
	compared := 0
	for _, c := range s.World().Teams[0].Conversations {
		if c.Type != catalog.Channel {
			continue
		}
		members := allMembers(t, s, acmeUser, "conversations.members", "channel", string(c.ID))
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
	s := demo()
	acme := s.World().Teams[0]
	for i, token := range []string{acmeBot, acmeUser} {
		for kind, name := range map[catalog.ResourceType]string{catalog.Channel: "public_channel", catalog.Group: "private_channel", catalog.IM: "im"} {
			var want []string
			for _, g := range acme.Installs[i+1].Grants {
				if g.Type == kind {
					for _, id := range g.Resources.IDs {
						want = append(want, string(id))
					}
				}
			}
			raw := decode[map[string]any](t, do(t, s, token, "users.conversations", "types", name))
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
	if got := ask(t, s, acmeToken, "users.conversations").Error; got != "not_allowed_token_type" {
		t.Errorf("with a workspace token: %q", got)
	}
}

func TestTeamAndEmoji(t *testing.T) {
	s := demo()
	for _, token := range []string{acmeToken, acmeBot} {
		got := decode[teamReply](t, do(t, s, token, "team.info", "team", string(acmeID)))
		if got.Team.ID != acmeID || got.Team.Name != "Acme HQ" || got.Team.Domain != "acme-hq" {
			t.Errorf("team.info: %+v", got)
		}
		want := map[string]string{
			"acme": "https://emoji.acme-hq.example/acme.png", "ship-it": "https://emoji.acme-hq.example/ship-it.png", "go": "alias:ship-it",
		}
		if diff := cmp.Diff(want, decode[emojiReply](t, do(t, s, token, "emoji.list")).Emoji); diff != "" {
			t.Errorf("emoji (-want +got):\n%s", diff)
		}
	}
}

func TestMessageComesBack(t *testing.T) {
	s := demo()
	acme := s.World().Teams[0]
	general, home := find(t, "general"), acme.Installs[0].Grants[5].Resources.IDs[0]
	var person model.UserID
	for _, c := range acme.Conversations {
		if c.ID == home {
			person = c.User
		}
	}
	for _, test := range []struct {
		name, token, to string
		want            model.ResourceID
		user            model.UserID
	}{
		{"bot in a channel", acmeBot, string(general.ID), general.ID, acme.Users[0].ID},
		{"user in a channel", acmeUser, string(general.ID), general.ID, acme.Users[1].ID},
		{"workspace app in a channel", acmeToken, string(general.ID), general.ID, acme.Users[0].ID},
		{"workspace app to a person", acmeToken, string(person), home, acme.Users[0].ID},
	} {
		got := decode[messageReply](t, do(t, s, test.token, "chat.postMessage", "channel", test.to, "text", "héllo", "blocks", `[{"type":"divider"}]`))
		m := got.Message
		if !got.OK || got.Channel != test.want || got.TS == "" || m.TS != got.TS || m.User != test.user || m.Text != "héllo" ||
			m.Team != acmeID || m.AppID != appID || string(m.Blocks) != `[{"type":"divider"}]` || (m.BotID != "") != (test.token == acmeBot) {
			t.Errorf("%s: %+v", test.name, got)
		}
	}
	const long = maxText + 7
	got := decode[messageReply](t, do(t, s, acmeBot, "chat.postMessage", "channel", string(general.ID), "text", strings.Repeat("é", long)))
	if n := strings.Count(got.Message.Text, "é"); n != maxText {
		t.Errorf("a long text is cut to %d characters, want %d", n, maxText)
	}
}

func TestBotsPostWhereTheyAreNot(t *testing.T) {
	w := coverageWorld()
	for i := range w.Teams[0].Installs {
		if in := &w.Teams[0].Installs[i]; in.Token == "xoxb-sandbox-full" {
			in.OAuthScopes = append(in.OAuthScopes, "chat:write.public")
		}
	}
	s := New(w, Options{})
	for channel, code := range map[string]string{"C3": "", "C2": "is_archived", "G1": "channel_not_found"} {
		if got := ask(t, s, "xoxb-sandbox-full", "chat.postMessage", "channel", channel, "text", "hello").Error; got != code {
			t.Errorf("%s with chat:write.public: %q, want %q", channel, got, code)
		}
	}
}

func TestManifestIsExportedAndValid(t *testing.T) {
	s := demo()
	exported := decode[struct {
		Error    string
		Manifest json.RawMessage
	}](t, do(t, s, acmeConfig, "apps.manifest.export", "app_id", appID))
	var got manifest
	if err := json.Unmarshal(exported.Manifest, &got); err != nil {
		t.Fatal(exported.Error, err)
	}
	app := periscopeApp()
	if got.Display.Name != app.Name || !slices.Equal(got.OAuth.Scopes.Bot, app.BotScopes) || !slices.Equal(got.OAuth.Scopes.User, app.UserScopes) {
		t.Errorf("exported %s", exported.Manifest)
	}
	valid := decode[map[string]any](t, do(t, s, acmeConfig, "apps.manifest.validate", "manifest", string(exported.Manifest)))
	if errors, listed := valid["errors"].([]any); valid["ok"] != true || !listed || len(errors) != 0 {
		t.Errorf("what was exported is not valid: %v", valid)
	}
}

func TestFlawsOfManifests(t *testing.T) {
	s := demo()
	for text, pointers := range map[string][]string{
		`[]`:                             {"/"},
		`{`:                              {"/"},
		`{"display_information":7}`:      {"/"},
		`{}`:                             {"/display_information/name"},
		`display_information: {name: a}`: {"/"}, // YAML is for people
		`{"display_information":{"name":"a"},"oauth_config":{"scopes":{"bot":["chat:write","search:read"],"user_optional":["bot","no:such"]}}}`: {
			"/oauth_config/scopes/bot/1", "/oauth_config/scopes/user_optional/0", "/oauth_config/scopes/user_optional/1",
		},
	} {
		got := decode[struct {
			Error  string
			Errors []flaw
		}](t, do(t, s, acmeConfig, "apps.manifest.validate", "manifest", text))
		var at []string
		for _, f := range got.Errors {
			at = append(at, f.Pointer)
		}
		if got.Error != "invalid_manifest" || !slices.Equal(at, pointers) {
			t.Errorf("%s: %s at %v, want %v", text, got.Error, at, pointers)
		}
	}
}

func TestRevokingByMethod(t *testing.T) {
	s := demo()
	if got := decode[revokedReply](t, do(t, s, acmeBot, "auth.revoke", "test", "1")); !got.OK || got.Revoked {
		t.Errorf("a test run: %+v", got)
	}
	if got := decode[revokedReply](t, do(t, s, acmeBot, "auth.revoke")); !got.OK || !got.Revoked {
		t.Errorf("in earnest: %+v", got)
	}
	for token, code := range map[string]string{acmeBot: "token_revoked", acmeUser: "", acmeToken: ""} {
		if got := ask(t, s, token, "auth.test").Error; got != code {
			t.Errorf("%s afterwards: %q, want %q", token, got, code)
		}
	}
}

func TestRefreshTokensAreRevokedToo(t *testing.T) {
	s, _, team := freshly(t)
	got := exchange(t, s, "oauth.access", "code", approved(t, s, Authorization{Team: team.ID}))
	if r := decode[revokedReply](t, do(t, s, got.RefreshToken, "auth.revoke")); !r.Revoked {
		t.Errorf("auth.revoke of a refresh token: %+v", r)
	}
	if again := exchange(t, s, "oauth.access", "grant_type", "refresh_token", "refresh_token", got.RefreshToken); again.Error != "invalid_token" {
		t.Errorf("renewing with it: %q, want invalid_token", again.Error)
	}
	if code := ask(t, s, got.AccessToken, "auth.test").Error; code != "" {
		t.Errorf("the access token: %q", code)
	}
}

func TestUninstallingByMethod(t *testing.T) {
	s := New(Demo(0), Options{Now: unhurried()})
	a := listen(t, s, DefaultSigningSecret)
	if got := ask(t, s, acmeToken, "apps.uninstall", client()...); !got.OK {
		t.Fatal(got.Error)
	}
	for _, token := range []string{acmeToken, acmeBot, acmeUser} {
		if got := ask(t, s, token, "auth.test").Error; got != "token_revoked" {
			t.Errorf("%s afterwards: %q", token, got)
		}
	}
	if got := ask(t, s, freshToken, "auth.test").Error; got != "" {
		t.Errorf("the app in another team: %q", got)
	}
	if got := a.next(t).event.Event["type"]; got != "app_uninstalled" {
		t.Errorf("the app was told %v", got)
	}
}

func TestTiersOneToFour(t *testing.T) {
	clock := &at{now: time.Unix(1_560_000_000, 0)}
	s := New(Demo(0), Options{Now: clock.read})
	for _, test := range []struct {
		token, method string
		allowed       int
	}{
		{acmeToken, "users.list", 20},
		{acmeToken, "team.info", 50},
		{acmeBot, "users.conversations", 50},
		{acmeBot, "conversations.members", 100},
		{"", "oauth.access", 100},
		{acmeConfig, "apps.manifest.export", 50},
		{acmeToken, "apps.uninstall", 1},
	} {
		calls := 0
		for calls < 700 && ask(t, s, test.token, test.method).Error != "ratelimited" {
			calls++
		}
		if calls != test.allowed {
			t.Errorf("%s: %d calls in one minute, want %d", test.method, calls, test.allowed)
		}
	}
}

func TestWhereMessagesDoNotGo(t *testing.T) {
	s := demo()
	someone, general := string(s.People(acmeID)[0].ID), string(find(t, "general").ID)
	for _, test := range []struct {
		name, token, code string
		args              []string
	}{
		{"to a person to whom the bot has no direct message", acmeBot, "channel_not_found", []string{"channel", someone, "text", "hello"}},
		{"to nobody", acmeToken, "channel_not_found", []string{"channel", "U0NOBODY0", "text", "hello"}},
		{"to a channel excluded from the wildcard", acmeToken, "no_permission", []string{"channel", string(find(t, "payroll").ID), "text", "hello"}},
		{"with a block of nothing", acmeBot, "invalid_blocks_format", []string{"channel", general, "blocks", "[null]"}},
		{"with attachments that are none", acmeBot, "invalid_arguments", []string{"channel", general, "attachments", "7"}},
	} {
		if got := ask(t, s, test.token, "chat.postMessage", test.args...).Error; got != test.code {
			t.Errorf("%s: %q, want %q", test.name, got, test.code)
		}
	}
}

func TestSeeingIsNotBeingIn(t *testing.T) {
	s := demo()
	payroll := string(find(t, "payroll").ID)
	if got := ask(t, s, acmeToken, "conversations.info", "channel", payroll); !got.OK {
		t.Errorf("the name of an excluded channel: %q", got.Error)
	}
	if got := ask(t, s, acmeToken, "conversations.members", "channel", payroll).Error; got != "no_permission" {
		t.Errorf("its members: %q, want no_permission", got)
	}
}

// TestOthersConversationsAreThoseShared asks, as the bot, where people are: it
// learns of no private channel but its own.
func TestOthersConversationsAreThoseShared(t *testing.T) {
	s := demo()
	its := s.World().Teams[0].Installs[1].Grants[1].Resources.IDs
	met := 0
	for _, u := range s.People(acmeID) {
		for _, id := range names(ask(t, s, acmeBot, "users.conversations", "types", "private_channel", "user", string(u.ID))) {
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

func TestPeopleHaveTokensOfTheirOwn(t *testing.T) {
	s := demo()
	people := s.People(acmeID)[5:7]
	tokens := map[string]bool{}
	for _, u := range people {
		got := exchange(t, s, "oauth.v2.access", "code", approved(t, s, Authorization{
			Team: acmeID, User: u.ID, UserScopes: []catalog.Scope{"channels:read", "im:read"}, Version2: true,
		}))
		token := got.AuthedUser.AccessToken
		tokens[token] = true
		if id := decode[identity](t, do(t, s, token, "auth.test")).UserID; id != u.ID {
			t.Errorf("a token for %s acts as %s", u.ID, id)
		}
		theirs := ask(t, s, token, "users.conversations", "types", "public_channel")
		if len(theirs.Channels) == 0 {
			t.Errorf("%s is in no channel", u.ID)
		}
		for _, c := range theirs.Channels {
			members := allMembers(t, s, acmeUser, "conversations.members", "channel", c.ID)
			if !slices.ContainsFunc(members, func(raw json.RawMessage) bool { return string(raw) == `"`+string(u.ID)+`"` }) {
				t.Errorf("%s is in %s, which others do not know", u.ID, c.Name)
			}
		}
	}
	if len(tokens) != len(people) {
		t.Error("two people have one token")
	}
}

func TestMessagesToPeopleGoWhereTheTokenIs(t *testing.T) {
	s := New(World{Teams: []Team{{
		ID:    "T1",
		Users: []User{{ID: "U1", Name: "ada"}},
		Conversations: []Conversation{
			{ID: "D1", Type: catalog.AppHome, User: "U1"},
			{ID: "D2", Type: catalog.IM, User: "U1"},
		},
		Installs: []Install{{Token: "xoxa-sandbox-direct", AppID: "A1", Grants: []model.Grant{
			{Type: catalog.AppHome, Scopes: []catalog.Scope{"chat:write"}},
			{Type: catalog.IM, Scopes: []catalog.Scope{"chat:write"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"D2"}}},
		}}},
	}}}, Options{})
	got := decode[messageReply](t, do(t, s, "xoxa-sandbox-direct", "chat.postMessage", "channel", "U1", "text", "hello"))
	if got.Channel != "D2" {
		t.Errorf("the message went to %q, want D2: the app is not in the other", got.Channel)
	}
}
