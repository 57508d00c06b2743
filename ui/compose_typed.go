package ui

import (
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/state"

	tea "charm.land/bubbletea/v2"
)

// typed gives a key to what is being typed in the composer.
func (c *composer) typed(e *explorer, msg tea.KeyPressMsg) {
	if msg.String() == "esc" {
		c.entry = nil
		return
	}
	if msg.String() == "enter" && c.entry.suggest != nil && !c.real(c.entry.Word()) && c.entry.complete() {
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
		c.addTyped(e, text)
	}
	c.entry = nil
}

// real reports whether a word is the name of a scope or method.
func (c *composer) real(word string) bool {
	_, scope := catalog.Lookup(catalog.Scope(word))
	_, method := catalog.LookupMethod(word)
	return scope || method
}

// suggest completes a scope or method, of those that tokens of the kind can
// hold and call.
func (c *composer) suggest(word string) []string {
	kind := c.Kind()
	var names []string
	for _, entry := range model.Askable(kind) {
		names = append(names, string(entry.Scope))
	}
	for _, m := range catalog.Methods() {
		if need, ok := m.Need(kind); ok && need.Rule != catalog.NoScope {
			names = append(names, m.Name)
		}
	}
	return completions(word, names)
}

// completions are the names that begin with what was typed, then those that hold it.
func completions(word string, names []string) []string {
	if word == "" {
		return nil
	}
	var begin, hold []string
	for _, name := range names {
		switch {
		case strings.HasPrefix(name, word):
			begin = append(begin, name)
		case strings.Contains(name, word):
			hold = append(hold, name)
		}
	}
	return append(begin, hold...)
}

// Kind is the kind of token that is to hold what the draft on screen asks for.
func (c *composer) Kind() catalog.TokenKind {
	switch {
	case !c.session.Installable():
		return catalog.Workspace
	case c.draft().For == model.ForUser:
		return catalog.UserToken
	}
	return catalog.Bot
}

// addTyped takes what was typed: scopes, and methods, which stand for what they need.
func (c *composer) addTyped(e *explorer, text string) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' }) {
		if _, known := catalog.Lookup(catalog.Scope(word)); !known {
			if m, err := model.FindMethod(word); err == nil {
				c.addMethod(e, m)
				continue
			}
		}
		c.addScopes(catalog.Scope(word))
	}
}

func (c *composer) addMethod(e *explorer, m catalog.Method) {
	held := c.session.Permissions
	if kind := c.Kind(); state.KindOf(held) != kind { // the other half's token is not at hand
		held = model.Permissions{Kind: kind}
	}
	scopes, err := model.ScopesFor(m, held)
	if err != nil {
		e.toast = err.Error()
		return
	}
	c.addScopes(scopes...)
}

func (c *composer) addScopes(scopes ...catalog.Scope) {
	d := c.draft()
	for _, s := range scopes {
		if !slices.Contains(d.Scopes, s) {
			d.Scopes = append(slices.Clone(d.Scopes), s)
		}
	}
}
