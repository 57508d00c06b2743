package dialog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// CanCall is the dialog that answers whether a team's token may call a method, or gets an
// event, where, and what to ask for if not.
type CanCall struct {
	session *state.Session
	field   *textField     // the method being typed; nil while an answer is on screen
	method  catalog.Method // of the answer; zero if it is about an event
	event   catalog.Event  // of the answer; zero if it is about a method
	view
}

// NewCanCall asks for a method and answers for a team.
func NewCanCall(s *state.Session) *CanCall {
	d := &CanCall{session: s}
	d.again()
	return d
}

// again lets a method be typed.
func (d *CanCall) again() {
	d.field = newTextField("name: ", d.suggest)
	d.field.whole = true
}

// needed is the answer.
func (d *CanCall) needed() model.MethodAccess {
	var held *model.Permissions
	if d.session.Phase == state.Read {
		held = &d.session.Permissions
	}
	if d.event.Name != "" {
		return model.AccessToEvent(d.event, d.session.Kind(), held)
	}
	return model.AccessTo(d.method, d.session.Kind(), held)
}

// offer is a set of scopes that the answer suggests to ask for.
type offer struct {
	scopes []catalog.Scope
	opens  []catalog.ResourceType // where the method can be called then; empty: wherever it can
}

// offers are what can be picked, in the order in which they are numbered.
func offers(n model.MethodAccess) []offer {
	var all []offer
	if len(n.Missing) > 0 {
		all = append(all, offer{scopes: n.Missing})
	}
	for _, shut := range n.Unreachable {
		scopes := []catalog.Scope{shut.Scope}
		at := slices.IndexFunc(all, func(o offer) bool { return slices.Equal(o.scopes, scopes) })
		if at < 0 {
			at = len(all)
			all = append(all, offer{scopes: scopes})
		}
		all[at].opens = append(all[at].opens, shut.Type)
	}
	return all[:min(len(all), 9)] // one digit each
}

// HandleMsg implements [Dialog].
func (d *CanCall) HandleMsg(msg tea.Msg) Action {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		if d.field == nil {
			d.again()
		}
		d.field.paste(msg.Content)
	case tea.KeyPressMsg:
		if d.field != nil {
			return d.typed(msg)
		}
		return press(d, msg.String())
	case Clicked:
		if d.field != nil {
			d.field.choose(msg.Item)
			d.answer(d.field.text())
		}
	}
	return Action{}
}

// Commands implements [Dialog].
func (d *CanCall) Commands() []Command {
	if d.field != nil {
		return []Command{
			does("esc", "close", d.leave),
			does("enter", "answer", d.take),
			does("tab", "complete", func() Action { d.field.complete(); return Action{} }),
		}
	}
	n := d.needed()
	missing := ""
	if len(n.Missing) == 0 {
		missing = d.nothingMissing(n)
	}
	all := []Command{closes(), does("space", "pick what is missing", d.pickMissing).also("enter").unless(missing)}
	all = append(all, numbered(len(offers(n)), "pick", func(digit int) string {
		return "there is no offer " + strconv.Itoa(digit)
	}, d.pick)...)
	all = append(all,
		does("c", "compose", func() Action { return Action{Do: Compose{Team: d.session}} }),
		does("n", "another", func() Action { d.again(); return Action{} }).also("/", "a"))
	all = append(all, moves(&d.Window)...)
	return append(all, d.copies(n)...)
}

// copies are the commands that take the answer away.
func (d *CanCall) copies(n model.MethodAccess) []Command {
	url := describe.EventURL(d.event)
	all := []Command{does("y", "copy", func() Action {
		return copyAs(fmt.Sprintf("%s: %s", n.Method, d.sentence(n)), "the answer about "+n.Method)
	})}
	if d.method.Name != "" {
		url = describe.MethodURL(d.method)
		all = append(all, does("Y", "copy curl", func() Action {
			return copyAs(describe.MethodCurl(d.method), "a curl command that calls "+d.method.Name)
		}))
	}
	return append(all, browses(url), exports(d.report))
}

