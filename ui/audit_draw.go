package ui

import (
	"fmt"
	"strings"

	"periscope/model/catalog"
)

func (d *audit) page(e *explorer, width int) page {
	p := page{title: "Drift: manifest, token and code of " + d.session.name()}
	p.keys = "space pick  a pick all that is lacking  c compose  r again  esc close"
	say := func(rows ...string) { p.rows = append(p.rows, rows...) }
	switch {
	case !d.loaded:
		p.keys = "esc close"
		say(" " + e.styles.dim.Render("comparing what is declared, granted and needed…"))
		return p
	case d.err != nil:
		p.keys = "r again  esc close"
		sentence, next := explain(d.err)
		say(notice(e.styles, rect{w: width, h: e.height}, sentence, next)...)
		return p
	}
	say(labelled(e.styles, width, "", d.compared())...)
	if d.drift.Empty() {
		say("")
		say(labelledIn(e.styles, width, positive, "No drift: what there is to compare agrees.")...)
	}
	group := ""
	for i, f := range d.findings() {
		if f.group != group {
			group = f.group
			say("", " "+e.styles.strong.Render(f.group))
			for _, l := range wrap(f.advice, max(1, width-4)) {
				say("   " + e.styles.dim.Render(l))
			}
		}
		if i == d.cursor {
			p.focus = len(p.rows)
		}
		say(d.row(e, f, width, i == d.cursor)...)
	}
	return p
}

// compared says how much there was to compare.
func (d *audit) compared() string {
	count := func(known bool, scopes []catalog.Scope, what, missing string) string {
		if !known {
			return missing
		}
		return fmt.Sprintf("%d %s", len(scopes), what)
	}
	return strings.Join([]string{
		count(d.drift.KnowsDeclared, d.drift.Declared, "scopes declared", "no manifest"),
		count(d.drift.KnowsGranted, d.drift.Granted, "granted", "no token whose scopes are known"),
		count(d.drift.KnowsNeeded, d.drift.Needed, "listed for the methods that are called", "no code"),
	}, " · ")
}

// row draws a finding, with its detail while it is selected.
func (d *audit) row(e *explorer, f finding, width int, selected bool) []string {
	l := line{indent: 1, glyph: "·", text: f.text, note: f.note, style: e.styles.text, quiet: e.styles.ask}
	if len(f.scopes) > 0 {
		l.glyph = "+"
		if d.picked(f) {
			l.glyph, l.quiet = "●", e.styles.accent
			l.note = strings.TrimSpace(l.note + " picked")
		}
	}
	rows := []string{l.draw(e.styles, width, min(34, width/2), emphasize(selected, true))}
	if selected {
		for _, text := range wrap(f.detail, max(1, width-6)) {
			rows = append(rows, "     "+e.styles.dim.Render(text))
		}
	}
	return rows
}

// picked reports whether all scopes of a finding are in the drafts.
func (d *audit) picked(f finding) bool {
	for _, s := range f.scopes {
		if !d.session.picked(s) {
			return false
		}
	}
	return true
}
