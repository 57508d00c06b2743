package sandbox

import (
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

func TestMessageComesBack(t *testing.T) {
	t.Parallel()
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
			m.Team != acmeID || m.AppID != world.AppID || string(m.Blocks) != `[{"type":"divider"}]` || (m.BotID != "") != (test.token == acmeBot) {
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
	t.Parallel()
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

func TestWhereMessagesDoNotGo(t *testing.T) {
	t.Parallel()
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

func TestScopeForMessagesIsThatOfTheConversation(t *testing.T) {
	t.Parallel()
	s := New(world.World{Teams: []world.Team{{
		ID: "T1",
		Conversations: []world.Conversation{
			{ID: "C1", Type: catalog.Channel, Name: "general"},
			{ID: "G1", Type: catalog.Group, Name: "founders"},
		},
		Installs: []world.Install{{Token: "xoxa-sandbox-channels", AppID: "A1", Grants: []model.Grant{
			{Type: catalog.Channel, Scopes: []catalog.Scope{"chat:write"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"C1"}}},
			{Type: catalog.Group, Scopes: []catalog.Scope{"conversations:read"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"G1"}}},
		}}},
	}}}, Options{})
	for channel, code := range map[string]string{"C1": "", "G1": "missing_scope"} {
		if got := ask(t, s, "xoxa-sandbox-channels", "chat.postMessage", "channel", channel, "text", "hello").Error; got != code {
			t.Errorf("to %s: %q, want %q", channel, got, code)
		}
	}
}

func TestMessagesToPeopleGoWhereTheTokenIs(t *testing.T) {
	t.Parallel()
	s := New(world.World{Teams: []world.Team{{
		ID:    "T1",
		Users: []world.User{{ID: "U1", Name: "ada"}},
		Conversations: []world.Conversation{
			{ID: "D1", Type: catalog.AppHome, User: "U1"},
			{ID: "D2", Type: catalog.IM, User: "U1"},
		},
		Installs: []world.Install{{Token: "xoxa-sandbox-direct", AppID: "A1", Grants: []model.Grant{
			{Type: catalog.AppHome, Scopes: []catalog.Scope{"chat:write"}},
			{Type: catalog.IM, Scopes: []catalog.Scope{"chat:write"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"D2"}}},
		}}},
	}}}, Options{})
	got := decode[messageReply](t, do(t, s, "xoxa-sandbox-direct", "chat.postMessage", "channel", "U1", "text", "hello"))
	if got.Channel != "D2" {
		t.Errorf("the message went to %q, want D2: the app is not in the other", got.Channel)
	}
}
