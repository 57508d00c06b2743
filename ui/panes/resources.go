package panes

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// Resources shows the resource types of one team with their sets.
type Resources struct {
	draw.List
	Filter     Filter
	Session    *state.Session
	Pivot      catalog.Scope // when set, only where this scope reaches
	tree       tree
	Unlistable map[catalog.ResourceType]catalog.Scope // types that cannot be listed, and the scope that would let them
	width      int                                    // cells in a row, as it was last drawn
	places     map[*state.Session]*place              // where the user was in each team
}

// place is where the user was in a team: it is found again after looking at another one.
type place struct {
	expanded map[catalog.ResourceType]bool // kept while pivots change, too
	at       model.Resource
	top      int
}

// NewResources is a pane without a team.
func NewResources() Resources {
	return Resources{Filter: newFilter(), places: map[*state.Session]*place{}}
}

// FilterApplied is the answer of a filter that ran beside the program.
type FilterApplied struct {
	ordered int
	found   []found
}

// Selected is the type and, on a resource, the resource under the cursor. Without a type
// it stands for everything.
func (p *Resources) Selected() (r model.Resource, ok bool) {
	at, ok := p.tree.at(p.Cursor)
	if !ok || at == everything {
		return model.Resource{}, ok
	}
	s := &p.tree.sections[at.section]
	if at.child < 0 {
		return model.Resource{Type: s.kind}, true
	}
	r, _ = s.child(at.child, p.Session.Dir)
	return r, true
}

// Show turns the pane to a session, or to a newer reading of the same one,
// keeping the cursor on what it was on. A team that was left is shown as it was.
func (p *Resources) Show(s *state.Session) tea.Cmd {
	was, had := p.Selected()
	top := p.Top
	if p.Session != s {
		p.leave()
		was, had, top = p.placeIn(s).at, true, p.placeIn(s).top
	}
	p.Session = s
	p.Unlistable, p.tree = nil, tree{}
	if s.Phase == state.Read { // else it is not known what there is
		p.Unlistable = describe.UnlistableTypes(s.Permissions)
		p.tree = newTree(s.Permissions, p.Pivot, p.Unlistable, s.Dir)
	}
	for i := range p.tree.sections {
		p.tree.sections[i].expanded = p.placeIn(s).expanded[p.tree.sections[i].kind]
	}
	p.SetRows(p.tree.rows())
	p.MoveTo(0)
	if had {
		p.Seek(was)
		p.ScrollTo(top)
	}
	return p.Search()
}

// leave remembers where the user is in the team.
func (p *Resources) leave() {
	if at, ok := p.Selected(); ok && p.Session != nil {
		p.placeIn(p.Session).at, p.placeIn(p.Session).top = at, p.Top
	}
}

func (p *Resources) placeIn(s *state.Session) *place {
	if p.places[s] == nil {
		p.places[s] = &place{expanded: map[catalog.ResourceType]bool{}}
	}
	return p.places[s]
}

// Clear empties the pane: there is no team. One that was left is shown as it was when it comes
// back.
func (p *Resources) Clear() {
	p.leave()
	p.Session, p.tree = nil, tree{}
	p.SetRows(0)
}

// Narrowed reports whether the filter hides rows.
func (p *Resources) Narrowed() bool { return p.tree.found != nil }

// Grow takes in resources that were listed or named since.
func (p *Resources) Grow() tea.Cmd {
	was, had := p.Selected()
	p.tree.extend(p.Session.Dir)
	p.SetRows(p.tree.rows())
	if had {
		p.Seek(was)
	}
	return p.Search()
}

// Seek puts the cursor on a resource or type, if it has a row.
func (p *Resources) Seek(r model.Resource) {
	if row, ok := p.tree.find(r.Type, r.ID, p.Session.Dir); ok {
		p.MoveTo(row)
	}
}

// Search starts the filter, if there is one.
func (p *Resources) Search() tea.Cmd {
	if p.Filter.query.Empty() {
		if p.tree.found != nil {
			was, _ := p.Selected()
			p.tree.found = nil
			p.SetRows(p.tree.rows())
			p.Seek(was)
		}
		return nil
	}
	p.Filter.ordered++
	q, ordered, dir, snapshot := p.Filter.query, p.Filter.ordered, p.Session.Dir, p.tree.snapshot()
	return func() tea.Msg { return FilterApplied{ordered, snapshot.search(q, dir)} }
}

