package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestDialogsLeaveNoScraps: no word is cut by a dialog's edge, and a dialog that would
// leave a few cells beside itself takes them.
func TestDialogsLeaveNoScraps(t *testing.T) {
	t.Parallel()
	cut := 0
	for _, m := range dialogMoments {
		for _, size := range [][2]int{{80, 24}, {120, 36}} {
			d := newEverything().at(t, m.team, size[0], size[1], m.keys...)
			_, at, ok := d.e.dialogBox()
			if beside := size[0] - at.W; !ok || beside > 0 && beside < leastBeside {
				t.Errorf("%s at %dx%d: %d cells beside the dialog", m.name, size[0], size[1], beside)
			}
			behind, screen := plainLines(d.e.screen()), plainLines(d.screen())
			for y := at.Y; y < at.Y+at.H; y++ {
				for _, edge := range []int{at.X, at.X + at.W} { // the first cell beyond
					outside := edge - 1
					if edge > at.X {
						outside = edge
					}
					if isWord(ansi.Cut(behind[y], edge-1, edge)) && isWord(ansi.Cut(behind[y], edge, edge+1)) {
						cut++
						if got := ansi.Cut(screen[y], outside, outside+1); got != " " && got != "─" {
							t.Errorf("%s at %dx%d: %q is seen of a word beside the dialog\n%s", m.name, size[0], size[1], got, screen[y])
						}
					}
				}
			}
		}
	}
	if cut < 50 {
		t.Errorf("dialogs stand over %d words, too few to tell", cut)
	}
}

func plainLines(screen string) []string { return strings.Split(ansi.Strip(screen), "\n") }

// isWord reports whether a cell is neither blank nor part of a frame.
func isWord(cell string) bool { return cell != "" && cell != " " && (cell < "─" || cell > "▟") }
