package ui

import (
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"periscope/ui/draw/drawtest"
	"periscope/ui/state"
)

// TestFiltersThatLeaveNothing filters each pane by what matches nothing: the panes that depend on
// it are empty, the title counts none, and esc goes back to what was selected.
func TestFiltersThatLeaveNothing(t *testing.T) {
	t.Parallel()
	for _, size := range drawtest.Sizes {
		d := newEverything().at(t, "hooli", size[0], size[1])
		if got := d.e.resources.Session; got == nil || got.Team.Key != "hooli" {
			t.Fatal("another team is shown")
		}
		d.press("/", "zzz")
		if s := d.e.resources.Session; s != nil || d.e.scopes.Rows > 0 || d.e.resources.Rows > 0 {
			t.Errorf("%v: no team matches, and one is shown: %t, with %d resources and %d scopes", size, s != nil, d.e.resources.Rows, d.e.scopes.Rows)
		}
		d.seeNot("Reading what", "apps.permissions.info")
		if size[0] >= 80 {
			d.see("No team matches.")
			d.seeIn(onTeams, "0 of 7")
		}
		d.press("esc")
		if s := d.e.teams.Selected(); s == nil || s.Team.Key != "hooli" || d.e.resources.Session != s {
			t.Errorf("%v: esc does not select Hooli", size)
		}
		if s := d.e.teams.Selected(); s == nil || s.Phase != state.Read || d.e.scopes.Rows == 0 {
			t.Errorf("%v: Hooli is shown with %d scopes", size, d.e.scopes.Rows)
		}
		d.press("/", "init", "esc") // what matches stays selected
		if s := d.e.teams.Selected(); s == nil || s.Team.Key != "initech" {
			t.Errorf("%v: esc after a match does not select it", size)
		}

		d.press("2", "j", "j", "3", "j", "j")
		resource, _ := d.e.resources.Selected()
		scope := d.e.scopes.Selected().Scope
		d.press("/", "zzz")
		if size[0] >= 80 {
			d.seeIn(onScopes, "0")
			d.seeNotIn(onScopes, "· ─", "of 79")
		}
		if d.press("esc"); d.e.scopes.Selected().Scope != scope {
			t.Errorf("%v: esc selects %s, not %s", size, d.e.scopes.Selected().Scope, scope)
		}
		d.press("2", "/", "zzz")
		if size[0] >= 80 {
			d.seeIn(onResources, "0")
		}
		d.press("esc")
		if got, _ := d.e.resources.Selected(); got != resource {
			t.Errorf("%v: esc selects %v, not %v", size, got, resource)
		}
		d.press("D", "j", "j", "/", "zzz", "esc")
		d.see("▌")
		d.press("esc")
	}
}

// TestFilterCounters read the title of the Scopes pane: it counts the scopes of the type, and
// tells those of other types apart.
func TestFilterCounters(t *testing.T) {
	t.Parallel()
	d := newEverything().at(t, "acme", 200, 60, "2", "j", "j", "3")
	here := 0
	for row := range d.e.scopes.Rows {
		d.e.scopes.MoveTo(row)
		if !d.e.scopes.OnOthers() {
			here++
		}
	}
	d.press("/", "zzz")
	d.seeIn(onScopes, "0 of "+strconv.Itoa(here)+" ─")
	d.press("esc", "/", "read")
	d.seeIn(onScopes, " of "+strconv.Itoa(here)+", ", " of other types · ")
}

// pane is what is drawn of a pane.
func (d *driver) pane(f focus) string {
	at := d.e.layout().panes[f]
	lines := strings.Split(ansi.Strip(d.screen()), "\n")
	var rows []string
	for _, l := range lines[at.Y : at.Y+at.H] {
		rows = append(rows, ansi.Cut(l, at.X, at.X+at.W))
	}
	return strings.Join(rows, "\n")
}

func (d *driver) seeIn(f focus, texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		if pane := d.pane(f); !strings.Contains(pane, text) {
			d.t.Errorf("no %q in the pane:\n%s", text, pane)
		}
	}
}

func (d *driver) seeNotIn(f focus, texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		if pane := d.pane(f); strings.Contains(pane, text) {
			d.t.Errorf("%q in the pane:\n%s", text, pane)
		}
	}
}
