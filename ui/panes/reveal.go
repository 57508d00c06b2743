package panes

import (
	"periscope/model"
	"periscope/ui/state"
)

// Reveal puts the cursor on a resource or type. The type of a resource is unfolded for it.
func (p *Resources) Reveal(r model.Resource) {
	for i := range p.tree.sections {
		s := &p.tree.sections[i]
		if s.kind == r.Type && r.ID != "" && !s.expanded && s.size() > 0 {
			s.expanded = true
			p.placeIn(p.Session).expanded[s.kind] = true
			p.SetRows(p.tree.rows())
		}
	}
	p.Seek(r)
}

// Select puts the cursor on a team, if it has a row.
func (p *Teams) Select(s *state.Session) {
	for row, other := range p.shown {
		if other == s {
			p.MoveTo(row)
		}
	}
}
