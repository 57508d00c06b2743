package dialog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/model/leastprivilege"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// Comparison is where an app's manifest, its token and its code disagree, and what a
// recording adds.
type Comparison struct {
	drift.Drift
	Recorded *leastprivilege.RecordingJudgement // nil: there is no recording
}

// Drift is the dialog that shows where an app's manifest, its token, its code and what was
// recorded of it disagree.
type Drift struct {
	session *state.Session
	compare func() (Comparison, error)
	drift   Comparison
	err     error
	loaded  bool
	asked   int // generation: counts the questions, so that an old answer can be dropped
	list
	all   []finding
	shown []int
}

// driftFound replies what was found.
type driftFound struct {
	asked int
	drift Comparison
	err   error
}

// NewDrift compares what is declared, granted, needed and used for a team.
func NewDrift(s *state.Session, compare func() (Comparison, error)) *Drift {
	return &Drift{session: s, compare: compare}
}

// start has the accounts compared, beside the program. What was found last
// stays until there is an answer.
func (d *Drift) start() tea.Cmd {
	d.asked++
	asked := d.asked
	return ask(d, func() tea.Msg {
		drift, err := d.compare()
		return driftFound{asked, drift, err}
	})
}

func (d *Drift) found(msg driftFound) {
	if msg.asked == d.asked {
		d.drift, d.err, d.loaded = msg.drift, msg.err, true
		if msg.drift.Recorded != nil { // the file may have grown
			d.session.Recorded = msg.drift.Recorded
		}
	}
}

// pickable are the scopes that would end the drift: what the code needs and
// what was declared, as far as the token lacks it.
func (d *Drift) pickable() []catalog.Scope {
	scopes := slices.Clone(d.drift.NotInstalled)
	for _, lack := range d.drift.Missing {
		scopes = append(scopes, lack.Scopes...)
	}
	for _, f := range d.inManifest() {
		scopes = append(scopes, f.scopes...)
	}
	slices.Sort(scopes)
	return slices.Compact(scopes)
}

// HandleMsg implements [Dialog].
func (d *Drift) HandleMsg(msg tea.Msg) Action {
	var a Action
	switch msg := msg.(type) {
	case Opened:
		a.Cmd = d.start()
	case TeamRead:
		if msg.Team == d.session {
			a.Cmd = d.start()
		}
	case driftFound:
		d.found(msg)
	default:
		a = handle(d, &d.list, msg)
	}
	return a
}

// narrow finds which findings are shown.
func (d *Drift) narrow() {
	d.all = d.findings()
	d.shown = d.list.narrow(len(d.all), func(i int) string {
		f := d.all[i]
		return f.group + " " + f.text + " " + f.note + " " + f.detail
	})
}

// selected is the finding under the cursor, or the zero value.
func (d *Drift) selected() finding {
	if d.narrow(); len(d.shown) == 0 {
		return finding{}
	}
	return d.all[d.shown[d.list.Cursor]]
}

// Commands implements [Dialog].
func (d *Drift) Commands() []Command {
	if d.list.typing {
		return d.list.typingCommands()
	}
	again := does("r", "compare again", func() Action { return Action{Toast: "comparing again", Cmd: d.start()} })
	if !d.loaded || d.err != nil {
		const none = "there is no scope to pick here"
		return []Command{
			closes("D"), again, does("space", "pick", nil).also("enter").unless(none),
			does("a", "pick all that is lacking", nil).unless(none), exports(d.report),
		}
	}
	f := d.selected()
	nothing, none := "", ""
	if len(f.scopes) == 0 {
		nothing = "there is no scope to pick here"
	}
	if len(d.pickable()) == 0 {
		none = "there is no scope to pick here"
	}
	all := d.list.closes("D")
	all = append(all,
		does("space", "pick", func() Action { return Action{Do: Pick{d.session, f.scopes}} }).also("enter").onRow().unless(nothing),
		does("a", "pick all that is lacking", func() Action { return Action{Do: Pick{d.session, d.pickable()}} }).unless(none),
		does("c", "compose", func() Action { return Action{Do: Compose{Team: d.session}} }))
	all = append(all, d.list.commands(true)...)
	return append(all, copies(f.line), browses(f.url).quiet(), exports(d.report), again.quiet())
}

// TakesText implements [TextTaker].
func (d *Drift) TakesText() bool { return d.list.typing }

func (d *Drift) report() describe.Report {
	d.narrow()
	r := describe.Report{Title: "Drift: manifest, token and code", Team: d.session.Name()}
	if d.drift.Recorded != nil {
		r.Title = "Drift: manifest, token, code and recording"
	}
	if d.loaded && d.err == nil {
		r.Verdict, _ = d.verdict()
	}
	for _, f := range d.all {
		if len(r.Sections) == 0 || r.Sections[len(r.Sections)-1].Title != f.group {
			r.Sections = append(r.Sections, describe.Section{Title: f.group, Columns: []string{"what", "scopes", "where"}})
		}
		s := &r.Sections[len(r.Sections)-1]
		s.Rows = append(s.Rows, []string{f.text, f.note, f.detail})
	}
	return r
}

