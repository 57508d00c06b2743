// Package text makes what came from outside fit to be shown: Clean leaves nothing that
// a terminal would obey or hide, Cut bounds the length, and Redact takes out what looks
// like a secret. Text is cleaned once, where it is decoded, and later readers rely on it.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Names, topics and even error codes are written by strangers, and this program
// writes to a terminal, where an escape sequence is a command and an invisible
// character is a lie. So all text is cleaned once, where it is decoded, and
// nothing later has to remember.

// The longest code and the longest remark from outside that an error repeats, in characters.
const (
	MaxCode   = 80
	MaxRemark = 300
)

// maxMarks is how many combining marks one character keeps. Real writing
// systems rarely stack more; what does is meant to spill over other lines.
const maxMarks = 4

// Safe is a string of Slack's. Decoding cleans it.
type Safe string

// UnmarshalText cleans what it decodes.
func (t *Safe) UnmarshalText(b []byte) error {
	*t = Safe(Clean(string(b)))
	return nil
}

// Clean makes a string from outside safe to print, as one line, in any
// terminal. Nothing vanishes but variation selectors and skin tones, on whose
// width terminals disagree; everything else that is dangerous or invisible
// leaves a visible mark:
//
//   - control characters become their pictures, ␛ for escape;
//   - C1 controls, format characters (bidirectional overrides, joiners, tags,
//     byte order marks), other characters without a glyph, line and paragraph
//     separators, and bytes that are not UTF-8 become �;
//   - combining marks beyond the fourth in a row become one �.
//
// Clean(Clean(s)) == Clean(s).
func Clean(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	marks := 0
	for _, r := range s {
		if unicode.Is(unicode.Variation_Selector, r) || skinTone(r) {
			continue
		}
		r = visible(r)
		if unicode.Is(unicode.M, r) {
			marks++
		} else {
			marks = 0
		}
		switch {
		case marks <= maxMarks:
			b.WriteRune(r)
		case marks == maxMarks+1:
			b.WriteRune(utf8.RuneError)
		}
	}
	return b.String()
}

// skinTone reports whether r only tints the emoji before it.
func skinTone(r rune) bool { return r >= 0x1f3fb && r <= 0x1f3ff }

// plain reports whether s is printable ASCII, as nearly every string is.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// visible returns r, or what stands for it if a terminal would obey or hide it.
func visible(r rune) rune {
	const pictures, pictureOfDelete = '␀', '␡'
	switch {
	case r < ' ':
		return pictures + r
	case r == 0x7f:
		return pictureOfDelete
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point):
		return utf8.RuneError
	}
	return r
}

// Cut shortens s, which is clean, to at most n characters.
func Cut(s string, n int) string {
	i := 0
	for at := range s {
		if i == n {
			return s[:at] + "…"
		}
		i++
	}
	return s
}
