package methods_test

import (
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

func TestMessageComesBack(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	acme := s.World().Teams[0]
	general, home := sandboxtest.Find(t, "general"), acme.Installs[0].Grants[5].Resources.IDs[0]
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
		{"bot in a channel", sandboxtest.AcmeBot, string(general.ID), general.ID, acme.Users[0].ID},
		{"user in a channel", sandboxtest.AcmeUser, string(general.ID), general.ID, acme.Users[1].ID},
		{"workspace app in a channel", sandboxtest.AcmeToken, string(general.ID), general.ID, acme.Users[0].ID},
		{"workspace app to a person", sandboxtest.AcmeToken, string(person), home, acme.Users[0].ID},
	} {
		got := sandboxtest.Decode[sandboxtest.MessageReply](t, sandboxtest.Do(t, s, test.token, "chat.postMessage", "channel", test.to, "text", "héllo", "blocks", `[{"type":"divider","block_id":"line"}]`))
		m := got.Message
		if !got.OK || got.Channel != test.want || got.TS == "" || m.TS != got.TS || m.User != test.user || m.Text != "héllo" ||
			m.Team != sandboxtest.AcmeID || m.AppID != world.AppID || string(m.Blocks) != `[{"block_id":"line","type":"divider"}]` || (m.BotID != "") != (test.token == sandboxtest.AcmeBot) {
			t.Errorf("%s: %+v", test.name, got)
		}
	}
	const long = sandboxtest.MaxText + 7
	got := sandboxtest.Decode[sandboxtest.MessageReply](t, sandboxtest.Do(t, s, sandboxtest.AcmeBot, "chat.postMessage", "channel", string(general.ID), "text", strings.Repeat("é", long)))
	if n := strings.Count(got.Message.Text, "é"); n != sandboxtest.MaxText {
		t.Errorf("a long text is cut to %d characters, want %d", n, sandboxtest.MaxText)
	}
}

func TestBotsPostWhereTheyAreNot(t *testing.T) {
	t.Parallel()
	w := sandboxtest.CoverageWorld()
	for i := range w.Teams[0].Installs {
		if in := &w.Teams[0].Installs[i]; in.Token == "xoxb-sandbox-full" {
			in.OAuthScopes = append(in.OAuthScopes, "chat:write.public")
		}
	}
	s := sandbox.New(w, sandbox.Options{})
	for channel, code := range map[string]string{"C3": "", "C2": "is_archived", "G1": "channel_not_found"} {
		if got := sandboxtest.Ask(t, s, "xoxb-sandbox-full", "chat.postMessage", "channel", channel, "text", "hello").Error; got != code {
			t.Errorf("%s with chat:write.public: %q, want %q", channel, got, code)
		}
	}
}

func TestWhereMessagesDoNotGo(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	someone, general := string(s.People(sandboxtest.AcmeID)[0].ID), string(sandboxtest.Find(t, "general").ID)
	for _, test := range []struct {
		name, token, code string
		args              []string
	}{
		{"to a person to whom the bot has no direct message, which it opens", sandboxtest.AcmeBot, "", []string{"channel", someone, "text", "hello"}},
		{"to nobody", sandboxtest.AcmeToken, "channel_not_found", []string{"channel", "U0NOBODY0", "text", "hello"}},
		{"to a channel excluded from the wildcard", sandboxtest.AcmeToken, "no_permission", []string{"channel", string(sandboxtest.Find(t, "payroll").ID), "text", "hello"}},
		{"with a block of nothing", sandboxtest.AcmeBot, "invalid_blocks_format", []string{"channel", general, "blocks", "[null]"}},
		{"with attachments that are none", sandboxtest.AcmeBot, "invalid_arguments", []string{"channel", general, "attachments", "7"}},
	} {
		if got := sandboxtest.Ask(t, s, test.token, "chat.postMessage", test.args...).Error; got != test.code {
			t.Errorf("%s: %q, want %q", test.name, got, test.code)
		}
	}
}

func TestScopeForMessagesIsThatOfTheConversation(t *testing.T) {
	t.Parallel()
	s := sandbox.New(world.World{Teams: []world.Team{{
		ID: "T1",
		Conversations: []world.Conversation{
			{ID: "C1", Type: catalog.Channel, Name: "general"},
			{ID: "G1", Type: catalog.Group, Name: "founders"},
		},
		Installs: []world.Install{{Token: "xoxa-sandbox-channels", AppID: "A1", Grants: []model.Grant{
			{Type: catalog.Channel, Scopes: []catalog.Scope{"chat:write"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"C1"}}},
			{Type: catalog.Group, Scopes: []catalog.Scope{"conversations:read"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"G1"}}},
		}}},
	}}}, sandbox.Options{})
	for channel, code := range map[string]string{"C1": "", "G1": "missing_scope"} {
		if got := sandboxtest.Ask(t, s, "xoxa-sandbox-channels", "chat.postMessage", "channel", channel, "text", "hello").Error; got != code {
			t.Errorf("to %s: %q, want %q", channel, got, code)
		}
	}
}

func TestMessagesToPeopleGoWhereTheTokenIs(t *testing.T) {
	t.Parallel()
	s := sandbox.New(world.World{Teams: []world.Team{{
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
	}}}, sandbox.Options{})
	got := sandboxtest.Decode[sandboxtest.MessageReply](t, sandboxtest.Do(t, s, "xoxa-sandbox-direct", "chat.postMessage", "channel", "U1", "text", "hello"))
	if got.Channel != "D2" {
		t.Errorf("the message went to %q, want D2: the app is not in the other", got.Channel)
	}
}

// TestMarkdownText: all three methods take it in the place of a text.
func TestMarkdownText(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	general := string(sandboxtest.Find(t, "general").ID)
	posted := sandboxtest.Decode[sandboxtest.MessageReply](t, sandboxtest.Do(t, s, sandboxtest.AcmeBot, "chat.postMessage", "channel", general, "markdown_text", "**hi**"))
	if !posted.OK || posted.Message.Text != "**hi**" {
		t.Errorf("chat.postMessage: %+v", posted)
	}
	updated := sandboxtest.Decode[sandboxtest.MessageReply](t, sandboxtest.Do(t, s, sandboxtest.AcmeBot, "chat.update", "channel", general, "ts", posted.TS, "markdown_text", "**ho**"))
	if !updated.OK || updated.Message.Text != "**ho**" {
		t.Errorf("chat.update: %+v", updated)
	}
	for _, with := range [][]string{{"text", "hi"}, {"blocks", `[{"type":"divider"}]`}} {
		args := append([]string{"channel", general, "markdown_text", "**hi**"}, with...)
		if got := sandboxtest.Ask(t, s, sandboxtest.AcmeBot, "chat.postMessage", args...).Error; got != "markdown_text_conflict" {
			t.Errorf("with %s: %q", with[0], got)
		}
	}
}
