package draw

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestBoxIsAsWideAsItsContent and no wider; a click finds what is there.
func TestBoxIsAsWideAsItsContent(t *testing.T) {
	t.Parallel()
	p := Page{Title: "Ask", Keys: []Key{{"esc", "close", "esc"}, {"enter", "do it", "enter"}}}
	p.AddItem(0, Line{Glyph: "+", Text: "pins:write", Note: "can ask"}, true)
	p.AddItem(1, Line{Glyph: "+", Text: "a", Note: "no"}, false)
	p.AddButton("1", " 1 apply")
	b := p.Box(Styles{}, 90, 20)
	var plain []string
	for _, l := range b.Lines {
		plain = append(plain, ansi.Strip(l))
	}
	want := []string{
		"╭ Ask ─────────────────────╮",
		"│▌+ pins:write  can ask    │",
		"│ + a           no         │",
		"│ 1 apply                  │",
		"╰ esc close  enter do it ──╯",
	}
	if got := strings.Join(plain, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("drawn as\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
	for _, c := range []struct {
		x, y int
		want Hit
	}{
		{3, 0, Hit{}},
		{3, 1, Hit{Item: 1}},
		{3, 2, Hit{Item: 2}},
		{3, 3, Hit{Press: "1"}},
		{2, 4, Hit{Press: "esc"}},
		{14, 4, Hit{Press: "enter"}},
		{26, 4, Hit{}},
		{3, 9, Hit{}},
		{3, -1, Hit{}},
	} {
		if got := b.At(c.x, c.y); got != c.want {
			t.Errorf("a click at %d,%d is meant for %+v, want %+v", c.x, c.y, got, c.want)
		}
	}
}

// TestPagesKeepTheSelectedRowOnScreen with as much of what belongs to it as there is room for,
// and what one types before anything else.
func TestPagesKeepTheSelectedRowOnScreen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		item, detail, want int // the first row on screen, of those below the fixed ones
	}{
		{0, 0, 0}, {49, 0, 42}, {49, 5, 47}, {49, 40, 49}, {97, 0, 90},
	} {
		p := Page{Fixed: 2, Rows: make([]Row, 2)}
		for i := range 98 {
			p.AddItemRow(i, Row{}, i == c.item)
			if i == c.item {
				p.SayWhileSelected(i, make([]string, c.detail)...)
			}
		}
		var w Window
		w.Place(p, 10)
		w.Seek(c.item)
		if got := w.Place(p, 10).Top; got != c.want {
			t.Errorf("item %d with %d rows: the first row is %d, want %d", c.item, c.detail, got, c.want)
		}
	}
	p := Page{Rows: make([]Row, 30), Focus: 20, Until: 25}
	var w Window
	if got := w.Place(p, 10).Top; got != 15 {
		t.Errorf("the first row is %d, and the field with what is below it ends on row 25", got)
	}
}
