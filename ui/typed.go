package ui

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// What is typed and pasted is copied from anywhere: with it come marks of direction,
// joiners and byte order marks, which nobody sees and which the terminal obeys. Names at
// Slack are shown without them, so a filter that held one would match nothing. They are
// dropped before any field or dialog gets the text, so that none has to remember.

// visibleText drops the characters of text that cannot be seen. Line breaks and tabs of a
// paste stay: fields take them for spaces.
func visibleText(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\t':
			return r
		case r >= 0x1f3fb && r <= 0x1f3ff, // skin tones: names are shown without them, too
			unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp),
			unicode.In(r, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point):
			return -1
		}
		return r
	}, text)
}

// visibleKey is a key with what can be seen of its text; typed is false if that is
// nothing, though there was some.
func visibleKey(msg tea.KeyPressMsg) (key tea.KeyPressMsg, typed bool) {
	text := visibleText(msg.Text)
	typed = text != "" || msg.Text == ""
	msg.Text = text
	return msg, typed
}