// verdict says first what one came for: whether calls fail, and whether scopes can go.
func (d *Drift) verdict() (sentence string, tone draw.Tone) {
	if d.drift.Empty() {
		return "No drift: what there is to compare agrees.", draw.Positive
	}
	fail := "fail"
	if !d.drift.KnowsGranted {
		fail = "would fail"
	}
	calls := 0
	for _, m := range d.drift.Missing {
		calls += countCalls(m.CallSites)
	}
	for _, c := range d.drift.Impossible {
		calls += countCalls(c.CallSites)
	}
	var parts []string
	for _, part := range []struct {
		n         int
		one, many string
	}{
		{calls, "1 call " + strings.Replace(fail, "fail", "fails", 1), "%d calls " + fail},
		{len(d.drift.Manifest), "1 thing is wrong in the manifest", "%d things are wrong in the manifest"},
		{len(d.notInstalled()), "1 scope is not installed", "%d scopes are not installed"},
		{len(d.drift.Undeclared), "1 scope is not declared", "%d scopes are not declared"},
		{len(d.drift.Unused), "1 scope is unused", "%d scopes are unused"},
	} {
		switch {
		case part.n == 1:
			parts = append(parts, strings.Replace(part.one, "would fails", "would fail", 1)+".")
		case part.n > 1:
			parts = append(parts, fmt.Sprintf(part.many, part.n)+".")
		}
	}
	if names := namesOf(d.drift.Unused); names != "" {
		parts[len(parts)-1] = strings.TrimSuffix(parts[len(parts)-1], ".") + ": " + names + "."
	}
	return strings.Join(parts, " "), draw.Negative
}

// namesOf names scopes, if they are few: "im:read, pins:write".
func namesOf(scopes []catalog.Scope) string {
	const few = 2
	if len(scopes) == 0 || len(scopes) > few {
		return ""
	}
	return strings.Join(strings.Fields(describe.JoinScopes(scopes)), ", ")
}

// countCalls is at how many places a method is called. A recording has no lines: it counts
// where the code does not show the call.
func countCalls(sites []drift.CallSite) int {
	n := 0
	for _, s := range sites {
		if s.Line > 0 {
			n++
		}
	}
	return max(n, min(len(sites), 1))
}

// Page implements [Dialog].
func (d *Drift) Page(screen Screen) draw.Page {
	st := screen.Styles
	p := draw.Page{Title: "Drift: " + d.session.Name(), Keys: edge(d.Commands()), Least: screen.Width}
	switch {
	case !d.loaded:
		p.Say(" " + st.Dim.Render("comparing what is declared, granted and needed…"))
		return p
	case d.err != nil:
		sentence, next := describe.Banner(d.err)
		p.Say(draw.Banner(st, screen.rect(), sentence, next)...)
		return p
	}
	d.narrow()
	sentence, tone := d.verdict()
	p.Say(draw.Toned(st, screen.Width, tone, sentence)...)
	for _, l := range draw.Wrap(d.compared(), max(1, screen.Width-2)) {
		p.Say(" " + st.Dim.Render(l))
	}
	d.list.filterRow(&p, st, len(d.all))
	group := ""
	for at, i := range d.shown {
		f := d.all[i]
		if f.group != group {
			group = f.group
			n := 0
			for _, other := range d.all {
				if other.group == group {
					n++
				}
			}
			p.Say("", " "+f.severity.style(st).Render(f.group)+"  "+st.Strong.Render(strconv.Itoa(n)))
			for _, l := range draw.Wrap(f.advice, max(1, screen.Width-4)) {
				p.Say("   " + st.Dim.Render(l))
			}
		}
		d.addRow(&p, screen, at, f)
	}
	return p
}

// compared says how much there was to compare.
func (d *Drift) compared() string {
	count := func(known bool, scopes []catalog.Scope, what, missing string) string {
		if !known {
			return missing
		}
		return fmt.Sprintf("%d %s", len(scopes), what)
	}
	accounts := []string{
		count(d.drift.KnowsDeclared, d.drift.Declared, "scopes declared", "no manifest"),
		count(d.drift.KnowsGranted, d.drift.Granted, "granted", "no token whose scopes are known"),
		count(d.drift.KnowsNeeded, d.drift.Needed, "listed for the methods that are called", "no code"),
	}
	if r := d.drift.Recorded; r != nil {
		used := len(r.With(leastprivilege.Used))
		accounts = append(accounts, fmt.Sprintf("%d used by %s", used, describe.Count(r.Calls, "recorded call")))
	}
	return strings.Join(accounts, " · ")
}

// addRow draws a finding, with its detail while it is selected.
func (d *Drift) addRow(p *draw.Page, screen Screen, at int, f finding) {
	selected := at == d.list.Cursor
	l := draw.Line{Indent: 1, Glyph: "·", Text: f.text, Note: f.note, Style: screen.Styles.Text, Quiet: screen.Styles.Ask}
	if len(f.scopes) > 0 {
		l.Glyph = "+"
		if d.Picked(f) {
			l.Glyph, l.Quiet = "●", screen.Styles.Accent
			l.Note = strings.TrimSpace(l.Note + " picked")
		}
	}
	p.AddItem(at, l, selected)
	if !selected {
		return
	}
	for _, text := range draw.Wrap(f.detail, max(1, screen.Width-6)) {
		p.SayWhileSelected(at, "     "+screen.Styles.Dim.Render(text))
	}
}

// Picked reports whether all scopes of a finding are in the drafts.
func (d *Drift) Picked(f finding) bool {
	for _, s := range f.scopes {
		if !d.session.Picked(s) {
			return false
		}
	}
	return true
}
