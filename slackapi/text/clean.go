// Package text makes what came from outside fit to be shown: Clean leaves nothing that
// a terminal would obey or hide, and no token, Cut bounds the length, and Redact takes out
// of whole messages what else is secret. Text is cleaned once, where it is decoded, and
// later readers rely on it.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"periscope/model"
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

// The longest text and the longest name from outside that is kept, in characters.
// Slack's own are shorter: names have up to 80 characters, lists of scopes some
// thousand. What a screen shows is measured and searched with every key, so that a
// name of a megabyte would hold it up.
const (
	MaxText = 4096
	MaxName = 200
)

// Safe is a string of Slack's. Decoding cleans it, and cuts it at [MaxText].
type Safe string

// UnmarshalText cleans what it decodes.
func (t *Safe) UnmarshalText(b []byte) error {
	*t = Safe(cleanWithin(b, MaxText))
	return nil
}

// Name is what somebody at Slack called something: a team, a channel, a person, an
// app. Decoding cleans it, and cuts it at [MaxName].
type Name string

// UnmarshalText cleans what it decodes.
func (t *Name) UnmarshalText(b []byte) error {
	*t = Name(cleanWithin(b, MaxName))
	return nil
}

// CleanName cleans a name from elsewhere than a reply of Slack's, as decoding a [Name] does.
func CleanName(s string) string { return cleanWithin([]byte(s), MaxName) }

// longestToken is what is read beyond a bound, in bytes, so that the cut leaves no
// beginning of a token that is too short to be known as one.
const longestToken = 1024

// cleanWithin cleans the first n characters of text.
func cleanWithin(b []byte, n int) string {
	if len(b) <= n {
		return Clean(string(b))
	}
	read := b[:min(len(b), n*utf8.UTFMax+longestToken)]
	clean := Clean(string(read))
	kept := Cut(clean, n)
	if len(read) < len(b) && kept == clean { // most of it were characters that vanish
		kept += "…"
	}
	return kept
}

// Clean makes a string from outside safe to print, as one line, in any
// terminal. Everything that has the form of a token is hidden, see
// [model.HideTokens]. Nothing else vanishes but variation selectors and skin
// tones, on whose width terminals disagree; everything that is dangerous or
// invisible leaves a visible mark:
//
//   - control characters become their pictures, ␛ for escape;
//   - C1 controls, format characters (bidirectional overrides, joiners, tags,
//     byte order marks), other characters without a glyph, line and paragraph
//     separators, and bytes that are not UTF-8 become �;
//   - combining marks beyond the fourth in a row become one �.
//
// Clean(Clean(s)) == Clean(s).
func Clean(s string) string {
	if !plain(s) {
		s = makeVisible(s)
	}
	return model.HideTokens(s)
}

func makeVisible(s string) string {
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

// Visible makes text that is written to a terminal harmless to it: what [Clean] replaces
// with a mark is replaced, but line breaks and tabs stay, and nothing vanishes. It is for
// the last step before text is shown, when what came from outside has been cleaned.
func Visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return r
		}
		return visible(r)
	}, s)
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
