package draw

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// letters are characters of one cell and of two, of one rune and of several.
var letters = []string{"a", "Z", "-", " ", "é", "e\u0301", "中", "한", "🚀", "🇩🇪", "ß", "．", "ä\u0323", "👩‍🚀"}

// TestFieldShowsWhereOneTypes: whatever the text, the width and the place of the cursor, the
// field is as wide as it was asked to be, the cursor is in it, and so is what was typed last.
func TestFieldShowsWhereOneTypes(t *testing.T) {
	t.Parallel()
	st, random := NewStyles(true, colorprofile.TrueColor), rand.New(rand.NewPCG(1, 2))
	for range samples(2_000) {
		all := make([]string, random.IntN(60))
		for i := range all {
			all[i] = letters[random.IntN(len(letters))]
		}
		at, width := random.IntN(len(all)+1), 5+random.IntN(60)
		left := strings.Join(all[:at], "")
		f := Field{
			Label: strings.Repeat("l", random.IntN(60)), Text: strings.Join(all, ""), Typing: true, At: len([]rune(left)),
			Note: strings.Repeat("n", random.IntN(20)),
		}
		drawn := ansi.Strip(f.Draw(st, width))
		before, after, found := strings.Cut(drawn, "▏")
		last := ""
		if at > 0 {
			last = all[at-1]
		}
		switch {
		case ansi.StringWidth(drawn) != width:
			t.Fatalf("%+v is %d cells wide, not %d: %q", f, ansi.StringWidth(drawn), width, drawn)
		case !found:
			t.Fatalf("%+v in %d cells has no cursor: %q", f, width, drawn)
		case !strings.HasSuffix(before, last):
			t.Fatalf("%+v in %d cells does not show %q before the cursor: %q", f, width, last, drawn)
		}
		if at < len(all) && !strings.HasPrefix(after, all[at]) && !strings.HasPrefix(after, "…") {
			t.Fatalf("%+v in %d cells does not go on with %q: %q", f, width, all[at], drawn)
		}
	}
}

// TestFieldScrolls shows the parts of a text that are seen.
func TestFieldScrolls(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text   string
		at     int
		width  int
		expect []string
	}{
		{"conversations", 13, 14, []string{"conversations", ""}},
		{"conversations", 13, 13, []string{"…nversations", ""}},
		{"conversations", 0, 9, []string{"", "convers…"}},
		{"conversations", 6, 9, []string{"…nver", "sa…"}},
		{"日本語日本語", 6, 5, []string{"…語", ""}},
		{"日本語日本語", 3, 5, []string{"…語", "…"}},
	} {
		before, after := Around(test.text, test.at, test.width)
		if got := []string{before, after}; !slices.Equal(got, test.expect) {
			t.Errorf("%q at %d in %d cells is %q, not %q", test.text, test.at, test.width, got, test.expect)
		}
	}
}