// sentence is the answer in words.
func (d *CanCall) sentence(n model.MethodAccess) string {
	return fmt.Sprintf("%s. %s", n.Granted, d.verdict(n))
}

func (d *CanCall) report() describe.Report {
	n := d.needed()
	s := describe.Section{Columns: []string{"scope", "state"}}
	held := d.session.Permissions.Scopes()
	for _, scope := range n.Listed {
		word := "not held"
		if slices.Contains(held, scope) {
			word = "held"
		}
		s.Rows = append(s.Rows, []string{string(scope), word})
	}
	return describe.Report{
		Title: "Can I call " + n.Method + "?", Team: d.session.Name(), Verdict: d.sentence(n), Sections: []describe.Section{s},
	}
}

// TakesText implements [TextTaker].
func (d *CanCall) TakesText() bool { return d.field != nil }

// leave goes back to the last answer, or closes the dialog if there was none.
func (d *CanCall) leave() Action {
	d.field = nil
	return Action{Close: d.method.Name == "" && d.event.Name == ""}
}

// take takes the suggestion under the cursor: the first is what was understood.
func (d *CanCall) take() Action {
	if !d.field.complete() {
		return toast("type a method of Slack's Web API, such as conversations.history, or an event")
	}
	d.answer(d.field.text())
	return Action{}
}

// typed gives a key to the method being typed.
func (d *CanCall) typed(msg tea.KeyPressMsg) Action {
	switch msg.String() {
	case "esc":
		return d.leave()
	case "enter":
		return d.take()
	}
	d.field.press(msg)
	return Action{}
}

// NewAnswer answers for a team about the method or event of a name.
func NewAnswer(s *state.Session, name string) *CanCall {
	d := NewCanCall(s)
	d.answer(name)
	return d
}

// answer shows the answer for the event or method of this name.
func (d *CanCall) answer(name string) {
	if e, ok := model.FindEvent(name); ok {
		d.event, d.method, d.field = e, catalog.Method{}, nil
		d.First()
		return
	}
	if m, err := model.FindMethod(name); err == nil {
		d.method, d.event, d.field = m, catalog.Event{}, nil
		d.First()
	}
}

// nothingMissing says why there is nothing to pick that is missing.
func (d *CanCall) nothingMissing(n model.MethodAccess) string {
	switch {
	case len(n.Unreachable) > 0:
		return "nothing is missing to call it; the digits pick what would open more"
	case n.Granted == model.Yes:
		return "nothing is missing: it can be called"
	case n.Callable && n.Granted == model.Unknown:
		return "what is missing is not known; in the composer, a adds any scope or method"
	}
	return "there is no scope to pick"
}

// pickMissing picks what the method cannot be called without.
func (d *CanCall) pickMissing() Action { return d.pick(1) }

// pick picks the scopes of the n-th offer, counted from 1.
func (d *CanCall) pick(n int) Action {
	all := offers(d.needed())
	if n < 1 || n > len(all) {
		return toast("there is no offer " + strconv.Itoa(n))
	}
	return Action{Do: Pick{d.session, all[n-1].scopes}}
}

