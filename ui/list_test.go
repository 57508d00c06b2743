package ui

import (
	"math/rand/v2"
	"testing"
)

// TestListKeepsItsCursorInSight moves, scrolls, grows and shrinks a list at
// random: the cursor stays on a row and on screen, and no screen is wasted.
func TestListKeepsItsCursorInSight(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var l list
	for range 20_000 {
		switch random.IntN(6) {
		case 0:
			l.resize(random.IntN(12))
		case 1:
			l.setRows(random.IntN(60))
		case 2:
			l.scroll(random.IntN(9) - 4)
		case 3:
			l.moveTo(random.IntN(80) - 10)
		default:
			l.move(random.IntN(3) - 1)
		}
		from, to := l.visible()
		switch {
		case l.rows == 0 && (l.cursor != 0 || from != 0 || to != 0):
			t.Fatalf("an empty list has cursor %d and window %d to %d", l.cursor, from, to)
		case l.rows > 0 && (l.cursor < 0 || l.cursor >= l.rows):
			t.Fatalf("cursor %d of %d rows", l.cursor, l.rows)
		case l.rows > 0 && l.height > 0 && (l.cursor < from || l.cursor >= to):
			t.Fatalf("cursor %d outside the window %d to %d", l.cursor, from, to)
		case l.height > 0 && to-from != min(l.height, l.rows):
			t.Fatalf("window %d to %d of %d rows, with room for %d", from, to, l.rows, l.height)
		}
	}
}

func TestListScrollsByHalves(t *testing.T) {
	var l list
	l.resize(10)
	l.setRows(100)
	redrawn := 0
	for range 99 {
		top := l.top
		l.move(1)
		if l.top != top {
			redrawn++
		}
	}
	if redrawn > 20 {
		t.Errorf("99 steps down moved a window of 10 rows %d times", redrawn)
	}
}
