package ui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// TestFooterTellsWhatMatters reads the hints where not all have room: first the question that
// everybody has, then what works on what is selected, and the way to the help at the end.
func TestFooterTellsWhatMatters(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		about, team string
		width       int
		keys        []string
		want        string
	}{
		{"teams", "initech", 80, nil, " n can I call…  c compose  enter open  D drift  : commands  q quit  ? help"},
		{"teams", "initech", 120, nil, " n can I call…  c compose  enter open  / filter  i inspect  m matrix  D drift  : all commands  q quit  ? help"},
		{"a workspace token", "acme", 80, nil, " n can I call…  c compose  enter open  / filter  : commands  q quit  ? help"},
		{"types", "initech", 120, []string{"2", "j", "j"}, " n can I call…  c compose  enter unfold  / filter  m matrix  D drift  e unfold all  : all commands  q quit  ? help"},
		{"types", "acme", 120, []string{"2", "j", "j"}, " n can I call…  c compose  enter unfold  / filter  i inspect  m matrix  e unfold all  : all commands  q quit  ? help"},
		{"types", "initech", 80, []string{"2", "j", "j"}, " n can I call…  c compose  enter unfold  D drift  : commands  q quit  ? help"},
		{"scopes", "initech", 80, []string{"3", "j"}, " n can I call…  space pick  enter reach  / filter  : commands  q quit  ? help"},
		{"scopes", "initech", 120, []string{"3", "j"}, " n can I call…  space pick  c compose  enter where it reaches  / filter  D drift  : all commands  q quit  ? help"},
		{"picks", "acme", 80, []string{"3", "G", "space"}, " n can I call…  space pick  c compose  enter reach  : commands  q quit  ? help"},
		{"a pivot", "acme", 80, []string{"3", "j", "enter"}, " n can I call…  c compose  enter unfold  esc back  : commands  q quit  ? help"},
		{"a filter", "acme", 80, []string{"3", "/", "chat", "enter"}, " n can I call…  space pick  enter reach  esc clear  : commands  q quit  ? help"},
		{"a request that waits", "acme", 80, []string{"c", "a", "pins:write", "enter", "enter", "j", "k"}, " t act as a user  n can I call…  enter open  : commands  q quit  ? help"},
		{"60 columns", "acme", 60, nil, " n can I call…  enter open  : commands  q quit  ? help"},
		{"40 columns", "acme", 40, nil, " n can I call…  enter open  ? help"},
		{"20 columns", "acme", 20, nil, " enter open  ? help"},
		{"9 columns", "acme", 9, nil, " ? help"},
	} {
		d := newEverything().at(t, c.team, 120, 36, c.keys...)
		d.send(tea.WindowSizeMsg{Width: c.width, Height: 24})
		if got := strings.TrimRight(d.footer(), " "); got != c.want {
			t.Errorf("%s of %s, %d columns:\n%q, want\n%q", c.about, c.team, c.width, got, c.want)
		}
	}
}

// TestNoticesLeaveTheHelp shows notices as long as they get: no hint is cut, and the help
// stays.
func TestNoticesLeaveTheHelp(t *testing.T) {
	t.Parallel()
	for width := 8; width <= 120; width++ {
		for _, notice := range []string{"read", strings.Repeat("a long notice ", 9)} {
			d := newEverything().at(t, "initech", width, 24)
			d.e.toast = notice
			footer := d.footer()
			hints, _, found := strings.Cut(footer, " ? help ")
			if !found {
				t.Fatalf("no help at %d columns: %q", width, footer)
			}
			for hint := range strings.SplitSeq(strings.TrimSpace(hints), "  ") {
				if hint != "" && !slices.Contains([]string{
					"n can I call…", "c compose", "enter open", "/ filter", "i inspect", "m matrix", "D drift", "r read again",
					": commands", ": all commands", "q quit",
				}, hint) {
					t.Errorf("%q is cut at %d columns: %q", hint, width, footer)
				}
			}
		}
	}
}

// TestEveryHintHasAPlace compares the key table with the footer's order.
func TestEveryHintHasAPlace(t *testing.T) {
	t.Parallel()
	var hinted []string
	for _, a := range actions() {
		if a.hint != "" {
			key, _, _ := strings.Cut(a.Help().Key, " ")
			hinted = append(hinted, key)
		}
	}
	order := newEverything().at(t, "acme", 80, 24).e.hintOrder()
	for _, key := range hinted {
		if !slices.Contains(hintPlaces, key) || !slices.Contains(order, key) {
			t.Errorf("the footer has no place for %s", key)
		}
	}
	if len(hinted) != len(hintPlaces) {
		t.Errorf("%d keys have hints, %d have places", len(hinted), len(hintPlaces))
	}
}
