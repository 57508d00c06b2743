package watch_test

import (
	"fmt"
	"image/color"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/ui/draw/drawtest"
	"periscope/ui/watch"
)

// app notes what the screen does with it.
type app struct{ did []string }

func (a *app) Interrupt() { a.did = append(a.did, "interrupt") }
func (a *app) Kill()      { a.did = append(a.did, "kill") }
func (a *app) Export() (string, error) {
	a.did = append(a.did, "export")
	return "calls.jsonl", nil
}

func state(calls int) watch.State {
	s := watch.State{
		Total: 1234, Running: true, Status: "running", Summary: "bot token: chat:write", Report: "the report",
		Output: []string{"started", "listening on 3000 …"},
		Scopes: []watch.Scope{
			{Name: "pins:write", Kind: "bot", Mark: watch.Missing, Word: "missing", Count: 3, Detail: []string{"Slack refused"}},
			{Name: "chat:write", Kind: "bot", Mark: watch.Used, Word: "used", Count: 12, Least: true},
			{Name: "channels:read", Kind: "user", Mark: watch.Unused, Word: "unused"},
		},
	}
	for i := range calls {
		s.Calls = append(s.Calls, watch.Call{
			Method: fmt.Sprintf("chat.method%d", i), Count: i + 1, Outcome: "ok", OK: i%2 == 0, Scopes: "chat:write",
			Last: time.Unix(int64(i), 0), Detail: []string{"12 calls, last 12:04:05"},
		})
	}
	return s
}

func newScreen(w, h int, s watch.State) (*watch.Screen, *app) {
	a := &app{}
	screen := watch.NewScreen(a, "npm start", "slack.com")
	screen.Update(tea.WindowSizeMsg{Width: w, Height: h})
	screen.Update(watch.Refreshed(s))
	return screen, a
}

func press(screen *watch.Screen, keys ...string) (last tea.Cmd) {
	for _, k := range keys {
		msg := tea.KeyPressMsg{Text: k, Code: []rune(k)[0]}
		switch k {
		case "tab":
			msg = tea.KeyPressMsg{Code: tea.KeyTab}
		case "esc":
			msg = tea.KeyPressMsg{Code: tea.KeyEscape}
		case "enter":
			msg = tea.KeyPressMsg{Code: tea.KeyEnter}
		case "ctrl+c":
			msg = tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}
		}
		_, last = screen.Update(msg)
		if last != nil {
			if answer := last(); answer != nil {
				if _, quits := answer.(tea.QuitMsg); !quits {
					screen.Update(answer)
				}
			}
		}
	}
	return last
}

func shown(s *watch.Screen) string { return ansi.Strip(s.View().Content) }

// Whatever the size, the screen has exactly as many lines and cells.
func TestScreenFitsEverySize(t *testing.T) {
	t.Parallel()
	for _, calls := range []int{0, 1, 40} {
		for w := 1; w <= 130; w += 7 {
			for h := 1; h <= 50; h += 3 {
				screen, _ := newScreen(w, h, state(calls))
				for _, keys := range [][]string{nil, {"tab"}, {"o"}, {"esc", "/", "x"}} {
					press(screen, keys...)
					lines := strings.Split(screen.View().Content, "\n")
					if len(lines) != h {
						t.Fatalf("%dx%d, %d calls, after %v: %d lines", w, h, calls, keys, len(lines))
					}
					for _, l := range lines {
						if got := ansi.StringWidth(l); got != w {
							t.Fatalf("%dx%d, %d calls, after %v: %d cells: %q", w, h, calls, keys, got, ansi.Strip(l))
						}
					}
				}
			}
		}
	}
}

