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

// TestPagesKeepTheSelectedRowOnScreen with as much of what belongs to it as there is room for.
func TestPagesKeepTheSelectedRowOnScreen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		focus, until, top, want int
	}{
		{0, 0, 0, 0}, {1, 0, 30, 0}, {50, 0, 0, 40}, {50, 55, 0, 45}, {50, 90, 0, 47}, {50, 0, 45, 45}, {100, 0, 0, 90},
	} {
		p := Page{Fixed: 2, Focus: c.focus, Until: c.until, Top: c.top, Rows: make([]Row, 100)}
		if got := p.Scroll(10); got != c.want {
			t.Errorf("row %d to %d from %d: the first row is %d, want %d", c.focus, c.until, c.top, got, c.want)
		}
	}
}
