package describe

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// TestSizesAreSaidInWords: on what a token holds its scopes is part of a sentence.
func TestSizesAreSaidInWords(t *testing.T) {
	t.Parallel()
	ids := func(n int) model.ResourceSet { return model.ResourceSet{IDs: make([]model.ResourceID, n)} }
	for _, test := range []struct {
		on     catalog.ResourceType
		set    model.ResourceSet
		expect string
	}{
		{catalog.Team, ids(1), "the team"},
		{catalog.Channel, ids(4), "4 public channels"},
		{catalog.Group, ids(1), "1 private channel"},
		{catalog.Channel, model.ResourceSet{Wildcard: true}, "all public channels"},
		{catalog.Channel, model.ResourceSet{Wildcard: true, Excluded: []model.ResourceID{"C1", "C2"}}, "all public channels but 2"},
		{catalog.AppHome, ids(1), "1 of the app's own direct messages"},
		{catalog.MPIM, ids(0), "group direct messages, none so far"},
	} {
		if got := sizeOf(test.on, test.set); got != test.expect {
			t.Errorf("%s is %q, not %q", test.on, got, test.expect)
		}
	}
}

// TestPeopleAreNamed: grants on single people say on whom.
func TestPeopleAreNamed(t *testing.T) {
	t.Parallel()
	s := state.NewSession(state.Team{Key: "acme", Kind: catalog.Workspace})
	s.Begin(t.Context())
	grant := func(user model.ResourceID, scope catalog.Scope) model.Grant {
		return model.Grant{Type: catalog.User, Resources: model.ResourceSet{IDs: []model.ResourceID{user}}, Scopes: []catalog.Scope{scope}}
	}
	s.Receive(model.NewPermissions([]model.Grant{grant("U0ANA", "dnd:write:user"), grant("U0BO", "reminders:read:user")}))
	text := ansi.Strip(strings.Join(Everything(s).Draw(draw.Styles{}, 80), "\n"))
	for _, see := range []string{"user (U0ANA)  dnd:write:user", "user (U0BO)  reminders:read:user"} {
		if !strings.Contains(text, see) {
			t.Errorf("no %q in\n%s", see, text)
		}
	}
}