// TestColours draws the screen at every size for every sort of terminal.
func TestColours(t *testing.T) {
	t.Parallel()
	for name, keys := range map[string][]string{
		"calls": {"j"}, "scopes": {"tab", "j"}, "output": {"o"}, "filter": {"/", "1"}, "no_call": {}, "paused": {"p"}, "ending": {"ctrl+c"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			drawtest.RequireViews(t, func(w, h int) drawtest.Drawn {
				seen := state(40)
				if name == "no_call" {
					seen.Calls, seen.Scopes, seen.Total = nil, nil, 0
				}
				screen, _ := newScreen(w, h, seen)
				press(screen, keys...)
				return func(mode drawtest.Mode) string {
					background := tea.BackgroundColorMsg{Color: color.White}
					if mode.Dark {
						background.Color = color.Black
					}
					screen.Update(tea.ColorProfileMsg{Profile: mode.Profile})
					screen.Update(background)
					return screen.View().Content
				}
			})
		})
	}
}

func TestScreenShowsCallsAndScopes(t *testing.T) {
	t.Parallel()
	screen, _ := newScreen(100, 30, state(3))
	for _, want := range []string{"1,234 calls · running", "✓ chat.method0", "✗ chat.method1", "✗ bot  pins:write", "missing 3", "– user channels:read", "12 calls, last"} {
		if !strings.Contains(shown(screen), want) {
			t.Errorf("%q is not shown:\n%s", want, shown(screen))
		}
	}
	press(screen, "tab")
	if !strings.Contains(shown(screen), "Slack refused") {
		t.Errorf("the scope is not described:\n%s", shown(screen))
	}
	press(screen, "o")
	if !strings.Contains(shown(screen), "listening on 3000") {
		t.Errorf("the output is not shown:\n%s", shown(screen))
	}
}

func TestFilterAndPause(t *testing.T) {
	t.Parallel()
	screen, _ := newScreen(100, 30, state(12))
	press(screen, "/", "d", "1", "0", "enter")
	if got := shown(screen); !strings.Contains(got, "chat.method10") || strings.Contains(got, "chat.method3") || !strings.Contains(got, "1 of 12") {
		t.Errorf("filtered:\n%s", got)
	}
	press(screen, "esc", "p")
	screen.Update(watch.Refreshed(state(13)))
	if got := shown(screen); !strings.Contains(got, "paused") || strings.Contains(got, "chat.method12") {
		t.Errorf("paused:\n%s", got)
	}
	press(screen, "p")
	if got := shown(screen); strings.Contains(got, "paused") || !strings.Contains(got, "chat.method12") {
		t.Errorf("continued:\n%s", got)
	}
	// The selected call stays selected when others come before it.
	press(screen, "j", "j")
	next := state(13)
	next.Calls = append([]watch.Call{{Method: "new.call", Outcome: "ok", OK: true}}, next.Calls...)
	screen.Update(watch.Refreshed(next))
	if got := shown(screen); !strings.Contains(got, "▌✓ chat.method2") {
		t.Errorf("another call is selected:\n%s", got)
	}
}

func TestEnding(t *testing.T) {
	t.Parallel()
	screen, a := newScreen(100, 30, state(1))
	press(screen, "ctrl+c", "q")
	if len(a.did) != 2 || a.did[0] != "interrupt" || a.did[1] != "interrupt" || !strings.Contains(shown(screen), "q again kills it") {
		t.Errorf("%v\n%s", a.did, shown(screen))
	}
	press(screen, "q")
	if a.did[2] != "kill" {
		t.Errorf("%v", a.did)
	}
	ended := state(1)
	ended.Running, ended.Status = false, "ended with 3"
	if _, cmd := screen.Update(watch.Refreshed(ended)); cmd == nil {
		t.Error("the screen stays though it was left, and the app has ended")
	}
	stays, _ := newScreen(100, 30, ended)
	if !strings.Contains(shown(stays), "ended with 3") {
		t.Errorf("%s", shown(stays))
	}
	if cmd := press(stays, "q"); cmd == nil {
		t.Error("q does not leave the screen of an app that has ended")
	}
}

