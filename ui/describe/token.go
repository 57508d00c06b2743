package describe

import "periscope/model"

// A token is pasted by mistake wherever text is asked for. Only the dialog that
// adds a team takes one; elsewhere a paste that holds a token is refused, and so
// is a text that came as keystrokes and turns out to hold one.

// TokenRefused says what became of a token in the wrong place.
const TokenRefused = "that is a token: it was not taken"

// Discreet is typed text as it may be shown: without a token in it, or its length.
func Discreet(text string) string {
	if model.HoldsToken(text) {
		return "(a token, not shown)"
	}
	return text
}
