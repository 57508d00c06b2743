package settings_test

import (
	"fmt"
	"strings"
	"testing"

	"periscope/model/usage/settings"
)

func TestSettingsThatNameMethods(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"Slack": {"SetSnooze": "dnd.setSnooze", "Post": "/api/chat.postMessage"}}`: "SetSnooze=dnd.setSnooze Post=chat.postMessage",
		"slack:\n  set-snooze: dnd.setSnooze\n  host: example.com\n":                 "set-snooze=dnd.setSnooze",
		"slack.method.pin=pins.add\r\n#x\n":                                          "pin=pins.add",
		`{"note": "call dnd.setSnooze to rest", "scope": "pins:write"}`:              "",
	} {
		var got []string
		for _, e := range settings.Find([]byte(text)) {
			if text[e.Start:e.End] != e.Method {
				t.Errorf("%s stands at %d", e.Method, e.Start)
			}
			got = append(got, fmt.Sprintf("%s=%s", e.Key, e.Method))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q; want %q", text, got, want)
		}
	}
	if (settings.Entry{Key: "method"}).Telling() || !(settings.Entry{Key: "SetSnooze"}).Telling() {
		t.Error("a key that much else has is not told from one of the app's own")
	}
}
