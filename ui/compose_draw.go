package ui

import (
	"fmt"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
)

func (c *composer) Page(e *explorer, width int) draw.Page {
	p := draw.Page{Title: "Compose a request", Keys: c.keys(), Top: c.top}
	if c.session.Installable() {
		p.Title = "Compose an install"
	}
	say := func(rows ...string) { p.Rows = append(p.Rows, rows...) }
	d := c.draft()
	if n := len(c.session.Drafts); n > 1 {
		say(e.styles.Strong.Render(fmt.Sprintf(" %s %d of %d", c.draftWord(), c.at+1, n)) + e.styles.Dim.Render("   tab shows the next"))
	}
	say(" "+e.styles.Dim.Render("asks  ")+e.styles.Text.Render(describe.Audience(*d)), "")
	say(c.scopeRows(e, width)...)
	if c.entry != nil {
		say(append([]string{""}, c.entry.rows(e.styles)...)...)
		p.Focus = len(p.Rows) - 1
		return p
	}
	if c.top == 0 {
		p.Focus = len(p.Rows) - max(1, len(d.Scopes)-c.cursor)
	}
	say("")
	say(c.problemRows(e, width)...)
	if c.out != nil {
		say("")
		say(c.outcomeRows(e, width)...)
	}
	c.top = p.Scroll(e.height - 4)
	return p
}

// draftWord is what one draft is called.
func (c *composer) draftWord() string {
	if c.session.Installable() {
		return "Half"
	}
	return "Request"
}

func (c *composer) keys() string {
	switch {
	case c.entry != nil:
		return "enter takes it  tab completes  esc leaves"
	case c.session.Installable():
		return c.installKeys()
	}
	return "enter arm  a add  x drop  1-9 fix  s split  u whom  esc close"
}

// scopeRows lists the draft's scopes with the family that decides what they mix with.
func (c *composer) scopeRows(e *explorer, width int) []string {
	d := c.draft()
	if len(d.Scopes) == 0 {
		return []string{" " + e.styles.Dim.Render("no scope is picked: a adds one by name, or all that a method needs")}
	}
	bad := map[catalog.Scope]bool{}
	for _, p := range c.Problems() {
		for _, s := range p.Scopes {
			bad[s] = bad[s] || p.Severity() == model.Refused
		}
	}
	_, _ = c.scope() // keeps the cursor on a scope
	var rows []string
	for i, s := range d.Scopes {
		l := draw.Line{Glyph: "✓", Text: string(s), Note: model.RulesFor(d.Kind).Group(s), Style: e.styles.Text, Quiet: e.styles.Dim}
		if bad[s] {
			l.Glyph, l.Style = "✗", e.styles.Bad
		}
		if l.Note == "" {
			l.Note = "not offered"
		}
		rows = append(rows, l.Draw(e.styles, width, 14, draw.Emphasize(i == c.cursor, c.entry == nil)))
	}
	return rows
}

// problemRows explains what is wrong, each problem with its numbered fixes.
func (c *composer) problemRows(e *explorer, width int) []string {
	problems := c.Problems()
	if len(problems) == 0 {
		sends := "enter arms it."
		if c.session.Installable() {
			sends = "enter installs it."
		}
		return draw.Toned(e.styles, width, draw.Positive, "Slack will not refuse this, as far as is known. "+sends)
	}
	number := map[string]int{}
	for i, f := range c.fixes() {
		number[f.Label] = i + 1
	}
	var rows []string
	for _, p := range problems {
		style, head := e.styles.Warn, "advice"
		if p.Severity() == model.Refused {
			style, head = e.styles.Bad, "refused"
		}
		text := fmt.Sprintf("%s · %s · %s: %s", head, p.Code, p.Basis, p.Message)
		for _, l := range draw.Wrap(text, max(1, width-2)) {
			rows = append(rows, " "+style.Render(l))
		}
		for _, f := range p.Fixes {
			if n, ok := number[f.Label]; ok {
				rows = append(rows, "   "+e.styles.Accent.Render(fmt.Sprint(n))+" "+e.styles.Text.Render(f.Label))
			}
		}
	}
	return rows
}
