package draw

import (
	"math/rand/v2"
	"strings"
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

// TestHeadingsAreNotSelected moves through a list with headings: the cursor is never on
// one, and positions do not count them.
func TestHeadingsAreNotSelected(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	var l List
	for range 20_000 {
		switch random.IntN(5) {
		case 0:
			l.Resize(random.IntN(9))
		case 1:
			l.SetRows(7, 0, 4)
		case 2:
			l.Scroll(random.IntN(9) - 4)
		case 3:
			l.MoveTo(random.IntN(12) - 2)
		default:
			l.Move(random.IntN(5) - 2)
		}
		if l.Rows > 0 && (l.Cursor == 0 || l.Cursor == 4) {
			t.Fatalf("the cursor is on the heading in row %d", l.Cursor)
		}
	}
	l.Resize(9)
	l.SetRows(7, 0, 4)
	var seen []string
	l.MoveTo(0)
	for range 6 {
		seen = append(seen, l.Position())
		l.Move(1)
	}
	if got := strings.Join(seen, ", "); got != "1 of 5, 2 of 5, 3 of 5, 4 of 5, 5 of 5, 5 of 5" {
		t.Errorf("the positions are %s", got)
	}
	if l.Move(-4); l.Position() != "1 of 5" || l.Top != 0 {
		t.Errorf("four rows up is %s, the first row on screen %d", l.Position(), l.Top)
	}
}

// TestWindowReturnsAfterASmallScreen shrinks the window and lets it grow again.
func TestWindowReturnsAfterASmallScreen(t *testing.T) {
	t.Parallel()
	var l List
	l.Resize(10)
	l.SetRows(50)
	l.MoveTo(30)
	l.Scroll(4)
	top := l.Top
	for _, height := range []int{3, 0, 1, 5, 10} {
		l.Resize(height)
	}
	if l.Top != top || l.Cursor != 30 {
		t.Errorf("the first row is %d and the cursor on %d, want %d and 30", l.Top, l.Cursor, top)
	}
}

// TestPagesOfListsLeaveNoRowOut turns the pages of lists with headings, down and up, and goes
// to both ends.
func TestPagesOfListsLeaveNoRowOut(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 8))
	for range 2000 {
		rows, height := 2+random.IntN(40), 3+random.IntN(9)
		headings := []int{0}
		for row := 2; row < rows-1; row++ {
			if last := headings[len(headings)-1]; row > last+1 && random.IntN(3) == 0 {
				headings = append(headings, row)
			}
		}
		var l List
		l.Resize(height)
		l.SetRows(rows, headings...)
		for _, down := range []bool{true, false} {
			seen := map[int]bool{}
			for range rows + 1 {
				from, to := l.Visible()
				for row := from; row < to; row++ {
					seen[row] = true
				}
				l.Turn(down)
			}
			if len(seen) != rows {
				t.Fatalf("pages of %d rows of %d with headings %v show %d of them", height, rows, headings, len(seen))
			}
		}
		if l.MoveTo(rows - 1); l.Top != max(0, rows-height) {
			t.Fatalf("the last row is not on screen")
		}
		if l.MoveTo(0); l.Top != 0 {
			t.Fatalf("the first row is not on screen")
		}
	}
}
