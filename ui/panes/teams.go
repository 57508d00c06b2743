// Package panes holds the three panes: teams, the resources of one, the scopes on
// one resource. A pane owns its rows, its cursor and its filter, and draws itself in
// the place that it is given. It promises that 100,000 rows cost no more than those
// on screen, and that the cursor stays on what it was on while rows come and go. It
// knows neither the other panes nor the explorer.
package panes

import (
	"slices"

	"github.com/charmbracelet/x/ansi"

	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// Teams lists the teams, those with workspace tokens first. Where there are others too,
// a heading over each group says which tokens these are.
type Teams struct {
	draw.List
	Filter   Filter
	Sessions []*state.Session // all of them
	shown    []*state.Session // a row each of those that the filter leaves; nil for a heading
	headings bool             // there is room for them
}

// NewTeams lists teams.
func NewTeams(teams []state.Team) Teams {
	p := Teams{Filter: newFilter(), headings: true}
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

// Seek selects a team, if it has a row.
func (p *Teams) Seek(s *state.Session) {
	if row := slices.Index(p.shown, s); s != nil && row >= 0 {
		p.MoveTo(row)
	}
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
	s := state.NewSession(t)
	p.Sessions = append(p.Sessions, s)
	p.Filter.Clear()
	p.Refilter()
	p.MoveTo(slices.Index(p.shown, s))
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
	var groups [2][]*state.Session
	for _, s := range p.Sessions {
		if p.Filter.query.Matches(s.Name() + " " + string(s.Team.ID) + " " + s.Team.Key + " " + string(s.Kind())) {
			groups[groupOf(s)] = append(groups[groupOf(s)], s)
		}
	}
	p.shown = nil
	var headings []int
	for _, group := range groups {
		if p.headings && p.grouped() && len(group) > 0 {
			headings = append(headings, len(p.shown))
			p.shown = append(p.shown, nil)
		}
		p.shown = append(p.shown, group...)
	}
	p.SetRows(len(p.shown), headings...)
	p.Seek(was)
}

// The groups of teams.
const (
	workspaceTokens = iota
	botAndUserTokens
)

func groupOf(s *state.Session) int {
	if s.Kind() == catalog.Workspace {
		return workspaceTokens
	}
	return botAndUserTokens
}

// grouped reports whether there are teams of both groups.
func (p *Teams) grouped() bool {
	return slices.ContainsFunc(p.Sessions, func(s *state.Session) bool { return groupOf(s) != groupOf(p.Sessions[0]) })
}

// groupNames are the headings, in full and in fewer letters.
var groupNames = [2][2]string{
	workspaceTokens:  {"Workspace tokens", "Workspace"},
	botAndUserTokens: {"Bot and user tokens", "Bot and user"},
}

// fitHeadings shows headings where they leave room for teams.
func (p *Teams) fitHeadings(height int) {
	const leastHeight = 6
	if room := height >= leastHeight; room != p.headings {
		p.headings = room
		p.Refilter()
	}
}

// Draw draws the pane in exactly the cells of r.
func (p *Teams) Draw(st draw.Styles, r draw.Rect, border, focused bool) []string {
	in := r.Inner(border)
	if in.H > 0 {
		p.fitHeadings(in.H)
	}
	p.Resize(in.H)
	var rows []string
	from, to := p.Visible()
	for row := from; row < to; row++ {
		s := p.shown[row]
		if s == nil {
			rows = append(rows, p.drawHeading(st, p.shown[row+1], in.W))
			continue
		}
		l := draw.Line{Text: s.Name(), Note: p.Note(s, in.W, p.Mixed()), Style: st.Text, Quiet: st.Dim, Keep: true, Head: true}
		if !p.toldApart(s, in.W) {
			l.Text, l.Note, l.Head = s.Team.Key, stateBeside(s, s.Team.Key, in.W), false
		}
		l.Spans = p.Filter.query.Spans(l.Text)
		switch {
		case s.Err != nil:
			l.Quiet = st.Bad
		case s.Phase == state.Read:
			l.Quiet = st.Good
		}
		rows = append(rows, l.Draw(st, in.W, ansi.StringWidth(l.Note), draw.Emphasize(row == p.Cursor, focused)))
	}
	switch {
	case len(p.Sessions) == 0:
		rows = draw.Banner(st, in, "No teams are stored.", "+ adds one")
	case len(rows) == 0 && p.Rows == 0:
		rows = draw.Banner(st, in, "No team matches.", "esc clears the filter")
	}
	f := draw.Frame{Title: "1 Teams", Right: p.Position(), Bottom: p.Filter.Label(in.W - 2), Focused: focused, Border: border}
	if p.Filter.On() {
		left := len(p.shown)
		for _, s := range p.shown {
			if s == nil { // a heading
				left--
			}
		}
		f.Right = tally(draw.Thousands(left), draw.Thousands(len(p.Sessions)), p.Position())
	}
	return f.Draw(st, r, rows)
}

// drawHeading draws the heading over the group that begins with a team. Both headings are in
// full, or neither is.
func (p *Teams) drawHeading(st draw.Styles, first *state.Session, width int) string {
	short := 0
	for _, names := range groupNames {
		if ansi.StringWidth(names[0])+2 > width {
			short = 1
		}
	}
	return st.Dim.Render(draw.Fit(" "+groupNames[groupOf(first)][short], width))
}

// Mixed reports whether there are teams with tokens of different kinds.
func (p *Teams) Mixed() bool {
	return slices.ContainsFunc(p.Sessions, func(s *state.Session) bool { return s.Kind() != p.Sessions[0].Kind() })
}

// NoteAlone is what stands beside a team's name where no heading says of which kind it is.
func (p *Teams) NoteAlone(s *state.Session) string {
	note := describe.KindOfToken(s.Kind())
	if p.Namesake(s) {
		note = s.Team.Key
	}
	if word := s.Word(); word != "" {
		return word + ", " + note // the state first: what is wrong is not cut
	}
	return note
}

// Note is what stands beside a team's name in width cells, in this order of importance:
// a state other than ok; the key, where another team has the same name; the kind of
// token, among teams of several kinds. What would cut the name is left out, but for a state
// that is not ok.
func (p *Teams) Note(s *state.Session, width int, mixed bool) string {
	word, kind := s.Word(), describe.KindOfToken(s.Kind())
	room := func(note string) bool { return besideNote(width, note) >= ansi.StringWidth(s.Name()) }
	var notes []string // the first that fits is taken, else the last
	tell := ""
	switch {
	case p.Namesake(s):
		tell = s.Team.Key
	case mixed && (groupOf(s) != workspaceTokens || !p.headings):
		tell = kind
	}
	short := string(s.Kind())
	if tell != kind {
		short = tell
	}
	switch {
	case tell == "":
		return word
	case word == "" || word == "ok":
		notes = []string{tell, short}
		if p.Namesake(s) {
			return tell
		}
		notes = append(notes, word)
	default:
		notes = []string{word + ", " + tell, word + ", " + short, word}
		if word == "reading" {
			notes = []string{word}
		}
	}
	for _, note := range notes {
		if room(note) {
			return note
		}
	}
	return notes[len(notes)-1]
}

// besideNote is how many of width cells a name has beside a note.
func besideNote(width int, note string) int { return width - 3 - ansi.StringWidth(note) }

// toldApart reports whether there are width cells for a team's name and key, if it needs both,
// and for those of all teams of the same name. Else their keys stand for the names.
func (p *Teams) toldApart(s *state.Session, width int) bool {
	return !slices.ContainsFunc(p.Sessions, func(other *state.Session) bool {
		if other.Name() != s.Name() || !p.Namesake(other) || groupOf(other) != groupOf(s) {
			return false
		}
		key := other.Team.Key
		if word := other.Word(); word != "" && word != "ok" && word != "reading" {
			key = word + ", " + key
		}
		return besideNote(width, key) < ansi.StringWidth(other.Name())
	})
}

// stateBeside is the state of a team beside a text. What is ok does not cut the text.
func stateBeside(s *state.Session, text string, width int) string {
	if word := s.Word(); word != "ok" || besideNote(width, word) >= ansi.StringWidth(text) {
		return word
	}
	return ""
}

// NameAlone is a team's name, with its key where another team has the same name.
func (p *Teams) NameAlone(s *state.Session) string {
	if p.Namesake(s) {
		return s.Name() + " (" + s.Team.Key + ")"
	}
	return s.Name()
}

// Namesake reports whether another team has the same name.
func (p *Teams) Namesake(s *state.Session) bool {
	return slices.ContainsFunc(p.Sessions, func(other *state.Session) bool {
		return other != s && other.Name() == s.Name() && groupOf(other) == groupOf(s)
	})
}

// OthersBelow reports whether teams with bot or user tokens are listed below one with a
// workspace token.
func (p *Teams) OthersBelow(s *state.Session) bool {
	return groupOf(s) == workspaceTokens && p.grouped()
}
