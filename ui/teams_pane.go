package ui

import (
	"fmt"
	"slices"

	"periscope/ui/draw"
	"periscope/ui/state"

	"github.com/charmbracelet/x/ansi"
)

// teamsPane lists the teams.
type teamsPane struct {
	draw.List
	filter   filter
	sessions []*state.Session // all of them
	shown    []*state.Session // those that the filter leaves
}

func newTeamsPane(teams []state.Team) teamsPane {
	p := teamsPane{filter: newFilter()}
	for _, t := range teams {
		p.sessions = append(p.sessions, state.NewSession(t))
	}
	p.refilter()
	return p
}

// selected is the team under the cursor, nil when there is none.
func (p *teamsPane) selected() *state.Session {
	if p.Cursor >= len(p.shown) {
		return nil
	}
	return p.shown[p.Cursor]
}

func (p *teamsPane) Find(key string) *state.Session {
	for _, s := range p.sessions {
		if s.Team.Key == key {
			return s
		}
	}
	return nil
}

// join adds those teams that are not there yet: an install for an app's bot may
// bring the token of the person who approved, too.
func (p *teamsPane) join(teams []state.Team) {
	for _, t := range teams {
		if p.Find(t.Key) == nil {
			p.sessions = append(p.sessions, state.NewSession(t))
		}
	}
	p.refilter()
}

// add puts a team at the end, in the place of one with the same key, and selects
// it. It ends the filter.
func (p *teamsPane) add(t state.Team) {
	if old := p.Find(t.Key); old != nil {
		p.remove(old)
	}
	p.sessions = append(p.sessions, state.NewSession(t))
	p.filter.clear()
	p.refilter()
	p.MoveTo(p.Rows - 1)
}

// remove takes a team away, and ends what is being read of it.
func (p *teamsPane) remove(s *state.Session) {
	s.Cancel()
	p.sessions = slices.DeleteFunc(p.sessions, func(other *state.Session) bool { return other == s })
	p.refilter()
}

// refilter applies the filter and keeps the cursor on the team it was on.
func (p *teamsPane) refilter() {
	was := p.selected()
	p.shown = nil
	for _, s := range p.sessions {
		if p.filter.query.matches([]byte(s.Name() + " " + string(s.Team.ID) + " " + string(s.Kind()))) {
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

func (p *teamsPane) Draw(st draw.Styles, r draw.Rect, border, focused bool) []string {
	in := r.Inner(border)
	p.Resize(in.H)
	var rows []string
	mixed := p.mixed()
	from, to := p.Visible()
	for row := from; row < to; row++ {
		s := p.shown[row]
		l := draw.Line{Text: s.Name(), Style: st.Text}
		l.Spans = p.filter.query.spans(l.Text)
		l.Quiet = st.Dim
		l.Note = p.note(s, in.W, mixed)
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
	f := draw.Frame{Title: "1 Teams", Bottom: p.filter.label(), Focused: focused, Border: border}
	if p.filter.on() {
		f.Right = fmt.Sprintf("%d of %d", len(p.shown), len(p.sessions))
	}
	return f.Draw(st, r, rows)
}

// mixed reports whether there are teams with tokens of different kinds.
func (p *teamsPane) mixed() bool {
	return slices.ContainsFunc(p.sessions, func(s *state.Session) bool { return s.Kind() != p.sessions[0].Kind() })
}

// note is the state of a team and, among teams of several kinds, its kind. In
// width cells the name comes first: what would cut it is left out, unless that
// would leave no kind to a name that is long anyway.
func (p *teamsPane) note(s *state.Session, width int, mixed bool) string {
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
