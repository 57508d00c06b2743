package dialog

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// Compare is the dialog that shows what two teams' tokens may do that the
// other may not, or what became of one since it was read before.
type Compare struct {
	session *state.Session
	others  func() []*state.Session
	note    func(s *state.Session, width int) string
	against *state.Session // the other side: session itself for its earlier reading, nil while it is chosen
	cursor  int            // in the choices
	scroll  scroll

	// The difference is worked out when either side changes, not at each frame.
	diff     model.Difference
	unlisted []catalog.ResourceType // whose resources only one of the sides can list: between teams, diff leaves them out
	of       [2]int                 // the editions of the sides that diff compares
	compared bool
}

// NewCompare compares a team with one of others, or with what it was before. The
// function note says the state of a team, for a row of width cells.
func NewCompare(s *state.Session, others func() []*state.Session, note func(s *state.Session, width int) string) *Compare {
	return &Compare{session: s, others: others, note: note}
}

// Choices are what a team can be compared with: itself, once it was read
// before, then the others.
func Choices(s *state.Session, teams []*state.Session) []*state.Session {
	var all []*state.Session
	if s.Earlier != nil {
		all = append(all, s)
	}
	for _, other := range teams {
		if other != s {
			all = append(all, other)
		}
	}
	return all
}

func (d *Compare) choices() []*state.Session { return Choices(d.session, d.others()) }

// HandleMsg implements [Dialog].
func (d *Compare) HandleMsg(msg tea.Msg) Action {
	if d.against == nil {
		return d.choose(msg)
	}
	switch k := key(msg); k {
	case "esc", "backspace":
		d.against, d.compared, d.scroll.top = nil, false, 0
	case "q", "d":
		return Action{Close: true}
	case "r":
		return Action{Do: Read{Team: d.against, Again: true}}
	case "space":
		d.scroll.by(1)
	default:
		if !d.scroll.press(k) {
			return ignore(msg)
		}
	}
	return Action{}
}

// choose handles a key while the other side is chosen.
func (d *Compare) choose(msg tea.Msg) Action {
	all := d.choices()
	k := key(msg)
	if k != "" && len(all) == 0 {
		return Action{Close: true, Toast: "the other teams were removed"}
	}
	switch k {
	case "esc", "q", "d":
		return Action{Close: true}
	case "j", "down":
		d.cursor = min(d.cursor+1, len(all)-1)
	case "k", "up":
		d.cursor = max(0, d.cursor-1)
	case "enter":
		d.against = all[min(d.cursor, len(all)-1)]
		return Action{Do: Read{Team: d.against}}
	default:
		return ignore(msg)
	}
	return Action{}
}

// difference is what the session's token gained over the other side's.
func (d *Compare) difference() model.Difference {
	if of := [2]int{d.session.Edition, d.against.Edition}; !d.compared || d.of != of {
		d.compare(d.before(), d.session.Permissions)
		d.of, d.compared = of, true
	}
	return d.diff
}

// compare finds the difference. That one of two teams cannot list the resources
// of a type is none; of one team, what can be listed now is worth showing.
func (d *Compare) compare(before, after model.Permissions) {
	hidden, hides := describe.UnlistableTypes(before), describe.UnlistableTypes(after)
	d.diff, d.unlisted = model.Diff(before, after), nil
	for _, t := range catalog.ResourceTypes {
		if (hidden[t] == "") != (hides[t] == "") {
			d.unlisted = append(d.unlisted, t)
		}
	}
	if d.against == d.session {
		return
	}
	for i, t := range d.diff.Types {
		if slices.Contains(d.unlisted, t.Type) {
			d.diff.Types[i].IDs = model.Change[model.ResourceID]{}
		}
	}
	d.diff.Types = slices.DeleteFunc(d.diff.Types, model.TypeChange.Empty)
}

// before is the other side.
func (d *Compare) before() model.Permissions {
	if d.against == d.session {
		return *d.session.Earlier
	}
	return d.against.Permissions
}

// Page implements [Dialog].
func (d *Compare) Page(screen Screen) draw.Page {
	if d.against == nil {
		return d.choicePage(screen)
	}
	p := draw.Page{Title: d.session.Name() + " compared with " + d.against.Name()}
	p.Keys = "j k scroll  r reads it again  esc another  q close"
	say := func(rows ...string) { p.Rows = append(p.Rows, rows...) }
	words := [2]string{"only " + d.session.Name(), "only " + d.against.Name()}
	if d.against == d.session {
		p.Title = d.session.Name() + ", before and now"
		words = [2]string{"gained", "lost"}
	}
	switch other := d.against; {
	case other.Phase == state.Failed:
		sentence, next := describe.Banner(other.Err)
		say(draw.Banner(screen.Styles, screen.rect(), sentence, next)...)
		return p
	case other.Phase != state.Read:
		say(" " + screen.Styles.Dim.Render("reading what "+other.Name()+" may do…"))
		return p
	}
	diff := d.difference()
	say(d.caveats(screen)...)
	if diff.Empty() {
		say(" " + screen.Styles.Good.Render("No difference."))
	}
	for _, t := range diff.Types {
		say(d.typeRows(screen, t, words)...)
	}
	if len(diff.Users) > 0 {
		say(" " + screen.Styles.Strong.Render("people"))
	}
	for _, u := range diff.Users {
		who := d.name(catalog.User)(u.User)
		say(changeRows(screen, u.Scopes, words, func(s catalog.Scope) string { return who + "  " + string(s) })...)
	}
	return d.scroll.page(p, screen)
}

