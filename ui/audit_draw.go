package ui

import (
	"fmt"
	"strings"

	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
)

func (d *audit) Page(e *explorer, width int) draw.Page {
	p := draw.Page{Title: "Drift: manifest, token and code of " + d.session.Name()}
	p.Keys = "space pick  a pick all that is lacking  c compose  r again  esc close"
	say := func(rows ...string) { p.Rows = append(p.Rows, rows...) }
	switch {
	case !d.loaded:
		p.Keys = "esc close"
		say(" " + e.styles.Dim.Render("comparing what is declared, granted and needed…"))
		return p
	case d.err != nil:
		p.Keys = "r again  esc close"
		sentence, next := describe.Failure(d.err)
		say(draw.Banner(e.styles, draw.Rect{W: width, H: e.height}, sentence, next)...)
		return p
	}
	say(draw.Labelled(e.styles, width, "", d.compared())...)
	if d.drift.Empty() {
		say("")
		say(draw.Toned(e.styles, width, draw.Positive, "No drift: what there is to compare agrees.")...)
	}
	group := ""
	for i, f := range d.findings() {
		if f.group != group {
			group = f.group
			say("", " "+e.styles.Strong.Render(f.group))
			for _, l := range draw.Wrap(f.advice, max(1, width-4)) {
				say("   " + e.styles.Dim.Render(l))
			}
		}
		if i == d.cursor {
			p.Focus = len(p.Rows)
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
	l := draw.Line{Indent: 1, Glyph: "·", Text: f.text, Note: f.note, Style: e.styles.Text, Quiet: e.styles.Ask}
	if len(f.scopes) > 0 {
		l.Glyph = "+"
		if d.Picked(f) {
			l.Glyph, l.Quiet = "●", e.styles.Accent
			l.Note = strings.TrimSpace(l.Note + " picked")
		}
	}
	rows := []string{l.Draw(e.styles, width, min(34, width/2), draw.Emphasize(selected, true))}
	if selected {
		for _, text := range draw.Wrap(f.detail, max(1, width-6)) {
			rows = append(rows, "     "+e.styles.Dim.Render(text))
		}
	}
	return rows
}

// Picked reports whether all scopes of a finding are in the drafts.
func (d *audit) Picked(f finding) bool {
	for _, s := range f.scopes {
		if !d.session.Picked(s) {
			return false
		}
	}
	return true
}
