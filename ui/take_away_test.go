package ui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestCopyFromEverywhere copies what is selected, in panes and dialogs, and says what.
func TestCopyFromEverywhere(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		team string
		keys []string
		want string
	}{
		{"acme", []string{"1", "y"}, "Tacme"},
		{"acme", []string{"1", "Y"}, "Acme HQ"},
		{"acme", []string{"2", "j", "j", "enter", "j", "y"}, "C0PAYROLL"},
		{"acme", []string{"2", "j", "j", "enter", "j", "Y"}, "# payroll"},
		{"acme", []string{"2", "j", "j", "3", "j", "y"}, "chat:write"},
		{"acme", []string{"2", "j", "j", "3", "j", "Y"}, "chat:write: granted on channel"},
		{"acme", []string{"m", "j", "y"}, "chat:write"},
		{"acme", []string{"t", "y"}, "U0ANA0001"},
		{"acme", []string{"c", "a", "pins:write", "enter", "y"}, "pins:write"},
		{"acme", []string{"c", "a", "pins:write", "enter", "enter", "R", "y"}, "pins:write"},
		{"initech", []string{"n", "reactions.add", "enter", "y"}, "reactions.add: no. The bot token of Initech lacks reactions:write."},
		{"initech", []string{"n", "reactions.add", "enter", "Y"}, `"$SLACK_TOKEN" | curl`},
		{"initech", []string{"c", "a", "groups:read", "enter", "y"}, installPage},
		{"initech", []string{"c", "a", "groups:read", "enter", "Y"}, "- groups:read"},
		{"initech", []string{"D", "y"}, "pins.add  pins:write  called at src/pin.py:12"},
		{"initech", []string{"d", "enter", "y"}, "team:read"},
		{"initech", []string{"3", "i", "y"}, "Yes: the bot may read"},
		{"initech", []string{"X", `{"ok":false,"error":"missing_scope","needed":"reactions:write","provided":"chat:write"}`, "enter", "y"}, "reactions:write"},
	} {
		x := newEverything()
		d := x.at(t, c.team, 120, 36, c.keys...)
		if !strings.Contains(x.clip, c.want) {
			t.Errorf("%v copies %q, want %q", c.keys, x.clip, c.want)
		}
		d.see("copied", "(xclip)")
	}
}

// TestCopyingSaysWhatWentWrong tells of a program that failed, and takes the terminal's
// clipboard where there is none. Tokens are not copied.
func TestCopyingSaysWhatWentWrong(t *testing.T) {
	t.Parallel()
	x := newEverything()
	x.fails = errors.New("it took longer than 2s")
	d := x.at(t, "acme", 120, 36, "2", "j", "j", "3", "y")
	d.see("sent channels:history to your terminal's clipboard; xclip failed: it took longer than 2s")
	d = drive(t, acme(0), 120, 36)
	cmd := d.e.copyText("chat:write", "chat:write")
	if got := fmt.Sprint(messages(cmd)); !strings.Contains(got, "chat:write") {
		t.Errorf("the terminal got %s", got)
	}
	d.run(cmd)
	d.see("sent chat:write to your terminal's clipboard")
	if cmd := d.e.copyText("xoxb-"+strings.Repeat("1", 12)+"-abcdefghijkl", "a token"); cmd != nil {
		t.Error("a token is copied")
	}
	d.see("not copied")
	if cmd := d.e.copyText(strings.Repeat("x", longestCopy+1), "much"); cmd != nil {
		t.Error("more is sent than terminals take")
	}
	d.see("E writes it to a file")
}

// TestPagesAtSlack opens the page of a scope, method or event.
func TestPagesAtSlack(t *testing.T) {
	t.Parallel()
	x := newEverything()
	x.at(t, "initech", 120, 36, "2", "j", "j", "3", "o")
	x.at(t, "initech", 120, 36, "n", "reactions.add", "enter", "o")
	x.at(t, "initech", 120, 36, "n", "app_mention", "enter", "o")
	x.at(t, "initech", 120, 36, "m", "o")
	want := []string{
		"https://docs.slack.dev/reference/scopes/channels.history", "https://docs.slack.dev/reference/methods/reactions.add",
		"https://docs.slack.dev/reference/events/app_mention", "https://docs.slack.dev/reference/scopes/channels.history",
	}
	if !slices.Equal(x.pages, want) {
		t.Errorf("opened %v, want %v", x.pages, want)
	}
	d := x.at(t, "acme", 120, 36, "1", "o")
	d.see("o opens a scope's page at Slack, in the Scopes pane")
	d = drive(t, acme(0), 120, 36) // no browser
	d.press("2", "j", "j", "3", "o")
	d.see("sent https://docs.slack.dev/reference/scopes/channels.history to your terminal's clipboard")
}

