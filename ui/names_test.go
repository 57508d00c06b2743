package ui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"periscope/model"
)

// TestScopeNamesAreNotCut lists all scopes that a token of each kind can hold, beside what is
// said of them: at 120 columns every name is whole, at 80 every one that the pane has room
// for, and of the others what tells them apart.
func TestScopeNamesAreNotCut(t *testing.T) {
	t.Parallel()
	for _, recorded := range []bool{false, true} {
		for _, team := range []string{"acme", "initech", "hooli"} {
			for _, width := range []int{80, 120, 200} {
				for _, keys := range []string{"", "2jj", "3G"} { // everything, channel, everything in focus
					t.Run(fmt.Sprintf("%s/%v/%d/%s", team, recorded, width, keys), func(t *testing.T) {
						t.Parallel()
						source := driftingSource()
						if recorded {
							source.recorded = recording()
						}
						d := source.At(t, source, team, width, 400)
						d.press(keys)
						checkNames(t, d, width)
					})
				}
			}
		}
	}
}

func checkNames(t *testing.T, d *driver, width int) {
	t.Helper()
	const room = 27 // cells beside marks and edges, at 80 columns
	screen := ansi.Strip(d.screen())
	held, on := d.e.teams.Selected().Permissions, d.e.scopes.On
	all := held.ListScopes(on.Type, on.ID)
	if on.Type == "" {
		all = held.ListScopesAnywhere()
	}
	for _, s := range all {
		name := string(s.Scope)
		if s.Status == model.StatusOtherTypes || strings.Contains(screen, " "+name+" ") {
			continue
		}
		if width > 80 || len(name) <= room {
			t.Errorf("%s is cut at %d columns:\n%s", name, width, screen)
			return
		}
		tail := name[strings.LastIndexAny(name, ":"):]
		if !strings.Contains(screen, name[:8]) || !strings.Contains(screen, tail+" ") {
			t.Errorf("%s cannot be told from others at %d columns", name, width)
		}
	}
}

// TestMarksOfLongNames picks a scope whose name takes the pane, and sees that it is picked;
// and a scope that an install brought is called new beside a name that is cut for that.
func TestMarksOfLongNames(t *testing.T) {
	t.Parallel()
	d := newEverything().at(t, "initech", 80, 24, "3", "/", "conversations.connect:manage", "enter", "space")
	d.see("● conversatio….connect:manage")
	d.press("c", "enter", "y")
	d.see("✓ convers….connect:manage new")
}
