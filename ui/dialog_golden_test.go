package ui

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/draw/drawtest"
)

// TestDialogColours draws every dialog, in every state, at every size for every sort of
// terminal. What is behind a dialog has goldens of its own.
func TestDialogColours(t *testing.T) {
	t.Parallel()
	for _, m := range dialogMoments {
		t.Run(strings.ReplaceAll(m.name, " ", "_"), func(t *testing.T) {
			t.Parallel()
			drawtest.RequireViews(t, func(w, h int) drawtest.Drawn {
				d := newEverything().at(t, m.team, w, h, m.keys...)
				return func(mode drawtest.Mode) string {
					d.turn(mode)
					box, at, ok := d.e.dialogBox()
					if !ok {
						t.Fatal("no dialog is open")
					}
					return fmt.Sprintf("at %d,%d\n%s", at.X, at.Y, strings.Join(box.Lines, "\n"))
				}
			})
		})
	}
}

// newHostile is a source whose names are hostile.
func newHostile() *everything {
	x := newEverything()
	name := func(i int) string { return hostileNames[(i+3)%len(hostileNames)] }
	for i := range x.teams {
		x.teams[i].Name = name(i)
		x.worlds[x.teams[i].Key].identity.Team.Name = name(i)
		x.worlds[x.teams[i].Key].identity.AppName = name(i + 1)
	}
	for _, w := range x.worlds {
		n := 0
		for _, page := range w.resources {
			for i := range page {
				page[i].Name = name(n)
				n++
			}
		}
		for id := range w.names {
			w.names[id] = name(n)
			n++
		}
	}
	for i := range x.drift.Missing {
		x.drift.Missing[i].Method = name(i + 2)
		for j := range x.drift.Missing[i].CallSites {
			x.drift.Missing[i].CallSites[j].File = name(j + 1)
		}
	}
	x.drift.Unused = append(x.drift.Unused, catalog.Scope(name(4)))
	slack := x.Sandbox.(*sandboxSource)
	slack.dialogs = []Prompt{{ID: "1", User: Person{ID: "U1", Name: name(1)}, App: name(3), Request: model.Request{Scopes: []catalog.Scope{"pins:write"}}}}
	return x
}

// TestDialogsFitAnyTerminal draws every dialog on every terminal from 1x1 to 40x12, with
// hostile names: no line is wider than the terminal, and there are no more lines than it
// has. The plain run takes a sample of the sizes.
func TestDialogsFitAnyTerminal(t *testing.T) {
	t.Parallel()
	full := os.Getenv("PERISCOPE_TESTS") == "full"
	random := rand.New(rand.NewPCG(7, 8))
	for _, m := range dialogMoments {
		d := newHostile().at(t, m.team, 120, 36)
		d.press(m.keys...)
		d.send(callMade{Method: hostileNames[4], Args: "name=" + strings.Repeat("%F0%9F%8C%8D", 30), Reply: `{"` + hostileNames[6] + `":["` + hostileNames[5]})
		if d.e.dialog() == nil {
			t.Fatalf("%s: no dialog is open", m.name)
		}
		for w := 1; w <= 40; w++ {
			for h := 1; h <= 12; h++ {
				if !full && w > 4 && random.IntN(12) > 0 {
					continue
				}
				d.send(tea.WindowSizeMsg{Width: w, Height: h})
				checkSize(t, d.screen(), w, h)
				if t.Failed() {
					t.Fatalf("%s at %dx%d:\n%s", m.name, w, h, ansi.Strip(d.screen()))
				}
			}
		}
	}
}
