package ui

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"periscope/ui/dialog"
)

// pagingSizes are screens on which most dialogs have more rows than room. The plain run takes
// the first ones.
var pagingSizes = [][2]int{{20, 5}, {40, 12}, {80, 24}, {24, 6}, {30, 8}, {60, 16}, {100, 15}, {120, 36}}

// TestEveryRowOfEveryDialogIsReached pages through every dialog, in every state, from the first
// row to the last and back: no row is left out, g shows the very first and G the very last, and
// the title counts what does not change.
func TestEveryRowOfEveryDialogIsReached(t *testing.T) {
	t.Parallel()
	sizes := pagingSizes[:3]
	if os.Getenv("PERISCOPE_TESTS") == "full" {
		sizes = pagingSizes
	}
	for _, m := range dialogMoments {
		t.Run(strings.ReplaceAll(m.name, " ", "_"), func(t *testing.T) {
			t.Parallel()
			for _, size := range sizes {
				d := newEverything().at(t, m.team, size[0], size[1], m.keys...)
				pageThrough(t, d, fmt.Sprintf("%dx%d", size[0], size[1]))
			}
		})
	}
}

// pageThrough pages through the dialog that is open, down and up.
func pageThrough(t *testing.T, d *driver, size string) {
	t.Helper()
	to := func(key string) {
		if !typing(d) {
			d.press(key)
			return
		}
		for before := ""; before != drawnDialog(d); { // letters go to the field
			before = drawnDialog(d)
			d.press(map[string]string{"g": "pgup", "G": "pgdown"}[key])
		}
	}
	to("G")
	last, atLast := allRows(d), rowsOnScreen(d)
	if got, want := atLast[len(atLast)-1], last[len(last)-1]; got != want {
		t.Errorf("%s: G ends with %q, and the last row is %q", size, got, want)
	}
	to("g")
	first := allRows(d)
	if got := rowsOnScreen(d)[0]; got != first[0] {
		t.Errorf("%s: g begins with %q, and the first row is %q", size, got, first[0])
	}
	stay := slices.DeleteFunc(slices.Clone(first), func(row string) bool { return row == "" || !slices.Contains(last, row) })
	counted := map[string]bool{}
	for _, key := range []string{"pgdown", "pgup"} {
		seen := map[string]bool{}
		for before := ""; ; {
			rows := rowsOnScreen(d)
			for _, row := range rows {
				seen[row] = true
			}
			title := titleOf(d)
			if of := counter.FindStringSubmatch(title); of != nil {
				counted[of[1]] = true
			} else if len(rows) < len(allRows(d)) && d.e.width >= 40 {
				t.Errorf("%s: rows are hidden, and the title does not say so: %s", size, title)
			}
			now := drawnDialog(d)
			if now == before {
				break
			}
			before = now
			d.press(key)
		}
		for _, row := range stay {
			if !seen[row] {
				t.Errorf("%s: %s never shows %q", size, key, row)
			}
		}
		rows, all := rowsOnScreen(d), allRows(d)
		if key == "pgdown" && rows[len(rows)-1] != all[len(all)-1] {
			t.Errorf("%s: %s ends with %q, and the last row is %q", size, key, rows[len(rows)-1], all[len(all)-1])
		}
		if key == "pgup" && rows[0] != all[0] {
			t.Errorf("%s: %s ends with %q, and the first row is %q", size, key, rows[0], all[0])
		}
	}
	if len(counted) > 1 {
		t.Errorf("%s: the title counts %d different totals", size, len(counted))
	}
}

// counter is what the title says of which rows are on screen.
var counter = regexp.MustCompile(`\d(?: of |/)(\d+)[ ↑↓]*─?╮$`)

func titleOf(d *driver) string {
	box, _, _ := d.e.dialogBox()
	return ansi.Strip(box.Lines[0])
}

// drawnDialog is the dialog that is open, with the cursor and what the title counts.
func drawnDialog(d *driver) string {
	box, _, _ := d.e.dialogBox()
	return strings.Join(box.Lines, "\n")
}

// rowsOnScreen are the rows of the dialog that is open, without the marks of the cursor.
func rowsOnScreen(d *driver) []string {
	box, _, _ := d.e.dialogBox()
	return contentOf(box.Lines)
}

// allRows are all of them, as if there were room.
func allRows(d *driver) []string {
	shown, _, _ := d.e.dialogBox()
	p := d.e.dialog().Page(dialog.Screen{Styles: d.e.styles, Width: max(0, min(d.e.width, mostDialog)-2), Height: d.e.height})
	p.Height, p.Least = 0, shown.Width-2
	return contentOf(p.Box(d.e.styles, shown.Width, 10_000).Lines)
}

func contentOf(lines []string) []string {
	marks := strings.NewReplacer("▌", " ", "[", " ", "]", " ")
	var rows []string
	for _, l := range lines[1 : len(lines)-1] {
		rows = append(rows, strings.TrimSpace(marks.Replace(strings.Trim(ansi.Strip(l), "│"))))
	}
	return rows
}

// TestKeysDoNothingToARowOutOfSight opens every dialog on a small screen: a key that is about the
// selected row shows that first.
func TestKeysDoNothingToARowOutOfSight(t *testing.T) {
	t.Parallel()
	tried := 0
	for _, m := range dialogMoments {
		first := newEverything().at(t, m.team, 20, 6, m.keys...)
		if typing(first) {
			continue
		}
		for _, c := range first.e.dialog().Commands() {
			if !c.OnRow || c.Why != "" {
				continue
			}
			d := newEverything().at(t, m.team, 20, 6, m.keys...)
			d.press("g")
			if open := d.e.dialog(); !strings.Contains(drawnDialog(d), "▌") {
				tried++
				d.press(c.Keys[0])
				if d.e.dialog() != open || !strings.Contains(drawnDialog(d), "▌") {
					t.Errorf("%s: %s does something to a row that is out of sight", m.name, c.Label())
				}
			}
		}
	}
	if tried < 3 {
		t.Errorf("only %d keys were tried", tried)
	}
}

func typing(d *driver) bool {
	takes, ok := d.e.dialog().(dialog.TextTaker)
	return ok && takes.TakesText()
}
