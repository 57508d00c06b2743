package ui

import (
	"fmt"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"

	tea "charm.land/bubbletea/v2"
)

// resourcesPane shows the resource types of one team with their sets.
type resourcesPane struct {
	draw.List
	filter     filter
	session    *state.Session
	pivot      catalog.Scope // when set, only where this scope reaches
	tree       tree
	unlistable map[catalog.ResourceType]catalog.Scope // types that cannot be listed, and the scope that would let them
	expanded   map[catalog.ResourceType]bool          // kept while teams and pivots change
}

func newResourcesPane() resourcesPane {
	return resourcesPane{filter: newFilter(), expanded: map[catalog.ResourceType]bool{}}
}

// filterFound is the answer of a filter that ran beside the program.
type filterFound struct {
	ordered int
	found   []found
}

// selected is the type and, on a resource, the resource under the cursor.
func (p *resourcesPane) selected() (r model.Resource, ok bool) {
	at, ok := p.tree.at(p.Cursor)
	if !ok {
		return model.Resource{}, false
	}
	s := &p.tree.sections[at.section]
	if at.child < 0 {
		return model.Resource{Type: s.kind}, true
	}
	r, _ = s.child(at.child, p.session.Dir)
	return r, true
}

// show turns the pane to a session, or to a newer reading of the same one,
// keeping the cursor on what it was on.
func (p *resourcesPane) show(s *state.Session) tea.Cmd {
	was, had := p.selected()
	sameTeam := p.session == s
	p.session = s
	p.unlistable = describe.UnlistableTypes(s.Permissions)
	p.tree = newTree(s.Permissions, p.pivot, p.unlistable, s.Dir)
	for i := range p.tree.sections {
		p.tree.sections[i].expanded = p.expanded[p.tree.sections[i].kind]
	}
	p.SetRows(p.tree.rows())
	if had && sameTeam {
		p.seek(was)
	} else {
		p.MoveTo(0)
	}
	return p.search()
}

// clear empties the pane: there is no team.
func (p *resourcesPane) clear() {
	p.session, p.tree = nil, tree{}
	p.SetRows(0)
}

// narrowed reports whether the filter hides rows.
func (p *resourcesPane) narrowed() bool { return p.tree.found != nil }

// grow takes in resources that were listed or named since.
func (p *resourcesPane) grow() tea.Cmd {
	was, had := p.selected()
	p.tree.extend(p.session.Dir)
	p.SetRows(p.tree.rows())
	if had {
		p.seek(was)
	}
	return p.search()
}

// seek puts the cursor on a resource or type, if it has a row.
func (p *resourcesPane) seek(r model.Resource) {
	if row, ok := p.tree.Find(r.Type, r.ID, p.session.Dir); ok {
		p.MoveTo(row)
	}
}

// search starts the filter, if there is one.
func (p *resourcesPane) search() tea.Cmd {
	if p.filter.query.empty() {
		if p.tree.found != nil {
			was, _ := p.selected()
			p.tree.found = nil
			p.SetRows(p.tree.rows())
			p.seek(was)
		}
		return nil
	}
	p.filter.ordered++
	q, ordered, dir, snapshot := p.filter.query, p.filter.ordered, p.session.Dir, p.tree.snapshot()
	return func() tea.Msg { return filterFound{ordered, snapshot.search(q, dir)} }
}

// apply takes a filter's answer, unless it answers an older question.
func (p *resourcesPane) apply(msg filterFound) {
	if msg.ordered != p.filter.ordered || len(msg.found) != len(p.tree.sections) {
		return
	}
	was, had := p.selected()
	p.tree.found = msg.found
	p.SetRows(p.tree.rows())
	if had {
		p.seek(was)
	}
	// A type that is shown only for what matches below it is not a match.
	if at, ok := p.tree.at(p.Cursor); ok && at.child < 0 && !msg.found[at.section].header {
		p.Move(1)
	}
}

// toggle folds or unfolds the type under the cursor; false when there is nothing to fold.
func (p *resourcesPane) toggle() bool {
	at, ok := p.tree.at(p.Cursor)
	if !ok || at.child >= 0 || p.tree.found != nil {
		return false
	}
	s := &p.tree.sections[at.section]
	if s.size() == 0 {
		return false
	}
	s.expanded = !s.expanded
	p.expanded[s.kind] = s.expanded
	p.SetRows(p.tree.rows())
	return true
}

// hop puts the cursor on the header of the next or previous type.
func (p *resourcesPane) hop(step int) {
	at, ok := p.tree.at(p.Cursor)
	for i := at.section; ok && i >= 0 && i < len(p.tree.sections); i += step {
		row, found := p.tree.Find(p.tree.sections[i].kind, "", p.session.Dir)
		if found && (row-p.Cursor)*step > 0 {
			p.MoveTo(row)
			return
		}
	}
}

// toggleAll unfolds every type, or folds them all when all are unfolded.
func (p *resourcesPane) toggleAll() {
	was, had := p.selected()
	open := false
	for i := range p.tree.sections {
		s := &p.tree.sections[i]
		open = open || s.size() > 0 && !s.expanded
	}
	for i := range p.tree.sections {
		s := &p.tree.sections[i]
		s.expanded = open
		p.expanded[s.kind] = open
	}
	p.SetRows(p.tree.rows())
	if had {
		p.seek(was)
	}
}

// onScreen lists the resources whose rows are visible.
func (p *resourcesPane) onScreen() []model.Resource {
	var visible []model.Resource
	from, to := p.Visible()
	for row := from; row < to; row++ {
		if at, ok := p.tree.at(row); ok && at.child >= 0 {
			r, _ := p.tree.sections[at.section].child(at.child, p.session.Dir)
			visible = append(visible, r)
		}
	}
	return visible
}

// count is how many resources the pane holds, wildcards counted as far as they are listed.
func (p *resourcesPane) count() int {
	n := 0
	for i := range p.tree.sections {
		s := &p.tree.sections[i]
		n += len(s.set.IDs) + len(s.listed)
	}
	return n
}

// roomForNeeds is how many cells a row has at least to say "needs channels:read" beside its type.
const roomForNeeds = 32

// summary is a section's set in a few words, or what the filter left of it, for
// a row of width cells.
func (p *resourcesPane) summary(i, width int) string {
	s := &p.tree.sections[i]
	if p.tree.found != nil {
		return fmt.Sprintf("%s of %s", draw.Thousands(len(p.tree.found[i].children)), draw.Thousands(s.size()))
	}
	switch scope, closed := p.unlistable[s.kind]; {
	case !s.set.Wildcard && len(s.set.IDs) > 0:
		return draw.Thousands(len(s.set.IDs))
	case closed && width >= roomForNeeds:
		return "needs " + string(scope)
	case closed:
		return string(scope) + "?"
	case p.session.Permissions.ScopesUntold && s.kind.Conversation():
		return "unknown"
	}
	return s.set.String()
}
