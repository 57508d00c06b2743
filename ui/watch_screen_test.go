package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/ui/watch"
)

func newWatchScreen(s watch.State) *watchScreen {
	w := &watchScreen{Screen: watch.NewScreen(nil, "npm start", "slack.com")}
	w.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
	w.Update(watch.Refreshed(s))
	return w
}

// TestWatchedReportIsCopied: by the rules of all that is copied.
func TestWatchedReportIsCopied(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ report, sent, toast string }{
		"a report":              {"Watched 2 calls.", "Watched 2 calls.", "sent the report"},
		"a report that is long": {strings.Repeat("x", longestCopy+1), "", "too long for the terminal's clipboard: e writes what was seen to a file"},
		"a report with a token": {"xoxb-" + strings.Repeat("1", 12) + "-abcdefghijkl", "", "not copied"},
	} {
		w := newWatchScreen(watch.State{Report: test.report})
		var sent string
		_, cmd := w.Update(tea.KeyPressMsg{Text: "y", Code: 'y'})
		for _, msg := range messages(cmd) {
			_, cmd := w.Update(msg)
			sent += strings.Trim(fmt.Sprint(messages(cmd)), "[]")
		}
		if sent != test.sent || !strings.Contains(w.View().Content, test.toast) {
			t.Errorf("%s: the terminal got %.50q; the screen:\n%s", name, sent, w.View().Content)
		}
	}
}

// TestWatchedFilterIsVisible: what is pasted comes from anywhere.
func TestWatchedFilterIsVisible(t *testing.T) {
	t.Parallel()
	w := newWatchScreen(watch.State{})
	w.Update(tea.KeyPressMsg{Text: "/", Code: '/'})
	w.Update(tea.PasteMsg{Content: "ch\u202eat\x1b]52;c;eA==\a"})
	w.Update(tea.KeyPressMsg{Text: "\u202e", Code: '\u202e'})
	if content := w.View().Content; strings.ContainsAny(content, "\u202e\a") || strings.Contains(content, "\x1b]") || !strings.Contains(content, "chat]52;c;eA==") {
		t.Errorf("%q", content)
	}
	for range 3 {
		w.Update(tea.PasteMsg{Content: strings.Repeat("m", 1<<20)})
	}
	if n := strings.Count(w.View().Content, "m"); n > 1000 {
		t.Errorf("%d characters are drawn", n)
	}
}

// watchPress presses keys on the screen, and delivers what follows from them.
func watchPress(w *watchScreen, keys ...string) {
	named := map[string]tea.KeyPressMsg{"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "down": {Code: tea.KeyDown}}
	for _, k := range keys {
		msg, ok := named[k]
		if !ok {
			msg = tea.KeyPressMsg{Text: k, Code: []rune(k)[0]}
		}
		_, cmd := w.Update(msg)
		for _, msg := range messages(cmd) {
			w.Update(msg)
		}
	}
}

// TestWatchedScreenListsItsKeys: the help has every key, esc closes it, enter does what the
// selected one does, and on a terminal of any size it is as large as the terminal.
func TestWatchedScreenListsItsKeys(t *testing.T) {
	t.Parallel()
	w := newWatchScreen(watch.State{Running: true})
	watchPress(w, "?")
	for _, k := range w.Keys() {
		if text := ansi.Strip(w.View().Content); !strings.Contains(text, k.Does) || !strings.Contains(text, k.Keys[0]) {
			t.Errorf("no %v: %s in the help:\n%s", k.Keys, k.Does, text)
		}
	}
	for width := 1; width < 90; width += 7 {
		for height := 1; height < 30; height += 3 {
			w.Update(tea.WindowSizeMsg{Width: width, Height: height})
			checkSize(t, w.View().Content, width, height)
		}
	}
	w.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
	watchPress(w, "/", "p", "a", "u", "s", "enter", "enter")
	if text := ansi.Strip(w.View().Content); strings.Contains(text, "all keys") || !strings.Contains(text, "paused, running") {
		t.Errorf("the help does not pause:\n%s", text)
	}
	watchPress(w, "?", "Z")
	if text := ansi.Strip(w.View().Content); !strings.Contains(text, "Z does nothing in this dialog; ? lists its keys") {
		t.Errorf("the help does not answer Z:\n%s", text)
	}
	watchPress(w, "esc", "z")
	if text := ansi.Strip(w.View().Content); strings.Contains(text, "all keys") || !strings.Contains(text, "z does nothing here; ? lists the keys") {
		t.Errorf("z is not answered:\n%s", text)
	}
	watchPress(w, "j")
	if text := ansi.Strip(w.View().Content); strings.Contains(text, "does nothing") || !strings.Contains(text, "? help") {
		t.Errorf("the next key leaves the answer:\n%s", text)
	}
}
