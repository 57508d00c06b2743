package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestErrorIsExplained(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 50)
	d.press("X")
	d.see("What does this error mean?", "Nothing of it leaves this machine.")
	secret := "xoxb-sandbox-" + strings.Repeat("9", 12)
	d.send(tea.PasteMsg{Content: "slack_sdk.errors.SlackApiError: The request to the Slack API failed. (url: https://slack.com/api/reactions.add) " + secret + "\n" +
		"The server responded with: {'ok': False, 'error': 'missing_scope', 'needed': 'reactions:write', 'provided': 'chat:write'}\n" +
		"2026-05-01 10:00:00 chat.postMessage: {\"ok\":false,\"error\":\"not_in_channel\"}\n"})
	d.see("reactions.add: Slack answered `missing_scope`", "cause  scope", "needed  reactions:write", "add  reactions:write, for the bot: this team's token lacks it, too",
		"chat.postMessage: Slack answered `not_in_channel`", "cause  membership")
	d.seeNot(secret)
	d.press("space")
	d.see("picked reactions:write", "● reactions.add")
	d.press("j", "enter")
	d.see("there is no scope to pick here")
	d.press("c")
	d.see("Compose an install", "reactions:write")
	d.press("esc", "X", "nothing wrong here", "enter")
	d.see("Nothing in it tells of a call that Slack refused.")
	d.press("esc")
	d.seeNot("What does this error mean?")
}

// TestTokenInAnErrorIsNotShown: a token that is typed, and not pasted, is refused.
func TestTokenInAnErrorIsNotShown(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	d.press("X", "xoxb-sandbox-123456 not_in_channel", "enter")
	d.seeNot("xoxb-sandbox-123456")
	d.press("enter")
	d.see("paste an error, a stack trace or lines of a log first")
}
