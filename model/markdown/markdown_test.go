package markdown

import "testing"

func TestMarkdownText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"plain words, 3 of 4":    "plain words, 3 of 4",
		"@channel":               "@&#8203;channel",
		"![x](y)":                `\!\[x\](y)`,
		"<img src=x>":            "&lt;img src=x&gt;",
		"a | b\n| c\r|\t":        `a \| b \| c \| `,
		"# *t* _u_ ~v~ `w` \\ &": "\\# \\*t\\* \\_u\\_ \\~v\\~ \\`w\\` \\\\ &amp;",
	} {
		if got := Text(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
