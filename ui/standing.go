package ui

import (
	"periscope/model"
	"periscope/model/catalog"
)

var standingGlyphs = map[model.Standing]string{
	model.Granted:    "✓",
	model.NotHere:    "–",
	model.CanAsk:     "+",
	model.Superseded: "~",
	model.Elsewhere:  "·",
	model.Untold:     "?",
	model.Unclear:    "?",
}

// standingWord says how a scope stands for a token of a kind, in at most 14
// letters, or 9 when there is no room.
func standingWord(s model.ScopeStanding, kind catalog.TokenKind, wide bool) string {
	switch s.Standing {
	case model.Superseded:
		return "replaced"
	case model.Elsewhere:
		places := s.Entry.PlacesFor(kind)
		switch {
		case len(places) != 1:
		case wide:
			return string(places[0].Type) + " scope"
		default:
			return string(places[0].Type)
		}
	}
	return string(s.Standing)
}

func standingStyles(st styles, s model.Standing) (name, word ink) {
	switch s {
	case model.Granted:
		return st.text, st.good
	case model.CanAsk:
		return st.text, st.ask
	case model.Superseded:
		return st.dim, st.warn
	case model.Untold:
		return st.text, st.warn
	case model.NotHere:
		return st.dim, st.bad
	}
	return st.dim, st.dim
}
