package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestCanICall(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	d.press("n")
	d.see("Can I call…?", "an SDK or your")
	d.press("conversations.hist")
	d.see("▌conversations.history")
	d.press("enter")
	d.see("Can I call conversations.history?", "✓ yes  The bot token of Initech may call it.", "any one of these scopes",
		"✓ channels:history", "held", "+ groups:history", "not held", "It works on", "✓ channel", "by channels:history",
		"1 pick groups:history  to call it on private channels (group)", "documented by Slack, as of 20")
	d.press("space")
	d.see("nothing is missing to call it; the digits pick")
	d.press("1")
	d.see("picked groups:history", "● groups:history", "1 picked")
	d.press("c")
	d.see("Compose an install", "groups:history")
	d.press("esc")
	d.see("Can I call conversations.history?")
}

func TestCanICallWhatLacksAScope(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	d.press("n", "reactions.add", "enter")
	d.see("✗ no  The bot token of Initech lacks reactions:write.", "It takes this scope.", "+ reactions:write", "1 pick reactions:write  to call it")
	d.press("enter")
	d.see("picked reactions:write; c composes")
	d.press("n", "search.messages", "enter")
	d.see("✗ no", "only to", "user")
	d.press("space")
	d.see("there is no scope to pick")
	d.press("7")
	d.see("there is no offer 7")
	d.press("esc")
	d.seeNot("Can I call")
}

func TestWhatPeopleTypeIsUnderstood(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	for _, typed := range []string{
		"conversations_history", "client.conversations.history", "GetConversationHistory", "https://api.slack.com/methods/conversations.history",
	} {
		d.press("n", typed)
		d.see("▌conversations.history")
		d.press("enter")
		d.see("Can I call conversations.history?")
		d.press("esc")
	}
	for _, typed := range []string{"conversations_hist", "web.client.conversations.hist"} { // on the way there
		d.press("n", typed)
		d.see("▌conversations.history")
		d.press("esc")
	}
	d.press("n")
	d.send(tea.PasteMsg{Content: "client.reactions.add(name: 'eyes')"})
	d.see("▌reactions.add")
	d.press("esc")
	d.seeNot("Can I")
}

func TestUnknownMethodOffersTheNearest(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	d.press("n", "conversation.histroy")
	d.see("no method of Slack's is called that; the nearest are above", "conversations.history")
	d.press("enter")
	d.see("Can I call conversations.history?")
	d.press("n", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "enter")
	d.see("Can I call…?", "or anything like it", "type a method of Slack's Web API")
	d.press("esc")
	d.see("Can I call conversations.history?") // the last answer is still there
}

func TestCanICallOfAWorkspaceTeamAndReadOnly(t *testing.T) {
	t.Parallel()
	d := drive(t, newSandboxSource(), 120, 36)
	d.e.readOnly = true
	d.press("n", "pins.add", "enter")
	d.see("✗ no  The workspace token of Acme HQ lacks pins:write.")
	d.press("space")
	d.see("this session is read-only")
	d.press("c")
	d.see("this session is read-only")
	d.e.readOnly = false
	d.press("space")
	d.see("picked pins:write")
	if s := d.e.teams.Selected(); !s.Picked("pins:write") {
		t.Errorf("the drafts are %v", s.Drafts)
	}
}

func TestCanICallWithoutKnowing(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "vandelay", 120, 36)
	d.press("n", "reactions.add", "enter")
	d.see("? unknown  Slack did not say which scopes this token holds.", "? reactions:write")
	d.press("space")
	d.see("what is missing is not known; in the composer, a adds any scope or method")
	d.press("esc")
	d = m.At(t, m, "umbrella", 120, 36)
	d.press("n", "pins.add", "enter")
	d.see("? unknown  What Umbrella's token holds is not known: it was not read.")
	d.press("n", "api.test", "enter")
	d.see("It needs no scope")
	d = m.At(t, m, "stark", 120, 36)
	d.press("n", "pins.add", "enter")
	d.see("Slack does not open it to app-level tokens, only to bot, user and workspace tokens.")
}

// TestOneScopeForSeveralTypes checks that an answer names all types that one
// scope opens.
func TestOneScopeForSeveralTypes(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	d.press("n", "pins.add", "enter")
	d.see("1 pick pins:write  to call it on channel, group, mpim, app_home")
	d.seeNot("2 pick")
}

// TestWhatCannotBeListedIsNotNone checks that a type whose conversations are
// unknown is not said to have none.
func TestWhatCannotBeListedIsNotNone(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	d.press("n", "chat.postMessage", "enter")
	d.see("✓ channel  all public ones", "✓ group    not known without groups:read", "✓ app_home 1")
	d.seeNot("none")
	d.press("esc", "3", "/", "chat:write", "enter", "enter")
	d.see("where chat:write reaches", "▸ channel", "? group", "needs groups:read", "▸ app_home")
}

// TestAnswersSayWhenTheyAreOld reads a team again whose token was revoked.
func TestAnswersSayWhenTheyAreOld(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	m.worlds["initech"].err = refusal{"revoked", "The token was revoked.", "Install the app again."}
	d.press("r")
	d.see("reading Initech failed: The token was revoked.")
	d.press("n", "chat.postMessage", "enter")
	d.see("✓ yes", "Reading it again failed: The token was revoked.")
}

func TestDoIGetAnEvent(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	d.press("n", "app_men")
	d.see("▌app_mention")
	d.press("enter")
	d.see("Do I get the event app_mention?", "✗ no  The bot token of Initech lacks app_mentions:read.", "1 pick app_mentions:read")
	d.press("1")
	d.see("picked app_mentions:read")
	d.press("n", "message.channels", "enter")
	d.see("✓ yes  The app of Initech gets it, if its manifest subscribes to it.", "✓ channels:history")
	d.press("n", "invite_requested", "enter")
	d.see("✗ no  No bot token can hold admin.invites:read.")
	d.press("n", "files.upload", "enter")
	d.see("Can I call files.upload?", "retired on 2025-11-12 (Slack answers method_deprecated)")
	d.press("n", "chat.postMessage", "enter")
	d.see("besides", "chat:write.customize for a name or icon of its own")
}
