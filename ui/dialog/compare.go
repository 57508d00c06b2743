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
	list
	shown   []int
	changes []change // what differs, while there is another side

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
func (d *Compare) HandleMsg(msg tea.Msg) Action { return handle(d, &d.list, msg) }

// TakesText implements [TextTaker].
func (d *Compare) TakesText() bool { return d.list.typing }

// narrow finds which rows are shown: those of the difference, or of what to compare with.
func (d *Compare) narrow() {
	if d.against == nil {
		all := d.choices()
		d.shown = d.list.narrow(len(all), func(i int) string { return d.choiceName(all[i]) })
		return
	}
	d.changes = nil
	if d.against.Phase == state.Read {
		d.changes = d.findChanges()
	}
	d.shown = d.list.narrow(len(d.changes), func(i int) string {
		c := d.changes[i]
		return c.group + " " + c.text + " " + c.note
	})
}

// Commands implements [Dialog].
func (d *Compare) Commands() []Command {
	if d.list.typing {
		return d.list.typingCommands()
	}
	d.narrow()
	if d.against == nil {
		return d.choiceCommands()
	}
	c, nothing := change{}, "nothing differs here"
	if len(d.shown) > 0 {
		c, nothing = d.changes[d.shown[d.list.Cursor]], ""
	}
	away := nothing
	if nothing == "" && c.jump == nil {
		away = "this is of the other side only: there is nothing to go to in " + d.session.Name()
	}
	all := d.list.closes()
	all = append(all, does("enter", "go there", func() Action {
		return Action{Close: true, Do: *c.jump}
	}).onRow().unless(away))
	all = append(all, d.list.commands(true)...)
	return append(all,
		does("d", "compare with another", func() Action {
			d.against, d.compared = nil, false
			d.list.clear()
			d.list.First()
			return Action{}
		}).also("backspace"),
		does("r", "read again", func() Action { return Action{Do: Read{Team: d.against, Again: true}} }),
		copies(func() string { return c.copy }).unless(nothing),
		browses(describe.ScopeURL(c.scope)).quiet(), exports(d.report))
}

// choiceCommands are those while the other side is chosen.
func (d *Compare) choiceCommands() []Command {
	all := d.choices()
	none := ""
	if len(d.shown) == 0 {
		none = "there is no team of this name"
	}
	if len(all) == 0 {
		gone := func() Action { return Action{Close: true, Toast: "the other teams were removed"} }
		return []Command{closes("d"), does("enter", "compare", gone)}
	}
	commands := d.list.closes("d")
	commands = append(commands, does("enter", "compare", func() Action {
		d.against = all[d.shown[d.list.Cursor]]
		d.list.clear()
		d.list.First()
		return Action{Do: Read{Team: d.against}}
	}).onRow().unless(none))
	return append(commands, d.list.commands(true)...)
}

// choiceName is what a choice is called.
func (d *Compare) choiceName(s *state.Session) string {
	if s == d.session {
		return "itself, before the last change"
	}
	return s.Name()
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
	d.narrow()
	if d.against == nil {
		return d.choicePage(screen)
	}
	st := screen.Styles
	p := draw.Page{Title: d.title(), Keys: edge(d.Commands())}
	switch other := d.against; {
	case other.Phase == state.Failed:
		sentence, next := describe.Banner(other.Err)
		p.Say(draw.Banner(st, screen.rect(), sentence, next)...)
		return p
	case other.Phase != state.Read:
		p.Say(" " + st.Dim.Render("reading what "+other.Name()+" may do…"))
		return p
	}
	tone := draw.Neutral
	if len(d.changes) == 0 {
		tone = draw.Positive
	}
	p.Say(draw.Toned(st, screen.Width, tone, d.verdict())...)
	p.Say(d.caveats(screen)...)
	d.list.filterRow(&p, st, len(d.changes))
	group := ""
	for at, i := range d.shown {
		c := d.changes[i]
		if c.group != group {
			group = c.group
			p.Say("", " "+st.Strong.Render(group)+"  "+st.Good.Render(d.count(group, true))+st.Bad.Render(d.count(group, false)))
		}
		l := draw.Line{Indent: 1, Glyph: "+", Text: c.text, Note: c.note, Style: st.Text, Quiet: st.Good}
		if !c.gained {
			l.Glyph, l.Quiet = "–", st.Bad
		}
		p.AddItem(at, l, at == d.list.Cursor)
	}
	return p
}

func (d *Compare) title() string {
	if d.against == d.session {
		return d.session.Name() + ", before and now"
	}
	return d.session.Name() + " compared with " + d.against.Name()
}

// words are what is said of what the one side has and of what the other has.
func (d *Compare) words() [2]string {
	if d.against == d.session {
		return [2]string{"gained", "lost"}
	}
	return [2]string{"only " + d.session.Name(), "only " + d.against.Name()}
}

