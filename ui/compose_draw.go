package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
)

// typed gives a key to what is being typed in the composer.
func (c *composer) typed(e *explorer, msg tea.KeyPressMsg) {
	if msg.String() == "esc" {
		c.entry = nil
		return
	}
	if msg.String() == "enter" && c.entry.suggest != nil && !c.real(c.entry.word()) && c.entry.complete() {
		return // the first enter takes the suggestion, the second adds it
	}
	if !c.entry.press(msg) {
		return
	}
	text := strings.TrimSpace(c.entry.input.Value())
	switch {
	case c.entry.done != nil:
		c.entry.done(text)
	case text != "":
		c.add(e, text)
	}
	c.entry = nil
}

// real reports whether a word is the name of a scope or method.
func (c *composer) real(word string) bool {
	_, scope := catalog.Lookup(catalog.Scope(word))
	_, method := catalog.LookupMethod(word)
	return scope || method
}

// suggest completes a scope or method: those of workspace tokens that begin
// with what was typed, then those that hold it.
func (c *composer) suggest(word string) []string {
	if word == "" {
		return nil
	}
	var begin, hold []string
	consider := func(name string) {
		switch {
		case strings.HasPrefix(name, word):
			begin = append(begin, name)
		case strings.Contains(name, word):
			hold = append(hold, name)
		}
	}
	for _, entry := range catalog.Offered(catalog.Workspace) {
		consider(string(entry.Scope))
	}
	for _, m := range catalog.Methods() {
		if need, ok := m.Need(catalog.Workspace); ok && need.Rule != catalog.NoScope {
			consider(m.Name)
		}
	}
	return append(begin, hold...)
}

func (c *composer) page(e *explorer, width int) page {
	p := page{title: "Compose a request", keys: c.keys()}
	say := func(rows ...string) { p.rows = append(p.rows, rows...) }
	d := c.draft()
	if n := len(c.session.drafts); n > 1 {
		say(e.styles.strong.Render(fmt.Sprintf(" Request %d of %d", c.at+1, n)) + e.styles.dim.Render("   tab shows the next"))
	}
	say(" "+e.styles.dim.Render("asks  ")+e.styles.text.Render(audience(*d)), "")
	say(c.scopeRows(e, width)...)
	if c.entry != nil {
		say(append([]string{""}, c.entry.rows(e.styles)...)...)
		p.focus = len(p.rows) - 1
		return p
	}
	p.focus = len(p.rows) - max(1, len(d.Scopes)-c.cursor)
	say("")
	say(c.problemRows(e, width)...)
	return p
}

func (c *composer) keys() string {
	if c.entry != nil {
		return "enter takes it  tab completes  esc leaves"
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
		l := line{glyph: "✓", text: string(s), note: string(model.FamilyOf(s)), style: e.styles.text, quiet: e.styles.dim}
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
		return []string{" " + e.styles.good.Render("Slack will not refuse this, as far as is known. enter arms it.")}
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
