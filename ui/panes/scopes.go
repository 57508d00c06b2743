package panes

import (
	"fmt"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// Scopes shows how every scope stands towards the selected resource type,
// or towards one resource.
type Scopes struct {
	draw.List
	Filter   Filter
	On       model.Resource // the type, and the resource when ID is set
	statuses []model.ListedScope
	shown    []int // those that the filter leaves
	ready    bool
	session  *state.Session // whose scopes these are
}

// NewScopes is a pane without scopes.
func NewScopes() Scopes { return Scopes{Filter: newFilter()} }

// At is the scope under the cursor.
func (p *Scopes) At() (model.ListedScope, bool) {
	if !p.ready || p.Cursor >= len(p.shown) {
		return model.ListedScope{}, false
	}
	return p.statuses[p.shown[p.Cursor]], true
}

// Selected is the scope under the cursor, or the zero value.
func (p *Scopes) Selected() model.ListedScope {
	s, _ := p.At()
	return s
}

// Show turns the pane to a resource or type, keeping the cursor on its scope.
func (p *Scopes) Show(s *state.Session, on model.Resource) {
	was, had := p.At()
	p.ready, p.On, p.session = true, on, s
	p.statuses = s.Permissions.ListScopes(on.Type, on.ID)
	p.Refilter()
	if had && p.Cursor > 0 { // a cursor that was not moved stays at the top
		p.Seek(was.Scope)
	}
}

// Clear empties the pane: there is nothing to show scopes of.
func (p *Scopes) Clear() {
	p.ready, p.statuses, p.shown = false, nil, nil
	p.SetRows(0)
}

// Seek puts the cursor on a scope, if it has a row.
func (p *Scopes) Seek(s catalog.Scope) {
	for row, i := range p.shown {
		if p.statuses[i].Scope == s {
			p.MoveTo(row)
			return
		}
	}
}

// Refilter applies the filter and keeps the cursor on the scope it was on.
func (p *Scopes) Refilter() {
	was, had := p.At()
	p.shown = p.shown[:0]
	for i, s := range p.statuses {
		if p.Filter.query.matches([]byte(string(s.Scope) + " " + describe.StatusWord(s, p.session.Kind(), true))) {
			p.shown = append(p.shown, i)
		}
	}
	p.SetRows(len(p.shown))
	if had {
		p.Seek(was.Scope)
	}
}

// Draw draws the pane in exactly the cells of r.
func (p *Scopes) Draw(st draw.Styles, r draw.Rect, border, focused bool) []string {
	in := r.Inner(border)
	f := draw.Frame{Title: "3 Scopes", Bottom: p.Filter.Label(), Focused: focused, Border: border}
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
		f.Title += " · " + string(p.On.Type)
		if p.ofItsOwn() {
			f.Title += " · " + describe.Label(p.On)
		}
		f.Right = p.tally()
	}
	wide, words := in.W >= 36, 9
	if wide {
		words = 14
	}
	from, to := p.Visible()
	for row := from; row < to; row++ {
		s := p.statuses[p.shown[row]]
		l := draw.Line{
			Glyph: describe.StatusGlyphs[s.Status], Text: string(s.Scope), Note: describe.StatusWord(s, p.session.Kind(), wide),
		}
		l.Style, l.Quiet = describe.StatusStyles(st, s.Status)
		switch change := p.session.Change(s.Scope, p.On); {
		case p.session.Picked(s.Scope):
			l.Glyph, l.Note, l.Quiet = "●", "picked", st.Accent
		case change != "":
			l.Note, l.Quiet = change, st.Accent
		}
		l.Spans = p.Filter.query.spans(l.Text)
		rows = append(rows, l.Draw(st, in.W, words, draw.Emphasize(row == p.Cursor, focused)))
	}
	return f.Draw(st, r, rows)
}

// caveat says above the scopes that it is not known which of them are held.
func (p *Scopes) caveat(st draw.Styles, in draw.Rect) []string {
	const leastScopes = 3 // rows
	if !p.ready || !p.session.Permissions.ScopesUnknown {
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
func (p *Scopes) ofItsOwn() bool {
	return p.On.ID != "" && (p.On.Type == catalog.User || slices.ContainsFunc(p.statuses, func(s model.ListedScope) bool {
		return s.Status == model.StatusNotHere
	}))
}

// tally is how many scopes are granted, or how many the filter left.
func (p *Scopes) tally() string {
	if p.Filter.On() {
		return fmt.Sprintf("%d of %d", len(p.shown), len(p.statuses))
	}
	if p.session.Permissions.ScopesUnknown {
		return "unknown"
	}
	granted := 0
	for _, s := range p.statuses {
		if s.Status == model.StatusGranted {
			granted++
		}
	}
	return fmt.Sprintf("%d granted", granted)
}
