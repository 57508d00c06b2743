package ui

import (
	"fmt"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

func (d *comparison) Page(e *explorer, width int) draw.Page {
	if d.against == nil {
		return d.choicePage(e, width)
	}
	p := draw.Page{Title: d.session.Name() + " compared with " + d.against.Name(), Top: d.top}
	p.Keys = "j k scroll  r reads it again  esc another  q close"
	say := func(rows ...string) { p.Rows = append(p.Rows, rows...) }
	words := [2]string{"only " + d.session.Name(), "only " + d.against.Name()}
	if d.against == d.session {
		p.Title = d.session.Name() + ", before and now"
		words = [2]string{"gained", "lost"}
	}
	switch other := d.against; {
	case other.Phase == state.Failed:
		sentence, next := describe.Failure(other.Err)
		say(draw.Banner(e.styles, draw.Rect{W: width, H: e.height}, sentence, next)...)
		return p
	case other.Phase != state.Read:
		say(" " + e.styles.Dim.Render("reading what "+other.Name()+" may do…"))
		return p
	}
	diff := d.difference()
	say(d.caveats(e, width)...)
	if diff.Empty() {
		say(" " + e.styles.Good.Render("No difference."))
	}
	for _, t := range diff.Types {
		say(d.typeRows(e, t, words, width)...)
	}
	if len(diff.Users) > 0 {
		say(" " + e.styles.Strong.Render("people"))
	}
	for _, u := range diff.Users {
		who := d.Name(catalog.User)(u.User)
		say(changeRows(e.styles, width, u.Scopes, words, func(s catalog.Scope) string { return who + "  " + string(s) })...)
	}
	d.top = p.Scroll(e.height - 4)
	return p
}

// choicePage lists what the team can be compared with.
func (d *comparison) choicePage(e *explorer, width int) draw.Page {
	p := draw.Page{Title: "Compare " + d.session.Name() + " with", Keys: "enter compares  esc close"}
	for i, s := range choices(e, d.session) {
		l := draw.Line{Text: s.Name(), Note: e.teams.Note(s, width, e.teams.Mixed()), Style: e.styles.Text, Quiet: e.styles.Dim}
		if s == d.session {
			l.Text, l.Note = "itself, before it was last read", ""
		}
		if i == d.cursor {
			p.Focus = len(p.Rows)
		}
		p.Rows = append(p.Rows, l.Draw(e.styles, width, 20, draw.Emphasize(i == d.cursor, true)))
	}
	return p
}

// caveats say what the comparison cannot know.
func (d *comparison) caveats(e *explorer, width int) []string {
	var rows []string
	for _, s := range []*state.Session{d.session, d.against} {
		if s.Permissions.ScopesUntold && (len(rows) == 0 || d.against != d.session) {
			untold := "Slack did not say which scopes " + s.Name() + " holds: they are left out."
			rows = append(rows, draw.Toned(e.styles, width, draw.Neutral, untold)...)
		}
	}
	if state.KindOf(d.before()) != state.KindOf(d.session.Permissions) {
		rows = append(rows, draw.Toned(e.styles, width, draw.Neutral,
			fmt.Sprintf("The one is a %s token, the other a %s token.", d.session.Kind(), d.against.Kind()))...)
	}
	if len(d.unlisted) > 0 {
		unlisted := "Not compared, because one side cannot list them: the conversations of type " + describe.TypeNames(d.unlisted) + "."
		if d.against == d.session {
			unlisted = "Conversations of type " + describe.TypeNames(d.unlisted) +
				" could be listed only once: whether they came or went is not certain."
		}
		rows = append(rows, draw.Toned(e.styles, width, draw.Neutral, unlisted)...)
	}
	if d.session.Err != nil || d.against.Err != nil {
		rows = append(rows, draw.Toned(e.styles, width, draw.Negative, "Not all of it could be read: "+d.unread())...)
	}
	if len(rows) > 0 {
		rows = append(rows, "")
	}
	return rows
}

// unread says why a side is not complete.
func (d *comparison) unread() string {
	err := d.session.Err
	if err == nil {
		err = d.against.Err
	}
	sentence, _ := describe.Failure(err)
	return sentence
}

// typeRows list what differs on one resource type.
func (d *comparison) typeRows(e *explorer, t model.TypeChange, words [2]string, width int) []string {
	rows := []string{" " + e.styles.Strong.Render(string(t.Type))}
	rows = append(rows, changeRows(e.styles, width, t.Scopes, words, scopeName)...)
	wildcard := model.Change[bool]{}
	if t.WildcardGained {
		wildcard.Gained = []bool{true}
	}
	if t.WildcardLost {
		wildcard.Lost = []bool{true}
	}
	rows = append(rows, changeRows(e.styles, width, wildcard, words, func(bool) string { return "all of the type" })...)
	name := d.Name(t.Type)
	rows = append(rows, changeRows(e.styles, width, t.IDs, words, name)...)
	except := func(id model.ResourceID) string { return "all but " + name(id) }
	return append(rows, changeRows(e.styles, width, t.Excluded, words, except)...)
}

// Name is what a resource is called, as far as either side knows.
func (d *comparison) Name(t catalog.ResourceType) func(model.ResourceID) string {
	return func(id model.ResourceID) string {
		r, known := d.session.Dir.Find(t, id)
		if !known {
			r, _ = d.against.Dir.Find(t, id)
		}
		if describe.Label(r) == string(id) {
			return string(id)
		}
		return describe.Label(r) + "  " + string(id)
	}
}

// mostChanges is how many changes of one sort are listed.
const mostChanges = 12

func scopeName(s catalog.Scope) string { return string(s) }

// changeRows list what came and went, each by its name, with a sign and a word.
func changeRows[T comparable](st draw.Styles, width int, c model.Change[T], words [2]string, name func(T) string) []string {
	var rows []string
	for i, side := range []struct {
		glyph string
		of    []T
		style draw.Style
	}{{"+", c.Gained, st.Good}, {"–", c.Lost, st.Bad}} {
		for _, one := range side.of[:min(len(side.of), mostChanges)] {
			l := draw.Line{Indent: 1, Glyph: side.glyph, Text: name(one), Note: words[i], Style: st.Text, Quiet: side.style}
			rows = append(rows, l.Draw(st, width, min(24, width/3), draw.Ordinary))
		}
		if more := len(side.of) - mostChanges; more > 0 {
			rows = append(rows, "     "+st.Dim.Render(fmt.Sprintf("and %s more, %s", draw.Thousands(more), words[i])))
		}
	}
	return rows
}
