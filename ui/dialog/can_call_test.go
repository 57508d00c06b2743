package dialog

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// TestOffersAreNumbered checks for every method, kind and a few tokens that
// what is offered can be picked, and that no offer is made twice.
func TestOffersAreNumbered(t *testing.T) {
	t.Parallel()
	conversations := map[catalog.ResourceType]model.ResourceSet{catalog.Channel: {IDs: []model.ResourceID{"C0BUILDS1"}}}
	identity := func(scopes ...catalog.Scope) model.Identity {
		return model.Identity{Scopes: scopes, ScopesSent: true, User: "U0HELPER1"}
	}
	for _, perms := range []model.Permissions{
		model.PermissionsOf(catalog.Bot, identity("channels:history", "channels:read", "chat:write", "im:history"), conversations),
		model.PermissionsOf(catalog.UserToken, identity("channels:read", "groups:read", "search:read"), conversations),
		model.NewPermissions([]model.Grant{{Type: catalog.Channel, Scopes: []catalog.Scope{"chat:write"}, Resources: model.ResourceSet{Wildcard: true}}}),
		model.NewPermissions(nil),
	} {
		for _, method := range catalog.Methods() {
			all := offers(model.AccessTo(method, state.KindOf(perms), &perms))
			if len(all) > 9 {
				t.Errorf("%s: %d offers", method.Name, len(all))
			}
			for i, o := range all {
				if len(o.scopes) == 0 {
					t.Errorf("%s: offer %d picks nothing", method.Name, i+1)
				}
				if slices.ContainsFunc(all[:i], func(earlier offer) bool {
					return slices.Equal(earlier.scopes, o.scopes) && slices.Equal(earlier.opens, o.opens)
				}) {
					t.Errorf("%s: offer %d is made twice", method.Name, i+1)
				}
			}
		}
	}
}

// TestAnswersNameWhatTheyAskFor: on a screen of any width, no scope that an answer names is cut.
func TestAnswersNameWhatTheyAskFor(t *testing.T) {
	t.Parallel()
	st := draw.NewStyles(true, colorprofile.TrueColor)
	for _, d := range []*CanCall{
		NewAnswer(team(t, "bot", catalog.Bot, "channels:history", "channels:read", "groups:history"), "conversations.history"),
		NewAnswer(team(t, "bot", catalog.Bot, "channels:history", "channels:read"), "conversations.history"),
	} {
		for _, width := range []int{38, 58, 78, 96} {
			box := d.Page(Screen{Styles: st, Width: width, Height: 200}).Box(st, width+2, 200)
			text := ansi.Strip(strings.Join(box.Lines, "\n"))
			n := d.needed()
			for _, o := range offers(n) {
				if pick := "pick " + string(o.scopes[0]) + " "; !strings.Contains(text, pick) {
					t.Errorf("no %q in %d cells:\n%s", pick, width, text)
				}
			}
			for _, r := range n.Reachable {
				if by := "by " + string(r.Scope); !strings.Contains(text, by) {
					t.Errorf("no %q in %d cells:\n%s", by, width, text)
				}
			}
			for _, what := range []string{"not known without groups:read", "to call it on private channels (group)"} {
				words := strings.Join(strings.Fields(strings.ReplaceAll(text, "│", "")), " ")
				if found := strings.Contains(words, what); found != strings.Contains(wide(d), what) {
					t.Errorf("no %q in %d cells:\n%s", what, width, text)
				}
			}
		}
	}
}

// wide is the text of a dialog where there is room for all of it.
func wide(d *CanCall) string {
	st := draw.Styles{}
	return strings.Join(d.Page(Screen{Styles: st, Width: 200, Height: 200}).Box(st, 200, 200).Lines, "\n")
}

// TestNumberedRowsAreWhole: what a digit does is never cut, and every row of it can be clicked.
func TestNumberedRowsAreWhole(t *testing.T) {
	t.Parallel()
	for _, what := range []string{"", "to call it on private channels (group)"} {
		for width := 24; width < 100; width++ {
			var p draw.Page
			addNumbered(&p, draw.Styles{}, 2, "drop channels:history, and put groups:history in its place", what, width)
			var words []string
			for _, r := range p.Rows {
				if ansi.StringWidth(r.Text) > width || r.Hit.Press != "2" {
					t.Errorf("%q in %d cells presses %q", r.Text, width, r.Hit.Press)
				}
				words = append(words, strings.Fields(r.Text)...)
			}
			want := strings.TrimSpace("2 drop channels:history, and put groups:history in its place " + what)
			if got := strings.Join(words, " "); got != want {
				t.Errorf("in %d cells: %q", width, got)
			}
		}
	}
}
