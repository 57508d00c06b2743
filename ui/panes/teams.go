// Package panes holds the three panes: teams, the resources of one, the scopes on
// one resource. A pane owns its rows, its cursor and its filter, and draws itself in
// the place that it is given. It promises that 100,000 rows cost no more than those
// on screen, and that the cursor stays on what it was on while rows come and go. It
// knows neither the other panes nor the explorer.
package panes

import (
	"fmt"
	"slices"

	"github.com/charmbracelet/x/ansi"

	"periscope/ui/draw"
	"periscope/ui/state"
)

// Teams lists the teams.
type Teams struct {
	draw.List
	Filter   Filter
	Sessions []*state.Session // all of them
	shown    []*state.Session // those that the filter leaves
}

// NewTeams lists teams.
func NewTeams(teams []state.Team) Teams {
	p := Teams{Filter: newFilter()}
	for _, t := range teams {
		p.Sessions = append(p.Sessions, state.NewSession(t))
	}
	p.Refilter()
	return p
}

// Selected is the team under the cursor, nil when there is none.
func (p *Teams) Selected() *state.Session {
	if p.Cursor >= len(p.shown) {
		return nil
	}
	return p.shown[p.Cursor]
}

// Find returns the team of a key, or nil.
func (p *Teams) Find(key string) *state.Session {
	for _, s := range p.Sessions {
		if s.Team.Key == key {
			return s
		}
	}
	return nil
}

// Join adds those teams that are not there yet: an install for an app's bot may
// bring the token of the person who approved, too.
func (p *Teams) Join(teams []state.Team) {
	for _, t := range teams {
		if p.Find(t.Key) == nil {
			p.Sessions = append(p.Sessions, state.NewSession(t))
		}
	}
	p.Refilter()
}

// Add puts a team at the end, in the place of one with the same key, and selects
// it. It ends the filter.
func (p *Teams) Add(t state.Team) {
	if old := p.Find(t.Key); old != nil {
		p.Remove(old)
	}
	p.Sessions = append(p.Sessions, state.NewSession(t))
	p.Filter.Clear()
	p.Refilter()
	p.MoveTo(p.Rows - 1)
}

// Remove takes a team away, and ends what is being read of it.
func (p *Teams) Remove(s *state.Session) {
	s.Cancel()
	p.Sessions = slices.DeleteFunc(p.Sessions, func(other *state.Session) bool { return other == s })
	p.Refilter()
}

// Refilter applies the filter and keeps the cursor on the team it was on.
func (p *Teams) Refilter() {
	was := p.Selected()
	p.shown = nil
	for _, s := range p.Sessions {
		if p.Filter.query.matches([]byte(s.Name() + " " + string(s.Team.ID) + " " + string(s.Kind()))) {
			p.shown = append(p.shown, s)
		}
	}
	p.SetRows(len(p.shown))
	for row, s := range p.shown {
		if s == was {
			p.MoveTo(row)
		}
	}
}

// Draw draws the pane in exactly the cells of r.
func (p *Teams) Draw(st draw.Styles, r draw.Rect, border, focused bool) []string {
	in := r.Inner(border)
	p.Resize(in.H)
	var rows []string
	mixed := p.Mixed()
	from, to := p.Visible()
	for row := from; row < to; row++ {
		s := p.shown[row]
		l := draw.Line{Text: s.Name(), Style: st.Text}
		l.Spans = p.Filter.query.spans(l.Text)
		l.Quiet = st.Dim
		l.Note = p.Note(s, in.W, mixed)
		switch {
		case s.Err != nil:
			l.Quiet = st.Bad
		case s.Phase == state.Read:
			l.Quiet = st.Good
		}
		rows = append(rows, l.Draw(st, in.W, ansi.StringWidth(l.Note), draw.Emphasize(row == p.Cursor, focused)))
	}
	if len(rows) == 0 {
		rows = draw.Banner(st, in, "no team matches", "esc clears the filter")
	}
	f := draw.Frame{Title: "1 Teams", Bottom: p.Filter.Label(), Focused: focused, Border: border}
	if p.Filter.On() {
		f.Right = fmt.Sprintf("%d of %d", len(p.shown), len(p.Sessions))
	}
	return f.Draw(st, r, rows)
}

// Mixed reports whether there are teams with tokens of different kinds.
func (p *Teams) Mixed() bool {
	return slices.ContainsFunc(p.Sessions, func(s *state.Session) bool { return s.Kind() != p.Sessions[0].Kind() })
}

// Note is the state of a team and, among teams of several kinds, its kind. In
// width cells the name comes first: what would cut it is left out, unless that
// would leave no kind to a name that is long anyway.
func (p *Teams) Note(s *state.Session, width int, mixed bool) string {
	const leastName = 8
	state, kind := s.Word()+" ", string(s.Kind())+" "
	if s.Word() == "" {
		state = ""
	}
	room := func(note string) int { return width - 2 - len(note) }
	name := ansi.StringWidth(s.Name())
	switch {
	case !mixed:
		return state
	case room(kind+state) >= name:
		return kind + state
	case s.Word() == "ok" && room(kind) >= name:
		return kind
	case room(kind+state) >= leastName && room(state) < name:
		return kind + state
	}
	return state
}