// Page implements [Dialog].
func (d *CanCall) Page(screen Screen) draw.Page {
	if d.field != nil {
		return d.typingPage(screen)
	}
	n := d.needed()
	p := draw.Page{Title: "Can I call " + n.Method + "?", Keys: edge(d.Commands())}
	if d.event.Name != "" {
		p.Title = "Do I get the event " + n.Method + "?"
	}
	p.Say(d.verdictRows(n, screen)...)
	if s := d.session; s.Phase == state.Read && s.Err != nil {
		sentence, _ := describe.Failure(s.Err)
		p.Say(draw.Toned(screen.Styles, screen.Width, draw.Negative,
			"That is by what was read before. Reading it again failed: "+sentence)...)
	}
	d.addNeeded(&p, n, screen)
	d.addWhere(&p, n, screen)
	p.Say("")
	if r, ok := d.method.Retirement(); ok && d.method.Name != "" {
		p.Say(draw.Labelled(screen.Styles, screen.Width, "slack", r.Sentence())...)
	}
	for _, s := range d.method.ArgumentScopes(n.Kind) {
		p.Say(draw.Labelled(screen.Styles, screen.Width, "besides", fmt.Sprintf("%s for %s", s.Scope, s.For))...)
	}
	basis := describe.BasisWords[n.Basis]
	if n.AsOf != "" {
		basis += ", as of " + n.AsOf
	}
	p.Say(draw.Labelled(screen.Styles, screen.Width, "basis", basis)...)
	return p
}

// verdictRows say in a word whether it can be called, and why.
func (d *CanCall) verdictRows(n model.MethodAccess, screen Screen) []string {
	st := screen.Styles
	glyph, style := "?", st.Warn
	switch n.Granted {
	case model.Yes:
		glyph, style = "✓", st.Good
	case model.No:
		glyph, style = "✗", st.Bad
	}
	word := fmt.Sprintf("%s %s", glyph, n.Granted)
	rows := draw.Wrap(word+"  "+d.verdict(n), max(1, screen.Width-2))
	for i, l := range rows {
		if rest, ok := strings.CutPrefix(l, word); ok && i == 0 {
			rows[i] = " " + style.Render(word) + st.Text.Render(rest)
			continue
		}
		rows[i] = " " + st.Text.Render(l)
	}
	return rows
}

// verdict is one sentence on whether the team's token may call the method.
func (d *CanCall) verdict(n model.MethodAccess) string {
	name := d.session.Name()
	if d.event.Name != "" {
		if sentence := d.eventVerdict(n); sentence != "" {
			return sentence
		}
	}
	switch {
	case !n.Callable && len(d.method.Needs) > 0:
		return fmt.Sprintf("Slack does not open it to %s tokens, only to %s.", n.Kind, kindsOf(d.method))
	case !n.Callable:
		return "Slack does not say which tokens may call it."
	case n.Rule == catalog.NoScope:
		return "It needs no scope."
	case n.Granted == model.Yes:
		return fmt.Sprintf("The %s token of %s may call it.", n.Kind, name)
	case n.Granted == model.No && len(n.AnyOf) > 1:
		return fmt.Sprintf("The %s token of %s holds none of the scopes that would let it.", n.Kind, name)
	case n.Granted == model.No:
		return fmt.Sprintf("The %s token of %s lacks %s.", n.Kind, name, describe.JoinScopes(n.Missing))
	case d.session.Phase != state.Read:
		return fmt.Sprintf("What %s's token holds is not known: it was not read.", name)
	case d.session.Permissions.ScopesUnknown:
		return describe.ScopesUnknown
	}
	return "Some of the scopes below are held, and Slack does not say whether that is enough."
}

// eventVerdict is the sentence about an event, where it is another than that about a method.
func (d *CanCall) eventVerdict(n model.MethodAccess) string {
	switch {
	case !n.Callable:
		return fmt.Sprintf("No %s token can hold %s.", n.Kind, describe.JoinScopes(n.Listed))
	case n.Granted == model.Yes && n.Rule != catalog.NoScope:
		return fmt.Sprintf("The app of %s gets it, if its manifest subscribes to it.", d.session.Name())
	}
	return ""
}

// kindsOf names the kinds of token that may call a method, the retired kind last.
func kindsOf(m catalog.Method) string {
	var kinds []string
	for _, kind := range m.Kinds() {
		kinds = append(kinds, string(kind))
	}
	if last := len(kinds) - 1; last > 0 {
		return strings.Join(kinds[:last], ", ") + " and " + kinds[last] + " tokens"
	}
	return kinds[0] + " tokens"
}