// Apply takes a filter's answer, unless it answers an older question.
func (p *Resources) Apply(msg FilterApplied) {
	if msg.ordered != p.Filter.ordered || len(msg.found) != len(p.tree.sections) {
		return
	}
	was, had := p.Selected()
	p.tree.found = msg.found
	p.SetRows(p.tree.rows())
	if had {
		p.Seek(was)
	}
	// A type that is shown only for what matches below it is not a match.
	if at, ok := p.tree.at(p.Cursor); ok && at != everything && at.child < 0 && !msg.found[at.section].header {
		p.Move(1)
	}
}

// Toggle folds or unfolds the type under the cursor; false when there is nothing to fold.
func (p *Resources) Toggle() bool {
	at, ok := p.tree.at(p.Cursor)
	if !ok || at == everything || at.child >= 0 || p.tree.found != nil {
		return false
	}
	s := &p.tree.sections[at.section]
	if s.size() == 0 {
		return false
	}
	s.expanded = !s.expanded
	p.placeIn(p.Session).expanded[s.kind] = s.expanded
	p.SetRows(p.tree.rows())
	return true
}

// Hop puts the cursor on the header of the next or previous type.
func (p *Resources) Hop(step int) {
	at, ok := p.tree.at(p.Cursor)
	for i := max(0, at.section); ok && i >= 0 && i < len(p.tree.sections); i += step {
		row, found := p.tree.find(p.tree.sections[i].kind, "", p.Session.Dir)
		if found && (row-p.Cursor)*step > 0 {
			p.MoveTo(row)
			return
		}
	}
}

// ToggleAll unfolds every type, or folds them all when all are unfolded.
func (p *Resources) ToggleAll() {
	was, had := p.Selected()
	open := p.Foldable()
	for i := range p.tree.sections {
		s := &p.tree.sections[i]
		s.expanded = open
		p.placeIn(p.Session).expanded[s.kind] = open
	}
	p.SetRows(p.tree.rows())
	if had {
		p.Seek(was)
	}
}

// Foldable reports whether a type that has rows is folded.
func (p *Resources) Foldable() bool {
	return slices.ContainsFunc(p.tree.sections, func(s section) bool { return s.size() > 0 && !s.expanded })
}

// OnScreen lists the resources whose rows are visible.
func (p *Resources) OnScreen() []model.Resource {
	var visible []model.Resource
	from, to := p.Visible()
	for row := from; row < to; row++ {
		if at, ok := p.tree.at(row); ok && at.child >= 0 {
			r, _ := p.tree.sections[at.section].child(at.child, p.Session.Dir)
			visible = append(visible, r)
		}
	}
	return visible
}

// Count is how many resources the pane holds, wildcards counted as far as they are listed.
func (p *Resources) Count() int {
	n := 0
	for i := range p.tree.sections {
		s := &p.tree.sections[i]
		n += len(s.set.IDs) + len(s.listed)
	}
	return n
}

// summary is a section's set in a few words, or what the filter left of it, for
// a row of width cells.
func (p *Resources) summary(i, width int) string {
	s := &p.tree.sections[i]
	if p.tree.found != nil {
		return fmt.Sprintf("%s of %s", draw.Thousands(len(p.tree.found[i].children)), draw.Thousands(s.size()))
	}
	room := width - ansi.StringWidth(string(s.kind)) - 5 // beside the name, with its mark and a cell on either side
	switch scope, closed := p.Unlistable[s.kind]; {
	case p.brokenOff(s.kind) && len(s.set.IDs) == 0 && !s.set.Wildcard:
		return "not read"
	case p.brokenOff(s.kind) && !s.set.Wildcard:
		return draw.Thousands(len(s.set.IDs)) + ", not all"
	case !s.set.Wildcard && len(s.set.IDs) > 0:
		return draw.Thousands(len(s.set.IDs))
	case closed:
		return firstFitting(room, "needs "+string(scope), "needs a scope", "unknown", "?")
	case p.Session.Permissions.ScopesUnknown && s.kind.Conversation():
		return "unknown"
	}
	return firstFitting(room, s.set.String(), fmt.Sprintf("all -%d", len(s.set.Excluded)), "all")
}

