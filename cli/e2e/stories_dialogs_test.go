//go:build unix

package e2e

import (
	"testing"
)

// TestStoriesOfDialogsByKeyboard opens, uses and leaves each dialog by keys alone.
func TestStoriesOfDialogsByKeyboard(t *testing.T) {
	t.Parallel()
	s := start(t, 120, 36, "demo")
	s.see("Acme HQ", "all but 2", "14 granted")
	tell(t, s, []story{
		{"an empty request invites (B13, first minute)", []step{
			press("c"), see("Compose a request", "Nothing is picked yet"), closes("Compose a request"),
		}},
		{"I type a scope into the request, mend it by its number, and it waits for a user (A4, B11)", []step{
			press("c"), see("Compose a request"), press("a"), typed("dnd:read pins:write", "pins:write"), press("enter"), see("mixed_scope"), press("1"),
			see("Request 1 of 2"), press("enter"), gone("Request 1 of 2"), see("waiting for a user"),
		}},
		{"the badge stays beside the keys while a request waits (A3)", []step{
			see("· waiting for a user: dnd:read (+1)", "? help"),
		}},
		{"a trigger that I paste is judged (p)", []step{
			press("p"), see("Paste a trigger"), press("nonsense", "enter"), gone("Paste a trigger"), see("· waiting for a user: dnd:read (+1)"),
		}},
		{"a user approves, and the change is what I see (A14, B12)", []step{
			press("t"), see("enter run the slash command"), func(s *terminal) { s.answer("run the slash command", "enter") }, see("Approve"), func(s *terminal) { s.answer("Approve", "y") }, see("granted: "),
			gone("slash command"), see("new"),
		}},
		{"what changed? right after the approval (A14)", []step{
			press("d"), see("itself, before the last change"), press("enter"), see("before and now", "gained"), closes("before and now"),
		}},
		{"the requests of this run, and one taken back (R)", []step{
			press("R"), see("Requests of this run", "granted", "○ pins:write  waiting"), press("x"), gone("○ pins:write  waiting"), closes("Requests of this run"),
		}},
		{"what went over the wire, with its JSON (B15)", []step{
			press("v"), see("To Slack", "conversations.list"), press("enter"), see("api_app_id"), closes("To Slack"),
		}},
		{"I find somebody among 49 people by typing (C5)", []step{
			press("t"), see("run the slash command"), press("/"), typed("okafor", "1 of "), press("enter"), see("▌@ Ivan Okafor"), press("esc"), see("esc close"), closes("run the slash command"),
		}},
		{"the matrix goes where I point (B9)", []step{
			press("m"), see("Scopes by resource type"), press("j", "l", "enter"), gone("Scopes by resource type"), see("chat:write"), press("2", "g", "1"), see("15 granted"),
		}},
		{"a scope in full (i)", []step{
			press("3", "i"), see("esc close"), closes("esc close"), press("1"),
		}},
		{"may the bot call conversations.history in private channels, and what to add? (C, first minute)", []step{
			press("G", "k"), see("▌Lighthouse", "6 scopes"), press("n"), see("Can I call…?"), typed("conversations_history", "conversations.history"), press("enter"),
			see("Can I call conversations.history?", "pick groups:history  to call it on private channels (group)"), closes("Can I call conversations"),
		}},
		{"the scope that no code uses (B10, A23)", []step{
			press("D"), see("Held, and used by no call", "calls fail."), closes("calls fail."),
		}},
		{"what does this error mean? (X)", []step{
			press("X"), see("What does this error mean?"), func(s *terminal) {
				s.paste(`pins.add {"ok":false,"error":"missing_scope","needed":"pins:write","provided":"chat:write"}`)
			}, see("pins:write"), closes("pins.add"),
		}},
		{"an install composed, checked and approved (A13)", []step{
			press("c"), see("Compose an install"), press("a"), typed("groups:read", "groups:read"), press("enter"), see("will then hold 7 scopes"), press("enter"),
			see("You play the person"), press("y"), see("installed: groups:read"), gone("needs groups:read"),
		}},
		{"the keys of a dialog and why some do nothing now (A24)", []step{
			press("c"), see("Compose an install"), press("?"), see("In this dialog", "not now: nothing is asked for"), closes("In this dialog"), closes("Compose an install"),
		}},
		{"all tokens, filtered (C5, C6)", []step{
			press("O"), see("All tokens"), press("/"), typed("user token", "1 of 6"), press("enter", "enter"), gone("All tokens"), see("▌Greenhouse"),
		}},
	})
	s.press("q")
	s.endsWith(0)
}

