package draw

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// windowPage is a page of some items with headings, texts of theirs and rows that come with the
// selection, before and after other text.
func windowPage(random *rand.Rand) func(cursor int) Page {
	items, before, after := random.IntN(12), random.IntN(8), random.IntN(8)
	headings, texts, details := map[int]int{}, map[int]int{}, map[int]int{}
	for i := range items {
		if random.IntN(3) == 0 {
			headings[i] = random.IntN(5)
		}
		if random.IntN(4) == 0 {
			texts[i] = random.IntN(3)
		}
		if random.IntN(2) == 0 {
			details[i] = random.IntN(9)
		}
	}
	fixed := random.IntN(3)
	return func(cursor int) Page {
		p := Page{}
		for i := range fixed {
			p.Say(fmt.Sprintf("fixed %d", i))
		}
		p.Fixed = fixed
		for i := range before {
			p.Say(fmt.Sprintf("before %d", i))
		}
		for i := range items {
			for n := range headings[i] {
				p.Say(fmt.Sprintf("heading %d of %d", n, i))
			}
			p.AddItemRow(i, Row{Text: fmt.Sprintf("item %d", i)}, i == cursor)
			for n := range texts[i] {
				p.SayOf(i, fmt.Sprintf("text %d of %d", n, i))
			}
			for n := range details[i] {
				if i == cursor {
					p.SayWhileSelected(i, fmt.Sprintf("detail %d of %d", n, i))
				}
			}
		}
		for i := range after {
			p.Say(fmt.Sprintf("after %d", i))
		}
		return p
	}
}

// TestWindowsLeaveNoRowOut moves windows of every height over pages of every shape.
func TestWindowsLeaveNoRowOut(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(11, 12))
	for range samples(60) {
		page, room := windowPage(random), 1+random.IntN(9)
		w := &Window{}
		// look draws the page, and checks what holds for every window.
		look := func(what string) (rows []Row, all []Row) {
			before := w.Cursor
			p := w.Place(page(before), room)
			if w.Cursor != before { // there is no such item
				p = w.Place(page(w.Cursor), room)
			}
			on := p.onScreen(room)
			if len(on) != min(room, len(p.Rows)) {
				t.Fatalf("%s: %d rows of %d on screen, with room for %d", what, len(on), len(p.Rows), room)
			}
			for _, i := range on {
				rows = append(rows, p.Rows[i])
			}
			return rows, p.Rows
		}
		walk := func(key string, move func()) {
			seen, before := map[string]bool{}, ""
			for n := 0; ; n++ {
				rows, all := look(key)
				for _, r := range rows {
					seen[r.Text] = true
				}
				now := fmt.Sprint(w.Cursor, rows)
				if now == before {
					if len(all) > 0 && (key == "page down" || key == "down") && rows[len(rows)-1].Text != all[len(all)-1].Text {
						t.Fatalf("%s ends with %q, not %q", key, rows[len(rows)-1].Text, all[len(all)-1].Text)
					}
					if len(all) > 0 && (key == "page up" || key == "up") && rows[0].Text != all[0].Text {
						t.Fatalf("%s ends with %q, not %q", key, rows[0].Text, all[0].Text)
					}
					break
				}
				if before = now; n > 500 {
					t.Fatalf("%s comes to no end", key)
				}
				move()
			}
			_, all := look(key)
			for _, r := range all {
				if !r.Aside && !seen[r.Text] && strings.HasPrefix(key, "page") {
					t.Fatalf("%s with room for %d never shows %q", key, room, r.Text)
				}
			}
		}
		look("opened")
		walk("page down", w.PageDown)
		walk("page up", w.PageUp)
		walk("down", w.Down)
		walk("up", w.Up)
		for range 30 {
			keys := []func(){w.Down, w.Up, w.PageDown, w.PageUp, w.First, w.Last, func() { w.Scroll(3) }, func() { w.Scroll(-3) }}
			keys[random.IntN(len(keys))]()
			if random.IntN(5) == 0 {
				room = 1 + random.IntN(9)
			}
			look("at random")
		}
		w.First()
		if rows, all := look("first"); len(all) > 0 && rows[0].Text != all[0].Text {
			t.Fatalf("first shows %q, not %q", rows[0].Text, all[0].Text)
		}
		w.Last()
		if rows, all := look("last"); len(all) > 0 && rows[len(rows)-1].Text != all[len(all)-1].Text {
			t.Fatalf("last shows %q, not %q", rows[len(rows)-1].Text, all[len(all)-1].Text)
		}
	}
}

// samples is how many random cases a property is tried on: ten times as many in the full run.
func samples(n int) int {
	if os.Getenv("PERISCOPE_TESTS") == "full" {
		return 10 * n
	}
	return n
}
