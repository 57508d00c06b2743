package draw

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestFitStyled cuts at every width, between the cells of wide characters too.
func TestFitStyled(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "plain", "\x1b[1m東京\x1b[m and 東", "a🎉b"} {
		for width := range 20 {
			got := FitStyled(text, width)
			if ansi.StringWidth(got) != width {
				t.Errorf("%q in %d cells takes %d", text, width, ansi.StringWidth(got))
			}
			if width >= ansi.StringWidth(text) && !strings.HasPrefix(got, text) {
				t.Errorf("%q was cut in %d cells", text, width)
			}
		}
	}
}

// TestWrapKeepsHyphens wraps at every width: what is typed or copied from the
// screen, such as a flag, stays in one piece where it fits.
func TestWrapKeepsHyphens(t *testing.T) {
	t.Parallel()
	const text = "Name one with --workspace T0ONE, as of 2026-08-20."
	for width := 1; width < 60; width++ {
		rows := Wrap(text, width)
		if got := strings.Join(strings.Fields(strings.Join(rows, " ")), " "); width > 11 && got != text {
			t.Errorf("in %d cells: %q", width, rows)
		}
		for _, row := range rows {
			if ansi.StringWidth(row) > width {
				t.Errorf("in %d cells: %q is wider", width, row)
			}
		}
	}
}

// TestShortenTellsNamesApart cuts names of one list: what is left differs as soon as there
// is room for some of their beginnings and ends.
func TestShortenTellsNamesApart(t *testing.T) {
	t.Parallel()
	for least, names := range map[int][]string{
		9:  {"channels:history", "conversations:history", "groups:history", "mpim:history"},
		16: {"identity.avatar:read:user", "identity.email:read:user", "identity.basic"},
		12: {"ops-infra-dublin", "ops-infra-oslo", "ops-infra-cork"},
	} {
		for width := range 30 {
			seen := map[string]string{}
			for _, name := range names {
				short := Shorten(name, width)
				if w := ansi.StringWidth(short); w > width {
					t.Errorf("%q in %d cells takes %d", name, width, w)
				}
				if other, ok := seen[short]; ok && width >= least && other != name {
					t.Errorf("%q and %q are both %q in %d cells", other, name, short, width)
				}
				seen[short] = name
			}
		}
	}
	if got := Shorten("channels:history", 12); got != "cha…:history" {
		t.Errorf("the end of the name is lost: %q", got)
	}
}

// TestASCIIKeepsItsWidth draws all sorts of text: every cell stays where it is.
func TestASCIIKeepsItsWidth(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "plain", "╭▸1 Teams ── 1 of 6 ─╮", "\x1b[1m✓ 東京\x1b[m and 東…", "a🎉b", "e\u0301", "\u0301", "👩‍👩‍👧‍👦!", "ﷺ", "🇩🇪", "\x1b]8;;https://x.example\x07ü\x1b]8;;\x07",
	} {
		got := ASCII(text)
		if ansi.StringWidth(got) != ansi.StringWidth(text) || strings.IndexFunc(got, func(r rune) bool { return r > 0x7f }) >= 0 {
			t.Errorf("%q became %q", text, got)
		}
	}
	if got := ASCII("\x1b[1m✓\x1b[m"); got != "\x1b[1my\x1b[m" {
		t.Errorf("colours went: %q", got)
	}
}

func TestNeedsASCII(t *testing.T) {
	t.Parallel()
	for environ, want := range map[string]bool{
		"":                               false,
		"LANG=C":                         true,
		"LC_ALL=C":                       true,
		"LC_ALL=POSIX":                   true,
		"LC_ALL=C.UTF-8":                 false,
		"LANG=de_DE.utf8":                false,
		"LANG=de_DE.ISO-8859-1":          true,
		"LC_ALL=C LANG=en_US.UTF-8":      true,
		"LC_ALL= LC_CTYPE=C LANG=x.utf8": true,
		"LC_CTYPE=C.UTF-8 LANG=C":        false,
		"LANG=C LANG=C.UTF-8":            false,
	} {
		if got := NeedsASCII(strings.Split(environ, " ")); got != want {
			t.Errorf("%q: %v", environ, got)
		}
	}
}

// TestBesideShowsNoScraps covers a part of a line: words that are covered in part are not
// seen at its sides, frames are.
func TestBesideShowsNoScraps(t *testing.T) {
	t.Parallel()
	const line = "│▌Acme HQ    ok │ ✓ chat:write  granted on team │"
	for _, c := range []struct {
		from, to    int
		left, right string
	}{
		{12, 17, "│▌Acme HQ   ", " ✓ chat:write  granted on team │"},
		{5, 17, "│▌   ", " ✓ chat:write  granted on team │"},
		{12, 22, "│▌Acme HQ   ", "          granted on team │"},
		{14, 36, "│▌Acme HQ     ", "            │"},
		{14, 39, "│▌Acme HQ     ", "         │"},
		{20, 22, "│▌Acme HQ    ok │   ", "          granted on team │"},
		{0, 50, "", ""},
	} {
		left, right := VisibleAround(line, c.from, c.to, ansi.StringWidth(line))
		if got, want := left+"|"+strings.TrimRight(right, " "), c.left+"|"+c.right; strings.TrimRight(got, " ") != strings.TrimRight(want, " ") {
			t.Errorf("covered from %d to %d:\n%q\nwant\n%q", c.from, c.to, got, want)
		}
	}
	const edge = "╭ 1 Teams ── 1 of 6 ─╮"
	for _, c := range []struct {
		from, to    int
		left, right string
	}{{12, 16, "╭ 1 Teams ──", "─────╮"}, {4, 16, "╭───", "─────╮"}, {15, 20, "╭ 1 Teams ─────", "─╮"}, {10, 12, "╭ 1 Teams ", " 1 of 6 ─╮"}} {
		if left, right := VisibleAround(edge, c.from, c.to, 22); left != c.left || right != c.right {
			t.Errorf("%s covered from %d to %d: %q and %q, want %q and %q", edge, c.from, c.to, left, right, c.left, c.right)
		}
	}
	wide := "東京 a🎉b  │ 東 ─ x"
	for from := range 20 {
		for to := from; to < 20; to++ {
			left, right := VisibleAround(wide, from, to, 20)
			if ansi.StringWidth(left) != from || ansi.StringWidth(right) != 20-to {
				t.Errorf("covered from %d to %d: %q and %q", from, to, left, right)
			}
		}
	}
}
