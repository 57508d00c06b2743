package dialog

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// Explain is the dialog that takes an error of an app, and says what it means. It
// shows nothing of what was pasted but what was found in it, which holds no secrets.
type Explain struct {
	session  *state.Session // whose token the error is compared with; nil: none
	diagnose func(text string) []model.Diagnosis
	field    *textField
	typing   bool
	found    []model.Diagnosis
	empty    bool // the last text told of no refusal
	list
	shown []int
	asked int // generation: counts the texts, so that an old answer can be dropped
}

// explained replies what was found in a text.
type explained struct {
	asked int
	found []model.Diagnosis
}

// NewExplain explains errors, and compares them with the token of a team, if there is one.
func NewExplain(s *state.Session, diagnose func(text string) []model.Diagnosis) *Explain {
	return &Explain{session: s, diagnose: diagnose, field: newTextField("error: ", nil), typing: true}
}

// start has a text explained, beside the program: it may be a whole log.
func (d *Explain) start(text string) Action {
	if strings.TrimSpace(text) == "" {
		return toast("paste an error, a stack trace or lines of a log first")
	}
	d.asked++
	asked := d.asked
	return Action{Cmd: ask(d, func() tea.Msg { return explained{asked, d.diagnose(text)} })}
}

// HandleMsg implements [Dialog].
func (d *Explain) HandleMsg(msg tea.Msg) Action {
	switch msg := msg.(type) {
	case explained:
		if msg.asked == d.asked {
			d.found, d.empty = msg.found, len(msg.found) == 0
			d.list.clear()
			d.list.First()
			d.typing = d.empty
			d.field.set("")
			return Action{Turned: true}
		}
	case tea.PasteMsg:
		if d.list.typing {
			return handle(d, &d.list, msg)
		}
		return d.start(msg.Content)
	case tea.KeyPressMsg:
		if d.typing {
			return d.typed(msg)
		}
		return handle(d, &d.list, msg)
	default:
		return handle(d, &d.list, msg)
	}
	return Action{}
}

func (d *Explain) typed(msg tea.KeyPressMsg) Action {
	if msg.String() == "esc" {
		return Action{Close: true}
	}
	d.empty = false
	if d.field.press(msg) {
		return d.start(d.field.text())
	}
	return Action{}
}

// narrow finds which rows are shown.
func (d *Explain) narrow() {
	d.shown = d.list.narrow(len(d.found), func(i int) string { return d.words(d.found[i]) })
}

// Commands implements [Dialog].
func (d *Explain) Commands() []Command {
	d.narrow()
	if d.typing {
		return []Command{
			does("esc", "close", func() Action { return Action{Close: true} }),
			does("enter", "explain", func() Action { return d.start(d.field.text()) }),
		}
	}
	if d.list.typing {
		return d.list.typingCommands()
	}
	noTeam, noScope := "", ""
	if d.session == nil {
		noTeam = "no team is selected"
	}
	x, ok := d.selected()
	switch {
	case !ok || len(x.Add) == 0:
		noScope = "there is no scope to pick here"
	case d.session == nil:
		noScope = noTeam
	case d.session.Kind() != x.For:
		noScope = "this is for " + describe.Owner(x.For) + ", and the team's token is of another kind"
	}
	all := d.list.closes()
	all = append(all,
		does("space", "pick", func() Action {
			return Action{Do: Pick{d.session, slices.Clone(x.Add)}}
		}).also("enter").onRow().unless(noScope),
		does("c", "compose", func() Action { return Action{Do: Compose{Team: d.session}} }).unless(noTeam),
		does("X", "another error", func() Action { d.typing = true; return Action{} }).also("n", "backspace"))
	all = append(all, d.list.commands(true)...)
	return append(all, copies(func() string { return d.words(x) }), exports(d.report))
}

// selected is what was found under the cursor.
func (d *Explain) selected() (model.Diagnosis, bool) {
	if d.list.Cursor >= len(d.shown) || d.shown[d.list.Cursor] >= len(d.found) {
		return model.Diagnosis{}, false
	}
	return d.found[d.shown[d.list.Cursor]], true
}

// words are what is said of a finding, without styles.
func (d *Explain) words(x model.Diagnosis) string {
	text := describe.Diagnosis(x)
	lines := []string{text.Title}
	for _, l := range text.Draw(draw.Styles{}, exportWidth) {
		lines = append(lines, strings.TrimSpace(l))
	}
	return strings.Join(lines, "\n")
}

func (d *Explain) report() describe.Report {
	r := describe.Report{Title: "What these errors mean"}
	for _, x := range d.found {
		lines := strings.Split(d.words(x), "\n")
		r.Sections = append(r.Sections, describe.Section{Title: lines[0], Lines: lines[1:]})
	}
	return r
}

// TakesText implements [TextTaker].
func (d *Explain) TakesText() bool { return d.typing || d.list.typing }

// Waits implements [Waiter]: a text that was typed stays.
func (d *Explain) Waits() bool { return d.typing && d.field.text() != "" }

// Page implements [Dialog].
func (d *Explain) Page(screen Screen) draw.Page {
	st := screen.Styles
	p := draw.Page{Title: "What does this error mean?", Keys: edge(d.Commands()), Least: min(screen.Width, 70)}
	if d.typing {
		const say = "Paste what your app printed: Slack's reply, an exception, a stack trace, lines of a log, headers. " +
			"A paste is explained at once. Nothing of it leaves this machine."
		for _, l := range draw.Wrap(say, max(1, screen.Width-2)) {
			p.Say(" " + st.Text.Render(l))
		}
		if d.empty {
			p.Say("")
			const nothing = "Nothing in it tells of a call that Slack refused."
			p.Say(draw.Toned(st, screen.Width, draw.Negative, nothing)...)
		}
		p.Say("")
		d.field.addTo(&p, st)
		return p
	}
	d.narrow()
	d.list.filterRow(&p, st, len(d.found))
	p.Keys = edge(d.Commands())
	for at, i := range d.shown {
		x := d.found[i]
		if at > 0 {
			p.Say("")
		}
		words := describe.Diagnosis(x)
		l := draw.Line{Indent: 1, Glyph: "·", Text: words.Title, Style: st.Text, Quiet: st.Ask}
		if len(x.Add) > 0 {
			l.Glyph = "+"
		}
		if d.picked(x) {
			l.Glyph, l.Quiet, l.Text = "●", st.Accent, l.Text+", picked"
		}
		p.AddItem(at, l, at == d.list.Cursor)
		for _, row := range words.Draw(st, max(1, screen.Width-3)) {
			p.SayOf(at, "   "+row)
		}
	}
	return p
}

// picked reports whether all that a finding lacks is in the team's drafts.
func (d *Explain) picked(x model.Diagnosis) bool {
	return d.session != nil && len(x.Add) > 0 && !slices.ContainsFunc(x.Add, func(s catalog.Scope) bool { return !d.session.Picked(s) })
}
