package ui

import (
	"periscope/model/catalog"
	"periscope/ui/draw"
)

// scopeBullets lists scopes with their meanings, as Slack might show them to a person.
func scopeBullets(st draw.Styles, width int, scopes []catalog.Scope) []string {
	var rows []string
	for _, s := range scopes {
		rows = append(rows, "    "+st.Text.Render(draw.Fit("• "+string(s), 34))+st.Dim.Render(draw.Cut(meaningOf(s), width-40)))
	}
	return rows
}
