package dialog

import (
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// NewMatrix shows every scope that a team's token holds, or could, by resource type.
func NewMatrix(s *state.Session) *Pager {
	return NewPager("Scopes by resource type", 1, func(st draw.Styles, width int) []string {
		return matrixRows(st, s.Permissions, width)
	})
}

func matrixRows(st draw.Styles, perms model.Permissions, width int) []string {
	types := perms.Types()
	name := width - 2
	for _, t := range types {
		name -= len(t) + 1
	}
	name = max(12, min(30, name))
	var head strings.Builder
	head.WriteString(" " + draw.Fit("", name))
	for _, t := range types {
		head.WriteString(" " + string(t))
	}
	rows := []string{st.Strong.Render(head.String())}
	for _, s := range matrixScopes(perms) {
		var row strings.Builder
		row.WriteString(" " + st.Text.Render(draw.Fit(string(s), name)))
		for _, t := range types {
			row.WriteString(matrixCell(st, perms, s, t))
		}
		rows = append(rows, row.String())
	}
	legend := " ✓ granted   + can ask   ~ replaced   blank: does not live there"
	if perms.ScopesUnknown {
		legend = " ? " + describe.ScopesUnknown
	}
	return append(rows, "", st.Dim.Render(legend))
}

// matrixScopes lists the scopes that are held first, then those that could be asked for.
func matrixScopes(p model.Permissions) []catalog.Scope {
	scopes := p.Scopes()
	held := map[catalog.Scope]bool{}
	for _, s := range scopes {
		held[s] = true
	}
	kind := state.KindOf(p)
	for _, entry := range model.RequestableScopes(kind) {
		if !held[entry.Scope] && len(entry.PlacesFor(kind)) > 0 {
			scopes = append(scopes, entry.Scope)
		}
	}
	return scopes
}

func matrixCell(st draw.Styles, p model.Permissions, s catalog.Scope, t catalog.ResourceType) string {
	status := model.StatusGranted
	if !p.Holds(s, t) {
		entry, _ := catalog.Lookup(s)
		if status, _ = model.StatusOf(entry, t, p.Kind); status == model.StatusOtherTypes || status == model.StatusUnclear {
			return strings.Repeat(" ", 1+len(t))
		}
		if p.ScopesUnknown {
			status = model.StatusUnknown
		}
	}
	_, style := describe.StatusStyles(st, status)
	return style.Render(" " + draw.Fit(describe.StatusGlyphs[status], len(t)))
}