// TestStoriesOfDialogsByMouse opens, uses and leaves each dialog by the mouse alone.
func TestStoriesOfDialogsByMouse(t *testing.T) {
	t.Parallel()
	s := start(t, 120, 36, "demo")
	s.see("Acme HQ", "all but 2", "14 granted")
	leave := func(title string) step {
		return clickUntilGone("esc close", title)
	}
	palette := func(entry string) step {
		return func(s *terminal) {
			openPalette(s)
			wheel("enter run or go there", entry)(s)
			click(entry)(s)
			s.gone("Find anything")
		}
	}
	tell(t, s, []story{
		{"help by its hint, and a click beside it closes it (A15)", []step{
			clickFor("? help", "Take away"), click("periscope"), gone("Take away"),
		}},
		{"help scrolls under the wheel (A15)", []step{
			clickFor("? help", "Take away"), wheel("esc close", "back to the shell"), leave("back to the shell"),
		}},
		{"the palette by its hint, an entry by a click (A15, C2)", []step{palette("activity: calls and events"), see("To Slack"), leave("To Slack")}},
		{"a row of the activity unfolds at the second click (A15)", []step{
			palette("activity: calls and events"), see("To Slack"), click("auth.test"), click("auth.test"), see(`"ok"`), leave("To Slack"),
		}},
		{"the matrix, a row of it, and there (A15, B9)", []step{
			clickFor("m matrix", "Scopes by resource type"), choose("chat:write"), gone("Scopes by resource type"), see("Acme HQ › "),
		}},
		{"a resource, then back to everything (A15)", []step{
			clickFor("everything", "14 granted"),
		}},
		{"inspect in full (A15)", []step{
			palette("inspect in full"), see("esc close"), leave("esc close"),
		}},
		{"compare with another team: chosen by a click (A15)", []step{
			palette("compare with before or another team"), see("Compare Acme HQ with"), choose("Fresh Install"), see("Acme HQ compared with Fresh Install", "alone has"), leave("compared with"),
		}},
		{"what an error means (A15)", []step{
			palette("explain an error"), see("What does this error mean?"), leave("What does this error"),
		}},
		{"all tokens, and to a team (C6)", []step{
			palette("all tokens"), see("6 tokens"), choose("Fresh Install"), gone("All tokens"), see("▌Fresh Install"), clickFor("Acme HQ", "14 granted"),
		}},
		{"can I call? by its hint (A15)", []step{
			clickFor("n can I call…", "Can I call…?"), leave("Can I call…?"),
		}},
		{"a scope is picked and composed by hints (A15)", []step{
			clickFor("▸ team", "3 granted"), click("+ dnd:read"), clickFor("space pick", "1 picked"), clickFor("c compose", "Compose a request"),
			click("enter wait for a user"), gone("Compose a request"), see("waiting for a user: dnd:read"),
		}},
		{"the requests by the palette, and composed again (A15)", []step{
			palette("requests of this run"), see("Requests of this run"), leave("Requests of this run"),
		}},
		{"a trigger's dialog opens and closes (A15)", []step{
			palette("paste a trigger"), see("Paste a trigger"), leave("Paste a trigger"),
		}},
		{"a user is played: command, approval (A15, B12)", []step{
			clickFor("t act as a user", "enter run the slash command"), clickFor("enter run the slash command", "y  Approve"), questionTakesKeys, clickUntilGone("y  Approve", "Approve"),
			see("granted: dnd:read", "new"),
		}},
		{"an export is written by a click (A15, C4)", []step{
			palette("export this view"), see("Export: "), leave("Export: "),
		}},
		{"drift of the bot (A15, B10)", []step{
			clickFor("Lighthouse", "6 granted"), palette("drift: manifest"), see("calls fail."), leave("calls fail."),
		}},
		{"an install by clicks (A13, A15)", []step{
			clickFor("? group", "needs groups:read"), click("+ groups:read"), clickFor("space pick", "1 picked"), clickFor("c compose", "Compose an install"),
			clickFor("enter install", "You play the person"), clickFor("y  Approve", "installed: groups:read"),
		}},
		{"the wheel scrolls what is under it (A15)", []step{
			clickFor("Acme HQ", "Acme HQ"), click("▸ channel"), clickFor("▌▸ channel", "# payroll"), wheel("2 Resources", "# ask-data"),
		}},
	})
	s.press("q")
	s.endsWith(0)
}