// firstFitting is the first of some words that fits into room cells, or the last.
func firstFitting(room int, words ...string) string {
	for _, w := range words {
		if ansi.StringWidth(w) <= room {
			return w
		}
	}
	return words[len(words)-1]
}

// brokenOff reports whether a type was not read to its end, and is not being read now.
func (p *Resources) brokenOff(t catalog.ResourceType) bool {
	return p.Session.Partial() && !p.Session.Permissions.ReadToEnd(t)
}

// Draw draws the pane in exactly the cells of r.
func (p *Resources) Draw(st draw.Styles, r draw.Rect, border, focused bool) []string {
	in := r.Inner(border)
	p.Resize(in.H)
	p.width = in.W
	f := draw.Frame{Title: "2 Resources", Right: p.Position(), Bottom: p.Filter.Label(in.W - 2), Focused: focused, Border: border}
	if p.Pivot != "" {
		room := in.W - ansi.StringWidth(f.Right) - 5 // beside the position, which gives way a little
		f.Title = "2 " + firstFitting(room, "Where "+string(p.Pivot)+" reaches", "Where it reaches")
	}
	if p.Session != nil && p.Session.Phase == state.Read && p.Rows > 0 {
		switch {
		case p.Session.Partial():
			f.Right += ", not all"
		case p.Session.Listing || !p.Session.Whole && p.Session.Err == nil:
			f.Right += "+"
		}
	}
	if rows := p.placeholder(st, in); rows != nil {
		if p.Narrowed() && p.Rows == 0 {
			f.Right = tally("0", draw.Thousands(p.Count()), "")
		}
		return f.Draw(st, r, rows)
	}
	var rows []string
	marks := resourceMarks(st)
	from, to := p.Visible()
	for row := from; row < to; row++ {
		drawn, mark := p.drawRow(st, row, in.W, draw.Emphasize(row == p.Cursor, focused))
		rows = append(rows, drawn)
		f.Legend = addMark(f.Legend, marks, mark)
	}
	return f.Draw(st, r, rows)
}

// placeholder is what the pane says instead of rows.
func (p *Resources) placeholder(st draw.Styles, in draw.Rect) []string {
	s := p.Session
	switch {
	case s == nil:
		return draw.Banner(st, in, "No team is selected.", "What its app may do stands here.")
	case s.Phase == state.Failed:
		sentence, next := describe.Banner(s.Err)
		return draw.Banner(st, in, sentence, next, "r reads again")
	case s.Phase != state.Read:
		return draw.Banner(st, in, "Reading what the app may do here…", readingMethods(s.Kind()))
	case len(p.tree.sections) == 0 && slices.Contains(s.Permissions.Scopes(), p.Pivot):
		return draw.Banner(st, in, string(p.Pivot)+" is held, and reaches nothing that is known here.", "esc goes back")
	case len(p.tree.sections) == 0:
		return draw.Banner(st, in, string(p.Pivot)+" reaches nothing here: it is not granted on any resource.", "esc goes back")
	case p.Rows == 0:
		return draw.Banner(st, in, "Nothing matches the filter.", "esc clears it")
	}
	return nil
}

// readingMethods are what Slack is asked with.
func readingMethods(kind catalog.TokenKind) string {
	if kind.IsBotOrUser() {
		return "auth.test and " + describe.ListingMethod
	}
	return "apps.permissions.info"
}

// What the marks of the pane mean.
const (
	markExcluded = "excluded"
	markArchived = "archived"
	markEmpty    = "none"
	markNew      = "new"
	markUnlisted = "cannot be listed"
)

// leastType is how many cells the name of a type has at least.
const leastType = 10

// leastForIDs is how wide a pane is that shows ids beside names.
const leastForIDs = 30

// HidesIDs reports whether the pane has no room for ids.
func (p *Resources) HidesIDs() bool { return p.width < leastForIDs }

