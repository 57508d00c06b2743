//go:build unix

package main

import "testing"

// TestStoryToday meets a bot that cannot list private channels, asks whether it
// may call a method, installs the app again with the scope that is missing, as
// the person who approves, and finds what that opened: in the panes, and beside
// what was there before. In between it looks at what has drifted.
func TestStoryToday(t *testing.T) {
	t.Parallel()
	term := start(t, "periscope", 120, 36, "demo")
	term.see("all but 2")
	term.press("G", "k")
	term.see("needs groups:read", "holds  6 scopes")

	term.press("n", "conversations_history", "enter")
	term.see("Can I call conversations.history?", "yes", "channels:history", "pick groups:history")
	term.press("esc")
	term.gone("Can I call")

	term.press("2", "j", "j", "space")
	term.see("1 picked")
	term.press("c")
	term.see("Compose an install", "will then hold 7 scopes", "/oauth/v2/authorize?", "- groups:read")
	term.press("v")
	term.see("Slack takes it with these scopes")
	term.press("enter")
	term.see("You play the person", "• groups:read")
	term.press("y")
	term.see("installed: groups:read")
	term.gone("needs groups:read")

	term.press("D")
	term.see("Needed, and missing", "pins.add", "Declared, and not installed", "files:write")
	term.press("esc")
	term.gone("Needed, and missing")

	term.press("d")
	term.see("Compare Lighthouse with", "Greenhouse", "before")
	term.press("G", "enter")
	term.see("before and now", "+ groups:read", "# launch-plans", "gained")
	term.press("q")
	term.gone("before and now")
	term.press("q")
	if status := term.ends(); status != 0 {
		t.Errorf("status %d", status)
	}
	term.restored()
}
