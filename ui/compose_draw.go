package ui

import (
	"fmt"

	"periscope/model"
	"periscope/model/catalog"
)

func (c *composer) page(e *explorer, width int) page {
	p := page{title: "Compose a request", keys: c.keys(), top: c.top}
	if c.session.today() {
		p.title = "Compose an install"
	}
	say := func(rows ...string) { p.rows = append(p.rows, rows...) }
	d := c.draft()
	if n := len(c.session.drafts); n > 1 {
		say(e.styles.strong.Render(fmt.Sprintf(" %s %d of %d", c.draftWord(), c.at+1, n)) + e.styles.dim.Render("   tab shows the next"))
	}
	say(" "+e.styles.dim.Render("asks  ")+e.styles.text.Render(audience(*d)), "")
	say(c.scopeRows(e, width)...)
	if c.entry != nil {
		say(append([]string{""}, c.entry.rows(e.styles)...)...)
		p.focus = len(p.rows) - 1
		return p
	}
	if c.top == 0 {
		p.focus = len(p.rows) - max(1, len(d.Scopes)-c.cursor)
	}
	say("")
	say(c.problemRows(e, width)...)
	if c.out != nil {
		say("")
		say(c.outcomeRows(e, width)...)
	}
	c.top = p.scroll(e.height - 4)
	return p
}

// draftWord is what one draft is called.
func (c *composer) draftWord() string {
	if c.session.today() {
		return "Half"
	}
	return "Request"
}

func (c *composer) keys() string {
	switch {
	case c.entry != nil:
		return "enter takes it  tab completes  esc leaves"
	case c.session.today():
		return c.installKeys()
	}
	return "enter arm  a add  x drop  1-9 fix  s split  u whom  esc close"
}

// scopeRows lists the draft's scopes with the family that decides what they mix with.
func (c *composer) scopeRows(e *explorer, width int) []string {
	d := c.draft()
	if len(d.Scopes) == 0 {
		return []string{" " + e.styles.dim.Render("no scope is picked: a adds one by name, or all that a method needs")}
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
		l := line{glyph: "✓", text: string(s), note: model.RulesFor(d.Kind).Group(s), style: e.styles.text, quiet: e.styles.dim}
		if bad[s] {
			l.glyph, l.style = "✗", e.styles.bad
		}
		if l.note == "" {
			l.note = "not offered"
		}
		rows = append(rows, l.draw(e.styles, width, 14, emphasize(i == c.cursor, c.entry == nil)))
	}
	return rows
}

// problemRows explains what is wrong, each problem with its numbered fixes.
func (c *composer) problemRows(e *explorer, width int) []string {
	problems := c.problems()
	if len(problems) == 0 {
		sends := "enter arms it."
		if c.session.today() {
			sends = "enter installs it."
		}
		return labelledIn(e.styles, width, positive, "Slack will not refuse this, as far as is known. "+sends)
	}
	number := map[string]int{}
	for i, f := range c.fixes() {
		number[f.Label] = i + 1
	}
	var rows []string
	for _, p := range problems {
		style, head := e.styles.warn, "advice"
		if p.Severity() == model.Refused {
			style, head = e.styles.bad, "refused"
		}
		text := fmt.Sprintf("%s · %s · %s: %s", head, p.Code, p.Basis, p.Message)
		for _, l := range wrap(text, max(1, width-2)) {
			rows = append(rows, " "+style.Render(l))
		}
		for _, f := range p.Fixes {
			if n, ok := number[f.Label]; ok {
				rows = append(rows, "   "+e.styles.accent.Render(fmt.Sprint(n))+" "+e.styles.text.Render(f.Label))
			}
		}
	}
	return rows
}
