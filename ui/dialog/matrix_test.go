package dialog

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"periscope/model/catalog"
	"periscope/ui/draw"
)

// TestMatrixLeavesNoScopeOut compares the matrix with the list of all scopes: each has a row,
// also where Slack does not say on which types it lives, and the title counts them.
func TestMatrixLeavesNoScopeOut(t *testing.T) {
	t.Parallel()
	for _, kind := range []catalog.TokenKind{catalog.Workspace, catalog.Bot, catalog.UserToken} {
		s := team(t, "team", kind, "chat:write", "unheard:of")
		var want []catalog.Scope
		for _, l := range s.Permissions.ListScopesAnywhere() {
			want = append(want, l.Scope)
		}
		got := matrixScopes(s.Permissions)
		slices.Sort(want)
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("the matrix of a %s token has %d scopes, and all are %d:\n%s\n%s", kind, len(got), len(want), got, want)
		}
	}
	d := NewMatrix(team(t, "team", catalog.Workspace))
	box := Draw(d, Screen{Width: 78, Height: 24}).Box(draw.Styles{}, 80, 22)
	if title := ansi.Strip(box.Lines[0]); !strings.Contains(title, " of 49 ") {
		t.Errorf("the title does not count 49 scopes: %s", title)
	}
	var lines []string
	for _, r := range d.Page(Screen{Width: 78, Height: 24}).Rows {
		lines = append(lines, ansi.Strip(r.Text))
	}
	all := strings.Join(lines, "\n")
	for _, want := range []string{"? unclear", "commands", "stars:read"} {
		if !strings.Contains(all, want) {
			t.Errorf("there is no %q:\n%s", want, all)
		}
	}
}
