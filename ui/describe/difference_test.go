package describe

import (
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

// TestDifferencesCountAScopeOnce however many types it is on.
func TestDifferencesCountAScopeOnce(t *testing.T) {
	t.Parallel()
	pins := model.Change[catalog.Scope]{Gained: []catalog.Scope{"pins:read"}}
	all := model.Difference{}
	for _, kind := range []catalog.ResourceType{catalog.Channel, catalog.Group, catalog.MPIM, catalog.IM, catalog.AppHome} {
		all.Types = append(all.Types, model.TypeChange{Type: kind, Scopes: pins})
	}
	for _, c := range []struct {
		diff         model.Difference
		gained, lost string
	}{
		{model.Difference{}, "nothing", "nothing"},
		{all, "1 scope, on 5 types", "nothing"},
		{model.Difference{Types: all.Types[:1]}, "1 scope, on channel", "nothing"},
		{
			model.Difference{
				Types: []model.TypeChange{{
					Type: catalog.Channel, Scopes: model.Change[catalog.Scope]{Gained: []catalog.Scope{"a", "b"}, Lost: []catalog.Scope{"c"}},
					IDs: model.Change[model.ResourceID]{Lost: []model.ResourceID{"C1", "C2"}}, WildcardGained: true,
					Excluded: model.Change[model.ResourceID]{Gained: []model.ResourceID{"C3"}},
				}},
				Users: []model.UserChange{{User: "U1", Scopes: model.Change[catalog.Scope]{Gained: []catalog.Scope{"a"}}}, {User: "U2", Scopes: model.Change[catalog.Scope]{Lost: []catalog.Scope{"d"}}}},
			},
			"2 scopes, on channel and 1 person; all of channel; 1 exception", "2 scopes, on channel and 1 person; 2 resources",
		},
	} {
		if got := Difference(c.diff, true); got != c.gained {
			t.Errorf("gained %q, want %q", got, c.gained)
		}
		if got := Difference(c.diff, false); got != c.lost {
			t.Errorf("lost %q, want %q", got, c.lost)
		}
	}
}