// addNeeded lists the scopes that the method takes, and which of them are held.
func (d *CanCall) addNeeded(p *draw.Page, n model.MethodAccess, screen Screen) {
	st := screen.Styles
	if len(n.Listed) == 0 {
		return
	}
	head := "It takes these scopes. Slack does not say whether one of them is enough."
	switch {
	case len(n.AnyOf) > 1:
		head = "It takes any one of these scopes."
	case len(n.Listed) == 1:
		head = "It takes this scope."
	case len(n.AllOf) > 0:
		head = "It takes all of these scopes."
	}
	p.Say("")
	p.Say(draw.Labelled(st, screen.Width, "", head)...)
	known := d.session.Phase == state.Read && !d.session.Permissions.ScopesUnknown
	held := d.session.Permissions.Scopes()
	for _, s := range n.Listed {
		l := draw.Line{Indent: 1, Glyph: "?", Text: string(s), Note: "unknown", Style: st.Text, Quiet: st.Dim}
		switch {
		case slices.Contains(held, s):
			l.Glyph, l.Note, l.Quiet = "✓", "held", st.Good
		case d.session.Picked(s):
			l.Glyph, l.Note, l.Quiet = "●", "picked", st.Accent
		case known:
			l.Glyph, l.Note, l.Quiet = "+", "not held", st.Ask
		}
		p.AddLine(l)
	}
}

// addWhere lists the types of resource on which it works, and those on which it
// does not, each with the number that picks what would change that.
func (d *CanCall) addWhere(p *draw.Page, n model.MethodAccess, screen Screen) {
	st := screen.Styles
	if len(n.Reachable) > 0 {
		p.Say("", " "+st.Strong.Render("It works on"))
	}
	var reachable []draw.Line
	for _, r := range n.Reachable {
		by := "by " + string(r.Scope)
		if words := r.Type.Conversations(); words != "" {
			by += ", " + words
		}
		set := describe.MethodReach(d.session.Permissions, r)
		reachable = append(reachable, draw.Line{
			Indent: 1, Glyph: "✓", Text: fmt.Sprintf("%-9s%s", r.Type, set), Note: by, Style: st.Text, Quiet: st.Dim,
		})
	}
	addReachable(p, reachable, screen.Width)
	for i, o := range offers(n) {
		if i == 0 {
			head := "What would change that"
			if n.Granted == model.Yes {
				head = "It does not work on these. What would change that"
			}
			p.Say("", " "+st.Strong.Render(head))
		}
		what := "to call it"
		switch len(o.opens) {
		case 0:
		case 1:
			what = "to call it on " + describe.TypeInWords(o.opens[0])
		default:
			what = "to call it on " + describe.TypeNames(o.opens)
		}
		addNumbered(p, st, i+1, "pick "+describe.JoinScopes(o.scopes), what, screen.Width)
	}
}

// addReachable adds the types on which the method works. What is known of them and the scopes
// are whole: what has no room in a row goes on in the next.
func addReachable(p *draw.Page, lines []draw.Line, width int) {
	const indent, around = 6, 7 // of rows that go on; the cells around a text and its note
	column := p.WidestText()
	for _, l := range lines {
		column = max(column, ansi.StringWidth(l.Text))
	}
	for _, l := range lines {
		all := draw.Wrap(l.Text, max(1, width-around))
		below := ""
		if by, _, _ := strings.Cut(l.Note, ","); column+ansi.StringWidth(by)+around > width {
			l.Note, below = "", l.Note
		}
		l.Text, l.Keep, l.Least = all[0], true, ansi.StringWidth(all[0])
		p.AddLine(l)
		for _, text := range all[1:] {
			p.Say(strings.Repeat(" ", indent) + l.Style.Render(text))
		}
		if below == "" {
			continue
		}
		for _, text := range draw.Wrap(below, max(1, width-around)) {
			p.Say(strings.Repeat(" ", indent) + l.Quiet.Render(text))
		}
	}
}