// choicePage lists what the team can be compared with.
func (d *Compare) choicePage(screen Screen) draw.Page {
	p := draw.Page{Title: "Compare " + d.session.Name() + " with", Keys: "enter compares  esc close"}
	for i, s := range d.choices() {
		l := draw.Line{Text: s.Name(), Note: d.note(s, screen.Width), Style: screen.Styles.Text, Quiet: screen.Styles.Dim}
		if s == d.session {
			l.Text, l.Note = "itself, before it was last read", ""
		}
		if i == d.cursor {
			p.Focus = len(p.Rows)
		}
		p.Rows = append(p.Rows, l.Draw(screen.Styles, screen.Width, 20, draw.Emphasize(i == d.cursor, true)))
	}
	return p
}

// caveats say what the comparison cannot know.
func (d *Compare) caveats(screen Screen) []string {
	var rows []string
	for _, s := range []*state.Session{d.session, d.against} {
		if s.Permissions.ScopesUnknown && (len(rows) == 0 || d.against != d.session) {
			untold := "Slack did not say which scopes " + s.Name() + " holds: they are left out."
			rows = append(rows, draw.Toned(screen.Styles, screen.Width, draw.Neutral, untold)...)
		}
	}
	if state.KindOf(d.before()) != state.KindOf(d.session.Permissions) {
		rows = append(rows, draw.Toned(screen.Styles, screen.Width, draw.Neutral,
			fmt.Sprintf("The one is a %s token, the other a %s token.", d.session.Kind(), d.against.Kind()))...)
	}
	if len(d.unlisted) > 0 {
		unlisted := "Not compared, because one side cannot list them: the conversations of type " + describe.TypeNames(d.unlisted) + "."
		if d.against == d.session {
			unlisted = "Conversations of type " + describe.TypeNames(d.unlisted) +
				" could be listed only once: whether they came or went is not certain."
		}
		rows = append(rows, draw.Toned(screen.Styles, screen.Width, draw.Neutral, unlisted)...)
	}
	if d.session.Err != nil || d.against.Err != nil {
		rows = append(rows, draw.Toned(screen.Styles, screen.Width, draw.Negative, "Not all of it could be read: "+d.unread())...)
	}
	if len(rows) > 0 {
		rows = append(rows, "")
	}
	return rows
}

// unread says why a side is not complete.
func (d *Compare) unread() string {
	err := d.session.Err
	if err == nil {
		err = d.against.Err
	}
	sentence, _ := describe.Failure(err)
	return sentence
}

// typeRows list what differs on one resource type.
func (d *Compare) typeRows(screen Screen, t model.TypeChange, words [2]string) []string {
	rows := []string{" " + screen.Styles.Strong.Render(string(t.Type))}
	rows = append(rows, changeRows(screen, t.Scopes, words, scopeName)...)
	wildcard := model.Change[bool]{}
	if t.WildcardGained {
		wildcard.Gained = []bool{true}
	}
	if t.WildcardLost {
		wildcard.Lost = []bool{true}
	}
	rows = append(rows, changeRows(screen, wildcard, words, func(bool) string { return "all of the type" })...)
	name := d.name(t.Type)
	rows = append(rows, changeRows(screen, t.IDs, words, name)...)
	except := func(id model.ResourceID) string { return "all but " + name(id) }
	return append(rows, changeRows(screen, t.Excluded, words, except)...)
}

// name is what a resource is called, as far as either side knows.
func (d *Compare) name(t catalog.ResourceType) func(model.ResourceID) string {
	return func(id model.ResourceID) string {
		r, known := d.session.Dir.Find(t, id)
		if !known {
			r, _ = d.against.Dir.Find(t, id)
		}
		if describe.Label(r) == string(id) {
			return string(id)
		}
		return describe.Label(r) + "  " + string(id)
	}
}

// mostChanges is how many changes of one sort are listed.
const mostChanges = 12

func scopeName(s catalog.Scope) string { return string(s) }

// changeRows list what came and went, each by its name, with a sign and a word.
func changeRows[T comparable](screen Screen, c model.Change[T], words [2]string, name func(T) string) []string {
	st := screen.Styles
	var rows []string
	for i, side := range []struct {
		glyph string
		of    []T
		style draw.Style
	}{{"+", c.Gained, st.Good}, {"–", c.Lost, st.Bad}} {
		for _, one := range side.of[:min(len(side.of), mostChanges)] {
			l := draw.Line{Indent: 1, Glyph: side.glyph, Text: name(one), Note: words[i], Style: st.Text, Quiet: side.style}
			rows = append(rows, l.Draw(st, screen.Width, min(24, screen.Width/3), draw.Ordinary))
		}
		if more := len(side.of) - mostChanges; more > 0 {
			rows = append(rows, "     "+st.Dim.Render(fmt.Sprintf("and %s more, %s", draw.Thousands(more), words[i])))
		}
	}
	return rows
}
