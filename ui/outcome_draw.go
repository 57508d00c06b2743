package ui

import (
	"fmt"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// outcomeRows say what installing the drafts comes to.
func (c *composer) outcomeRows(e *explorer, width int) []string {
	st, out := e.styles, c.out
	rows := []string{" " + st.Strong.Render("What comes out")}
	if c.session.Unobtainable() {
		return append(rows, draw.Labelled(st, width, "", "Nothing yet: Slack grants no token what is refused above. "+
			"The page, what the token will hold and the manifest's lines appear here once that is mended.")...)
	}
	if line := out.mixtureLine(); line != "" {
		rows = append(rows, draw.Labelled(st, width, "", line)...)
	}
	rows = append(rows, c.thenRows(st, width)...)
	switch {
	case out.address != "":
		rows = append(rows, draw.Address(st, width, "page", out.address)...)
	case out.lost != nil:
		sentence, next := describe.Failure(out.lost)
		rows = append(rows, draw.Labelled(st, width, "page", sentence+" "+next)...)
	case e.installer() == nil:
		rows = append(rows, draw.Labelled(st, width, "page", noInstaller+".")...)
	default:
		rows = append(rows, draw.Labelled(st, width, "page", "working out its address…")...)
	}
	rows = append(rows, c.verdictRows(e, width)...)
	rows = append(rows, "", " "+st.Dim.Render("add to the app's manifest:"))
	for l := range strings.Lines(c.manifest()) {
		rows = append(rows, "   "+st.Text.Render(strings.TrimRight(l, "\n")))
	}
	return rows
}

// thenRows say what the tokens hold once the install is approved.
func (c *composer) thenRows(st draw.Styles, width int) []string {
	var rows []string
	kind, install := c.session.Kind(), c.out.install
	for _, token := range []struct {
		kind  catalog.TokenKind
		asked []catalog.Scope
	}{{catalog.Bot, install.Bot}, {catalog.UserToken, install.User}} {
		if len(token.asked) == 0 && token.kind != kind {
			continue
		}
		rows = append(rows, draw.Labelled(st, width, string(token.kind)+" token", c.then(token.kind))...)
	}
	return rows
}

// then says what a token of a kind will hold.
func (c *composer) then(kind catalog.TokenKind) string {
	s := c.session
	var held model.Permissions
	if s.Phase == state.Read {
		held = s.Permissions
	}
	scopes := c.out.install.Then(kind, held)
	switch known := s.Phase == state.Read && held.Kind == kind && !held.ScopesUntold; {
	case !known:
		return fmt.Sprintf("will then hold, beside what it may hold already: %s", describe.JoinScopes(scopes))
	default:
		return fmt.Sprintf("will then hold %d scopes: %s", len(scopes), describe.JoinScopes(scopes))
	}
}

// verdictRows say what Slack thinks of the manifest with the scopes added.
func (c *composer) verdictRows(e *explorer, width int) []string {
	st, out := e.styles, c.out
	switch {
	case !out.asked:
		return draw.Labelled(st, width, "manifest", "v asks Slack whether it takes the app's manifest with these scopes.")
	case !out.judged:
		return draw.Labelled(st, width, "manifest", "asking Slack…")
	case out.err != nil:
		sentence, next := describe.Failure(out.err)
		return draw.Labelled(st, width, "manifest", sentence+" "+next)
	case len(out.flaws) == 0:
		return []string{" " + st.Dim.Render("manifest  ") + st.Good.Render("Slack takes it with these scopes.")}
	}
	rows := []string{" " + st.Dim.Render("manifest  ") + st.Bad.Render("Slack finds fault with it:")}
	for _, flaw := range out.flaws {
		for _, l := range draw.Wrap(flaw, max(1, width-6)) {
			rows = append(rows, "     "+st.Bad.Render(l))
		}
	}
	return rows
}
