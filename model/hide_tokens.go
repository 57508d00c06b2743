package model

import (
	"regexp"
	"strings"
	"sync"
)

// Text that came from outside may repeat a token: an error that quotes a header, a
// name that a stranger chose, a command line. Nobody can tell whose token it is, so
// whatever has the form of one is hidden wherever text is cleaned.

// letters of a prefix, each as it is, percent-encoded, or escaped as in JSON or in Go.
var (
	letterX  = escapable("x", "[57]8")
	letterO  = escapable("o", "[46]f")
	anyOfXox = letterX + letterO + letterX + escapable("[a-z]", "[4-7][0-9a-f]")
	letterA  = escapable("a", "[46]1")
	letterP  = escapable("p", "[57]0")
	letterW  = escapable("w", "[57]7")
	letterF  = escapable("f", "[46]6")
	dot      = escapable(`\.`, "2e")
	dash     = escapable("-", "2d")
)

// escapable is a pattern for a character and for its code in hexadecimal: %78, %2578,
// \u0078, \x78.
func escapable(character, code string) string {
	return `(?:` + character + `|(?:%(?:25)*|\\+u00|\\+x)` + code + `)`
}

// tokenForm matches a prefix of Slack's tokens, in any case, and what follows it: of
// that the characters that tokens, and encoded tokens, are made of.
var tokenForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)((?:` + anyOfXox + `(?:` + dot + anyOfXox + `)?|` +
		letterX + letterA + letterP + letterP + `|` + letterX + letterW + letterF + letterP + `)` + dash + `)` +
		`((?:[\w.%+/=~-]|\\+u00[0-9a-f]{2}|\\+x[0-9a-f]{2})+)`)
})

// leastTail is how many characters follow a prefix in the shortest token, as for [ParseToken].
const leastTail = 4

// HideTokens returns text with "xoxb-…" in the place of everything that has the form
// of a token, in any case, percent-encoded, or escaped as in JSON. A prefix alone, as in
// "tokens start with xoxb-", stays. HideTokens(HideTokens(s)) == HideTokens(s).
func HideTokens(text string) string { return hideTokens(text, leastTail, nil) }

// HideTokensExcept is [HideTokens] with tokens that are meant to be shown: keep is asked
// about everything that has the form of a token.
func HideTokensExcept(text string, keep func(token string) bool) string {
	return hideTokens(text, leastTail, keep)
}

// HideCutTokens is [HideTokens] for text that may have been cut inside a token: it
// hides what follows a prefix however short it is.
func HideCutTokens(text string) string { return hideTokens(text, 1, nil) }

// HoldsToken reports whether text holds something that has the form of a token.
func HoldsToken(text string) bool { return HideTokens(text) != text }

func hideTokens(text string, least int, keep func(token string) bool) string {
	first := firstCandidate(text)
	if first < 0 {
		return text
	}
	return hideTokensFrom(first, text, least, keep)
}

// hideTokensFrom hides the tokens that begin at a place or behind it.
func hideTokensFrom(first int, text string, least int, keep func(token string) bool) string {
	var b strings.Builder
	b.WriteString(text[:first])
	text = text[first:]
	rest := text
	for _, at := range tokenForm().FindAllStringSubmatchIndex(text, -1) {
		prefix, end := text[at[2]:at[3]], at[5]
		if end-at[4] < least || keep != nil && keep(text[at[0]:end]) {
			continue
		}
		b.WriteString(text[len(text)-len(rest) : at[0]])
		if strings.ContainsAny(prefix, `%\`) {
			b.WriteString("(token)")
		} else {
			b.WriteString(prefix + "…")
		}
		rest = text[end:]
	}
	b.WriteString(rest)
	return b.String()
}

// firstCandidate looks for a dash behind what may be a prefix, or for an escape that may
// hide either, and returns a place before which no token begins, or -1 if there is none.
// It is asked about every name that is decoded, and nearly all have none.
func firstCandidate(s string) int {
	if strings.IndexByte(s, '%') >= 0 || strings.IndexByte(s, '\\') >= 0 {
		return firstEscapedCandidate(s)
	}
	for at := 0; ; at++ {
		next := strings.IndexByte(s[at:], '-')
		if next < 0 {
			return -1
		}
		at += next
		if at >= 4 && s[at-4]|lower == 'x' && beginsPrefix(s[at-3], s[at-2]) {
			return max(0, at-len("xoxe.xoxb"))
		}
	}
}

func firstEscapedCandidate(s string) int {
	for i := 0; i+len("xoxb-") < len(s); i++ {
		switch s[i] {
		case 'x', 'X':
			if escapes(s[i+1]) || beginsPrefix(s[i+1], s[i+2]) {
				return i
			}
		case '%', '\\':
			if next := s[i+1]; next >= '2' && next <= '7' || next|lower == 'u' || next|lower == 'x' || next == '\\' {
				return i
			}
		}
	}
	return -1
}

// lower is the bit that makes a letter a small one.
const lower = 'a' - 'A'

// beginsPrefix reports whether two characters behind an x may go on a prefix.
func beginsPrefix(second, third byte) bool {
	switch second | lower {
	case 'o':
		return third|lower == 'x' || escapes(third)
	case 'a':
		return third|lower == 'p' || escapes(third)
	case 'w':
		return third|lower == 'f' || escapes(third)
	}
	return false
}

func escapes(c byte) bool { return c == '%' || c == '\\' }
