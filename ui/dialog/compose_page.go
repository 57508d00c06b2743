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
	p := draw.Page{Title: "Compose a request", Keys: c.keys()}
	if c.session.Installable() {
		p.Title = "Compose an install"
	}
	say := func(rows ...string) { p.Rows = append(p.Rows, rows...) }
	d := c.draft()
	if n := len(c.session.Drafts); n > 1 {
		say(st.Strong.Render(fmt.Sprintf(" %s %d of %d", c.draftWord(), c.at+1, n)) + st.Dim.Render("   tab shows the next"))
	}
	say(" "+st.Dim.Render("asks  ")+st.Text.Render(describe.Audience(*d)), "")
	say(c.scopeRows(screen)...)
	if c.field != nil {
		say(append([]string{""}, c.field.rows(st)...)...)
		p.Focus = len(p.Rows) - 1
		return p
	}
	if c.scroll.top == 0 {
		p.Focus = len(p.Rows) - max(1, len(d.Scopes)-c.cursor)
	}
	say("")
	say(c.problemRows(screen)...)
	if c.plan != nil {
		say("")
		say(c.plan.rows(screen, c.json)...)
	}
	return c.scroll.page(p, screen)
}

// draftWord is what one draft is called.
func (c *Composer) draftWord() string {
	if c.session.Installable() {
		return "Token"
	}
	return "Request"
}

func (c *Composer) keys() string {
	switch {
	case c.field != nil:
		return "enter adds it  tab completes  esc leaves"
	case c.session.Installable() && c.json:
		return "enter install  a add  x drop  u bot/user  v check  y copy  f YAML  esc close"
	case c.session.Installable():
		return "enter install  a add  x drop  u bot/user  v check  y copy  f JSON  esc close"
	}
	return "enter wait for a user  a add  x drop  1 fix  s split  u for whom  esc close"
}

// scopeRows lists the draft's scopes with the family that decides what they mix with.
func (c *Composer) scopeRows(screen Screen) []string {
	st, d := screen.Styles, c.draft()
	if len(d.Scopes) == 0 {
		return []string{" " + st.Dim.Render("no scope is picked: a adds one by name, or all that a method needs")}
	}
	bad := map[catalog.Scope]bool{}
	for _, p := range c.problems() {
		for _, s := range p.Scopes {
			bad[s] = bad[s] || p.Severity() == model.Refused
		}
	}
	_, _ = c.scope() // keeps the cursor on a scope
	var rows []string
	for i, s := range d.Scopes {
		l := draw.Line{Glyph: "✓", Text: string(s), Note: model.RulesFor(d.Kind).Group(s), Style: st.Text, Quiet: st.Dim}
		if bad[s] {
			l.Glyph, l.Style = "✗", st.Bad
		}
		if l.Note == "" {
			l.Note = "not offered"
		}
		rows = append(rows, l.Draw(st, screen.Width, 14, draw.Emphasize(i == c.cursor, c.field == nil)))
	}
	return rows
}

// problemRows explains what is wrong, each problem with its numbered fixes.
func (c *Composer) problemRows(screen Screen) []string {
	st, problems := screen.Styles, c.problems()
	if len(problems) == 0 {
		sends := "enter has it wait for a user."
		if c.session.Installable() {
			sends = "enter installs it."
		}
		return draw.Toned(st, screen.Width, draw.Positive, "Slack will not refuse this, as far as is known. "+sends)
	}
	number := map[string]int{}
	for i, f := range c.fixes() {
		number[f.Label] = i + 1
	}
	var rows []string
	for _, p := range problems {
		style, head := st.Warn, "advice"
		if p.Severity() == model.Refused {
			style, head = st.Bad, "refused"
		}
		text := fmt.Sprintf("%s · %s · %s: %s", head, p.Code, p.Basis, p.Message)
		for _, l := range draw.Wrap(text, max(1, screen.Width-2)) {
			rows = append(rows, " "+style.Render(l))
		}
		for _, f := range p.Fixes {
			if n, ok := number[f.Label]; ok {
				rows = append(rows, "   "+st.Accent.Render(fmt.Sprint(n))+" "+st.Text.Render(f.Label))
			}
		}
	}
	return rows
}