func TestExport(t *testing.T) {
	t.Parallel()
	screen, a := newScreen(100, 30, state(1))
	press(screen, "e")
	if len(a.did) != 1 || !strings.Contains(shown(screen), "saved calls.jsonl") {
		t.Errorf("%v\n%s", a.did, shown(screen))
	}
}

// A state of many calls costs the screen little: it draws what fits.
func BenchmarkScreen(b *testing.B) {
	s := state(500)
	screen, _ := newScreen(120, 40, s)
	for b.Loop() {
		screen.Update(watch.Refreshed(s))
		_ = screen.View()
	}
}

// TestFilterFollowsTheCursor: what was typed last is on the screen, however much it is, and
// the lists move while it is typed.
func TestFilterFollowsTheCursor(t *testing.T) {
	t.Parallel()
	for _, width := range []int{5, 20, 80} {
		screen, _ := newScreen(width, 24, state(3))
		press(screen, append([]string{"/"}, strings.Split(strings.Repeat("日b", 50)+"終L", "")...)...)
		if !strings.Contains(shown(screen), "L▏") {
			t.Errorf("%d columns do not show what was typed last:\n%s", width, shown(screen))
		}
		press(screen, "enter")
		if lines := strings.Split(shown(screen), "\n"); width == 80 && !strings.Contains(lines[23], "esc all") {
			t.Errorf("a long filter hides the keys: %q", lines[23])
		}
	}
	screen, _ := newScreen(80, 24, state(3))
	press(screen, "/", "c")
	for _, move := range []struct{ down, up rune }{{'n', 'p'}, {'j', 'k'}} {
		screen.Update(tea.KeyPressMsg{Code: move.down, Mod: tea.ModCtrl})
		if !strings.Contains(shown(screen), "▌✗ chat.method1") {
			t.Errorf("ctrl+%c does not move down:\n%s", move.down, shown(screen))
		}
		screen.Update(tea.KeyPressMsg{Code: move.up, Mod: tea.ModCtrl})
		if !strings.Contains(shown(screen), "▌✓ chat.method0") {
			t.Errorf("ctrl+%c does not move up:\n%s", move.up, shown(screen))
		}
	}
}

// TestRowsAreToldApart: where there is room for it, no method is cut, and every scope has its
// state beside it.
func TestRowsAreToldApart(t *testing.T) {
	t.Parallel()
	s := state(0)
	s.Calls = []watch.Call{
		{Method: "chat.postMessage", Count: 2, OK: true, Scopes: "chat:write or chat:write:bot or chat:write:user"},
		{Method: "conversations.list", Count: 1204, OK: true, Scopes: "channels:read"},
		{Method: "conversations.list", Count: 1, Outcome: "missing_scope, groups:read is needed"},
	}
	s.Scopes = []watch.Scope{
		{Name: "chat:write", Kind: "bot", Mark: watch.Used, Word: "used", Brief: "used", Count: 12},
		{Name: "channels:history", Kind: "bot", Mark: watch.Unused, Word: "perhaps unused", Brief: "unused?"},
		{Name: "im:read", Kind: "bot", Mark: watch.Unused, Word: "perhaps unused", Brief: "unused?"},
	}
	screen, _ := newScreen(80, 24, s)
	for _, see := range []string{
		"chat.postMessage", "conversations.list", "1,204  channels:read", "channels:history   unused?", "im:read     perhaps unused",
	} {
		if !strings.Contains(shown(screen), see) {
			t.Errorf("no %q on\n%s", see, shown(screen))
		}
	}
	s.Scopes = append(s.Scopes, watch.Scope{Name: "channels:history", Kind: "user", Mark: watch.Unused, Word: "perhaps unused", Brief: "unused?"})
	screen, _ = newScreen(80, 24, s)
	if n := strings.Count(shown(screen), "unused"); n != 3 {
		t.Errorf("%d of 3 unused scopes say so on\n%s", n, shown(screen))
	}
}
