package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

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
