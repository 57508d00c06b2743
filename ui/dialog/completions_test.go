package dialog

import (
	"strings"
	"testing"

	"periscope/ui/state"
)

// TestSuggestionsOfACall types what people remember of a method or event: its beginning, a
// part, its words in any order, its letters, or its name with a slip.
func TestSuggestionsOfACall(t *testing.T) {
	t.Parallel()
	d := NewCanCall(state.NewSession(state.Team{}))
	for typed, want := range map[string]string{
		"conversations.hist":     "conversations.history",
		"history":                "conversations.history", // its forerunners are retired
		"conv history":           "conversations.history",
		"history conv":           "conversations.history",
		"upload get":             "files.getUploadURLExternal",
		"cnvhist":                "conversations.history",
		"conversation.histroy":   "conversations.history",
		"client.conversations_h": "conversations.history",
		"app_men":                "app_mention",
		"team joined":            "",
		"join team":              "team_join",
	} {
		got := append(d.suggest(typed), "")
		if got[0] != want {
			t.Errorf("%q suggests %q, want %q", typed, got, want)
		}
	}
	for _, typed := range []string{"", " ", "~", "~~ ~", "\x00", strings.Repeat("conv ", 900)} {
		d.suggest(typed)
	}
	c := NewComposer(state.NewSession(state.Team{}), 0, ComposerOptions{})
	for typed, want := range map[string]string{"chatwr": "chat:write", "write pins": "pins:write", "emo": "emoji:read"} {
		if got := append(c.suggest(typed), ""); got[0] != want {
			t.Errorf("%q suggests %q, want %q", typed, got, want)
		}
	}
}
