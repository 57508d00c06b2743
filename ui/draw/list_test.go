package draw

import (
	"math/rand/v2"
	"testing"
)

// TestListKeepsItsCursorInSight moves, scrolls, grows and shrinks a list at
// random: the cursor stays on a row and on screen, and no screen is wasted.
func TestListKeepsItsCursorInSight(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	var l List
	for range 20_000 {
		switch random.IntN(6) {
		case 0:
			l.Resize(random.IntN(12))
		case 1:
			l.SetRows(random.IntN(60))
		case 2:
			l.Scroll(random.IntN(9) - 4)
		case 3:
			l.MoveTo(random.IntN(80) - 10)
		default:
			l.Move(random.IntN(3) - 1)
		}
		from, to := l.Visible()
		switch {
		case l.Rows == 0 && (l.Cursor != 0 || from != 0 || to != 0):
			t.Fatalf("an empty list has cursor %d and window %d to %d", l.Cursor, from, to)
		case l.Rows > 0 && (l.Cursor < 0 || l.Cursor >= l.Rows):
			t.Fatalf("cursor %d of %d rows", l.Cursor, l.Rows)
		case l.Rows > 0 && l.height > 0 && (l.Cursor < from || l.Cursor >= to):
			t.Fatalf("cursor %d outside the window %d to %d", l.Cursor, from, to)
		case l.height > 0 && to-from != min(l.height, l.Rows):
			t.Fatalf("window %d to %d of %d rows, with room for %d", from, to, l.Rows, l.height)
		}
	}
}

func TestListScrollsByHalves(t *testing.T) {
	t.Parallel()
	var l List
	l.Resize(10)
	l.SetRows(100)
	redrawn := 0
	for range 99 {
		top := l.Top
		l.Move(1)
		if l.Top != top {
			redrawn++
		}
	}
	if redrawn > 20 {
		t.Errorf("99 steps down moved a window of 10 rows %d times", redrawn)
	}
}
