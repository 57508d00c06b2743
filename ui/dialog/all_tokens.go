package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// AllTokens is the dialog that shows the tokens of all teams: their state, their end and
// their scopes.
type AllTokens struct {
	of TokensOf
	list
	shown []int
}

// TokensOf is what is known of all teams' tokens.
type TokensOf struct {
	Teams func() []*state.Session
	// Name is the name of a team, told apart from others of that name.
	Name func(*state.Session) string
	// Left says what is left of the life of a team's token; empty: it does not run out, or
	// that is not known.
	Left func(*state.Session) string
}

// GoToTeam goes to a team in the panes.
type GoToTeam struct{ Team *state.Session }

// NewAllTokens shows the tokens of all teams.
func NewAllTokens(of TokensOf) *AllTokens { return &AllTokens{of: of} }

// narrow finds which rows are shown.
func (d *AllTokens) narrow() []*state.Session {
	teams := d.of.Teams()
	d.shown = d.list.narrow(len(teams), func(i int) string {
		s := teams[i]
		return strings.Join([]string{d.of.Name(s), s.Team.Key, describe.KindOfToken(s.Kind()), s.Word(), describe.HeldCount(s)}, " ")
	})
	return teams
}

// selected is the team under the cursor, or nil.
func (d *AllTokens) selected() *state.Session {
	if teams := d.narrow(); len(d.shown) > 0 {
		return teams[d.shown[d.list.Cursor]]
	}
	return nil
}

// Commands implements [Dialog].
func (d *AllTokens) Commands() []Command {
	if d.list.typing {
		return d.list.typingCommands()
	}
	s, nothing := d.selected(), ""
	if s == nil {
		nothing = "no team is selected"
	}
	all := d.list.closes("O")
	all = append(all, does("enter", "go to the team", func() Action {
		return Action{Close: true, Do: GoToTeam{s}}
	}).onRow().unless(nothing))
	all = append(all, d.list.commands(true)...)
	return append(all,
		does("r", "read again", func() Action { return Action{Do: Read{Team: s, Again: true}} }).onRow().unless(nothing),
		copies(func() string { return joinLines(describe.HeldScopes(s)) }).unless(nothing), exports(d.report))
}

// joinLines writes scopes one a line, as manifests and scripts take them.
func joinLines(scopes []catalog.Scope) string {
	var b strings.Builder
	for i, s := range scopes {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(string(s))
	}
	return b.String()
}

// HandleMsg implements [Dialog].
func (d *AllTokens) HandleMsg(msg tea.Msg) Action { return handle(d, &d.list, msg) }

// TakesText implements [TextTaker].
func (d *AllTokens) TakesText() bool { return d.list.typing }

func (d *AllTokens) report() describe.Report {
	s := describe.Section{Columns: []string{"team", "kind", "state", "end", "scopes"}}
	for _, t := range d.of.Teams() {
		s.Rows = append(s.Rows, []string{
			d.of.Name(t), string(t.Kind()), describe.TokenState(t), d.of.Left(t),
			strings.ReplaceAll(joinLines(describe.HeldScopes(t)), "\n", ", "),
		})
	}
	return describe.Report{Title: "All tokens", Verdict: describe.TokenStates(d.of.Teams()), Sections: []describe.Section{s}}
}

// Page implements [Dialog].
func (d *AllTokens) Page(screen Screen) draw.Page {
	st := screen.Styles
	teams := d.narrow()
	p := draw.Page{Title: "All tokens", Keys: edge(d.Commands()), Least: min(screen.Width, 76)}
	if len(teams) == 0 {
		p.Say(" " + st.Dim.Render("No teams are stored."))
		return p
	}
	p.Say(draw.Toned(st, screen.Width, draw.Neutral, describe.TokenStates(d.of.Teams()))...)
	d.list.filterRow(&p, st, len(teams))
	p.Fixed = len(p.Rows)
	columns := d.columns(teams, screen.Width)
	for at, i := range d.shown {
		s := teams[i]
		l := draw.Line{Text: d.of.Name(s), Note: columns(s), Style: st.Text, Quiet: st.Dim, Head: true, Keep: true}
		switch {
		case s.Err != nil:
			l.Quiet = st.Bad
		case s.Phase == state.Read:
			l.Quiet = st.Good
		}
		p.AddItem(at, l, at == d.list.Cursor)
		if at == d.list.Cursor {
			p.SayWhileSelected(at, d.detail(s, screen)...)
		}
	}
	return p
}

// columns lays state, kind, end and scopes out below each other. Where no token runs out
// nothing is said of that, and a narrow screen has the kinds in a word.
func (d *AllTokens) columns(teams []*state.Session, width int) func(*state.Session) string {
	const roomy = 90
	cells := func(s *state.Session) []string {
		kind := describe.KindOfToken(s.Kind())
		if width < roomy {
			kind = string(s.Kind())
		}
		return []string{describe.TokenState(s), kind, describe.HeldCount(s), d.of.Left(s)}
	}
	widest := make([]int, 4)
	for _, s := range teams {
		for i, cell := range cells(s) {
			widest[i] = max(widest[i], ansi.StringWidth(cell))
		}
	}
	return func(s *state.Session) string {
		var row []string
		for i, cell := range cells(s) {
			row = append(row, draw.Fit(cell, widest[i]))
		}
		return strings.TrimRight(strings.Join(row, "  "), " ")
	}
}

// detail says what the token under the cursor holds, or why that is not known.
func (d *AllTokens) detail(s *state.Session, screen Screen) []string {
	var text string
	switch {
	case s.Err != nil:
		sentence, next := describe.Banner(s.Err)
		text = sentence + " " + next
	case s.Phase == state.Read && s.Permissions.ScopesUnknown:
		text = describe.ScopesUnknown
	case s.Phase == state.Read:
		text = describe.JoinScopes(describe.HeldScopes(s))
	default:
		text = "reading what " + s.Name() + " may do…"
	}
	var rows []string
	for _, l := range draw.Wrap(text, max(1, screen.Width-6)) {
		rows = append(rows, "     "+screen.Styles.Dim.Render(l))
	}
	return rows
}
