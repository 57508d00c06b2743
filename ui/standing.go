package ui

import (
	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/draw"
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

func standingStyles(st draw.Styles, s model.Standing) (name, word draw.Style) {
	switch s {
	case model.Granted:
		return st.Text, st.Good
	case model.CanAsk:
		return st.Text, st.Ask
	case model.Superseded:
		return st.Dim, st.Warn
	case model.Untold:
		return st.Text, st.Warn
	case model.NotHere:
		return st.Dim, st.Bad
	}
	return st.Dim, st.Dim
}
