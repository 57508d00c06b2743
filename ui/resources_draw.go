package ui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"periscope/model"
	"periscope/model/catalog"
)

func (p *resourcesPane) draw(st styles, r rect, border, focused bool) []string {
	in := r.inner(border)
	p.resize(in.h)
	f := frame{title: "2 Resources", bottom: p.filter.label(), focused: focused, border: border}
	if p.pivot != "" {
		f.title = "2 Where " + string(p.pivot) + " reaches"
	}
	if p.session != nil && p.session.phase == read {
		f.right = thousands(p.count())
		if p.session.listing || !p.session.whole && p.session.err == nil {
			f.right += "+"
		}
	}
	if rows := p.placeholder(st, in); rows != nil {
		return f.draw(st, r, rows)
	}
	var rows []string
	from, to := p.visible()
	for row := from; row < to; row++ {
		rows = append(rows, p.drawRow(st, row, in.w, emphasize(row == p.cursor, focused)))
	}
	return f.draw(st, r, rows)
}

// placeholder is what the pane says instead of rows.
func (p *resourcesPane) placeholder(st styles, in rect) []string {
	s := p.session
	switch {
	case s == nil:
		return notice(st, in, "No team is selected.", "Choose one on the left.")
	case s.phase == failed:
		sentence, next := explain(s.err)
		return notice(st, in, sentence, next, "r reads again")
	case s.phase != read:
		return notice(st, in, "Reading what the app may do here…", readingMethods(s.kind()))
	case len(p.tree.sections) == 0 && slices.Contains(s.perms.Scopes(), p.pivot):
		return notice(st, in, string(p.pivot)+" is held, and reaches nothing that is known here.", "esc goes back")
	case len(p.tree.sections) == 0:
		return notice(st, in, string(p.pivot)+" reaches nothing here: it is not granted on any resource.", "esc goes back")
	case p.rows == 0:
		return notice(st, in, "Nothing matches the filter.", "esc clears it")
	}
	return nil
}

// readingMethods are what Slack is asked with.
func readingMethods(kind catalog.TokenKind) string {
	if kind.OfToday() {
		return "auth.test and " + listingMethod
	}
	return "apps.permissions.info"
}

func (p *resourcesPane) drawRow(st styles, row, width int, e emphasis) string {
	at, _ := p.tree.at(row)
	s := &p.tree.sections[at.section]
	l := line{style: st.text, quiet: st.dim}
	if at.child < 0 {
		l.glyph, l.text, l.note, l.style = "▸", string(s.kind), p.summary(at.section, width), st.strong
		switch {
		case s.size() == 0 && p.closed[s.kind] != "":
			l.glyph, l.style, l.quiet = "?", st.dim, st.warn
		case s.size() == 0:
			l.glyph, l.style = "·", st.dim
		case s.expanded || p.tree.found != nil:
			l.glyph = "▾"
		}
		l.spans = p.filter.query.spans(l.text)
		return l.draw(st, width, max(noteWidth(width), ansi.StringWidth(l.note)), e)
	}
	r, excluded := s.child(at.child, p.session.dir)
	l.indent = 2
	l.text, l.note = label(r), string(r.ID)
	switch {
	case excluded:
		l.glyph, l.style, l.quiet = "–", st.bad, st.bad
		l.note = "excluded"
	case r.Archived:
		l.glyph, l.style = "·", st.dim
		l.note = "archived"
	}
	if l.text == string(r.ID) && !excluded {
		l.note = "" // the id is there already
	}
	if p.session.arrived(s.kind, r.ID) {
		l.glyph, l.text, l.style = "+", l.text+" (new)", st.accent
	}
	l.spans = p.filter.query.spans(l.text)
	return l.draw(st, width, noteWidth(width), e)
}

// rowHidesID reports whether a row has something else to say where the id would be.
func rowHidesID(s *session, r model.Resource) bool {
	return r.Archived || slices.ContainsFunc(s.perms.On(r.Type), func(g model.Grant) bool {
		return slices.Contains(g.Resources.Excluded, r.ID)
	})
}

// noteWidth is the width of the right-hand column: enough for an id.
func noteWidth(width int) int { return max(9, min(11, width/3)) }

// label is a resource's name as Slack writes such names.
func label(r model.Resource) string {
	switch {
	case strings.TrimSpace(r.Name) == "":
		return string(r.ID)
	case r.Type == catalog.Channel || r.Type == catalog.Group:
		return "# " + r.Name
	case r.Type == catalog.IM || r.Type == catalog.AppHome || r.Type == catalog.User:
		return "@ " + r.Name
	}
	return r.Name
}

// enterDoes is what enter does on the selected row.
func (p *resourcesPane) enterDoes() string {
	at, ok := p.tree.at(p.cursor)
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
