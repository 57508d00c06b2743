package describe

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"periscope/model/catalog"
	"periscope/ui/draw"
)

// TestScopeBulletsSayAll: whoever is asked for scopes reads what each of them means to its end,
// on a screen of any width.
func TestScopeBulletsSayAll(t *testing.T) {
	t.Parallel()
	st := draw.NewStyles(true, colorprofile.TrueColor)
	for _, width := range []int{38, 60, 78, 96} {
		for _, scope := range catalog.Scopes() {
			rows := ScopeBullets(st, width, []catalog.Scope{"groups:history", scope.Scope})
			text := ansi.Strip(strings.Join(rows, "\n"))
			for row := range strings.SplitSeq(text, "\n") {
				if ansi.StringWidth(row) > width {
					t.Errorf("%s: %q is wider than %d cells", scope.Scope, row, width)
				}
			}
			words := strings.Join(strings.Fields(text), " ")
			if !strings.Contains(words, strings.Join(strings.Fields(Meaning(scope.Scope)), " ")) {
				t.Errorf("%s in %d cells does not say %q:\n%s", scope.Scope, width, Meaning(scope.Scope), text)
			}
		}
	}
}
