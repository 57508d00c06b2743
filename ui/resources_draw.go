package ui

import (
	"slices"

	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"

	"github.com/charmbracelet/x/ansi"
)

func (p *resourcesPane) Draw(st draw.Styles, r draw.Rect, border, focused bool) []string {
	in := r.Inner(border)
	p.Resize(in.H)
	f := draw.Frame{Title: "2 Resources", Bottom: p.filter.label(), Focused: focused, Border: border}
	if p.pivot != "" {
		f.Title = "2 Where " + string(p.pivot) + " reaches"
	}
	if p.session != nil && p.session.Phase == state.Read {
		f.Right = draw.Thousands(p.count())
		if p.session.Listing || !p.session.Whole && p.session.Err == nil {
			f.Right += "+"
		}
	}
	if rows := p.placeholder(st, in); rows != nil {
		return f.Draw(st, r, rows)
	}
	var rows []string
	from, to := p.Visible()
	for row := from; row < to; row++ {
		rows = append(rows, p.drawRow(st, row, in.W, draw.Emphasize(row == p.Cursor, focused)))
	}
	return f.Draw(st, r, rows)
}

// placeholder is what the pane says instead of rows.
func (p *resourcesPane) placeholder(st draw.Styles, in draw.Rect) []string {
	s := p.session
	switch {
	case s == nil:
		return draw.Banner(st, in, "No team is selected.", "Choose one on the left.")
	case s.Phase == state.Failed:
		sentence, next := describe.Failure(s.Err)
		return draw.Banner(st, in, sentence, next, "r reads again")
	case s.Phase != state.Read:
		return draw.Banner(st, in, "Reading what the app may do here…", readingMethods(s.Kind()))
	case len(p.tree.sections) == 0 && slices.Contains(s.Permissions.Scopes(), p.pivot):
		return draw.Banner(st, in, string(p.pivot)+" is held, and reaches nothing that is known here.", "esc goes back")
	case len(p.tree.sections) == 0:
		return draw.Banner(st, in, string(p.pivot)+" reaches nothing here: it is not granted on any resource.", "esc goes back")
	case p.Rows == 0:
		return draw.Banner(st, in, "Nothing matches the filter.", "esc clears it")
	}
	return nil
}

// readingMethods are what Slack is asked with.
func readingMethods(kind catalog.TokenKind) string {
	if kind.OfToday() {
		return "auth.test and " + describe.ListingMethod
	}
	return "apps.permissions.info"
}

func (p *resourcesPane) drawRow(st draw.Styles, row, width int, e draw.Emphasis) string {
	at, _ := p.tree.at(row)
	s := &p.tree.sections[at.section]
	l := draw.Line{Style: st.Text, Quiet: st.Dim}
	if at.child < 0 {
		l.Glyph, l.Text, l.Note, l.Style = "▸", string(s.kind), p.summary(at.section, width), st.Strong
		switch {
		case s.size() == 0 && p.unlistable[s.kind] != "":
			l.Glyph, l.Style, l.Quiet = "?", st.Dim, st.Warn
		case s.size() == 0:
			l.Glyph, l.Style = "·", st.Dim
		case s.expanded || p.tree.found != nil:
			l.Glyph = "▾"
		}
		l.Spans = p.filter.query.spans(l.Text)
		return l.Draw(st, width, max(noteWidth(width), ansi.StringWidth(l.Note)), e)
	}
	r, excluded := s.child(at.child, p.session.Dir)
	l.Indent = 2
	l.Text, l.Note = describe.Label(r), string(r.ID)
	switch {
	case excluded:
		l.Glyph, l.Style, l.Quiet = "–", st.Bad, st.Bad
		l.Note = "excluded"
	case r.Archived:
		l.Glyph, l.Style = "·", st.Dim
		l.Note = "archived"
	}
	if l.Text == string(r.ID) && !excluded {
		l.Note = "" // the id is there already
	}
	if p.session.Arrived(s.kind, r.ID) {
		l.Glyph, l.Text, l.Style = "+", l.Text+" (new)", st.Accent
	}
	l.Spans = p.filter.query.spans(l.Text)
	return l.Draw(st, width, noteWidth(width), e)
}

// noteWidth is the width of the right-hand column: enough for an id.
func noteWidth(width int) int { return max(9, min(11, width/3)) }

// enterDoes is what enter does on the selected row.
func (p *resourcesPane) enterDoes() string {
	at, ok := p.tree.at(p.Cursor)
	if !ok {
		return ""
	}
	s := &p.tree.sections[at.section]
	switch {
	case at.child >= 0 || p.tree.found != nil || s.size() == 0:
		return "its scopes"
	case s.expanded:
		return "fold"
	}
	return "expand"
}
