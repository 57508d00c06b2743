package ui

import (
	"periscope/model"
)

var standingGlyphs = map[model.Standing]string{
	model.Granted:    "✓",
	model.NotHere:    "–",
	model.CanAsk:     "+",
	model.Superseded: "~",
	model.Elsewhere:  "·",
	model.Unclear:    "?",
}

// standingWord says how a scope stands, in at most 14 letters, or 9 when there
// is no room.
func standingWord(s model.ScopeStanding, wide bool) string {
	switch {
	case s.Standing == model.Superseded:
		return "replaced"
	case s.Standing != model.Elsewhere || len(s.Entry.Places) != 1:
		return string(s.Standing)
	case wide:
		return string(s.Entry.Places[0].Type) + " scope"
	}
	return string(s.Entry.Places[0].Type)
}

func standingStyles(st styles, s model.Standing) (name, word ink) {
	switch s {
	case model.Granted:
		return st.text, st.good
	case model.CanAsk:
		return st.text, st.ask
	case model.Superseded:
		return st.dim, st.warn
	case model.NotHere:
		return st.dim, st.bad
	}
	return st.dim, st.dim
}