// verdict says first how much differs.
func (d *Compare) verdict() string {
	diff := d.difference()
	gained, lost := describe.Difference(diff, true), describe.Difference(diff, false)
	switch {
	case len(d.changes) == 0:
		return "No difference."
	case d.against == d.session:
		return fmt.Sprintf("Gained: %s. Lost: %s.", gained, lost)
	}
	return fmt.Sprintf("%s alone has %s. %s alone has %s.", d.session.Name(), gained, d.against.Name(), lost)
}

// count is how much of a group differs to one side: "+3 ".
func (d *Compare) count(group string, gained bool) string {
	n := 0
	for _, c := range d.changes {
		if c.group == group && c.gained == gained {
			n += max(1, c.more)
		}
	}
	switch {
	case n == 0:
		return ""
	case gained:
		return "+" + draw.Thousands(n) + " "
	}
	return "–" + draw.Thousands(n)
}

func (d *Compare) report() describe.Report {
	d.narrow()
	r := describe.Report{Title: d.title(), Team: d.session.Name(), Verdict: d.verdict()}
	for _, c := range d.changes {
		if len(r.Sections) == 0 || r.Sections[len(r.Sections)-1].Title != c.group {
			r.Sections = append(r.Sections, describe.Section{Title: c.group, Columns: []string{"what", "side"}})
		}
		s := &r.Sections[len(r.Sections)-1]
		s.Rows = append(s.Rows, []string{c.text, c.note})
	}
	return r
}

// choicePage lists what the team can be compared with.
func (d *Compare) choicePage(screen Screen) draw.Page {
	p := draw.Page{Title: "Compare " + d.session.Name() + " with", Keys: edge(d.Commands())}
	all := d.choices()
	d.list.filterRow(&p, screen.Styles, len(all))
	for at, i := range d.shown {
		l := draw.Line{Text: d.choiceName(all[i]), Note: d.note(all[i], screen.Width), Style: screen.Styles.Text, Quiet: screen.Styles.Dim}
		if all[i] == d.session {
			l.Note = ""
		}
		p.AddItem(at, l, at == d.list.Cursor)
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

// change is one row of the difference.
type change struct {
	group  string // the resource type, or "people"
	text   string
	note   string
	copy   string
	scope  catalog.Scope // that it is about, if it is one
	gained bool          // the session has it, and the other side has not
	more   int           // how many it stands for, if for several that are not listed
	jump   *Jump         // where it is in the panes; nil: the session has it not
}

// findChanges lists what differs.
func (d *Compare) findChanges() []change {
	diff := d.difference()
	var all []change
	for _, t := range diff.Types {
		all = append(all, d.typeChanges(t)...)
	}
	for _, u := range diff.Users {
		who := d.name(catalog.User)(u.User)
		on := model.Resource{Type: catalog.User, ID: u.User}
		all = append(all, changesOf(d, "people", u.Scopes, func(s catalog.Scope) change {
			return change{text: who + "  " + string(s), copy: string(s), scope: s, jump: &Jump{s, on}}
		})...)
	}
	return all
}

// typeChanges list what differs on one resource type.
func (d *Compare) typeChanges(t model.TypeChange) []change {
	group, name := string(t.Type), d.name(t.Type)
	all := changesOf(d, group, t.Scopes, func(s catalog.Scope) change {
		return change{text: string(s), copy: string(s), scope: s, jump: &Jump{s, model.Resource{Type: t.Type}}}
	})
	wildcard := model.Change[bool]{}
	if t.WildcardGained {
		wildcard.Gained = []bool{true}
	}
	if t.WildcardLost {
		wildcard.Lost = []bool{true}
	}
	to := func(id model.ResourceID) *Jump { return &Jump{On: model.Resource{Type: t.Type, ID: id}} }
	all = append(all, changesOf(d, group, wildcard, func(bool) change {
		return change{text: "all of the type", copy: "all of " + group, jump: to("")}
	})...)
	all = append(all, changesOf(d, group, t.IDs, func(id model.ResourceID) change {
		return change{text: name(id), copy: string(id), jump: to(id)}
	})...)
	return append(all, changesOf(d, group, t.Excluded, func(id model.ResourceID) change {
		return change{text: "all but " + name(id), copy: string(id), jump: to(id)}
	})...)
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

// changesOf list what came and went, each with a word on which side has it.
func changesOf[T comparable](d *Compare, group string, c model.Change[T], of func(T) change) []change {
	var all []change
	words := d.words()
	for i, side := range [][]T{c.Gained, c.Lost} {
		for _, one := range side[:min(len(side), mostChanges)] {
			ch := of(one)
			ch.group, ch.note, ch.gained = group, words[i], i == 0
			if !ch.gained && d.against != d.session {
				ch.jump = nil
			}
			all = append(all, ch)
		}
		if more := len(side) - mostChanges; more > 0 {
			all = append(all, change{
				group: group, text: fmt.Sprintf("and %s more", draw.Thousands(more)), note: words[i], gained: i == 0, more: more,
			})
		}
	}
	return all
}
