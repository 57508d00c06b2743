package panes

import (
	"fmt"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// Scopes shows how every scope stands towards the selected resource type, towards one
// resource, or towards everything. What is granted stands first; scopes of other types
// are folded into one row.
type Scopes struct {
	draw.List
	Filter   Filter
	On       model.Resource // the type, and the resource when ID is set; no type: everything
	statuses []model.ListedScope
	shown    []int // a row each of those that the filter leaves; [othersRow] for the fold
	others   int   // how many are of other types
	unfolded bool  // they are shown
	ready    bool
	session  *state.Session // whose scopes these are
	places   map[*state.Session]scopePlace
}

// scopePlace is where the cursor was in a team.
type scopePlace struct {
	on    model.Resource
	scope catalog.Scope
	top   int
}

// othersRow stands for all scopes of other types.
const othersRow = -1

// NewScopes is a pane without scopes.
func NewScopes() Scopes { return Scopes{Filter: newFilter(), places: map[*state.Session]scopePlace{}} }

// At is the scope under the cursor.
func (p *Scopes) At() (model.ListedScope, bool) {
	if !p.ready || p.Cursor >= len(p.shown) || p.shown[p.Cursor] == othersRow {
		return model.ListedScope{}, false
	}
	return p.statuses[p.shown[p.Cursor]], true
}

// Selected is the scope under the cursor, or the zero value.
func (p *Scopes) Selected() model.ListedScope {
	s, _ := p.At()
	return s
}

// OnOthers reports whether the cursor is on the row that stands for scopes of other types.
func (p *Scopes) OnOthers() bool {
	return p.ready && p.Cursor < len(p.shown) && p.shown[p.Cursor] == othersRow
}

// Others are the scopes of other types, and whether they are unfolded.
func (p *Scopes) Others() (scopes []catalog.Scope, unfolded bool) {
	for _, s := range p.statuses {
		if s.Status == model.StatusOtherTypes {
			scopes = append(scopes, s.Scope)
		}
	}
	return scopes, p.unfolded
}

// Toggle folds or unfolds the scopes of other types, if the cursor is on their row.
func (p *Scopes) Toggle() bool {
	if !p.OnOthers() {
		return false
	}
	p.unfolded = !p.unfolded
	p.Refilter()
	return true
}

// Show turns the pane to a resource or type. On the same type the cursor stays on its
// scope and the window where it is; on another it stays there only if that leaves what
// is granted in sight. A team that was left is shown as it was.
func (p *Scopes) Show(s *state.Session, on model.Resource) {
	was, had := p.At()
	onOthers, moved := p.OnOthers(), p.Cursor > 0 // a cursor that was not moved stays at the top
	top, sameType := p.Top, p.session == s && p.On.Type == on.Type
	p.leave()
	if p.session != s {
		remembered, ok := p.places[s]
		was, had, onOthers = model.ListedScope{Scope: remembered.scope}, remembered.scope != "", false
		top, sameType, moved = remembered.top, ok && remembered.on == on, true
	}
	p.ready, p.On, p.session = true, on, s
	if on.Type == "" {
		p.statuses = s.Permissions.ListScopesAnywhere()
	} else {
		p.statuses = s.Permissions.ListScopes(on.Type, on.ID)
	}
	p.fill()
	p.MoveTo(0)
	row := -1
	switch {
	case had && moved:
		row = p.row(was.Scope)
	case onOthers && sameType:
		row = slices.Index(p.shown, othersRow)
	}
	_, window := p.Visible()
	switch {
	case row < 0:
	case sameType:
		p.MoveTo(row)
		p.ScrollTo(top)
	case row < window:
		p.MoveTo(row)
	}
}

// leave remembers where the user is in the team.
func (p *Scopes) leave() {
	if p.ready {
		p.places[p.session] = scopePlace{p.On, p.Selected().Scope, p.Top}
	}
}

// Clear empties the pane: there is nothing to show scopes of.
func (p *Scopes) Clear() {
	p.leave()
	p.ready, p.statuses, p.shown, p.session = false, nil, nil, nil
	p.SetRows(0)
}

// row is the row of a scope, or -1.
func (p *Scopes) row(s catalog.Scope) int {
	return slices.IndexFunc(p.shown, func(i int) bool { return i != othersRow && p.statuses[i].Scope == s })
}

// Seek puts the cursor on a scope, if it has a row.
func (p *Scopes) Seek(s catalog.Scope) {
	if row := p.row(s); row >= 0 {
		p.MoveTo(row)
	}
}

// SeekOthers puts the cursor on the row that stands for scopes of other types, if there is one.
func (p *Scopes) SeekOthers() {
	if row := slices.Index(p.shown, othersRow); row >= 0 {
		p.MoveTo(row)
	}
}

// Refilter applies the filter and keeps the cursor on the scope it was on.
func (p *Scopes) Refilter() {
	was, had := p.At()
	p.fill()
	if had {
		p.Seek(was.Scope)
	}
}

// fill works out the rows.
func (p *Scopes) fill() {
	p.shown, p.others = p.shown[:0], 0
	for i, s := range p.statuses {
		other := s.Status == model.StatusOtherTypes
		if other && p.Filter.query.Empty() {
			if p.others++; p.others == 1 {
				p.shown = append(p.shown, othersRow)
			}
			if !p.unfolded {
				continue
			}
		}
		if p.Filter.query.Matches(p.searchText(s)) {
			p.shown = append(p.shown, i)
		}
	}
	p.SetRows(len(p.shown))
}

// word says how a scope stands, in full and in few letters: where it reaches if everything
// is shown, else its status.
func (p *Scopes) word(s model.ListedScope) (full, brief string) {
	if p.On.Type != "" || s.Status != model.StatusGranted {
		kind := p.session.Kind()
		return describe.StatusWord(s, kind, true), describe.StatusWord(s, kind, false)
	}
	switch types := p.session.Permissions.TypesHolding(s.Scope); len(types) {
	case 0:
		return string(model.StatusGranted), ""
	case 1:
		brief = string(types[0])
	default:
		brief = fmt.Sprintf("%d types", len(types))
	}
	return "on " + brief, brief // the mark says that it is granted
}

// searchText is what the filter looks for words in.
func (p *Scopes) searchText(s model.ListedScope) string {
	word, _ := p.word(s)
	if p.On.Type == "" && s.Status == model.StatusGranted {
		word = string(model.StatusGranted) + " " + word
	}
	use, _ := describe.RecordedNote(p.session, s)
	return strings.TrimSpace(string(s.Scope) + " " + word + " " + use)
}

// note is what stands beside a scope, in full and in few letters: what a recording says of
// it, if there is one, else how it stands. In few cells a recording does not take the place
// of where a scope reaches.
func (p *Scopes) note(s model.ListedScope, recordedInFull bool) (full, brief string) {
	full, brief = p.word(s)
	long, short := describe.RecordedNote(p.session, s)
	switch {
	case short == "":
	case recordedInFull:
		return long, short
	case p.On.Type != "" || s.Status != model.StatusGranted:
		return short, ""
	}
	return full, brief
}

// Draw draws the pane in exactly the cells of r.
func (p *Scopes) Draw(st draw.Styles, r draw.Rect, border, focused bool) []string {
	in := r.Inner(border)
	f := draw.Frame{Title: "3 Scopes", Bottom: p.Filter.Label(in.W - 2), Focused: focused, Border: border}
	rows := p.caveat(st, in)
	p.Lead = len(rows)
	p.Resize(in.H - p.Lead)
	switch {
	case !p.ready:
		rows = draw.Banner(st, in, "Scopes of what is selected in Resources appear here.")
	case p.Rows == 0:
		rows = draw.Banner(st, in, "No scope matches the filter.", "esc clears it")
	}
	if p.ready {
		f.Title, f.Right = p.title(), p.tally()
	}
	from, to := p.Visible()
	marks := scopeMarks(st)
	for row := from; row < to; row++ {
		drawn, mark := p.drawRow(st, row, in.W, draw.Emphasize(row == p.Cursor, focused))
		rows = append(rows, drawn)
		f.Legend = addMark(f.Legend, marks, mark)
	}
	return f.Draw(st, r, rows)
}

// title says what the scopes are on.
func (p *Scopes) title() string {
	switch {
	case p.On.Type == "":
		return "3 Scopes, all"
	case p.ofItsOwn():
		return "3 Scopes on " + describe.Label(p.On)
	}
	return "3 Scopes on " + string(p.On.Type)
}

// The widths, in cells, of the column beside the scopes, with the longest words that it takes.
const (
	useWords    = 29 // with a recording: "used 12 times, last 12:04"
	words       = 14 // "app_home scope"
	placeWords  = 11 // everything: "on app_home"
	narrowWords = 9  // "on others"
)

// drawRow draws a row, and says what the mark before it means.
func (p *Scopes) drawRow(st draw.Styles, row, width int, e draw.Emphasis) (drawn, mark string) {
	if p.shown[row] == othersRow {
		l := draw.Line{Glyph: "▸", Text: describe.Count(p.others, "scope") + " of other types", Style: st.Dim}
		if p.unfolded {
			l.Glyph = "▾"
		}
		return l.Draw(st, width, 0, e), ""
	}
	column := narrowWords
	wide := width >= 36
	full := p.session.Recorded != nil && width >= 56
	switch {
	case full:
		column = useWords
	case wide && p.On.Type == "":
		column = placeWords
	case wide:
		column = words
	}
	s := p.statuses[p.shown[row]]
	l := draw.Line{Glyph: describe.StatusGlyphs[s.Status], Text: string(s.Scope), TextFirst: true}
	l.Style, l.Quiet = describe.StatusStyles(st, s.Status)
	l.Note, l.Brief = p.note(s, full)
	if !wide && l.Brief != "" {
		l.Note = l.Brief
	}
	mark = statusMark(s.Status)
	switch change := p.session.Change(s.Scope, p.On); {
	case p.session.Picked(s.Scope):
		mark = "picked"
		l.Glyph, l.Note, l.Brief, l.Quiet = "●", mark, "", st.Accent
	case change != "": // no mark says it
		l.Note, l.Quiet, l.Keep, l.TextFirst = change, st.Accent, true, false
	}
	l.Spans = p.Filter.query.Spans(l.Text)
	return l.Draw(st, width, column, e), mark
}

// statusMark is what the mark of a status means.
func statusMark(status model.ScopeStatus) string {
	return describe.StatusWord(model.ListedScope{Status: status}, catalog.Workspace, false)
}

// scopeMarks are the marks of the pane, with their words.
func scopeMarks(st draw.Styles) []draw.Mark {
	marks := []draw.Mark{{Glyph: "●", Word: "picked", Style: st.Accent}}
	for _, status := range []model.ScopeStatus{
		model.StatusGranted, model.StatusNotHere, model.StatusCanAsk, model.StatusSuperseded,
		model.StatusUnknown, model.StatusUnclear, model.StatusOtherTypes,
	} {
		_, style := describe.StatusStyles(st, status)
		marks = append(marks, draw.Mark{Glyph: describe.StatusGlyphs[status], Word: statusMark(status), Style: style})
	}
	return marks
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

// tally is how many scopes are granted, or how many the filter left, and where the cursor is.
func (p *Scopes) tally() string {
	position := p.Position()
	if !p.Filter.query.Empty() {
		return p.filterTally(position)
	}
	if p.session.Permissions.ScopesUnknown {
		return "unknown · " + position
	}
	granted := 0
	for _, s := range p.statuses {
		if s.Status == model.StatusGranted {
			granted++
		}
	}
	return fmt.Sprintf("%d granted · %s", granted, position)
}

// filterTally is how many scopes of the type the filter left, and how many of other types: it
// looks for those, too.
func (p *Scopes) filterTally(position string) string {
	all, left, others := 0, 0, 0
	for _, s := range p.statuses {
		if s.Status != model.StatusOtherTypes {
			all++
		}
	}
	for _, i := range p.shown {
		if p.statuses[i].Status == model.StatusOtherTypes {
			others++
		} else {
			left++
		}
	}
	of := draw.Thousands(all)
	if others > 0 {
		of += ", " + draw.Thousands(others) + " of other types"
	}
	return tally(draw.Thousands(left), of, position)
}
