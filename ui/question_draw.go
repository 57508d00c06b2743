package ui

import (
	"fmt"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"

	"github.com/charmbracelet/x/ansi"
)

func (d *question) Page(e *explorer, width int) draw.Page {
	if d.entry != nil {
		return d.typingPage(e, width)
	}
	n := d.needed()
	p := draw.Page{Title: "Can I call " + n.Method + "?", Top: d.top}
	p.Keys = "space picks what is missing  c compose  n another  esc close"
	say := func(rows ...string) { p.Rows = append(p.Rows, rows...) }
	say(d.verdictRows(e.styles, n, width)...)
	if s := d.session; s.Phase == state.Read && s.Err != nil {
		sentence, _ := describe.Failure(s.Err)
		say(draw.Toned(e.styles, width, draw.Negative, "That is by what was read before. Reading it again failed: "+sentence)...)
	}
	if rows := d.neededRows(e.styles, n, width); len(rows) > 0 {
		say(append([]string{""}, rows...)...)
	}
	if rows := d.whereRows(e.styles, n, width); len(rows) > 0 {
		say(append([]string{""}, rows...)...)
	}
	say("")
	basis := describe.BasisWords[n.Basis]
	if n.AsOf != "" {
		basis += ", as of " + n.AsOf
	}
	say(draw.Labelled(e.styles, width, "basis", basis)...)
	d.top = p.Scroll(e.height - 4)
	return p
}

// typingPage is the dialog while a method is being typed.
func (d *question) typingPage(e *explorer, width int) draw.Page {
	p := draw.Page{Title: "Can I call…?", Keys: "enter answers  ↓ chooses  tab completes  esc leaves"}
	p.Rows = append(p.Rows, d.entry.rows(e.styles)...)
	typed := d.entry.input.Value()
	if strings.TrimSpace(typed) == "" {
		p.Rows = append(p.Rows, "")
		p.Rows = append(p.Rows, draw.Labelled(e.styles, width, "", "A method of Slack's Web API, as in its documents, an SDK or your code: "+
			"conversations.history, client.conversations_history, or the address of its page.")...)
		return p
	}
	if _, err := model.FindMethod(typed); err != nil && len(completions(typed, d.suggest(typed))) == 0 {
		hint := "no method of Slack's is called that, or anything like it"
		if len(d.suggest(typed)) > 0 {
			hint = "no method of Slack's is called that; the nearest are above"
		}
		p.Rows = append(p.Rows, "", " "+e.styles.Warn.Render(hint))
	}
	return p
}

// verdictRows say in a word whether it can be called, and why.
func (d *question) verdictRows(st draw.Styles, n model.Needed, width int) []string {
	glyph, style := "?", st.Warn
	switch n.Granted {
	case model.Yes:
		glyph, style = "✓", st.Good
	case model.No:
		glyph, style = "✗", st.Bad
	}
	word := fmt.Sprintf("%s %s", glyph, n.Granted)
	rows := draw.Wrap(word+"  "+d.verdict(n), max(1, width-2))
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
func (d *question) verdict(n model.Needed) string {
	name := d.session.Name()
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
	case d.session.Permissions.ScopesUntold:
		return describe.ScopesUnknown
	}
	return "Some of the scopes below are held, and Slack does not say whether that is enough."
}

// kindsOf names the kinds of token that may call a method, those of today first.
func kindsOf(m catalog.Method) string {
	var kinds []string
	for _, need := range m.Needs {
		kinds = append(kinds, string(need.Kind))
	}
	if i := slices.Index(kinds, string(catalog.Workspace)); i >= 0 {
		kinds = append(slices.Delete(kinds, i, i+1), string(catalog.Workspace))
	}
	if last := len(kinds) - 1; last > 0 {
		return strings.Join(kinds[:last], ", ") + " and " + kinds[last] + " tokens"
	}
	return kinds[0] + " tokens"
}

// neededRows list the scopes that the method takes, and which of them are held.
func (d *question) neededRows(st draw.Styles, n model.Needed, width int) []string {
	if len(n.Listed) == 0 {
		return nil
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
	rows := draw.Labelled(st, width, "", head)
	known := d.session.Phase == state.Read && !d.session.Permissions.ScopesUntold
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
		rows = append(rows, l.Draw(st, width, 9, draw.Ordinary))
	}
	return rows
}

// whereRows list the types of resource on which it works, and those on which it
// does not, each with the number that picks what would change that.
func (d *question) whereRows(st draw.Styles, n model.Needed, width int) []string {
	var rows []string
	if len(n.Where) > 0 {
		rows = append(rows, " "+st.Strong.Render("It works on"))
	}
	closed := describe.UnlistableTypes(d.session.Permissions)
	for _, r := range n.Where {
		note := "by " + string(r.Scope)
		set := describe.SetSize(r.Resources)
		switch lists, unlisted := closed[r.Type]; {
		case r.Unjoined:
			set = "all public ones"
		case unlisted:
			set = "not known without " + string(lists)
		}
		l := draw.Line{Indent: 1, Glyph: "✓", Text: fmt.Sprintf("%-9s%s", r.Type, set), Note: note, Style: st.Text, Quiet: st.Dim}
		rows = append(rows, l.Draw(st, width, min(24, width/3), draw.Ordinary))
	}
	for i, o := range offers(n) {
		if i == 0 {
			rows = append(rows, blankBetween(rows)...)
			rows = append(rows, " "+st.Strong.Render("What would change that"))
		}
		what := "to call it"
		if len(o.opens) > 0 {
			what = "to call it on " + describe.TypeNames(o.opens)
		}
		pick := "pick " + describe.JoinScopes(o.scopes)
		row := "   " + st.Accent.Render(fmt.Sprint(i+1)) + " " + st.Text.Render(pick)
		rows = append(rows, row+st.Dim.Render(draw.Cut("  "+what, width-5-ansi.StringWidth(pick))))
	}
	return rows
}

// blankBetween is an empty row, unless nothing stands before it.
func blankBetween(rows []string) []string {
	if len(rows) == 0 {
		return nil
	}
	return []string{""}
}
