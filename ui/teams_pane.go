package ui

import (
	"errors"
	"fmt"

	"github.com/charmbracelet/x/ansi"
)

// teamsPane lists the teams.
type teamsPane struct {
	list
	filter   filter
	sessions []*session // all of them
	shown    []*session // those that the filter leaves
}

func newTeamsPane(teams []Team) teamsPane {
	p := teamsPane{filter: newFilter()}
	for _, t := range teams {
		p.sessions = append(p.sessions, newSession(t))
	}
	p.refilter()
	return p
}

// selected is the team under the cursor, nil when there is none.
func (p *teamsPane) selected() *session {
	if p.cursor >= len(p.shown) {
		return nil
	}
	return p.shown[p.cursor]
}

func (p *teamsPane) find(key string) *session {
	for _, s := range p.sessions {
		if s.team.Key == key {
			return s
		}
	}
	return nil
}

// join adds those teams that are not there yet: an install for an app's bot may
// bring the token of the person who approved, too.
func (p *teamsPane) join(teams []Team) {
	for _, t := range teams {
		if p.find(t.Key) == nil {
			p.sessions = append(p.sessions, newSession(t))
		}
	}
	p.refilter()
}

// refilter applies the filter and keeps the cursor on the team it was on.
func (p *teamsPane) refilter() {
	was := p.selected()
	p.shown = nil
	for _, s := range p.sessions {
		if p.filter.query.matches([]byte(s.name() + " " + string(s.team.ID) + " " + string(s.kind()))) {
			p.shown = append(p.shown, s)
		}
	}
	p.setRows(len(p.shown))
	for row, s := range p.shown {
		if s == was {
			p.moveTo(row)
		}
	}
}

func (p *teamsPane) draw(st styles, r rect, border, focused bool) []string {
	in := r.inner(border)
	p.resize(in.h)
	var rows []string
	mixed := p.mixed()
	from, to := p.visible()
	for row := from; row < to; row++ {
		s := p.shown[row]
		l := line{text: s.name(), style: st.text}
		l.spans = p.filter.query.spans(l.text)
		l.quiet = st.dim
		l.note = p.note(s, in.w, mixed)
		switch {
		case s.err != nil:
			l.quiet = st.bad
		case s.phase == read:
			l.quiet = st.good
		}
		rows = append(rows, l.draw(st, in.w, ansi.StringWidth(l.note), emphasize(row == p.cursor, focused)))
	}
	if len(rows) == 0 {
		rows = notice(st, in, "no team matches", "esc clears the filter")
	}
	f := frame{title: "1 Teams", bottom: p.filter.label(), focused: focused, border: border}
	if p.filter.on() {
		f.right = fmt.Sprintf("%d of %d", len(p.shown), len(p.sessions))
	}
	return f.draw(st, r, rows)
}

// word is the state of a team in at most seven letters.
func (s *session) word() string {
	var worded interface{ Word() string }
	switch {
	case s.err != nil && errors.As(s.err, &worded):
		return worded.Word()
	case s.err != nil:
		return "error"
	case s.phase == read:
		return "ok"
	case s.phase == reading:
		return "reading"
	}
	return ""
}