// drawRow draws a row, and says what the mark before it means.
func (p *Resources) drawRow(st draw.Styles, row, width int, e draw.Emphasis) (drawn, mark string) {
	at, _ := p.tree.at(row)
	if at == everything {
		l := draw.Line{Glyph: " ", Text: "everything", Style: st.Strong, Quiet: st.Dim, Keep: true, Least: leastType}
		l.Note = firstFitting(width-len(l.Text)-5, "scopes unknown", "unknown")
		if !p.Session.Permissions.ScopesUnknown {
			n := len(p.Session.Permissions.Scopes())
			l.Note = firstFitting(width-len(l.Text)-5, describe.Count(n, "scope"), draw.Thousands(n))
		}
		return l.Draw(st, width, max(noteWidth(width), ansi.StringWidth(l.Note)), e), mark
	}
	s := &p.tree.sections[at.section]
	l := draw.Line{Style: st.Text, Quiet: st.Dim}
	if at.child < 0 {
		l.Glyph, l.Text, l.Note, l.Style = "▸", string(s.kind), p.summary(at.section, width), st.Strong
		l.Keep, l.Least = true, leastType
		switch {
		case s.size() == 0 && (p.Unlistable[s.kind] != "" || p.brokenOff(s.kind)):
			mark = markUnlisted
			l.Glyph, l.Style, l.Quiet = "?", st.Dim, st.Warn
		case s.size() == 0:
			mark = markEmpty
			l.Glyph, l.Style = "·", st.Dim
		case s.expanded || p.tree.found != nil:
			l.Glyph = "▾"
		}
		l.Spans = p.Filter.query.Spans(l.Text)
		return l.Draw(st, width, max(noteWidth(width), ansi.StringWidth(l.Note)), e), mark
	}
	r, excluded := s.child(at.child, p.Session.Dir)
	l.Indent, l.Glyph = 2, " " // a column for marks, so that names stand below each other
	l.Text, l.Note = describe.Label(r), string(r.ID)
	if l.Text == l.Note { // the id is there already
		l.Note = ""
	}
	switch {
	case excluded:
		mark = markExcluded
		l.Glyph, l.Style, l.Note, l.Quiet = "–", st.Bad, mark, st.Bad
	case r.Archived:
		mark = markArchived
		l.Glyph, l.Style, l.Note = "·", st.Dim, mark
	}
	if p.Session.Arrived(s.kind, r.ID) {
		mark = markNew
		l.Glyph, l.Text, l.Style = "+", l.Text+" (new)", st.Accent
	}
	l.TextFirst = true
	if p.HidesIDs() {
		l.Note = ""
	}
	l.Spans = p.Filter.query.Spans(l.Text)
	return l.Draw(st, width, noteWidth(width), e), mark
}

// resourceMarks are the marks of the pane that need a word.
func resourceMarks(st draw.Styles) []draw.Mark {
	return []draw.Mark{
		{Glyph: "–", Word: markExcluded, Style: st.Bad},
		{Glyph: "+", Word: markNew, Style: st.Accent},
		{Glyph: "?", Word: markUnlisted, Style: st.Warn},
		{Glyph: "·", Word: markEmpty, Style: st.Dim},
		{Glyph: "·", Word: markArchived, Style: st.Dim},
	}
}

// addMark adds a mark to a legend, once, in the order of all marks.
func addMark(legend, all []draw.Mark, word string) []draw.Mark {
	if word == "" || slices.ContainsFunc(legend, func(m draw.Mark) bool { return m.Word == word }) {
		return legend
	}
	place := func(word string) int {
		return slices.IndexFunc(all, func(m draw.Mark) bool { return m.Word == word })
	}
	at := place(word)
	if at < 0 {
		return legend
	}
	before := 0
	for before < len(legend) && place(legend[before].Word) < at {
		before++
	}
	return slices.Insert(legend, before, all[at])
}

// noteWidth is the width of the right-hand column: enough for an id.
func noteWidth(width int) int { return max(9, min(11, width/3)) }

// EnterDoes is what enter does on the selected row.
func (p *Resources) EnterDoes() string {
	at, ok := p.tree.at(p.Cursor)
	switch {
	case !ok:
		return ""
	case at == everything:
		return "its scopes"
	}
	s := &p.tree.sections[at.section]
	switch {
	case at.child >= 0 || p.tree.found != nil || s.size() == 0:
		return "its scopes"
	case s.expanded:
		return "fold"
	}
	return "unfold"
}
