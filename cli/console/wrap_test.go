package console

import "testing"

// TestWrapLine: sentences break between words and rows of tables in their last column;
// what is there to be copied or compared stays whole.
func TestWrapLine(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, line, want string }{
		{"short", "All is well.\n", "All is well.\n"},
		{"sentence", "nobody reads the tokens in this file, you included, without it\n", "nobody reads the tokens in this file,\nyou included, without it\n"},
		{"flag", "--plain talks line by line, in a pipe too, and more\n", "--plain talks line by line, in a pipe\ntoo, and more\n"},
		{"removed", "--- a/manifest.yaml of an app whose name is a long one\n", "--- a/manifest.yaml of an app whose name is a long one\n"},
		{"prompt", "Where is the token to be kept, in a file or in memory? ", "Where is the token to be kept, in a file\nor in memory? "},
		{"row", "chat:write  app   it may post messages in conversations it is in\n", "chat:write  app   it may post messages\n                  in conversations it is\n                  in\n"},
		{"wide characters", "一二 三四 五六 七八 九十 百千 万億 兆京 名前\n", "一二 三四 五六 七八 九十 百千 万億 兆京\n名前\n"},
		{"command", "  periscope install chat:write pins:read pins:write files:read\n", "  periscope install chat:write pins:read pins:write files:read\n"},
		{"difference", "+    - a line of a manifest that is longer than the terminal is\n", "+    - a line of a manifest that is longer than the terminal is\n"},
		{"address", "https://slack.com/oauth/v2/authorize?client_id=1&scope=chat:write\n", "https://slack.com/oauth/v2/authorize?client_id=1&scope=chat:write\n"},
		{"no room", "a column as wide as the terminal is  and words\n", "a column as wide as the terminal is  and words\n"},
		{"empty", "\n", "\n"},
	} {
		if got := wrapLine(test.line, 40); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, got, test.want)
		}
		if got := wrapLine(test.line, 0); got != test.line {
			t.Errorf("%s: wrapped for no terminal:\n%s", test.name, got)
		}
	}
}
