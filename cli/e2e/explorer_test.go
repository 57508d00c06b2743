//go:build unix

package e2e

import (
	"strings"
	"testing"
)

func TestExplore(t *testing.T) {
	t.Parallel()
	term := start(t, 120, 36, "demo")
	term.see("sandbox", "Acme HQ", "all but 2", "team:read")

	// Move to the channels and unfold them.
	term.press("2", "j", "j", "enter")
	term.see("payroll", "excluded", "5 granted")
	term.press("j")
	term.see("Excluded by id", "not here")

	// Filter them, look, and take the filter back.
	term.press("/", "payroll")
	term.see("/payroll", "1 of 1,")
	term.press("enter", "esc")
	term.gone("/payroll")

	// Pivot: where does chat:write reach?
	term.press("k", "3", "j")
	term.see("› chat:write")
	term.press("enter")
	term.see("where chat:write reaches")
	term.press("G")
	term.see("app_home")
	term.press("esc")
	term.see("3 Scopes")
	term.gone("where chat:write reaches")

	// Every key is listed, and the matrix is there.
	term.press("?")
	term.see("pick a scope, or drop it", "esc close")
	term.press("esc")
	term.gone("esc close")
	term.press("m")
	term.see("Scopes by resource type")
	term.press("esc")
	term.gone("Scopes by resource type")

	// Any size will do.
	for _, size := range [][2]int{{80, 24}, {20, 5}, {1, 1}, {40, 10}, {200, 60}, {80, 24}} {
		term.resize(size[0], size[1])
	}
	term.see("periscope", "Acme HQ", "help")

	// A revoked team can be selected and says what to do.
	term.press("1", "j", "j")
	term.see("revoked")

	term.press("q")
	term.endsWith(0)
}

func TestResizeStorm(t *testing.T) {
	t.Parallel()
	term := start(t, 80, 24, "demo")
	term.see("Acme HQ")
	for i := range 300 {
		term.resizeAtOnce(1+i*7%150, 1+i*5%50)
	}
	term.resize(100, 30)
	term.see("periscope", "Acme HQ", "help")
	term.press("q")
	term.endsWith(0)
}

// TestRequestAndAnswer composes a request of two types of scopes, splits it, plays
// the user who approves one part and denies the other, and finds exactly that
// in the panes, also after reading again.
func TestRequestAndAnswer(t *testing.T) {
	t.Parallel()
	term := start(t, 120, 36, "demo")
	term.see("all but 2", "14 granted")

	pickScope := func(scope string) {
		term.press("/", scope, "enter")
		term.see("› " + scope)
		term.press("space")
		term.see("● " + scope)
		term.press("esc")
		term.gone("/" + scope)
	}
	term.press("2", "j", "j")
	term.see("5 granted")
	term.press("3")
	pickScope("pins:write")
	pickScope("files:read")
	term.press("2", "k")
	term.see("3 granted")
	term.press("3")
	pickScope("dnd:read")
	term.see("3 picked")

	term.press("c")
	term.see("mixed_scope", "split into 2 requests")
	term.press("s")
	term.see("Request 1 of 2")
	term.press("enter")
	term.see("waiting for a user: pins:write  files:read (+1)")

	// One dialog is approved, the other denied.
	term.press("t")
	term.see("enter run the slash command")
	term.press("enter")
	term.see("Approve", "• pins:write")
	term.answer("Approve", "y")
	term.see("granted: pins:write", "▌✓ pins:write", "new") // what changed, and no dialog before it
	term.press("t")
	term.see("waiting for a user: dnd:read", "enter run the slash command")
	term.press("enter")
	term.see("Approve", "• dnd:read")
	term.answer("Approve", "n")
	term.see("denied: dnd:read")
	term.gone("slash command")

	granted := func() {
		term.press("2", "g", "j", "j")
		term.see("7 granted")
		term.press("k")
		term.see("3 granted", "dnd:read")
	}
	granted()
	term.press("r")
	term.see("read Acme HQ again: nothing changed")
	granted()
	term.press("R")
	term.see("Requests of this run", "denied", "granted")
	term.press("q")
	term.gone("Requests of this run")
	term.press("q")
	term.endsWith(0)
}

