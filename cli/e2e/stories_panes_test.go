//go:build unix

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestStoriesOfThePanes is what people do in the panes of the demo.
func TestStoriesOfThePanes(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	// Without a desktop there is no clipboard but the terminal's.
	s := program{name: periscope, home: home, w: 120, h: 36, vars: []string{"SSH_TTY=/dev/pts/1"}}.startCommand(t, &exec.Cmd{Path: os.Args[0], Args: []string{os.Args[0], "demo"}, Dir: home})
	s.see("Acme HQ", "all but 2", "14 granted")
	tell(t, s, []story{
		{"I see what is granted, whichever scope I looked at before (A1)", []step{
			press("3", "end"), see("of 49"), press("2", "j", "j"), see("5 granted", "✓ chat:write"), press("g"), see("14 granted"), press("3", "home"),
		}},
		{"the lower line tells the keys that work while I type a filter (A2)", []step{
			press("2", "/"), see("enter keep", "esc clear"), gone("q quit"), press("esc"), see("q quit"),
		}},
		{"a notice does not hide the keys, and says what came of reading again (A3)", []step{
			press("1", "r"), see("read Acme HQ again: nothing changed", "? help"),
		}},
		{"a filter finds names and ids in any order of words (C2)", []step{
			press("2", "/"), typed("singapore ios", "/singapore ios"), press("enter"), see("1 of 1,"), press("esc"), gone("/singapore"),
		}},
		{"~ finds letters that are spread out (C2)", []step{
			press("3", "/"), typed("~cwrt", "/~cwrt"), press("enter"), see("✓ chat:write"), press("esc"), gone("~cwrt"),
		}},
		{"unfolding stays with its team, and the key says what it does (A9)", []step{
			press("2", "e"), see("# payroll"), press("1", "G", "k"), see("▌Lighthouse", "▸ channel"), press("g"), see("# payroll"),
			press(":"), see("fold all"), closes("Find anything"), press("2", "e"), gone("# payroll"), press("g"),
		}},
		{"I come back to a resource where I left it (A10)", []step{
			press("2", "j", "j", "j"), see("Acme HQ › group"), press("1", "j"), see("▌Fresh Install"), press("k"), see("3 Scopes on group", "▌▸ group"), press("2", "g"), gone("Scopes on group"), press("1"),
		}},
		{"a revoked token claims nothing and is offered nothing (A4, A11)", []step{
			press("1", "j", "j"), see("▌Umbrella", "The token was revoked", "token_revoked"), press("c"), see("accepts this token no more"), gone("Compose"),
			press("g"), see("▌Acme HQ"),
		}},
		{"channels by name, what is excluded is marked (A8, A20)", []step{
			press("2", "j", "j", "enter"), see("– # payroll", "# annou"), press("j"), see("not here"), press("k", "enter"), gone("# payroll"), press("g"),
		}},
		{"people are named, not their ids (A19)", []step{
			press("2", "G"), see("› user", "U01RYQJB9"), press("enter"), see("@ ivan.okafor  reminders:read:user"), press("enter", "g"), see("14 granted"),
		}},
		{"where does chat:write reach? (B9)", []step{
			press("3", "j", "enter"), see("Where chat:write reaches"), press("esc"), gone("Where chat:write"), press("g"),
		}},
		{"I pick two scopes, undo one, drop all (C8)", []step{
			press("2", "j", "3", "/"), typed("dnd:read", "/dnd:read"), press("enter"), see("› dnd:read"), press("space"), see("1 picked"), press("u"), gone("1 picked"), press("space"), see("1 picked"),
			press("U"), gone("1 picked"), press("esc"), gone("/dnd:read"), press("2", "g"), see("14 granted"),
		}},
		{"y copies the scope, Y what it is called (C1)", []step{
			press("3", "g", "y"), copied("channels:history"), see("sent channels:history to your terminal"),
		}},
		{"y copies the id of a channel (C1)", []step{
			press("2", "/"), typed("payroll", "/payroll"), press("enter"), see("1 of 1,"), press("G", "y"), see("sent C"), press("esc"), gone("/payroll"), press("g"),
		}},
		{"E exports the view as Markdown and says where it is (C4)", []step{
			press("3", "E"), see("Export: Scopes", ".md"), press("enter"), gone("Export: Scopes"), see("which only you can read"),
		}},
		{"all commands can be found by their words (C2)", []step{
			press(":"), see("Find anything"), typed("matrix", "matrix of scopes and types"), press("enter"), see("Scopes by resource type"), closes("Scopes by resource type"),
		}},
		{"a scope, a method, an event are found from anywhere (C2)", []step{
			press("\x10"), see("Find anything"), typed("app_mention", "do I get it?"), closes("Find anything"),
		}},
		{"the keys of a dialog that is not for them say so, by name (A24)", []step{
			press("m"), see("Scopes by resource type"), press("Z"), see("Z does nothing in this dialog"), closes("Scopes by resource type"),
		}},
		{"? lists every key with its reason (D)", []step{
			press("?"), see("Ask", "Take away"), press("/"), typed("renew", "renew a token"), press("esc"), see("esc close"), closes("esc close"),
		}},
		{"the tokens of all teams at once (C6)", []step{
			press("O"), see("All tokens", "6 tokens: 5 ok, 1 revoked.", "user token"), press("G", "enter"), gone("All tokens"), see("▌Greenhouse"), press("1", "g"),
		}},
		{"compare shows what changed, without a flash of another team (A14)", []step{
			press("d"), see("Compare Acme HQ with", "Lighthouse"), press("/"), typed("light", "1 of"), press("enter"), press("enter"), see("Acme HQ compared with Lighthouse", "alone has"),
			closes("compared with"),
		}},
		{"narrow names keep the part that differs (A17)", []step{
			func(s *terminal) { s.resize(60, 20) }, see("Acme HQ"), press("m"), see("channels:history", "conversati…:read"), closes("channels:history  "),
			func(s *terminal) { s.resize(120, 36) }, see("14 granted"),
		}},
		{"how to leave a dialog is never cut (A18)", []step{
			func(s *terminal) { s.resize(40, 12) }, press("c"), see("esc close"), closes("esc close"),
			func(s *terminal) { s.resize(120, 36) }, see("14 granted"),
		}},
		{"one window of one cell, and back, loses nothing (A1)", []step{
			press("2", "j", "j"), see("5 granted"), func(s *terminal) { s.resize(5, 2) }, func(s *terminal) { s.resize(120, 36) }, see("5 granted", "✓ chat:write"), press("g"), see("14 granted"),
		}},
	})
	s.press("q")
	s.endsWith(0)
	files, err := filepath.Glob(filepath.Join(home, "*.md"))
	if err != nil || len(files) != 1 {
		t.Fatalf("exported to %v, %v", files, err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil || !strings.Contains(string(text), "channels:history") || strings.Contains(string(text), "xoxa-sandbox") {
		t.Errorf("%v: %s", err, text)
	}
}