// TestExport writes views as Markdown and JSON, and asks before it replaces a file.
func TestExport(t *testing.T) {
	t.Parallel()
	x := newEverything()
	d := x.at(t, "initech", 120, 36, "D", "E")
	d.see("Export: Drift", "periscope-initech-drift.md")
	d.press("enter")
	d.see("wrote periscope-initech-drift.md, which only you can read", "Drift: Initech")
	text := x.files["periscope-initech-drift.md"]
	for _, want := range []string{"# Drift", "**3 calls fail.", "## Needed, and missing", "| pins.add | pins:write | called at src/pin.py:12"} {
		if !strings.Contains(text, want) {
			t.Errorf("the export lacks %q:\n%s", want, text)
		}
	}
	d.press("E", "enter")
	d.see("periscope-initech-drift.md exists. Replace it?")
	x.files["periscope-initech-drift.md"] = "mine"
	d.press("esc")
	d.see("file: periscope-initech-drift.md")
	if x.files["periscope-initech-drift.md"] != "mine" {
		t.Error("a file was replaced")
	}
	d.press("enter", "y")
	if x.files["periscope-initech-drift.md"] == "mine" {
		t.Error("a file was not replaced, though the user said so")
	}
	d.press("E", "tab")
	d.see("periscope-initech-drift.json", "tab as Markdown")
	d.press("enter")
	if got := x.files["periscope-initech-drift.json"]; !strings.Contains(got, `"schema": "periscope.view/v1"`) || !strings.Contains(got, `"pins.add"`) {
		t.Errorf("the JSON is %s", got)
	}
	d = x.at(t, "initech", 120, 36, "E", "ctrl+u", "/nowhere/x.md", "enter")
	d.see("there is no such directory")
	d = drive(t, acme(0), 120, 36)
	d.press("E")
	d.see("this session writes no files")
}

// TestEveryViewIsExported exports each dialog that can be, and each pane.
func TestEveryViewIsExported(t *testing.T) {
	t.Parallel()
	x := newEverything()
	for _, keys := range [][]string{
		{"1"},
		{"2"},
		{"3"},
		{"?"},
		{"m"},
		{"3", "i"},
		{"v"},
		{"D"},
		{"d", "enter"},
		{"n", "pins.add", "enter"},
		{"R"},
		{"c", "a", "groups:read", "enter"},
	} {
		clear(x.files)
		d := x.at(t, "initech", 120, 36, keys...)
		d.press("E", "enter")
		if len(x.files) != 1 {
			t.Errorf("%v: E writes %d files:\n%s", keys, len(x.files), ansi.Strip(d.screen()))
		}
		for name, text := range x.files {
			if !strings.HasPrefix(text, "# ") || strings.Contains(text, "\x1b") {
				t.Errorf("%v: %s is %q", keys, name, text)
			}
		}
	}
}

// TestVisitorsReachNothingOfThisMachine: over SSH, the clipboard, the browser and the files of
// the machine that serves are not a visitor's.
func TestVisitorsReachNothingOfThisMachine(t *testing.T) {
	t.Parallel()
	x := newEverything()
	d := x.at(t, "acme", 120, 36, "2", "j", "j", "3")
	d.e.remote = true
	d.press("y")
	d.see("sent channels:history to your terminal's clipboard")
	d.press("o", "E")
	d.see("this session writes no files")
	d.press("m", "o", "E")
	if x.clip != "" || len(x.pages) != 0 || len(x.files) != 0 {
		t.Errorf("a visitor copied %q, opened %v and wrote %v", x.clip, x.pages, x.files)
	}
}