// TestInstallForBot meets a bot that cannot list private channels, asks whether it
// may call a method, installs the app again with the scope that is missing, as
// the person who approves, and finds what that opened: in the panes, and beside
// what was there before. In between it looks at what has drifted.
func TestInstallForBot(t *testing.T) {
	t.Parallel()
	term := start(t, 120, 36, "demo")
	term.see("all but 2")
	term.press("G", "k")
	term.see("needs groups:read", "holds  6 scopes")

	term.press("n")
	term.see("Can I call…?")
	typed("conversations_history", "conversations.history")(term)
	term.press("enter")
	term.see("Can I call conversations.history?", "yes", "channels:history", "pick groups:history")
	term.press("esc")
	term.gone("Can I call")

	term.press("2", "j", "j", "j", "space")
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
	term.see("calls fail.", "Needed, and missing", "pins.add", "files:write", "Held, and used by no call")
	term.press("esc")
	term.gone("Needed, and missing")

	term.press("d")
	term.see("Compare Lighthouse with", "Greenhouse", "before")
	term.press("enter")
	term.see("before and now", "+ groups:read", "# launch-plans", "gained")
	term.press("q")
	term.gone("before and now")
	term.press("q")
	term.endsWith(0)
}

// TestLocaleWithoutUTF8 draws frames, marks and names of others in ASCII where the locale
// says that nothing else can be shown, whatever is looked at.
func TestLocaleWithoutUTF8(t *testing.T) {
	t.Parallel()
	s := program{name: periscope, home: t.TempDir(), vars: []string{"LC_ALL=C"}, w: 120, h: 36}.start(t, "demo")
	ascii := func() {
		t.Helper()
		if strings.IndexFunc(s.screen.String(), func(r rune) bool { return r > '~' }) >= 0 {
			t.Errorf("the screen is not in ASCII:\n%s", s.screen.String())
		}
	}
	s.see("+>1 Teams", "[Acme HQ", "y channels:history")
	ascii()
	s.press("2", "e")
	s.see("v channel", "- # payroll")
	ascii()
	s.press("?")
	s.see("esc close")
	ascii()
	s.press("esc")
	s.gone("esc close")
	s.press("q")
	s.endsWith(0)
}

// TestFirstMinute goes the way of somebody who has only ever seen bot tokens: to the team
// below, to all that its token holds, to where a scope reaches, and back.
func TestFirstMinute(t *testing.T) {
	t.Parallel()
	term := start(t, 120, 36, "demo")
	term.see("Workspace, until 2021", "Bot and user tokens", "A workspace token: Slack gave these to apps until August 2021", "n can I call…", "✓ granted")
	term.press("G", "k")
	term.see("▌Lighthouse", "▌  everything", "6 scopes", "on 4 types")
	term.press("3", "/", "~chtwr", "enter")
	term.see("Lighthouse › everything › chat:write", "Yes: the bot may post messages")
	term.press("enter")
	term.see("Where chat:write reaches", "▸ channel")
	term.press("esc")
	term.gone("Where chat:write reaches")
	term.press("esc")
	term.gone("~chtwr")
	term.press("space")
	term.see("1 picked")
	term.press("u")
	term.gone("1 picked")
	term.press("q")
	term.endsWith(0)
}

// TestFramesAreWhole: a terminal that can is told where a frame begins and ends, and shows none
// that is half drawn.
func TestFramesAreWhole(t *testing.T) {
	t.Parallel()
	s := start(t, 80, 24, "demo")
	s.see("Acme HQ")
	s.press("?")
	s.see("esc close")
	s.until("a frame", func() bool { return strings.Contains(s.written(), frameBegins) })
	s.press("esc")
	s.gone("esc close")
	s.press("q")
	s.endsWith(0)
	if out := s.allOutput(); strings.Count(out, frameBegins) != strings.Count(out, frameEnds) {
		t.Errorf("%d frames begin, %d end", strings.Count(out, frameBegins), strings.Count(out, frameEnds))
	}
}
