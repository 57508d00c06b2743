package ui

import (
	"fmt"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
)

// scopesPane shows how every scope stands towards the selected resource type,
// or towards one resource.
type scopesPane struct {
	list
	filter    filter
	on        model.Resource // the type, and the resource when ID is set
	standings []model.ScopeStanding
	shown     []int // those that the filter leaves
	ready     bool
	session   *session // whose scopes these are
}

func newScopesPane() scopesPane { return scopesPane{filter: newFilter()} }

// at is the scope under the cursor.
func (p *scopesPane) at() (model.ScopeStanding, bool) {
	if !p.ready || p.cursor >= len(p.shown) {
		return model.ScopeStanding{}, false
	}
	return p.standings[p.shown[p.cursor]], true
}

// selected is the scope under the cursor, or the zero value.
func (p *scopesPane) selected() model.ScopeStanding {
	s, _ := p.at()
	return s
}

// show turns the pane to a resource or type, keeping the cursor on its scope.
func (p *scopesPane) show(s *session, on model.Resource) {
	was, had := p.at()
	p.ready, p.on, p.session = true, on, s
	p.standings = s.perms.StandingsOn(on.Type, on.ID)
	p.refilter()
	if had && p.cursor > 0 { // a cursor that nobody moved stays at the top
		p.seek(was.Scope)
	}
}

// clear empties the pane: there is nothing to show scopes of.
func (p *scopesPane) clear() {
	p.ready, p.standings, p.shown = false, nil, nil
	p.setRows(0)
}

func (p *scopesPane) seek(s catalog.Scope) {
	for row, i := range p.shown {
		if p.standings[i].Scope == s {
			p.moveTo(row)
			return
		}
	}
}

func (p *scopesPane) refilter() {
	was, had := p.at()
	p.shown = p.shown[:0]
	for i, s := range p.standings {
		if p.filter.query.matches([]byte(string(s.Scope) + " " + standingWord(s, p.session.kind(), true))) {
			p.shown = append(p.shown, i)
		}
	}
	p.setRows(len(p.shown))
	if had {
		p.seek(was.Scope)
	}
}

func (p *scopesPane) draw(st styles, r rect, border, focused bool) []string {
	in := r.inner(border)
	f := frame{title: "3 Scopes", bottom: p.filter.label(), focused: focused, border: border}
	rows := p.caveat(st, in)
	p.lead = len(rows)
	p.resize(in.h - p.lead)
	switch {
	case !p.ready:
		rows = notice(st, in, "Scopes of the selected resource type appear here.")
	case p.rows == 0:
		rows = notice(st, in, "No scope matches the filter.", "esc clears it")
	}
	if p.ready {
		f.title += " · " + string(p.on.Type)
		if p.ofItsOwn() {
			f.title += " · " + label(p.on)
		}
		f.right = p.tally()
	}
	wide, words := in.w >= 36, 9
	if wide {
		words = 14
	}
	from, to := p.visible()
	for row := from; row < to; row++ {
		s := p.standings[p.shown[row]]
		l := line{text: string(s.Scope), note: standingWord(s, p.session.kind(), wide), glyph: standingGlyphs[s.Standing]}
		l.style, l.quiet = standingStyles(st, s.Standing)
		switch change := p.session.change(s.Scope, p.on); {
		case p.session.picked(s.Scope):
			l.glyph, l.note, l.quiet = "●", "picked", st.accent
		case change != "":
			l.note, l.quiet = change, st.accent
		}
		l.spans = p.filter.query.spans(l.text)
		rows = append(rows, l.draw(st, in.w, words, emphasize(row == p.cursor, focused)))
	}
	return f.draw(st, r, rows)
}

// caveat says above the scopes that nobody knows which of them are held.
func (p *scopesPane) caveat(st styles, in rect) []string {
	const leastScopes = 3 // rows
	if !p.ready || !p.session.perms.ScopesUntold {
		return nil
	}
	var rows []string
	for _, l := range wrap(untoldSentence, max(1, in.w-2)) {
		rows = append(rows, st.warn.Render(fit(" "+l, in.w)))
	}
	if in.h-len(rows) < leastScopes {
		return nil
	}
	return rows
}

// ofItsOwn reports whether the resource has scopes other than its type's.
func (p *scopesPane) ofItsOwn() bool {
	return p.on.ID != "" && (p.on.Type == catalog.User || slices.ContainsFunc(p.standings, func(s model.ScopeStanding) bool {
		return s.Standing == model.NotHere
	}))
}

// tally is how many scopes are granted, or how many the filter left.
func (p *scopesPane) tally() string {
	if p.filter.on() {
		return fmt.Sprintf("%d of %d", len(p.shown), len(p.standings))
	}
	if p.session.perms.ScopesUntold {
		return "unknown"
	}
	granted := 0
	for _, s := range p.standings {
		if s.Standing == model.Granted {
			granted++
		}
	}
	return fmt.Sprintf("%d granted", granted)
}
