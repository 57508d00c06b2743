package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/dialog"
)

// TestPaletteFindsEverything finds keys, teams, resources, scopes, methods and events, and
// goes there.
func TestPaletteFindsEverything(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed, see string
		after      func(*explorer) bool
	}{
		{"channel", "▌channel", func(e *explorer) bool { return onType(e, catalog.Channel) }},
		{"private chan", "▌group", func(e *explorer) bool { return onType(e, catalog.Group) }},
		{"aphm", "▌app_home", func(e *explorer) bool { return onType(e, catalog.AppHome) }},
		{"everything", "▌everything", func(e *explorer) bool { return onType(e, "") }},
		{"matrix", "matrix of scopes and types", func(e *explorer) bool { _, ok := e.dialog().(*dialog.Matrix); return ok }},
		{"hooli", "team", func(e *explorer) bool { return e.teams.Selected().Team.Key == "hooli" }},
		{"payroll", "# payroll", func(e *explorer) bool {
			r, _ := e.resources.Selected()
			return r.ID == "C0PAYROLL" && e.focus == onResources
		}},
		{"C0PAYROLL", "# payroll", func(e *explorer) bool { r, _ := e.resources.Selected(); return r.ID == "C0PAYROLL" }},
		{"u0bo", "U0BO00001", func(e *explorer) bool { r, _ := e.resources.Selected(); return r.Type == catalog.User }},
		{"pins:write", "Pin messages", func(e *explorer) bool { s, _ := e.scopes.At(); return s.Scope == "pins:write" && e.focus == onScopes }},
		{"conversations.history", "can I call it?", func(e *explorer) bool { _, ok := e.dialog().(*dialog.CanCall); return ok }},
		{"app_mention", "do I get it?", func(e *explorer) bool { _, ok := e.dialog().(*dialog.CanCall); return ok }},
	} {
		d := newEverything().at(t, "acme", 120, 36, ":")
		d.send(tea.PasteMsg{Content: c.typed})
		d.see(c.see)
		d.press("enter")
		if !c.after(d.e) {
			t.Errorf("%s does not go there:\n%s", c.typed, ansi.Strip(d.screen()))
		}
	}
	d := newEverything().at(t, "acme", 120, 36, ":", "cmps rqst") // fuzzy
	d.see("▌compose a request")
	d.press("esc", ":", "paste trig")
	d.see("not now: no request is waiting")
	d.press("enter")
	d.see("not now:")
	if _, open := d.e.dialog().(*dialog.Palette); !open {
		t.Error("what cannot run closes the palette")
	}
}

// onType reports whether the row of a resource type is selected.
func onType(e *explorer, kind catalog.ResourceType) bool {
	r, ok := e.resources.Selected()
	return ok && e.focus == onResources && r == model.Resource{Type: kind} && e.dialog() == nil
}

// TestPaletteGoesToEveryType goes to the row of each resource type that a team has, from
// where a filter and a pivot hide it.
func TestPaletteGoesToEveryType(t *testing.T) {
	t.Parallel()
	for _, team := range []string{"acme", "initech", "hooli"} {
		d := newEverything().at(t, team, 80, 24)
		types := d.e.teams.Selected().Permissions.Types()
		if len(types) < 4 {
			t.Fatalf("%s has %v", team, types)
		}
		for _, kind := range types {
			d.press("3", "j", "enter", "2", "/", "zzz", "enter", ":", string(kind))
			d.see("▌"+string(kind)+" ", "type")
			d.press("enter")
			if !onType(d.e, kind) {
				t.Errorf("%s of %s is not reached:\n%s", kind, team, ansi.Strip(d.screen()))
			}
		}
	}
	d := newEverything().at(t, "umbrella", 80, 24, ":", "channel") // revoked: nothing was read
	d.seeNot("Public channels")
}

// TestKeysAreFoundByOtherWords finds what keys do by what people call it.
func TestKeysAreFoundByOtherWords(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"unused": "drift: manifest", "what changed": "compare with before or", "expires": "all tokens", "clipboard": "copy the id", "may i": "can I call a method",
	} {
		d := newEverything().at(t, "initech", 80, 24, ":", typed)
		d.see("▌" + want)
		d.press("esc", "?", "/", typed, "enter")
		d.see(want)
	}
}

// TestPaletteDropsOldAnswers lets the answer to what was typed first come last.
func TestPaletteDropsOldAnswers(t *testing.T) {
	t.Parallel()
	d := newEverything().at(t, "acme", 120, 36, ":")
	_, first := d.e.Update(tea.KeyPressMsg{Code: 'p', Text: "p"})
	d.press("ayroll")
	d.run(first)
	d.see("# payroll")
	clickRow(d, "# payroll")
	if r, _ := d.e.resources.Selected(); r.ID != "C0PAYROLL" {
		t.Errorf("a click goes to %v", r)
	}
}

// TestPaletteRunsWhatWasTyped presses enter before the search has ended: what runs is what was
// typed, not what was found before.
func TestPaletteRunsWhatWasTyped(t *testing.T) {
	t.Parallel()
	d := newEverything().at(t, "acme", 120, 36, ":")
	var searches []tea.Cmd
	for _, r := range "matrix" {
		_, search := d.e.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
		searches = append(searches, search)
	}
	d.press("enter")
	d.see("Find anything")
	for _, search := range searches {
		d.run(search)
	}
	d.see("Scopes by resource type")
	d.seeNot("Find anything", "Can I call")
}
