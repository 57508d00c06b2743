package ui

import (
	"os"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// fieldMoments open every field that text is typed into.
var fieldMoments = []struct {
	name, team string
	keys       []string
}{
	{"filter of teams", "acme", []string{"1", "/"}},
	{"filter of resources", "acme", []string{"2", "/"}},
	{"filter of scopes", "acme", []string{"3", "/"}},
	{"palette", "acme", []string{":"}},
	{"question", "acme", []string{"n"}},
	{"composer", "acme", []string{"c", "a"}},
	{"user", "acme", []string{"c", "u"}},
	{"trigger", "acme", []string{"c", "a", "pins:write", "enter", "enter", "p"}},
	{"error", "acme", []string{"X"}},
	{"file", "acme", []string{"E", "ctrl+u"}},
	{"filter of the matrix", "acme", []string{"m", "/"}},
	{"filter of the help", "acme", []string{"?", "/"}},
	{"filter of teams to compare", "initech", []string{"d", "/"}},
}

// TestFieldsFollowTheCursor types more than any field has room for: what was typed last is on
// the screen, and so is the place where the next letter goes.
func TestFieldsFollowTheCursor(t *testing.T) {
	t.Parallel()
	sizes := [][2]int{{80, 24}, {20, 7}}
	if os.Getenv("PERISCOPE_TESTS") == "full" {
		sizes = append(sizes, [2]int{120, 36}, [2]int{40, 12})
	}
	for _, m := range fieldMoments {
		for _, size := range sizes {
			d := newEverything().at(t, m.team, size[0], size[1], m.keys...)
			check := func(typed string) {
				t.Helper()
				d.press(typed)
				checkSize(t, d.screen(), size[0], size[1])
				lines := strings.Split(ansi.Strip(d.screen()), "\n")
				if d.e.dialog() != nil {
					if !strings.Contains(strings.Join(lines, "\n"), typed+"▏") {
						t.Errorf("%s at %v: no cursor behind %q:\n%s", m.name, size, typed, strings.Join(lines, "\n"))
					}
					return
				}
				c := d.e.View().Cursor
				if c == nil || c.Y >= size[1] || c.X >= size[0] {
					t.Fatalf("%s at %v: the cursor is at %v", m.name, size, c)
				}
				if before := ansi.Cut(lines[c.Y], 0, c.X); !strings.HasSuffix(before, typed) {
					t.Errorf("%s at %v: the cursor is not behind %q but behind %q", m.name, size, typed, before)
				}
			}
			d.press(strings.Repeat("b", 70) + "日本語")
			check("終TAIL")
			for range 40 {
				d.press("left")
			}
			check("本TO")
			d.press("home")
			check("題HI")
		}
	}
}

// TestFieldsMoveInTheirLists moves in the list below what is typed by the keys that people know
// from other programs. Other keys change neither the text nor what is selected.
func TestFieldsMoveInTheirLists(t *testing.T) {
	t.Parallel()
	selected := func(d *driver) string {
		box, _, ok := d.e.dialogBox()
		if !ok {
			return d.e.teams.Selected().Name()
		}
		for _, line := range box.Lines {
			if _, row, ok := strings.Cut(ansi.Strip(line), "│▌"); ok {
				return row
			}
		}
		return ""
	}
	for _, m := range []struct {
		name, team string
		keys       []string
	}{
		{"palette", "acme", []string{":", "chan"}},
		{"question", "acme", []string{"n", "conv"}},
		{"composer", "acme", []string{"c", "a", "rea"}},
		{"filter of the matrix", "acme", []string{"m", "/", "read"}},
		{"filter of the help", "acme", []string{"?", "/", "a"}},
		{"filter of the tokens", "acme", []string{"O", "/", "o"}},
		{"filter of teams to compare", "initech", []string{"d", "/", "e"}},
		{"filter of explained errors", "initech", []string{
			"X", `reactions.add missing_scope reactions:write`, "enter", "/",
		}},
		{"filter of teams", "acme", []string{"1", "/", "o"}},
	} {
		d := newEverything().at(t, m.team, 120, 36, m.keys...)
		first := selected(d)
		if first == "" {
			t.Errorf("%s: nothing is selected:\n%s", m.name, ansi.Strip(d.screen()))
		}
		d.press("down")
		second := selected(d)
		d.press("up")
		if second == first && m.name != "filter of explained errors" {
			t.Errorf("%s: down does not move", m.name)
		}
		for _, move := range [][2]string{{"ctrl+n", "ctrl+p"}, {"ctrl+j", "ctrl+k"}, {"down", "up"}} {
			d.press(move[0])
			if got := selected(d); got != second {
				t.Errorf("%s: %s selects %q, not %q", m.name, move[0], got, second)
			}
			screen := d.screen()
			d.press("ctrl+x", "ctrl+g", "ctrl+y", "ctrl+o")
			d.send(tea.KeyPressMsg{Code: tea.KeyF5})
			if after := d.screen(); after != screen {
				t.Errorf("%s: other keys change the screen to\n%s", m.name, ansi.Strip(after))
			}
			d.press(move[1])
			if got := selected(d); got != first {
				t.Errorf("%s: %s selects %q, not %q", m.name, move[1], got, first)
			}
		}
	}
	d := newEverything().at(t, "acme", 120, 36, "ctrl+p")
	d.see("Find anything")
	d = newEverything().at(t, "acme", 120, 36, "n", "conversations.", "ctrl+n", "ctrl+n")
	wanted, _, _ := strings.Cut(strings.TrimSpace(selected(d)), " ")
	d.press("ctrl+x", "enter")
	d.see("Can I call " + wanted + "?")
}
