package dialog

import (
	"fmt"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
)

// Page implements [Dialog].
func (c *Composer) Page(screen Screen) draw.Page {
	st := screen.Styles
	p := draw.Page{Title: "Compose a request: " + c.session.Name(), Keys: edge(c.Commands()), Least: min(screen.Width, 60)}
	if c.session.Installable() {
		p.Title = "Compose an install: " + c.session.Name()
	}
	d := c.draft()
	if n := len(c.session.Drafts); n > 1 {
		p.Say(st.Strong.Render(fmt.Sprintf(" %s %d of %d", c.draftWord(), c.at+1, n)) + st.Dim.Render("   tab shows the next"))
	}
	p.Say(" "+st.Dim.Render("asks  ")+st.Text.Render(describe.Audience(*d)), "")
	c.addScopeRows(&p, screen)
	if c.field != nil {
		p.Say("")
		c.field.addTo(&p, st)
		return p
	}
	if len(d.Scopes) == 0 && !c.asks() {
		return p
	}
	p.Say("")
	c.addProblems(&p, screen)
	if c.plan != nil {
		p.Say("")
		p.Say(c.plan.rows(screen, c.json)...)
	}
	return p
}

// asks reports whether any draft asks for something.
func (c *Composer) asks() bool { return c.session.PickCount() > 0 }

// draftWord is what one draft is called.
func (c *Composer) draftWord() string {
	if c.session.Installable() {
		return "Token"
	}
	return "Request"
}

// addScopeRows lists the draft's scopes with the family that decides what they mix with.
func (c *Composer) addScopeRows(p *draw.Page, screen Screen) {
	st, d := screen.Styles, c.draft()
	if len(d.Scopes) == 0 {
		p.Say(
			" "+st.Text.Render("Nothing is picked yet."),
			" "+st.Accent.Render("a")+st.Dim.Render(" adds a scope by name, or all that a method needs."),
			" "+st.Accent.Render("space")+st.Dim.Render(" picks in the Scopes pane; ")+
				st.Accent.Render("n")+st.Dim.Render(" tells what a method lacks."))
		return
	}
	bad := map[catalog.Scope]bool{}
	for _, problem := range c.problems() {
		for _, s := range problem.Scopes {
			bad[s] = bad[s] || problem.Severity() == model.Refused
		}
	}
	_ = c.scope() // keeps the cursor on a scope
	for i, s := range d.Scopes {
		l := draw.Line{Glyph: "✓", Text: string(s), Note: model.RulesFor(d.Kind).Group(s), Style: st.Text, Quiet: st.Dim}
		if bad[s] {
			l.Glyph, l.Style = "✗", st.Bad
		}
		if l.Note == "" {
			l.Note = "not offered"
		}
		p.AddItem(i, l, i == c.Cursor && c.field == nil)
	}
}

// addProblems explains what is wrong, each problem with its numbered fixes.
func (c *Composer) addProblems(p *draw.Page, screen Screen) {
	st, problems := screen.Styles, c.problems()
	if why := c.session.DeadToken(); why != "" && !c.session.Installable() {
		p.Say(draw.Toned(st, screen.Width, draw.Negative, why)...)
		return
	}
	if len(problems) == 0 {
		c.addOutlook(p, screen)
		return
	}
	number := map[string]int{}
	for i, f := range c.fixes() {
		number[f.Label] = i + 1
	}
	for _, problem := range problems {
		style, head := st.Warn, "advice"
		if problem.Severity() == model.Refused {
			style, head = st.Bad, "refused"
		}
		text := fmt.Sprintf("%s · %s · %s: %s", head, problem.Code, problem.Basis, problem.Message)
		for _, l := range draw.Wrap(text, max(1, screen.Width-2)) {
			p.Say(" " + style.Render(l))
		}
		for _, f := range problem.Fixes {
			if n, ok := number[f.Label]; ok {
				addNumbered(p, st, n, f.Label, "", screen.Width)
			}
		}
	}
}

// addOutlook says what enter does to scopes with which nothing is wrong.
func (c *Composer) addOutlook(p *draw.Page, screen Screen) {
	sends, why := "enter has it wait for a user.", ""
	if c.session.Installable() {
		sends, why = "enter installs it.", c.cannotInstall()
	}
	if why != "" {
		sends = ""
	}
	p.Say(draw.Toned(screen.Styles, screen.Width, draw.Positive, "Slack has no known reason to refuse this. "+sends)...)
	if why != "" {
		p.Say(draw.Toned(screen.Styles, screen.Width, draw.Negative, "It cannot be installed from here: "+why+".")...)
	}
}
