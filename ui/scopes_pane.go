package ui

import (
	"fmt"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// scopesPane shows how every scope stands towards the selected resource type,
// or towards one resource.
type scopesPane struct {
	draw.List
	filter    filter
	on        model.Resource // the type, and the resource when ID is set
	standings []model.ScopeStanding
	shown     []int // those that the filter leaves
	ready     bool
	session   *state.Session // whose scopes these are
}

func newScopesPane() scopesPane { return scopesPane{filter: newFilter()} }

// at is the scope under the cursor.
func (p *scopesPane) at() (model.ScopeStanding, bool) {
	if !p.ready || p.Cursor >= len(p.shown) {
		return model.ScopeStanding{}, false
	}
	return p.standings[p.shown[p.Cursor]], true
}

// selected is the scope under the cursor, or the zero value.
func (p *scopesPane) selected() model.ScopeStanding {
	s, _ := p.at()
	return s
}

// show turns the pane to a resource or type, keeping the cursor on its scope.
func (p *scopesPane) show(s *state.Session, on model.Resource) {
	was, had := p.at()
	p.ready, p.on, p.session = true, on, s
	p.standings = s.Permissions.StandingsOn(on.Type, on.ID)
	p.refilter()
	if had && p.Cursor > 0 { // a cursor that nobody moved stays at the top
		p.seek(was.Scope)
	}
}

// clear empties the pane: there is nothing to show scopes of.
func (p *scopesPane) clear() {
	p.ready, p.standings, p.shown = false, nil, nil
	p.SetRows(0)
}

func (p *scopesPane) seek(s catalog.Scope) {
	for row, i := range p.shown {
		if p.standings[i].Scope == s {
			p.MoveTo(row)
			return
		}
	}
}

func (p *scopesPane) refilter() {
	was, had := p.at()
	p.shown = p.shown[:0]
	for i, s := range p.standings {
		if p.filter.query.matches([]byte(string(s.Scope) + " " + describe.StatusWord(s, p.session.Kind(), true))) {
			p.shown = append(p.shown, i)
		}
	}
	p.SetRows(len(p.shown))
	if had {
		p.seek(was.Scope)
	}
}

func (p *scopesPane) Draw(st draw.Styles, r draw.Rect, border, focused bool) []string {
	in := r.Inner(border)
	f := draw.Frame{Title: "3 Scopes", Bottom: p.filter.label(), Focused: focused, Border: border}
	rows := p.caveat(st, in)
	p.Lead = len(rows)
	p.Resize(in.H - p.Lead)
	switch {
	case !p.ready:
		rows = draw.Banner(st, in, "Scopes of the selected resource type appear here.")
	case p.Rows == 0:
		rows = draw.Banner(st, in, "No scope matches the filter.", "esc clears it")
	}
	if p.ready {
		f.Title += " · " + string(p.on.Type)
		if p.ofItsOwn() {
			f.Title += " · " + describe.Label(p.on)
		}
		f.Right = p.tally()
	}
	wide, words := in.W >= 36, 9
	if wide {
		words = 14
	}
	from, to := p.Visible()
	for row := from; row < to; row++ {
		s := p.standings[p.shown[row]]
		l := draw.Line{Text: string(s.Scope), Note: describe.StatusWord(s, p.session.Kind(), wide), Glyph: describe.StatusGlyphs[s.Standing]}
		l.Style, l.Quiet = describe.StatusStyles(st, s.Standing)
		switch change := p.session.Change(s.Scope, p.on); {
		case p.session.Picked(s.Scope):
			l.Glyph, l.Note, l.Quiet = "●", "picked", st.Accent
		case change != "":
			l.Note, l.Quiet = change, st.Accent
		}
		l.Spans = p.filter.query.spans(l.Text)
		rows = append(rows, l.Draw(st, in.W, words, draw.Emphasize(row == p.Cursor, focused)))
	}
	return f.Draw(st, r, rows)
}

// caveat says above the scopes that nobody knows which of them are held.
func (p *scopesPane) caveat(st draw.Styles, in draw.Rect) []string {
	const leastScopes = 3 // rows
	if !p.ready || !p.session.Permissions.ScopesUntold {
		return nil
	}
	var rows []string
	for _, l := range draw.Wrap(describe.ScopesUnknown, max(1, in.W-2)) {
		rows = append(rows, st.Warn.Render(draw.Fit(" "+l, in.W)))
	}
	if in.H-len(rows) < leastScopes {
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
	if p.session.Permissions.ScopesUntold {
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
