//go:build unix

package e2e

import (
	"runtime"
	"testing"
)

// TestStoriesOfStoredTeams adds teams to an open file and removes them, by keyboard and by
// mouse.
func TestStoriesOfStoredTeams(t *testing.T) {
	if runtime.GOOS == "darwin" {
		t.Skip("there is always a keyring here, and it is not ours to write to")
	}
	t.Parallel()
	home, slack := t.TempDir(), emulatedSlack(t)
	quick := program{name: quickPeriscope, home: home, w: 120, h: 36, vars: []string{"SLACK_API_URL=" + slack}}
	add := quick.start(t, "team", "add", "--store", "file")
	tell(t, add, []story{{"I am told where at Slack the token is, before I am asked for it (0)", []step{
		see("Bot token (xoxb-) or user token (xoxp-)", "OAuth & Permissions", "Token (not shown"),
	}}})
	add.answerHidden(typedToken)
	add.see("New passphrase")
	add.answerHidden(typedPassphrase)
	add.see("The same again")
	add.answerHidden(typedPassphrase)
	add.see("stored acme-hq/workspace")
	add.endsWith(0)

	all := quick.start(t, "info", "--all")
	tell(t, all, []story{{"the state of all my tokens, for one passphrase (C6)", []step{
		func(s *terminal) { s.see("Passphrase of"); s.answerHidden(typedPassphrase) }, see("KEY", "acme-hq/workspace", "lasts"),
	}}})
	all.endsWith(0)

	s := quick.start(t)
	s.see("Passphrase of")
	s.answerHidden(typedPassphrase)
	paste := func(token string) step { return func(s *terminal) { s.paste(token) } }
	stored := func(name string) step { return see("▌"+name, "stored in the encrypted file") }
	palette := func(entry string) step {
		return func(s *terminal) {
			openPalette(s)
			wheel("enter run or go there", entry)(s)
			click(entry)(s)
			s.gone("Find anything")
		}
	}
	tell(t, s, []story{
		{"the explorer opens with what is stored (0)", []step{see("▌Acme HQ", "14 granted")}},
		{"+ adds a team to the store that is open, and says where tokens are (A5)", []step{
			press("+"), see("Add a team", "the encrypted file", "Bot token (xoxb-)"), paste("xoxb-sandbox-lighthouse"), see("something was typed"), press("enter"),
			gone("Add a team"), stored("Lighthouse"),
		}},
		{"a token that I have already is told apart by its key (A12)", []step{
			press("+"), see("Add a team"), paste("xoxb-sandbox-lighthouse"), see("something was typed"), press("enter"), see("lighthouse/bot is stored already"),
			func(s *terminal) { s.answer("is stored already", "a") }, see("lighthouse/bot-2"),
		}},
		{"x says where the token lies, and esc keeps it (A6)", []step{
			press("x"), see("Remove a team", "tokens.age"), closes("Remove a team"),
		}},
		{"by the mouse: the palette, yes, and it is gone (A6, A15)", []step{
			palette("remove this team"), see("Remove a team"), click("y remove it"), gone("Remove a team", "bot-2"),
		}},
		{"by the mouse: add a team, and leave that (A15)", []step{
			palette("add a team"), see("Add a team"), click("esc close"), gone("Add a team"),
		}},
		{"after the last team is removed I am told how to add one (A7)", []step{
			press("1", "x"), see("Remove a team"), press("y"), gone("Remove a team"), press("x"), see("Remove a team"), press("y"), gone("Remove a team"),
			see("No teams are stored.", "+ adds one"),
		}},
	})
	s.press("q")
	s.endsWith(0)
	s.requireNotLeft(home, typedToken, typedPassphrase)
}
