package describe

import (
	"strings"

	"periscope/model"
)

// A token is pasted by mistake wherever text is asked for. Only the dialog that
// adds a team takes one; elsewhere a paste that holds a token is refused, and so
// is a text that came as keystrokes and turns out to hold one.

// TokenRefused says what became of a token in the wrong place.
const TokenRefused = "that is a token: it was not taken, and goes nowhere; + adds a team"

// HoldsToken reports whether text holds a Slack token, whatever is around it.
func HoldsToken(text string) bool {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !tokenLetter(r) }) {
		if _, err := model.ParseToken(word); err == nil {
			return true
		}
	}
	return false
}

func tokenLetter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' || r == '_' || r == '%'
}

// Discreet is typed text as it may be shown: without a token in it, or its length.
func Discreet(text string) string {
	if HoldsToken(text) {
		return "(a token, not shown)"
	}
	return text
}
