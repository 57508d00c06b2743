package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"plain", "general ~!", "general ~!"},
		{"foreign letters", "größe 総務 αβγ", "größe 総務 αβγ"},
		{"emoji", "🎉", "🎉"},
		{"control characters", "a\x00\t\n\x1b[31mb\x7f", "a␀␉␊␛[31mb␡"},
		{"C1 controls", "a\u0085\u009b31m", "a��31m"},
		{"bidirectional override", "abc\u202egpj.exe", "abc�gpj.exe"},
		{"isolates and marks", "\u2066\u2069\u200e\u061c", "����"},
		{"joiners", "👩\u200d💻", "👩�💻"},
		{"byte order mark, soft hyphen", "\ufeffa\u00adb", "�a�b"},
		{"tags", "a\U000e0041\U000e007f", "a��"},
		{"letters without a glyph", "a\u3164\u115f\u034fb", "a���b"},
		{"line and paragraph separators", "a\u2028b\u2029", "a�b�"},
		{"invalid UTF-8", "a\xff\xc0b", "a��b"},
		{"a surrogate", "\xed\xa0\x80", "���"},
		{"variation selectors", "❤\ufe0f a\ufe0e\U000e0100", "❤ a"},
		{"skin tones", "👍🏽 🏿", "👍 "},
		{"four marks", "e\u0301\u0302\u0303\u0304x", "e\u0301\u0302\u0303\u0304x"},
		{"marks without end", "e" + strings.Repeat("\u0301", 300) + "x", "e\u0301\u0301\u0301\u0301�x"},
		{"marks around a selector", "e\u0301\u0301\u0301\u0301\ufe0f\u0301", "e\u0301\u0301\u0301\u0301�"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Clean(test.in); got != test.want {
				t.Errorf("Clean(%+q) = %+q, want %+q", test.in, got, test.want)
			}
		})
	}
}

func TestCleanOfPlainTextAllocatesNothing(t *testing.T) {
	s := strings.Repeat("a plain name ", 20)
	if n := testing.AllocsPerRun(100, func() { Clean(s) }); n != 0 {
		t.Errorf("Clean allocated %v times", n)
	}
}

func FuzzClean(f *testing.F) {
	f.Add("general")
	f.Add("\x1b]8;;http://a\x07b\u202e")
	f.Add("e\u0301\u0301\u0301\u0301\ufe0f\u0301\xff\u034f\u0301")
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		if !utf8.ValidString(got) {
			t.Fatalf("%+q is not UTF-8", got)
		}
		if again := Clean(got); again != got {
			t.Fatalf("cleaning %+q again makes it %+q", got, again)
		}
		marks := 0
		for _, r := range got {
			if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || dropped(r) {
				t.Fatalf("%+q holds %U", got, r)
			}
			marks++
			if !unicode.Is(unicode.M, r) {
				marks = 0
			}
			if marks > maxMarks {
				t.Fatalf("%+q stacks %d marks", got, marks)
			}
		}
		if got == "" && strings.TrimFunc(s, dropped) != "" {
			t.Fatalf("%+q vanished", s)
		}
	})
}

func dropped(r rune) bool {
	return unicode.Is(unicode.Variation_Selector, r) || r >= '🏻' && r <= '🏿'
}

func TestCleanHidesTokens(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a xoxb-sandbox-acme b":         "a xoxb-… b",
		"XOXB-SANDBOX\x1b[2J":           "XOXB-…␛[2J",
		"xoxb%2Dsandbox":                "(token)",
		"xoxb-sand\ufe0fbox":            "xoxb-…", // the selector vanishes before the token is looked for
		"\u202exoxp-sandbox-acme\u202c": "�xoxp-…�",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%+q) = %+q, want %+q", in, got, want)
		}
	}
}

// TestLongTextIsCutWhereItIsDecoded: what is kept of a megabyte is what a screen can
// show, and a token that the cut goes through is not shown either.
func TestLongTextIsCutWhereItIsDecoded(t *testing.T) {
	t.Parallel()
	decoded := func(s string) (name Name, text Safe) {
		if name.UnmarshalText([]byte(s)) != nil || text.UnmarshalText([]byte(s)) != nil {
			t.Fatal("not decoded")
		}
		return name, text
	}
	for _, unit := range []string{"n", "長", "\x1b", "\xff", "e\u0301\u0301\u0301\u0301", "a\ufe0f", "\ufe0f"} {
		name, text := decoded(strings.Repeat(unit, 1<<20))
		if n := utf8.RuneCountInString(string(name)); n > MaxName+1 || !strings.HasSuffix(string(name), "…") {
			t.Errorf("of a megabyte of %+q a name keeps %d characters, and ends in …%+q", unit, n, name[max(0, len(name)-9):])
		}
		if n := utf8.RuneCountInString(string(text)); n > MaxText+1 || !strings.HasSuffix(string(text), "…") {
			t.Errorf("of a megabyte of %+q a text keeps %d characters", unit, n)
		}
	}
	if name, text := decoded(strings.Repeat("長", MaxName)); len([]rune(name)) != MaxName || string(name) != string(text) {
		t.Errorf("cut, though not too long: %s", name)
	}
	const secret = "unprintable"
	for short := range 20 {
		name, _ := decoded(strings.Repeat("n", MaxName-short) + " xoxb-" + secret + strings.Repeat("t", 300))
		if strings.Contains(string(name), secret[:1]+secret[1:2]) {
			t.Errorf("a name that is cut in a token ends in %s", name[MaxName-short:])
		}
	}
}
